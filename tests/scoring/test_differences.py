"""Two years of a regulation side by side."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import reverse

from scoring.models import Criterion, Quota, Regulation
from tests import factories
from tests.scoring.pages import address, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(cast):
    """Last year's regulation, and this year's copy of it as a draft."""
    last = factories.bloc_year(bloc=cast.year.bloc, year=2020, units=cast.year.members)
    before = factories.regulation(year=last)
    after = Regulation.objects.create(bloc_year=cast.year, title="Quy chế")
    after.copy_from(before)
    return SimpleNamespace(before=before, after=after)


def compare(browser, year, **asked):
    return browser.get(address("regulation_differences", year), asked)


def told(page):
    """What is different about which lines, by their codes before and after."""
    return [
        (row.before.code if row.before else "", row.after.code if row.after else "", row.what)
        for row in page.context["found"].rows
    ]


def change(regulation, key, **values):
    """Change the line with these codes from the top down."""
    found = None
    for code in key.split("/"):
        found = regulation.criteria.get(parent=found, code=code)
    Criterion.objects.filter(pk=found.pk).update(**values)


def test_copy_of_last_year_says_the_same(cast, years, as_):
    page = compare(as_(cast.officer), cast.year)
    assert page.context["found"].is_empty
    assert "Quy chế năm 2020 và năm 2021 giống nhau." in text(page)
    assert told(page) == []


def test_every_kind_of_difference_is_named_within_its_section(cast, years, as_):
    change(years.after, "I/1", maximum=35, rule="count", parameters={"per_item": "5"}, measure="dự án")
    change(years.after, "I/2", name="Báo cáo đúng hạn", needs_evidence=True)
    change(years.after, "II", kind="bonus")
    Criterion.objects.filter(regulation=years.after, parent__code="II", code="2").delete()
    section = years.after.criteria.get(code="I", parent=None)
    Criterion.objects.create(
        regulation=years.after, parent=section, code="3", name="Sáng kiến", maximum=5, position=3
    )
    page = compare(as_(cast.officer), cast.year)
    assert told(page) == [
        ("I", "I", []),
        ("I.1", "I.1", ["thang điểm", "cách chấm"]),
        ("I.2", "I.2", ["đổi tên", "minh chứng"]),
        ("", "I.3", ["thêm mới"]),
        ("II", "II", ["loại"]),
        ("II.2", "", ["bỏ"]),
    ]
    row = page.context["found"].rows[1]
    assert (row.before.maximum, row.after.maximum) == ("40", "35")
    assert (row.before.rule, row.after.rule) == (
        "Chấm trực tiếp từ 0 đến thang điểm",
        "Mỗi dự án 5 điểm, tối đa 35 điểm",
    )
    assert dict(page.context["found"].counts)["thêm mới"] == 1


def test_parameters_alone_are_a_difference_of_the_rule(cast, years, as_):
    for regulation, floor in ((years.before, "50"), (years.after, "60")):
        change(regulation, "I/1", rule="proportional", parameters={"floor": floor})
    assert told(compare(as_(cast.officer), cast.year)) == [("I", "I", []), ("I.1", "I.1", ["cách chấm"])]


def test_what_is_equal_is_shown_on_demand(cast, years, as_):
    change(years.after, "I/1", maximum=35)
    page = compare(as_(cast.officer), cast.year, all="1")
    assert [row[1] for row in told(page)] == ["I", "I.1", "I.2", "II", "II.1", "II.2"]
    assert [rule.differs for rule in page.context["found"].rules] == [False, False, False]


def test_settings_stand_side_by_side(cast, years, as_):
    Regulation.objects.filter(pk=years.after.pk).update(decimals=3)
    Quota.objects.create(regulation=years.before, award="Cờ thi đua", units=1)
    rules = {rule.title: rule for rule in compare(as_(cast.officer), cast.year).context["found"].rules}
    assert list(rules) == ["Làm tròn", "Số lượng đề nghị khen thưởng"]
    assert ("2 chữ số" in rules["Làm tròn"].before[0], "3 chữ số" in rules["Làm tròn"].after[0]) == (
        True,
        True,
    )
    quotas = rules["Số lượng đề nghị khen thưởng"]
    assert (quotas.before, quotas.after) == (["Cờ thi đua: tối đa 1 đơn vị"], [])


def test_any_two_years_can_be_compared(cast, years, as_):
    older = factories.bloc_year(bloc=cast.year.bloc, year=2019, units=cast.year.members)
    factories.regulation(year=older, rows=[("I", "Khác", "5", "direct")])
    browser = as_(cast.officer)

    def chosen(**asked):
        context = compare(browser, cast.year, **asked).context
        return context["from"].bloc_year.year, context["to"].bloc_year.year

    assert chosen() == (2020, 2021)
    assert chosen(**{"from": "2019"}) == (2019, 2021)
    assert chosen(**{"from": "2021", "to": "2019"}) == (2021, 2019)
    assert chosen(**{"from": "x", "to": "1999"}) == (2020, 2021)


def test_first_year_of_a_bloc_has_nothing_to_compare(cast, as_):
    factories.regulation(year=cast.year)
    browser = as_(cast.officer)
    assert "Chưa có gì để so sánh" in text(compare(browser, cast.year))
    url = reverse("regulation_differences", args=(cast.year.bloc.slug, cast.year.year))
    assert url not in browser.get(address("regulation", cast.year)).content.decode()


def test_page_of_the_regulation_leads_to_the_comparison(cast, years, as_):
    url = address("regulation_differences", cast.year)
    assert f'href="{url}"' in as_(cast.officer).get(address("regulation", cast.year)).content.decode()


def test_comparison_needs_the_same_queries_for_any_number_of_lines(
    cast, years, as_, django_assert_max_num_queries, django_assert_num_queries
):
    browser = as_(cast.officer)
    compare(browser, cast.year)
    with django_assert_max_num_queries(35) as counted:
        compare(browser, cast.year)
    rows = [(str(n), f"Tiêu chí {n}", "1", "direct") for n in range(1, 41)]
    factories.criteria(years.after, [("IV", "Mục lớn", "40", rows)])
    with django_assert_num_queries(len(counted)):
        compare(browser, cast.year)
