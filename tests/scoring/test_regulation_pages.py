"""The regulation in the browser: writing it, adopting it, and that it then stays as it is."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from blocs.audit import AuditEntry
from blocs.models import Bloc, BlocYear
from blocs.stages import Stage
from scoring.models import Criterion, Regulation, TieBreak
from tests import factories

pytestmark = pytest.mark.django_db


def address(name, year):
    return reverse(name, args=(year.bloc.slug, year.year))


def line(regulation, *codes):
    found = None
    for code in codes:
        found = regulation.criteria.get(parent=found, code=code)
    return found


@pytest.fixture
def draft(cast):
    return factories.regulation(year=cast.year, adopted=False)


def test_regulation_begins_empty_and_grows_line_by_line(cast, as_):
    browser = as_(cast.secretary)
    browser.post(address("begin_regulation", cast.year))
    new = address("criterion_new", cast.year)
    browser.post(
        new, {"code": "I", "name": "Chuyên môn", "maximum": "10,5", "rule": "direct", "kind": "base"}
    )
    regulation = Regulation.objects.get(bloc_year=cast.year)
    section = line(regulation, "I")
    browser.post(
        f"{new}?below={section.pk}", {"code": "1", "name": "Giải ngân", "maximum": "10.5", "rule": "direct"}
    )
    section.refresh_from_db()
    assert (section.maximum, section.rule) == (Decimal("10.5"), "")
    entry = AuditEntry.objects.get(object_id=section.pk, action="change")
    assert entry.changes == [
        {"of": "", "what": "rule", "before": "Chấm trực tiếp từ 0 đến thang điểm", "after": ""}
    ]
    assert (line(regulation, "I", "1").maximum, line(regulation, "I", "1").rule) == (
        Decimal("10.5"),
        "direct",
    )


def test_regulation_copies_last_year_with_tie_breaks(cast, as_):
    last = factories.bloc_year(bloc=cast.year.bloc, year=2020, units=cast.year.members)
    source = factories.regulation(year=last, decimals=3)
    factories.tie_breaks(source, "II", "I")
    as_(cast.secretary).post(address("begin_regulation", cast.year), {"copy": "1"})
    copy = Regulation.objects.get(bloc_year=cast.year)
    assert (copy.state, copy.decimals) == ("draft", 3)
    assert copy.title == "Quy chế chấm điểm và bình xét thi đua năm 2021"
    assert [(leaf.key, leaf.maximum) for leaf in copy.tree.leaves()] == [
        (leaf.key, leaf.maximum) for leaf in source.tree.leaves()
    ]
    assert [str(tie) for tie in copy.tie_breaks.all()] == ["II Xây dựng Đảng", "I Nhiệm vụ chuyên môn"]


def test_copying_from_a_bloc_with_a_long_name_says_so_in_the_history(cast, as_):
    """A column of the entry is shorter than a bloc's name may be; PostgreSQL refuses what is too long."""
    Bloc.objects.filter(pk=cast.year.bloc_id).update(name="Khối thi đua các Ban Quản lý dự án " * 5)
    last = factories.bloc_year(bloc=cast.year.bloc, year=2020, units=cast.year.members)
    source = factories.regulation(year=BlocYear.objects.get(pk=last.pk))
    as_(cast.secretary).post(address("begin_regulation", cast.year), {"copy": "1"})
    entry = AuditEntry.objects.get(action="create")
    assert (entry.detail, [change["what"] for change in entry.changes]) == ("", ["copied from"])
    with translation.override("vi"):
        assert entry.changes[0]["after"] == str(source)


def test_line_added_after_a_deletion_stands_last(cast, draft, as_):
    browser, section = as_(cast.secretary), line(draft, "I")
    below = f"{address('criterion_new', cast.year)}?below={section.pk}"
    browser.post(below, {"code": "3", "name": "Thứ ba", "maximum": "5", "rule": "direct"})
    browser.post(reverse("criterion_delete", args=(line(draft, "I", "1").pk,)))
    browser.post(below, {"code": "4", "name": "Thứ tư", "maximum": "5", "rule": "direct"})
    assert [row.code for row in draft.criteria.filter(parent=section)] == ["2", "3", "4"]
    places = draft.criteria.filter(parent=section).values_list("position", flat=True)
    assert len(set(places)) == 3


NEW_LINE = {"code": "1", "name": "Khác", "maximum": "1", "rule": "direct", "kind": "base"}


@pytest.mark.parametrize(
    ("name", "of_line", "sent"),
    [
        ("regulation_settings", False, {"title": "Khác", "decimals": 2, "rounding": "half_up"}),
        ("regulation_lines", False, {}),
        ("criterion_new", False, NEW_LINE),
        ("criterion", True, NEW_LINE),
        ("criterion_delete", True, {}),
        ("criterion_move", True, {"down": "1"}),
    ],
)
def test_regulation_adopted_meanwhile_stays_as_it_was(cast, draft, as_, during_post, name, of_line, sent):
    factories.tie_breaks(draft, "II")
    url = reverse(name, args=(line(draft, "I", "1").pk,)) if of_line else address(name, cast.year)

    def everything():
        rows = list(draft.criteria.values_list("pk", "name", "position"))
        return rows, draft.tie_breaks.count(), Regulation.objects.get(pk=draft.pk).title

    before = everything()
    with during_post(lambda: Regulation.objects.filter(pk=draft.pk).update(state="adopted")):
        page = as_(cast.secretary).post(url, sent)
    assert (page.status_code, everything(), AuditEntry.objects.count()) == (403, before, 0)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("maximum", "8,5x", "“8,5x”"),
        ("maximum", "1.250,5", "“1.250,5”"),
        ("maximum", "-1", "“-1”"),
        ("maximum", "1,255", "“1,255”"),
        ("code", "1/a", "“/”"),
        ("code", "2", ""),
        ("name", "", ""),
    ],
)
def test_criterion_refuses_what_is_wrong_and_keeps_it_on_the_page(cast, draft, as_, field, value, sentence):
    fields = {"code": "9", "name": "Dòng mới", "maximum": "5", "rule": "direct"} | {field: value}
    page = as_(cast.secretary).post(
        f"{address('criterion_new', cast.year)}?below={line(draft, 'I').pk}", fields
    )
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert sentence in page.context["form"].errors[field][0]
    assert page.context["form"][field].value() == value
    assert not draft.criteria.filter(name="Dòng mới").exists()


def test_regulation_with_wrong_sums_is_not_adopted_and_names_every_row(cast, draft, as_):
    Criterion.objects.filter(pk=line(draft, "I", "1").pk).update(maximum=41)
    Criterion.objects.filter(pk=line(draft, "II", "2").pk).update(maximum=Decimal("14.51"))
    page = as_(cast.secretary).post(draft.step_url("adopt"))
    assert page.status_code == 409
    obstacles = page.context["obstacles"]
    assert [line.split()[0] for line in obstacles] == ["I", "II"]
    assert ("60" in obstacles[0], "61" in obstacles[0], "40,01" in obstacles[1]) == (True, True, True)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_tie_break_that_would_reward_deductions_is_not_adopted(cast, draft, as_):
    Criterion.objects.filter(regulation=draft, parent=None, code="II").update(kind="deduction")
    factories.tie_breaks(draft, "I", "II")

    page = as_(cast.secretary).post(draft.step_url("adopt"))

    assert page.status_code == 409
    assert [("II" in line, "Bị trừ ít điểm hơn" in line) for line in page.context["obstacles"]] == [
        (True, True)
    ]


def test_adopted_regulation_is_frozen(cast, draft, as_):
    browser = as_(cast.secretary)
    assert browser.post(draft.step_url("adopt")).status_code == 302
    leaf = line(draft, "I", "1")
    addresses = [
        reverse("criterion", args=(leaf.pk,)),
        reverse("criterion_delete", args=(leaf.pk,)),
        reverse("criterion_move", args=(leaf.pk,)),
        address("criterion_new", cast.year),
        address("regulation_lines", cast.year),
        address("regulation_settings", cast.year),
    ]
    fields = {"code": "1", "name": "Khác", "maximum": "1", "rule": "direct"}
    assert [browser.post(url, fields).status_code for url in addresses] == [403] * len(addresses)
    leaf.refresh_from_db()
    assert (leaf.name, leaf.maximum) == ("Giải ngân", 40)


def test_regulation_in_use_is_not_reopened(scoring_cast, as_):
    year = scoring_cast.year
    type(year).objects.filter(pk=year.pk).update(stage=Stage.MIDYEAR)
    factories.fill(factories.sheet(year=year), "10")
    page = as_(scoring_cast.secretary).post(year.regulation.step_url("reopen"), {"reason": "Sai điểm"})
    assert page.status_code == 409
    year.regulation.refresh_from_db()
    assert year.regulation.state == "adopted"


@pytest.mark.parametrize(
    "content",
    [{"explanation": "Đã làm"}, {"review_reason": "Thiếu"}, {"assigned": False}, {"reviewed_score": 0}],
)
def test_sheet_with_anything_in_it_keeps_the_regulation(scoring_cast, as_, content):
    year = scoring_cast.year
    type(year).objects.filter(pk=year.pk).update(stage=Stage.MIDYEAR)
    factories.sheet(year=year).scores.filter(criterion__code="2").update(**content)
    page = as_(scoring_cast.secretary).post(year.regulation.step_url("reopen"), {"reason": "Sai điểm"})
    assert page.status_code == 409
    assert page.context["obstacles"][0].endswith(f": {year.members[1].short_name}.")
    assert year.score_sheets.count() == 3


def test_reopened_regulation_is_the_next_version_and_drops_its_empty_sheets(scoring_cast, as_):
    year = scoring_cast.year
    type(year).objects.filter(pk=year.pk).update(stage=Stage.MIDYEAR)
    as_(scoring_cast.secretary).post(year.regulation.step_url("reopen"), {"reason": "Sửa thang điểm"})
    year.regulation.refresh_from_db()
    assert (year.regulation.state, year.regulation.version, year.score_sheets.count()) == ("draft", 2, 0)


def test_criterion_moves_among_its_neighbours(cast, draft, as_):
    browser = as_(cast.secretary)
    browser.post(reverse("criterion_move", args=(line(draft, "II").pk,)), {"up": "1"})
    browser.post(reverse("criterion_move", args=(line(draft, "II").pk,)), {"up": "1"})
    assert [root.code for root in Regulation.objects.get(pk=draft.pk).tree.roots] == ["II", "I"]


def test_criterion_is_deleted_with_all_below_after_they_are_named(cast, draft, as_):
    section, browser = line(draft, "I"), as_(cast.secretary)
    TieBreak.objects.create(regulation=draft, criterion=line(draft, "I", "1"))
    url = reverse("criterion_delete", args=(section.pk,))
    page = browser.get(url)
    assert [row.key for row in page.context["below"]] == ["I/1", "I/2"]
    assert [str(tie) for tie in page.context["tie_breaks"]] == ["1 Giải ngân"]
    browser.post(url)
    assert [criterion.code for criterion in draft.criteria.filter(parent=None)] == ["II"]
    entry = AuditEntry.objects.get(action="delete")
    assert [(change["what"], change["before"]) for change in entry.changes] == [
        ("", "I/1 Giải ngân"),
        ("", "I/2 Báo cáo"),
        ("tie-break", "1 Giải ngân"),
    ]


def test_loose_vietnamese_marks_are_stored_composed(cast, draft, as_):
    loose = unicodedata.normalize("NFD", "Thực hiện nhiệm vụ")
    fields = {"code": "III", "name": loose, "maximum": "5", "rule": "direct", "kind": "bonus"}
    as_(cast.secretary).post(address("criterion_new", cast.year), fields)
    assert line(draft, "III").name == "Thực hiện nhiệm vụ"


def test_change_of_a_maximum_stands_in_the_history(cast, draft, as_):
    leaf = line(draft, "I", "1")
    fields = {"code": "1", "name": "Giải ngân", "maximum": "39,5", "rule": "direct"}
    as_(cast.secretary).post(reverse("criterion", args=(leaf.pk,)), fields)
    entry = AuditEntry.objects.get(object_id=leaf.pk, action="change")
    assert entry.user == cast.secretary
    assert [(change["before"], change["after"]) for change in entry.changes] == [("40", "39,5")]


def test_regulation_page_needs_the_same_queries_for_any_number_of_lines(
    cast, as_, django_assert_max_num_queries, django_assert_num_queries
):
    small = factories.regulation(year=cast.year, adopted=False)
    browser, url = as_(cast.secretary), address("regulation", cast.year)
    browser.get(url)
    with django_assert_max_num_queries(21) as counted:
        browser.get(url)
    rows = [(str(n), f"Tiêu chí {n}", "1", "direct") for n in range(1, 41)]
    factories.criteria(small, [("IV", "Mục lớn", "40", rows)])
    with django_assert_num_queries(len(counted)):
        browser.get(url)


def test_older_page_of_a_line_is_told_once_that_someone_changed_it(cast, draft, as_):
    browser, leaf = as_(cast.secretary), line(draft, "I", "1")
    url = reverse("criterion", args=(leaf.pk,))
    older = {"seal": browser.get(url).context["form"].initial["seal"]}
    fields = {"code": "1", "name": "Giải ngân", "maximum": "40", "rule": "direct"}
    browser.post(url, older | fields | {"name": "Giải ngân vốn"})
    page = browser.post(url, older | fields | {"maximum": "39"})
    leaf.refresh_from_db()
    assert (page.status_code, leaf.name, leaf.maximum) == (200, "Giải ngân vốn", 40)
    again = {"seal": page.context["form"]["seal"].value()}
    assert browser.post(url, again | fields | {"maximum": "39"}).status_code == 302


@pytest.mark.parametrize("below", ["0", "9" * 5000, "x", "-1", "٣"])
def test_line_below_what_is_no_line_is_not_there(cast, draft, as_, below):
    url = f"{address('criterion_new', cast.year)}?below={below}"
    assert as_(cast.secretary).get(url).status_code == 404
