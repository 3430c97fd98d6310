"""Why a unit stands where it stands: one page, from what is, and for those who may see it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from blocs.models import Membership
from scoring.models import Score, ScoreSheet
from tests import factories
from tests.cast import assemble

pytestmark = pytest.mark.django_db

POINTS = [(35, 20, "20.5", "14.5"), (30, 20, 20, 10), (30, 20, 19, 11)]


def address(year, unit):
    return reverse("why", args=(year.bloc.slug, year.year, unit.pk))


@pytest.fixture
def cast():
    return assemble(factories.approved_year(POINTS))


@pytest.fixture
def why(cast, as_):
    """The page of a unit, as the secretariat sees it."""
    return lambda unit: as_(cast.secretary).get(address(cast.year, unit))


def test_page_compares_sections_and_shows_the_way_up(cast, why):
    first, second, _third = cast.year.members
    found = why(second)
    assert [(row.code, row.points, row.best.text) for row in found.context["sections"]] == [
        ("I", "50,00", "55,00"),
        ("II", "30,00", "35,00"),
    ]
    assert found.context["distance"].above.pk == first.pk
    text = found.content.decode()
    assert f"Vì sao {second.name} xếp hạng 2" in text
    assert "hơn 10,00 điểm phần trăm" in text


@pytest.mark.parametrize(
    ("state", "words"),
    [("second_review", "điểm còn có thể thay đổi"), ("approved", "điểm chỉ thay đổi khi mở lại thẩm định")],
)
def test_page_says_whether_points_can_still_change(cast, why, state, words):
    ScoreSheet.objects.filter(unit=cast.year.members[1]).update(state=state)
    assert words in why(cast.year.members[1]).content.decode()


def test_published_page_says_that_nothing_changes(cast, why):
    cast.year.ranking.take("publish", cast.secretary)
    text = why(cast.year.members[1]).content.decode()
    assert "Xếp hạng đã công bố" in text
    assert "Tạm tính" not in text


def test_every_number_opens_its_steps(cast, why):
    found = why(cast.year.members[0])
    assert [(row.code, row.points, row.sentences) for row in found.context["rows"]] == [
        ("I", "55,0", ["35 (1) + 20 (2) = 55"]),
        ("1", "35,0", []),
        ("2", "20,0", []),
        ("II", "35,0", ["20,5 (1) + 14,5 (2) = 35"]),
        ("1", "20,5", []),
        ("2", "14,5", []),
    ]
    assert found.context["total"][0] == "55 (I) + 35 (II) = 90"


def test_measured_line_names_target_result_and_leader(as_):
    rows = [("I", "Kinh tế", "20", [("1", "Vốn", "20", "quantitative")])]
    year = factories.approved_year([(None,), (None,), (None,)], rows=rows)
    for unit, actual in zip(year.members, (20, 15, 15), strict=True):
        Score.objects.filter(sheet__unit=unit).update(target=10, actual=actual)
    browser, first = as_(factories.person("secretary", year.head)), year.members[0]
    leaf = browser.get(address(year, year.members[1])).context["rows"][1]
    assert leaf.sentences == [
        "đạt 15 trên chỉ tiêu 10, vượt 50 %, đơn vị dẫn đầu vượt 100 %: 15 điểm",
        f"dẫn đầu là {first.short_name}",
    ]
    assert browser.get(address(year, first)).context["rows"][1].sentences == [
        "đạt 20 trên chỉ tiêu 10, vượt chỉ tiêu cao nhất khối: 20 điểm"
    ]


def test_tie_is_told_as_a_sentence(cast, why):
    factories.tie_breaks(cast.year.regulation, "II")
    _first, second, third = cast.year.members
    assert why(second).context["ties"] == [
        f"{second.name}, {third.name} cùng xếp hạng 2: cùng đạt 80,00 % và bằng nhau ở mọi tiêu chí phụ."
    ]


def test_excluded_unit_reads_its_reason_and_has_no_way_up(cast, why):
    first = cast.year.members[0]
    factories.exclusion(year=cast.year, unit=first, reason="Bị phạt", source="QĐ 7")
    found = why(first)
    text = found.content.decode()
    assert f"Vì sao {first.name} không có thứ hạng" in text
    assert "Không xét thi đua: Bị phạt (QĐ 7)" in text
    assert found.context["distance"].above is None
    assert 'id="changes"' not in text


def test_last_year_is_the_published_one_that_the_reader_may_see(cast, as_):
    units = list(cast.year.members)
    before = factories.approved_year(POINTS[::-1], bloc=cast.year.bloc, year=2020, units=units)
    url = address(cast.year, units[0])
    assert as_(cast.secretary).get(url).context["last_year"] is None
    before.ranking.take("publish", cast.secretary)
    found = as_(cast.secretary).get(url).context["last_year"]
    assert [(row.then, row.now) for row in found.figures] == [("2", "1"), ("80,00 %", "90,00 %")]
    Membership.objects.filter(bloc_year=before, unit=units[1]).delete()
    cast.year.ranking.take("publish", cast.secretary)
    assert as_(cast.officer).get(url).context["last_year"] is None


def test_unit_that_is_no_member_is_not_there(cast, why):
    assert why(factories.unit()).status_code == 404


def test_page_needs_the_same_queries_for_3_and_8_units(as_, django_assert_max_num_queries):
    counts = []
    for members in (3, 8):
        year = factories.approved_year([POINTS[0]] * members)
        browser = as_(factories.person("secretary", year.head))
        browser.get(address(year, year.members[1]))
        with django_assert_max_num_queries(30) as counted:
            browser.get(address(year, year.members[1]))
        counts.append(len(counted))
    assert counts[0] == counts[1]
