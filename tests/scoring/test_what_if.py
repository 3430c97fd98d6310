"""What if: figures supposed in a copy, the order that would follow, and nothing that stays."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.audit import AuditEntry
from scoring.forms.what_if import MOST_CELLS
from scoring.models import Score
from tests import factories
from tests.cast import assemble

pytestmark = pytest.mark.django_db

ROWS = [*factories.TREE, ("III", "Kinh tế", "20", [("1", "Vốn", "20", "quantitative")])]
POINTS = [(40, 20, 25, 14, None), (30, 20, 20, 10, None), (20, 20, 20, 10, None)]


@pytest.fixture
def cast():
    """Totals of 109, 95 and 90; a criterion that compares the units gives 10, 15 and 20 of them."""
    found = assemble(factories.approved_year(POINTS, rows=ROWS))
    for unit, actual in zip(found.year.members, (10, 11, 12), strict=True):
        Score.objects.filter(sheet__unit=unit, criterion__name="Vốn").update(target=10, actual=actual)
    return found


def url(year):
    return reverse("what_if", args=(year.bloc.slug, year.year))


def cell(unit, key, **fields):
    """The fields of a cell as the page sends them."""
    values = {"points": ""} | fields
    return {f"v-{unit.pk}-{key}-{name}": value for name, value in values.items()}


def chosen(units, *keys):
    return {"unit": [unit.pk for unit in units], "line": list(keys)}


def order(page):
    return [(row.member.key, row.rank.now, row.rank.then, row.move) for row in page.context["outcome"].rows]


def test_page_begins_with_a_choice_and_marks_itself_as_supposed(cast, as_):
    page = as_(cast.secretary).get(url(cast.year))
    text = page.content.decode()
    assert (page.context["outcome"], page.context["form"].is_chosen) == (None, False)
    assert 'class="supposition"' in text
    assert "GIẢ ĐỊNH" in text
    assert [section.label for section in page.context["form"].sections()] == [
        "I Nhiệm vụ chuyên môn",
        "II Xây dựng Đảng",
        "III Kinh tế",
    ]


def test_chosen_cells_show_the_real_figures(cast, as_):
    second = cast.year.members[1]
    page = as_(cast.secretary).post(url(cast.year), chosen([second], "I/1", "III/1"))
    fields = [[(one.label, one.text) for one in cell.inputs] for cell in page.context["form"].cells()]
    assert fields == [
        [("Điểm", "30")],
        [("Chỉ tiêu", "10"), ("Kết quả thực hiện", "11"), ("Điểm thay cho điểm tính được", "")],
    ]
    assert page.context["outcome"] is None


def test_supposed_points_change_the_order_beside_the_real_one(cast, as_):
    first, second, third = cast.year.members
    data = chosen([third], "I/1") | cell(third, "I/1", points="30,5")
    page = as_(cast.secretary).post(url(cast.year), data)
    assert order(page) == [
        (first.short_name, "1", "1", "giữ nguyên"),
        (third.short_name, "3", "2", "lên 1 hạng"),
        (second.short_name, "2", "3", "xuống 1 hạng"),
    ]
    assert page.context["outcome"].sentences == [
        f"{third.name}: hạng 2 thay vì hạng 3.",
        f"{second.name}: hạng 3 thay vì hạng 2.",
    ]


def test_supposed_result_moves_units_that_nobody_touched(cast, as_):
    first, second, third = cast.year.members
    data = chosen([first], "III/1") | cell(first, "III/1", target="10", actual="20")
    page = as_(cast.secretary).post(url(cast.year), data)
    totals = {row.member.key: (row.total.now, row.total.then) for row in page.context["outcome"].rows}
    assert totals == {
        first.short_name: ("109,00", "119,00"),
        second.short_name: ("95,00", "91,00"),
        third.short_name: ("90,00", "82,00"),
    }
    assert [row.member.key for row in page.context["outcome"].rows if row.is_changed] == [first.short_name]
    (shown,) = page.context["form"].cells()
    assert (shown.points_now, shown.points_then) == ("10", "20")


def test_supposed_not_assigned_leaves_the_denominator(cast, as_):
    third = cast.year.members[2]
    data = chosen([third], "I/1") | cell(third, "I/1", points="20", off="1")
    rows = as_(cast.secretary).post(url(cast.year), data).context["outcome"].rows
    row = next(row for row in rows if row.member.key == third.short_name)
    assert (row.total.then, row.percent.then) == ("70,00", "87,50")


@pytest.mark.parametrize(
    ("key", "fields", "name", "words"),
    [
        ("I/1", {"points": "41"}, "points", "41"),
        ("I/1", {"points": "1.250,5"}, "points", "1.250,5"),
        ("I/2", {"points": "7"}, "points", "7"),
        ("III/1", {"target": "-1", "actual": "5"}, "target", "-1"),
        ("III/1", {"target": "10", "actual": "mười"}, "actual", "mười"),
    ],
)
def test_figure_that_cannot_stand_is_named_and_kept(cast, as_, key, fields, name, words):
    unit = cast.year.members[0]
    page = as_(cast.secretary).post(url(cast.year), chosen([unit], key) | cell(unit, key, **fields))
    ((field, _what, error),) = page.context["errors"]
    assert (field, words in error) == (f"v-{unit.pk}-{key}-{name}", True)
    assert page.context["outcome"] is None
    assert f'value="{words}"' in page.content.decode()


def test_nothing_is_stored_and_no_history_is_written(cast, as_):
    before, entries = list(Score.objects.order_by("pk").values()), AuditEntry.objects.count()
    first = cast.year.members[0]
    as_(cast.secretary).post(url(cast.year), chosen([first], "I/1") | cell(first, "I/1", points="1"))
    assert (list(Score.objects.order_by("pk").values()), AuditEntry.objects.count()) == (before, entries)


def test_address_can_suppose_something_and_why_links_to_it(cast, as_):
    browser, second = as_(cast.secretary), cast.year.members[1]
    why = browser.get(reverse("why", args=(cast.year.bloc.slug, cast.year.year, second.pk)))
    assert f"{url(cast.year)}?unit={second.pk}" in why.content.decode()
    page = browser.get(url(cast.year), chosen([second], "I/1") | cell(second, "I/1", points="40"))
    row = next(row for row in page.context["outcome"].rows if row.member.key == second.short_name)
    assert row.total.then == "105,00"


def test_too_many_cells_are_refused_in_a_sentence(as_):
    rows = [("I", "Nhóm", "210", [(str(n), f"Tiêu chí {n}", "10", "direct") for n in range(1, 22)])]
    year = factories.scoring_year(rows=rows)
    secretary = factories.person("secretary", year.head)
    lines = [f"I/{n}" for n in range(1, 22)]
    page = as_(secretary).post(url(year), chosen(year.members, *lines))
    assert (page.context["form"].is_chosen, str(MOST_CELLS) in page.content.decode()) == (False, True)
    assert as_(secretary).post(url(year), chosen(year.members, *lines[:20])).context["form"].is_chosen


def test_strange_units_and_lines_are_ignored(cast, as_):
    data = {"unit": ["999999", "x"], "line": ["IX/9"], "v-999999-IX/9-points": "5"}
    page = as_(cast.secretary).post(url(cast.year), data)
    assert (page.status_code, page.context["form"].is_chosen) == (200, False)


def test_published_ranking_is_supposed_from_what_was_frozen(cast, as_):
    cast.year.ranking.take("publish", cast.secretary)
    Score.objects.update(reviewed_score=Decimal(0))
    first = cast.year.members[0]
    page = as_(cast.officer).post(url(cast.year), chosen([first], "I/1"))
    (shown,) = page.context["form"].cells()
    assert (shown.points_now, shown.inputs[0].text) == ("40", "40")


def test_page_holds_no_download(cast, as_):
    first = cast.year.members[0]
    data = chosen([first], "I/1") | cell(first, "I/1", points="1")
    text = as_(cast.secretary).post(url(cast.year), data).content.decode()
    for name in ("ranking_pdf", "ranking_export"):
        assert reverse(name, args=(cast.year.bloc.slug, cast.year.year)) not in text
