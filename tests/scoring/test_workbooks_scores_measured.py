"""Targets, results, decisions and exclusions in the workbook of a bloc's scores."""

from decimal import Decimal

import pytest
from django.utils import translation

from blocs.audit import Action, AuditEntry
from scoring.models import Exclusion, ExclusionReason, Score
from scoring.results import live_standing
from scoring.workbooks.scores.preview import scores_preview
from scoring.workbooks.scores.writing import scores_workbook
from tests import factories
from tests.scoring.books import book, content
from tests.scoring.grids import FINAL, REVIEW, SELF, imported, names, plan_of, problems

pytestmark = pytest.mark.django_db
LEAVES = [
    ("1", "Giải ngân", "10", "quantitative", {}),
    ("2", "Hồ sơ đúng hạn", "10", "proportional", {}),
    ("3", "Sáng kiến", "10", "count", {"per_item": "2"}),
    ("4", "Chi bộ", "10", "direct", {}),
]
KEYS = [f"I/{leaf[0]}" for leaf in LEAVES]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def year(db):
    rows = [("I", "Nhóm", "40", [leaf[:4] for leaf in LEAVES]), ("Đ", "Điểm trừ", "5", "direct")]
    year = factories.scoring_year(rows=rows)
    for code, _name, _maximum, _rule, parameters in LEAVES:
        year.regulation.criteria.filter(code=code).update(parameters=parameters)
    year.regulation.criteria.filter(code="Đ").update(kind="deduction")
    return year


def workbook(year, headings=None, **sheets):
    """A workbook of sheets by title: rows of a key and values for the first units."""
    made = book([], headings=[])
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title.replace("_", " "))
        sheet.append(headings or ["Mã số", *names(year)[: len(next(iter(rows.values())))]])
        for key, row in rows.items():
            sheet.append([key, *row])
    return content(made)


def exclusions(*rows):
    return content(book(rows, headings=["Đơn vị", "Lý do", "Căn cứ"], title="Không xét thi đua"))


def line(year, key, unit=0):
    return Score.objects.get(sheet__unit=year.members[unit], criterion__code=key.rpartition("/")[2])


def totals(year, round_=SELF):
    tallies = live_standing(year, round_).tallies
    return [tallies[name].total for name in names(year)]


def test_results_alone_are_computed(year):
    data = workbook(
        year,
        Chỉ_tiêu={"I/1": [10, "100.5", None], "I/2": [100, 50, 1]},
        Kết_quả={"I/1": [20, 100.5, 150], "I/2": ["80", "-3,5", 1], "I/3": [2, 9, 0]},
    )
    plan = imported(year, data)
    assert totals(year) == [10 + 8 + 4, 5 + 0 + 10, 10 + 10 + 0]
    assert (line(year, "I/1").target, line(year, "I/1").actual) == (10, 20)
    assert line(year, "I/2", 1).actual == Decimal("-3.5")
    assert plan.findings.notices[0] == "Criteria that are not in the workbook stay as they are: I/4, Đ."


def test_points_on_a_measured_line_stand_in_place_of_the_computed_ones(year):
    imported(year, workbook(year, Chỉ_tiêu={"I/2": [100]}, Kết_quả={"I/2": [80]}))
    imported(year, workbook(year, Điểm={"I/2": ["7,25"]}))
    again = imported(year, workbook(year, Kết_quả={"I/2": [90]}))
    assert totals(year)[0] == Decimal("7.25")
    kept = f"{names(year)[0]} keeps points given in place of computed ones on 1 criteria (I/2)."
    assert kept in again.findings.notices
    imported(year, workbook(year, Điểm={"I/2": ["Tính"]}))
    assert totals(year)[0] == 9


def test_paper_round_of_points_alone_is_taken_as_it_is(year):
    imported(year, workbook(year, Điểm={key: [1, "2,5", 10] for key in KEYS}), REVIEW)
    assert totals(year, REVIEW) == [4, 10, 40]


WRONG = [
    ("Điểm", "I/1", "10,5", "10.5 is over the maximum of 10."),
    ("Kết quả", "I/3", 2.5, "2.5 is not a whole number; items are counted one by one."),
    ("Kết quả", "I/3", -1, "-1 is below zero."),
    ("Kết quả", "I/4", 5, "its points are given directly, not by a result; leave the cell empty."),
    ("Chỉ tiêu", "I/1", -1, "“-1” is below zero."),
    ("Chỉ tiêu", "I/3", 5, "its points do not depend on a target; leave the cell empty."),
    ("Chỉ tiêu", "I/4", 5, "its points do not depend on a target; leave the cell empty."),
    ("Kết quả", "I/1", "1.250", "“1.250” can be read in two ways; write 1250 or 1,25."),
    ("Kết quả", "I/1", 10**13, "“10000000000000” is too large."),
    ("Kết quả", "I/1", "nhiều", "“nhiều” is not a number; write it like 8,25."),
    ("Kết quả", "I/1", "Tính", "“Tính” is not a number; write it like 8,25."),
    ("Điểm", "I/4", "Tính", "“Tính” is not a number; write it like 8,25."),
]


@pytest.mark.parametrize(("title", "key", "value", "sentence"), WRONG)
def test_figure_that_cannot_stand_is_named_by_sheet_and_cell(year, title, key, value, sentence):
    data = workbook(year, **{title.replace(" ", "_"): {key: [value]}})
    place = "Row 2 (cell B2)" if title == "Điểm" else f"Sheet “{title}”, row 2 (cell B2)"
    assert problems(year, data) == [f"{place}: {key}, {names(year)[0]}: {sentence}"]


def test_percent_that_excel_made_of_a_number_is_refused(year):
    made = book([["I/1", 0.95]], headings=["Mã số", names(year)[0]], title="Kết quả")
    made.active["B2"].number_format = "0.00%"
    assert problems(year, content(made)) == [
        f"Sheet “Kết quả”, row 2 (cell B2): I/1, {names(year)[0]}: "
        "Excel made a percent of it. Format the column as a number and type it again."
    ]


def test_line_that_is_not_applied_this_year_stays_empty(year):
    year.regulation.criteria.filter(code="2").update(is_off=True)
    data = workbook(year, Điểm={"I/2": [5]}, Kết_quả={"I/2": [5]})
    assert problems(year, data) == [
        "Row 2 (cell B2): I/2 is not applied this year: leave its cells empty.",
        "Sheet “Kết quả”, row 2 (cell B2): I/2 is not applied this year: leave its cells empty.",
    ]


def test_not_assigned_may_stand_on_either_sheet_but_not_beside_a_figure(year):
    imported(year, workbook(year, Kết_quả={"I/1": ["KG"]}))
    assert line(year, "I/1").assigned is False
    imported(year, workbook(year, Kết_quả={"I/1": [3]}))
    assert line(year, "I/1").assigned is True
    found = problems(year, workbook(year, Điểm={"I/1": ["KG"]}, Kết_quả={"I/1": [3]}))
    assert found == [
        f"Sheet “Kết quả”, row 2 (cell B2): I/1, {names(year)[0]}: "
        "the sheet “Điểm” says that it is not assigned."
    ]
    found = problems(year, workbook(year, Điểm={"I/1": [3]}, Kết_quả={"I/1": ["KG"]}))
    assert found[0].endswith("it is scored on another sheet.")


def test_what_is_missing_afterwards_is_told_by_unit_and_cause(year):
    data = workbook(year, Điểm={"I/4": [3]}, Kết_quả={"I/1": [5], "I/2": [5], "I/3": [None]})
    unit = names(year)[0]
    assert plan_of(year, data).findings.notices[-2:] == [
        f"{unit} has results without a target on 1 criteria (I/2).",
        f"{unit} has no points afterwards on 1 criteria (I/3).",
    ]


def test_deduction_of_the_review_waits_unless_the_units_agreed(year):
    data = workbook(year, Điểm={"I/4": [9], "Đ": [2]})
    plan = imported(year, data, REVIEW)
    unit = names(year)[0]
    told = f"{unit} has not answered to 1 deductions, which do not count yet (Đ)."
    assert plan.findings.notices[-1] == told
    assert totals(year, REVIEW)[0] == 9
    plan = plan_of(year, data, REVIEW, agreed=True)
    assert [list(new) for new in plan.sheets[0].changes.values()] == [["agrees"], ["agrees"]]
    assert plan.forecast.tallies(unit)[1].total == 7


def test_agreement_to_another_review_is_not_kept(year):
    imported(year, workbook(year, Điểm={"I/4": [9]}), REVIEW)
    Score.objects.filter(pk=line(year, "I/4").pk).update(agrees=True)
    imported(year, workbook(year, Điểm={"I/4": [8]}), REVIEW)
    assert line(year, "I/4").agrees is None


def test_decisions_come_in_with_a_reason(year):
    imported(year, workbook(year, Điểm={"I/4": [9]}), REVIEW)
    data = workbook(year, Điểm={"I/4": [8]}, Kết_quả={"I/3": [5]}, Lý_do_quyết_định={"I/3": ["Biên bản"]})
    imported(year, data, FINAL, reason="Hội nghị")
    assert (line(year, "I/4").final_score, line(year, "I/4").final_reason) == (8, "Hội nghị")
    assert (line(year, "I/3").final_actual, line(year, "I/3").final_reason) == (5, "Biên bản")
    assert totals(year, FINAL)[0] == 18


def test_preview_names_the_units_that_move_as_well(year):
    imported(year, workbook(year, Chỉ_tiêu={"I/1": [10, 10, 10]}, Kết_quả={"I/1": [20, 15, 5]}))
    preview = scores_preview(plan_of(year, workbook(year, Kết_quả={"I/1": [40]})))
    assert [(unit.total_before, unit.total_after, unit.rank_after) for unit in preview.units] == [
        ("10.00", "10.00", "1")
    ]
    assert [(move.unit, move.total_before, move.total_after) for move in preview.others] == [
        (year.members[1].name, "7.50", "5.83")
    ]


def test_units_that_are_not_considered_are_named_and_lose_their_rank(year):
    imported(year, workbook(year, Điểm={"I/4": [9, 8, 7]}))
    data = exclusions([names(year)[0], "Có cá nhân bị kỷ luật", "QĐ 15/QĐ-UBND"])
    preview = scores_preview(plan_of(year, data))
    assert [(move.unit, move.rank_before, move.rank_after) for move in preview.others] == [
        (year.members[1].name, "2", "1"),
        (year.members[2].name, "3", "2"),
    ]
    assert [(row.of, row.before, row.after) for row in preview.exclusions] == [
        (str(year.head), "–", "Có cá nhân bị kỷ luật (QĐ 15/QĐ-UBND)")
    ]
    imported(year, data)
    row = Exclusion.objects.get()
    assert (row.unit, row.reason, row.source) == (year.head, "Có cá nhân bị kỷ luật", "QĐ 15/QĐ-UBND")
    assert AuditEntry.objects.filter(action=Action.IMPORT, inner=True).count() == 1
    assert plan_of(year, data).changes_nothing


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["Nơi khác", "Bị phạt", "QĐ"], "row 2 (cell A2): “Nơi khác” is no member unit of {year}."),
        ([None, "Bị phạt", "QĐ"], "row 2: the unit is missing."),
        (["{unit}", None, "QĐ"], "row 2: the reason is missing."),
        (["{unit}", "x" * 301, "QĐ"], "row 2 (cell B2): the text is longer than 300 characters ({start}…)."),
        (
            ["{unit}", "Ghét", "QĐ"],
            "row 2 (cell B2): “Ghét” is no reason of the regulation. There are: “Bị phạt”.",
        ),
    ],
)
def test_exclusion_that_cannot_stand_is_named(year, row, sentence):
    if row[1] == "Ghét":
        ExclusionReason.objects.create(regulation=year.regulation, text="Bị phạt")
    unit = names(year)[0]
    data = exclusions([cell.replace("{unit}", unit) if cell else cell for cell in row])
    expected = sentence.format(year=year, unit=unit, start="x" * 30)
    assert problems(year, data) == [f"Sheet “Không xét thi đua”, {expected}"]


def test_reason_is_the_regulations_own_words_and_a_missing_paper_is_told(year):
    ExclusionReason.objects.create(regulation=year.regulation, text="Bị phạt")
    plan = imported(year, exclusions([year.head.name.upper(), "BỊ  phạt", None]))
    assert Exclusion.objects.get().reason == "Bị phạt"
    assert plan.findings.notices == ["No paper is named for these units that are not considered: rows 2."]


FIGURES = [f"{round_}{what}" for round_ in ("reviewed_", "final_") for what in ("actual", "score")]


@pytest.mark.parametrize("round_", [SELF, REVIEW, FINAL])
def test_everything_goes_out_and_comes_in_again(year, round_):
    figures = {
        "Điểm": {"I/1": ["KG", None, None], "I/2": [None, None, "1,25"], "I/4": [9, 8, 7]},
        "Chỉ_tiêu": {"I/1": [None, 10, "12,5"], "I/2": [100, 100, None]},
        "Kết_quả": {"I/1": [None, -5, 10**12 - 1], "I/2": ["0,0001", 7, None], "I/3": [1, 2, 3]},
    }
    imported(year, workbook(year, **figures), round_)
    Score.objects.filter(pk=line(year, "I/1").pk).update(**{round_.actual_field: 7})  # kept, not counted
    imported(year, exclusions([names(year)[2], "Bị phạt", "QĐ"]))
    data = scores_workbook(year, round_, list(year.score_sheets.all()), year.members, whole=True)
    assert imported(year, data, round_).changes_nothing
    before = totals(year, round_)
    blank = dict.fromkeys([*FIGURES, "actual", "self_score", "target"])
    Score.objects.update(assigned=True, **blank)
    Exclusion.objects.all().delete()
    imported(year, data, round_)
    assert (totals(year, round_), Exclusion.objects.count()) == (before, 1)
