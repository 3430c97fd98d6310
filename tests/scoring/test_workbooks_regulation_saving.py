"""The workbook of a regulation: the general rules, replacing a draft, going out and coming in again."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from blocs.audit import Action, AuditEntry
from blocs.text import nfc
from scoring.models import Criterion, Regulation
from scoring.models.scoresheets import open_sheets
from scoring.workbooks.regulation.layout import HEADINGS as FULL_HEADINGS
from scoring.workbooks.regulation.plan import regulation_plan
from scoring.workbooks.regulation.saving import save_regulation
from scoring.workbooks.regulation.terms import stored_terms
from scoring.workbooks.regulation.writing import regulation_workbook
from tests import factories
from tests.scoring.books import ROWS, book, changed, content, opened, values

pytestmark = pytest.mark.django_db
REAL = Path(__file__).parents[3] / "shared" / "cases" / "cluster347_2025_regulation.csv"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def year(db):
    return factories.bloc_year()


def imported(year, data, user=None):
    plan = regulation_plan(year, data, "quy-che.xlsx")
    assert plan.findings.problems == []
    return plan, save_regulation(plan, user)


def with_settings(*rows):
    made = book(ROWS)
    sheet = made.create_sheet("Quy tắc chung")
    for row in rows:
        sheet.append(row)
    return content(made)


def everything(year):
    """All that a regulation holds, without ids."""
    regulation = Regulation.objects.get(bloc_year=year)
    fields = ("title", "number", "issued_on", "decimals", "rounding", "bonus_may_exceed")
    stored = [getattr(regulation, name) for name in fields]
    return stored, regulation.tree, stored_terms(regulation)["tie_breaks"]


def test_general_rules_are_taken_over(year):
    data = with_settings(
        ["Tên quy chế", "Quy chế thi đua"],
        ["so ky hieu", "01/QC-KTĐ"],
        ["Ngày ban hành", "05/03/2021"],
        ["Số chữ số thập phân", 3],
        ["Cách làm tròn", "Nửa về số chẵn"],
        ["Điểm thưởng được vượt thang", "Không"],
        ["Tiêu chí phụ 2", "I/2"],
        ["Tiêu chí phụ 1", "II"],
        ["Ghi chú", "để sau"],
    )
    plan, _regulation = imported(year, data)
    stored = ["Quy chế thi đua", "01/QC-KTĐ", date(2021, 3, 5), 3, "half_even", False]
    assert everything(year)[0] == stored
    assert everything(year)[2] == [("points", "II"), ("points", "I/2")]
    assert plan.findings.notices == ["The general rule “Ghi chú” is not known; it was left out."]


UNREADABLE = "cannot be read. Write it as in a workbook that was exported here."


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["Số chữ số thập phân", 7], "Ensure this value is less than or equal to 4."),
        (["Số chữ số thập phân", 1.5], f"“1.5” {UNREADABLE}"),
        (["Số chữ số thập phân", True], f"“True” {UNREADABLE}"),
        (["Cách làm tròn", "lên"], f"“lên” {UNREADABLE}"),
        (["Ngày ban hành", "30/02/2021"], f"“30/02/2021” {UNREADABLE}"),
        (["Ngày ban hành", "hôm qua"], f"“hôm qua” {UNREADABLE}"),
        (["Tên quy chế", date(2021, 1, 1)], f"“2021-01-01 00:00:00” {UNREADABLE}"),
        (
            ["Tiêu chí phụ 1", "X"],
            "“X” is the key of no criterion, and none of: "
            "“Điểm trong thang”, “Ít điểm trừ hơn”, “Thứ hạng năm trước”.",
        ),
    ],
)
def test_general_rule_that_cannot_be_read_is_named(year, row, sentence):
    assert regulation_plan(year, with_settings(row), "a.xlsx").findings.problems == [
        f"Sheet “Quy tắc chung”, row 1 (cell B1): {sentence}"
    ]


def test_tie_break_named_twice_is_refused(year):
    found = regulation_plan(year, with_settings(["Tiêu chí phụ 1", "II"], ["Tiêu chí phụ 2", "II"]), "a.xlsx")
    assert found.findings.problems == [
        "Sheet “Quy tắc chung”, row 2 (cell B2): “Tiêu chí phụ” names “II” twice."
    ]


def test_draft_is_replaced_and_the_history_keeps_the_counts(year):
    regulation = factories.regulation(year=year, adopted=False, decimals=1)
    factories.tie_breaks(regulation, "II")
    user = factories.user()
    plan, saved = imported(year, changed({}), user)
    assert saved.pk == regulation.pk
    assert Criterion.objects.count() == 8
    assert (everything(year)[0][3], everything(year)[2]) == (1, [("points", "II")])
    assert plan.differences() == (["I/1/a", "I/1/b", "T", "T/1"], ["II/1", "II/2"], ["I", "I/1", "I/2", "II"])
    entry = AuditEntry.objects.get(action=Action.IMPORT)
    assert (entry.user, entry.target, entry.bloc_year) == (user, regulation, year)
    assert entry.changes == [
        {"of": "", "what": "file", "before": "", "after": "quy-che.xlsx"},
        {
            "of": "",
            "what": "criteria",
            "before": "6 criteria, 4 leaves, 2 levels, 100 points",
            "after": "8 criteria, 5 leaves, 3 levels, 80 points, bonus 5",
        },
    ]


def test_tie_breaks_whose_criteria_go_are_told(year):
    factories.tie_breaks(factories.regulation(year=year, adopted=False), "I", "II")
    rows = [["I", None, None, "Nhiệm vụ", 80, "direct", None]]
    plan, _saved = imported(year, content(book(rows)))
    assert plan.findings.notices == ["These tie-breaks go, because their criteria are no longer there: II."]
    assert everything(year)[2] == [("points", "I")]


def test_adopted_regulation_is_not_replaced(year):
    factories.regulation(year=year)
    assert regulation_plan(year, changed({}), "a.xlsx").findings.problems == [
        "The regulation is adopted and frozen. Reopen it as a new draft first."
    ]


def test_draft_with_sheets_is_not_replaced(year):
    factories.regulation(year=year, adopted=False)
    open_sheets(year)
    assert regulation_plan(year, changed({}), "a.xlsx").findings.problems == [
        "Score sheets already stand on this draft."
    ]


def test_export_and_import_lose_nothing(year):
    regulation = factories.regulation(
        year=year,
        rows=[*factories.TREE, factories.BONUS],
        adopted=False,
        number="02/QC",
        issued_on=date(2021, 2, 3),
        decimals=0,
        rounding="half_even",
        bonus_may_exceed=False,
    )
    Criterion.objects.filter(code="2", parent__code="I").update(name='=HYPERLINK("x")\ndòng hai', code="2.")
    factories.tie_breaks(regulation, "II", "I")
    other = factories.bloc_year()
    imported(other, regulation_workbook(regulation))
    assert everything(other) == everything(year)


def test_exported_text_is_never_a_formula(year):
    rows = [["I", None, None, "=1+1", 10, "direct", None]]
    made = book(rows)
    made.active["D2"].data_type = "s"
    _plan, regulation = imported(year, content(made))
    assert opened(regulation_workbook(regulation))["Quy chế"]["D2"].data_type == "s"


def test_export_without_tie_breaks_takes_them_away(year):
    data = regulation_workbook(factories.regulation(adopted=False))
    factories.tie_breaks(factories.regulation(year=year, adopted=False), "II")
    imported(year, data)
    assert everything(year)[2] == []


def test_empty_workbook_to_fill_in_has_the_header():
    made = opened(regulation_workbook(None))
    assert values(made["Quy chế"]) == [list(FULL_HEADINGS.values())]
    assert [row[0] for row in values(made["Quy tắc chung"])][-4:] == [
        "Tiêu chí phụ 1",
        "Xếp loại 1",
        "Lý do không xét 1",
        "Hạn mức khen thưởng 1",
    ]


codes = st.text(
    st.characters(whitelist_categories=("L", "N"), whitelist_characters=".)- =+"), min_size=1, max_size=6
)
plain = codes.map(nfc).map(str.strip).filter(bool)
leaf = st.tuples(plain, st.decimals(0, 50, places=2), st.sampled_from(["direct", "pass_fail"]))
family = st.lists(leaf, min_size=1, max_size=4, unique_by=lambda row: row[0])


@given(tree=st.lists(st.tuples(plain, family), min_size=1, max_size=3, unique_by=lambda root: root[0]))
@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.once
def test_any_tree_survives_the_workbook(year, tree):
    Regulation.objects.all().delete()
    rows = [
        (
            code,
            "Nhóm",
            str(sum(row[1] for row in below)),
            [(c, f"Tên {c}", str(m), rule) for c, m, rule in below],
        )
        for code, below in tree
    ]
    source = factories.regulation(rows=rows, adopted=False)
    imported(year, regulation_workbook(source))
    assert tree_of(year) == [(node.code, node.maximum, node.rule) for _level, node in source.tree.walk()]


def tree_of(year):
    return [(n.code, n.maximum, n.rule) for _level, n in Regulation.objects.get(bloc_year=year).tree.walk()]


@pytest.mark.once
@pytest.mark.no_cover
def test_five_thousand_rows_take_a_few_seconds(year, django_assert_max_num_queries):
    rows = [["I", None, None, "Tất cả", 4999, None, None]]
    rows += [[f"I/{n}", "I", None, f"Tiêu chí số {n}", 1, "direct", None] for n in range(4999)]
    data, start = content(book(rows)), perf_counter()
    plan, _saved = imported(year, data)
    with django_assert_max_num_queries(400):
        imported(year, data)
    assert plan.counts.criteria == 5000
    assert perf_counter() - start < 30


@pytest.mark.skipif(not REAL.is_file(), reason="the cases of ../shared are not here")
def test_real_regulation_is_imported_whole(year):
    with REAL.open(encoding="utf-8") as lines:
        heading, *rows = csv.reader(lines)
    plan, _saved = imported(year, content(book(rows, headings=heading)))
    assert str(plan.counts) == "230 criteria, 176 leaves, 5 levels, 1,000 points"
    assert Regulation.objects.get().tree.base_maximum == Decimal(1000)
