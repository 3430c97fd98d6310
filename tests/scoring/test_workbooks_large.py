"""Whole rounds through the commands: a bloc of 63 units, and a real regulation with a paper's defects."""

import csv
import json
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest

from blocs.models.people import Role
from blocs.stages import Stage
from scoring.models import Score
from tests import factories
from tests.scoring.books import book, content
from tests.scoring.commands import refusal, run

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]  # the size is what is new
REAL = Path(__file__).parents[3] / "shared" / "cases" / "cluster347_2025_regulation.csv"
UNITS, LEAVES = 63, 29


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def file(tmp_path):
    def written(made, name="tep.xlsx"):
        (tmp_path / name).write_bytes(content(made))
        return str(tmp_path / name)

    return written


def index(unit, leaf):
    """Points of a public index: two decimals, with ties between every fifth unit and the one before."""
    unit -= unit % 5 == 0
    return Decimal((unit * 37 + leaf * 101) % 345) / 100


def expected(totals, excluded):
    """Ranks by total, shared by equal ones (1, 2, 2, 4)."""
    placed = sorted((total for unit, total in totals.items() if unit not in excluded), reverse=True)
    firsts = {total: placed.index(total) + 1 for total, _same in groupby(placed)}
    return {unit: None if unit in excluded else firsts[total] for unit, total in totals.items()}


def test_index_of_sixty_three_units_comes_in_with_ties_and_exclusions(file):
    year = factories.bloc_year(stage=Stage.REVIEW, members=UNITS)
    factories.person(Role.SECRETARY, year.head, username="thuky")
    year.stage = Stage.PREPARE
    year.save()
    rows = [["A", None, "Chỉ số", Decimal("3.44") * LEAVES, None]]
    rows += [
        [f"A/{n}", "A", f"Chỉ số thành phần {n}", Decimal("3.44"), "direct"] for n in range(1, LEAVES + 1)
    ]
    regulation = book(rows, headings=["key", "parent", "name", "max", "rule"])
    run("import_regulation", year, file(regulation), adopt=True, user="thuky")

    names = [unit.short_name for unit in year.members]
    points = {name: [index(unit, leaf) for leaf in range(LEAVES)] for unit, name in enumerate(names)}
    figures = [[f"A/{n + 1}", *(points[name][n] for name in names)] for n in range(LEAVES)]
    made = book(figures, headings=["Mã số", *names], title="Điểm")
    excluded = {names[3]: "Vi phạm", names[40]: "Không đăng ký thi đua"}
    sheet = made.create_sheet("Không xét thi đua")
    for row in [["Đơn vị", "Lý do", "Căn cứ"], *([*one, "Công văn 12"] for one in excluded.items())]:
        sheet.append(row)
    out, err = run("import_scores", year, file(made), round="review")
    assert (out.splitlines()[-1], err) == (f"Imported: {UNITS * LEAVES} lines in {UNITS} sheets.", "")

    data = json.loads(run("ranking", year, format="json")[0])["units"]
    totals = {name: sum(row) for name, row in points.items()}
    assert {unit["unit"]: Decimal(unit["total"]) for unit in data} == totals
    assert {unit["unit"]: unit["rank"] for unit in data} == expected(totals, excluded)
    assert {unit["unit"]: unit["excluded"] for unit in data if unit["excluded"]} == excluded
    assert any(unit["tied"] for unit in data)


@pytest.mark.skipif(not REAL.is_file(), reason="the cases of ../shared are not here")
def test_real_round_with_real_defects_is_refused_by_its_cell_or_told_exactly(file):
    year = factories.bloc_year(members=7)
    factories.person(Role.SECRETARY, year.head, username="thuky")
    with REAL.open(encoding="utf-8") as lines:
        heading, *rows = csv.reader(lines)
    run("import_regulation", year, file(book(rows, headings=heading)), adopt=True, user="thuky")
    leaves = [row for row in rows if row[5]]
    names = [unit.short_name for unit in year.members]
    figures = [[row[0], *[row[4].replace(".", ",")] * 7] for row in leaves]
    figures[4][2], figures[7][3], figures[100][3] = "10,5", None, " "
    headings = ["key", *names]
    assert refusal(
        "import_scores", year, file(book(figures, headings=headings, title="Điểm")), round="review"
    ) == [
        "Nothing was imported.",
        f"Row 6 (cell C6): {leaves[4][0]}, {names[1]}: Pass or fail: only 0 or 10, not 10.5.",
    ]
    figures[4][2] = 0
    _out, err = run(
        "import_scores", year, file(book(figures, headings=headings, title="Điểm")), round="review"
    )
    told = f"{names[2]} has no points afterwards on 2 criteria ({leaves[7][0]}, {leaves[100][0]}).\n"
    assert err == told
    data = json.loads(run("ranking", year, format="json")[0])["units"]
    assert Score.objects.filter(reviewed_score__isnull=False).count() == 7 * 176 - 2
    assert [(unit["unit"], unit["total"], unit["rank"], unit["missing"]) for unit in data[-2:]] == [
        (names[1], "990.00", 6, 0),
        (names[2], f"{1000 - Decimal(leaves[7][4]) - Decimal(leaves[100][4]):.2f}", 7, 2),
    ]
    assert {unit["total"] for unit in data[:5]} == {"1000.00"}
