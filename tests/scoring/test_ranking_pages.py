"""The ranking: provisional for the secretariat, published in one act, frozen ever after."""

from __future__ import annotations

from datetime import date
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


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.REVIEW, "Chỉ tổ thư ký thấy trang này."),
        (Stage.CONFERENCE, "Tổ thư ký, lãnh đạo các đơn vị và quan sát viên thấy trang này."),
    ],
)
def test_provisional_ranking_says_so_and_who_sees_it(ready, as_, stage, words):
    type(ready.year).objects.filter(pk=ready.year.pk).update(stage=stage)
    page = as_(ready.secretary).get(address("ranking", ready.year))
    text = page.content.decode()
    assert places(page)[0] == ("1", "90,00", "90,00")
    assert ("Tạm tính" in text, words in text) == (True, True)


def test_who_may_not_see_it_yet_is_told_when(ready, as_):
    factories.stage_dates(ready.year, Stage.CONFERENCE, date(2021, 12, 1), date(2021, 12, 20))
    text = as_(ready.officer).get(address("ranking", ready.year)).content.decode()
    assert 'class="empty"' in text
    assert "01/12/2021" in text


def test_page_shows_classes_quotas_rounds_and_every_rule(ready, as_):
    regulation = ready.year.regulation
    regulation.grades.create(label="Tốt", threshold=85)
    regulation.quotas.create(award="Cờ thi đua", units=1)
    factories.exclusion(year=ready.year, unit=ready.year.members[2], reason="Bị phạt", source="QĐ 7")
    factories.tie_breaks(regulation, "II")
    page = as_(ready.secretary).get(address("ranking", ready.year))
    board, text = page.context["board"], page.content.decode()
    assert [(row.grade, row.self_total, row.awards) for row in board.rows] == [
        ("Tốt", "90,00", ["Cờ thi đua"]),
        ("", "80,00", []),
    ]
    assert [(row.reason, row.source) for row in board.excluded] == [("Bị phạt", "QĐ 7")]
    assert [clause in text for clause in page.context["clauses"]] == [True] * len(page.context["clauses"])
    assert page.context["tie_breaks"] == ["II Xây dựng Đảng"]
    assert [quota.alone.words for quota in board.quotas] == [f"hạng 1: {ready.year.members[0].short_name}"]


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


def test_ranking_needs_the_same_queries_for_3_and_8_units(db, as_, django_assert_max_num_queries):
    counts = []
    for members in (3, 8):
        year = factories.approved_year([POINTS[0]] * members)
        browser = as_(factories.person("secretary", year.head))
        browser.get(address("ranking", year))
        with django_assert_max_num_queries(30) as counted:
            browser.get(address("ranking", year))
        counts.append(len(counted))
    assert counts[0] == counts[1]
