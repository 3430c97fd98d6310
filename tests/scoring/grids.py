"""Workbooks of scores for tests, and what became of them."""

from __future__ import annotations

from scoring.models import Score
from scoring.rounds import Round
from scoring.workbooks.scores.plan import scores_plan
from scoring.workbooks.scores.saving import save_scores
from scoring.workbooks.scores.turns import Actor
from tests.scoring.books import book, content

SELF, REVIEW, FINAL = Round
KEYS = ["I/1", "I/2", "II/1", "II/2"]  # 40 direct, 20 pass or fail, 25.5 direct, 14.5 direct


def names(year):
    return [unit.short_name for unit in year.members]


def grid(year, *columns, keys=KEYS, headings=None, texts=None, texts_title="Lý do", **above):
    """A workbook with one column of values for each of the first units."""
    made = book([], headings=[])
    sheet = made.active
    sheet.title = "Điểm"
    sheet.delete_rows(1)
    for row in above.get("above", []):
        sheet.append(row)
    sheet.append(["Mã số", *(headings or names(year)[: len(columns)])])
    for place, key in enumerate(keys):
        sheet.append([key, *(column[place] for column in columns)])
    if texts is not None:
        other = made.create_sheet(texts_title)
        other.append(["Mã số", *names(year)[:1]])
        for key, text in texts.items():
            other.append([key, text])
    return content(made)


def plan_of(year, data, round_=SELF, reason="", *, by_operator=True, **who):
    actor = Actor(by_operator=by_operator, reason=reason, **who)
    return scores_plan(year, round_, data, "diem.xlsx", actor)


def problems(year, data, round_=SELF, **how):
    return plan_of(year, data, round_, **how).findings.problems


def imported(year, data, round_=SELF, reason=""):
    plan = plan_of(year, data, round_, reason)
    assert plan.findings.problems == []
    save_scores(plan, None)
    return plan


def line(year, key, unit=0):
    code = key.split("/")
    found = Score.objects.filter(sheet__bloc_year=year, sheet__unit=year.members[unit])
    return found.get(criterion__code=code[1], criterion__parent__code=code[0])


def points(year, field="self_score", unit=0):
    return [getattr(line(year, key, unit), field) for key in KEYS]
