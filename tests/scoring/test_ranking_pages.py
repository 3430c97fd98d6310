"""The ranking: provisional for the secretariat, published in one act, frozen ever after."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.stages import Stage
from scoring import archive
from scoring.models import Ranking, Score, ScoreSheet
from tests import factories
from tests.cast import assemble

pytestmark = pytest.mark.django_db

# totals 90, 80, 80: the second and third differ in section II only
POINTS = [(35, 20, "20.5", "14.5"), (30, 20, 20, 10), (30, 20, 19, 11)]


def address(name, year, *more):
    return reverse(name, args=(year.bloc.slug, year.year, *more))


@pytest.fixture
def ready():
    """A year whose sheets are all approved."""
    return assemble(factories.approved_year(POINTS))


def places(page):
    return [(row.rank, row.total, row.percent) for row in page.context["board"].rows]


def test_provisional_ranking_is_for_the_secretariat_alone(ready, as_):
    url = address("ranking", ready.year)
    assert places(as_(ready.secretary).get(url))[0] == ("1", "90,00", "90,00")
    for person in (ready.leader, ready.officer, ready.observer, ready.head_leader):
        page = as_(person).get(url)
        assert ("board" in page.context, page.status_code) == (False, 200)
        assert as_(person).get(address("why", ready.year, ready.year.members[0].pk)).status_code == 403


def test_ranking_orders_by_percent_then_tie_break(ready, as_):
    factories.tie_breaks(ready.year.regulation, "II", "I")
    page = as_(ready.secretary).get(address("ranking", ready.year))
    assert places(page) == [("1", "90,00", "90,00"), ("2", "80,00", "80,00"), ("2", "80,00", "80,00")]
    factories.fill(
        factories.sheet(year=ready.year, unit=ready.year.members[2]), 31, 20, 19, 10, reviewed=True
    )
    page = as_(ready.secretary).get(address("ranking", ready.year))
    second, third = (ready.year.members[1], ready.year.members[2])
    assert [row.member.pk for row in page.context["board"].rows][1:] == [second.pk, third.pk]
    assert [row.rank for row in page.context["board"].rows] == ["1", "2", "3"]
    assert len(page.context["ties"]) == 1


def test_ranking_is_not_published_while_a_sheet_is_open(ready, as_):
    member = ready.year.members[2]
    ScoreSheet.objects.filter(unit=member).update(state="submitted")
    page = as_(ready.secretary).post(ready.year.ranking.step_url("publish"), {"typed": "CÔNG BỐ"})
    assert (page.status_code, member.name in page.context["obstacles"][0]) == (409, True)


@pytest.mark.parametrize(
    ("typed", "published"), [("", False), ("công", False), ("công bố", True), ("CÔNG BỐ", True)]
)
def test_ranking_is_published_only_by_typing_the_words(ready, as_, typed, published):
    as_(ready.secretary).post(ready.year.ranking.step_url("publish"), {"typed": typed})
    assert Ranking.objects.get(bloc_year=ready.year).is_published == published


@pytest.mark.parametrize("stage", [Stage.SELF_SCORING, Stage.REVIEW])
def test_ranking_is_published_only_at_the_conference(ready, as_, stage):
    type(ready.year).objects.filter(pk=ready.year.pk).update(stage=stage)
    page = as_(ready.secretary).post(ready.year.ranking.step_url("publish"), {"typed": "CÔNG BỐ"})
    assert page.status_code == 409
    assert not Ranking.objects.get(bloc_year=ready.year).is_published


@pytest.fixture
def published(ready):
    ready.year.ranking.take("publish", ready.secretary)
    return ready


def test_published_year_does_not_go_back(published, as_):
    page = as_(published.secretary).post(published.year.step_url("return_to_review"), {"reason": "Xem lại"})
    published.year.refresh_from_db()
    assert (page.status_code, published.year.stage) == (409, Stage.CONFERENCE)


def test_published_ranking_is_for_everyone_in_the_bloc(published, as_):
    url = address("ranking", published.year)
    for person in (published.leader, published.officer, published.other_officer, published.observer):
        assert len(as_(person).get(url).context["board"].rows) == 3
    assert as_(published.stranger).get(url).status_code == 404


def test_published_ranking_does_not_follow_the_rows(published, as_):
    before = places(as_(published.leader).get(address("ranking", published.year)))
    Score.objects.update(reviewed_score=Decimal(0), self_score=Decimal(0))
    ranking = Ranking.objects.get(bloc_year=published.year)
    assert places(as_(published.leader).get(address("ranking", published.year))) == before
    assert (archive.digest(ranking.frozen), archive.agrees(ranking.frozen)) == (ranking.hash, True)


def test_published_sheets_are_not_reopened(published, as_):
    sheet = factories.sheet(year=published.year)
    page = as_(published.secretary).post(sheet.step_url("reopen"), {"reason": "Sai"})
    sheet.refresh_from_db()
    assert (page.status_code, sheet.state) == (409, "approved")


def test_every_number_opens_its_steps(published, as_):
    member = published.year.members[0]
    page = as_(published.leader).get(address("why", published.year, member.pk))
    rows = [(row.code, row.points, row.sentences) for row in page.context["rows"]]
    assert rows == [
        ("I", "55,0", ["35 (1) + 20 (2) = 55"]),
        ("1", "35,0", []),
        ("2", "20,0", []),
        ("II", "35,0", ["20,5 (1) + 14,5 (2) = 35"]),
        ("1", "20,5", []),
        ("2", "14,5", []),
    ]
    assert page.context["total"][0] == "55 (I) + 35 (II) = 90"


def test_why_of_a_unit_that_is_no_member_is_not_there(published, as_):
    assert as_(published.leader).get(address("why", published.year, factories.unit().pk)).status_code == 404


def test_bonus_lifts_the_percent_over_a_hundred(db, as_):
    year = factories.approved_year(
        [(40, 20, "25.5", "14.5", 10), (40, 20, "22.5", "14.5", 0)], rows=[*factories.TREE, factories.BONUS]
    )
    secretary = factories.person("secretary", year.head)
    assert places(as_(secretary).get(address("ranking", year))) == [
        ("1", "110,00", "110,00"),
        ("2", "97,00", "97,00"),
    ]


def test_not_assigned_criterion_is_ranked_by_percent(db, as_):
    year = factories.approved_year([("-", 20, "25.5", "11.5"), (40, 20, "22.5", "14.5")])
    secretary = factories.person("secretary", year.head)
    page = as_(secretary).get(address("ranking", year))
    assert [(row.total, row.assigned_maximum, row.percent) for row in page.context["board"].rows] == [
        ("97,00", "100", "97,00"),
        ("57,00", "60", "95,00"),
    ]


def test_ranking_needs_the_same_queries_for_3_and_8_units(db, as_, django_assert_num_queries):
    counts = []
    for members in (3, 8):
        year = factories.approved_year([POINTS[0]] * members)
        browser = as_(factories.person("secretary", year.head))
        browser.get(address("ranking", year))
        with django_assert_num_queries(20, exact=False) as counted:
            browser.get(address("ranking", year))
        counts.append(len(counted))
    assert counts[0] == counts[1]
