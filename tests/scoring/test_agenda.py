"""The disputed-items agenda: what the conference decides, for those who may see it, on page and paper."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.stages import Stage
from scoring.models import ScoreSheet
from tests import factories
from tests.layout import measured
from tests.scoring.reviews import cast_in_review, put, reviewed

pytestmark = pytest.mark.django_db


def url(year, name="agenda"):
    return reverse(name, args=(year.bloc.slug, year.year))


def dispute(sheet, *places, answer="Có đủ minh chứng"):
    for place in places:
        put(sheet, place, reviewed_score=9, review_reason="Thiếu", agrees=False, answer=answer)


@pytest.fixture
def cast():
    """The head disputes one line, the member agrees on one of three, the third has not sent its answers."""
    found = cast_in_review(stage=Stage.CONFERENCE)
    head, member, third = found.year.members
    dispute(reviewed(found.year, unit=head, state="second_review"), 3)
    mine = reviewed(found.year, unit=member, state="second_review", line_2=20)
    dispute(mine, 0, 3)
    put(mine, 2, agrees=True)
    dispute(reviewed(found.year, unit=third, state="explaining"), 0)
    return found


def items(page):
    return [
        (group.sheet.unit.short_name, line.place, line.number)
        for group, _may in page.context["groups"]
        for line in group.lines
    ]


def test_agenda_has_only_what_units_do_not_agree_with_numbered_through(cast, as_):
    page = as_(cast.secretary).get(url(cast.year))
    head, member, _third = (unit.short_name for unit in cast.year.members)
    assert items(page) == [(head, 1, "II.2"), (member, 2, "I.1"), (member, 3, "II.2")]
    assert [str(unit) for unit in page.context["waiting"]] == [cast.year.members[2].name]


def test_decided_items_stay_on_the_agenda_with_their_decision(cast, as_):
    mine = factories.sheet(year=cast.year)
    put(mine, 0, final_score=29, final_reason="Hội nghị thống nhất")
    put(mine, 3, final_score=9, final_reason="Giữ nguyên")
    mine.take("approve", cast.secretary)
    page = as_(cast.secretary).get(url(cast.year))
    assert (page.context["count"], page.context["decided"]) == (3, 2)
    assert "Hội nghị thống nhất" in page.content.decode()


def test_who_reviews_a_sheet_is_led_to_its_decisions(cast, as_):
    page = as_(cast.secretary).get(url(cast.year))
    assert [may for _group, may in page.context["groups"]] == [False, True]  # the head's is the deputy's


@pytest.mark.parametrize("name", ["agenda", "agenda_pdf"])
def test_agenda_is_under_embargo_until_the_conference(cast, as_, name):
    people = ("secretary", "head_leader", "leader", "officer", "other_officer", "observer", "stranger")
    seen = {}
    for stage in (Stage.REVIEW, Stage.CONFERENCE):
        type(cast.year).objects.filter(pk=cast.year.pk).update(stage=stage)
        seen[stage] = [as_(getattr(cast, who)).get(url(cast.year, name)).status_code for who in people]
    assert seen == {
        Stage.REVIEW: [200, 403, 403, 403, 403, 403, 404],
        Stage.CONFERENCE: [200, 200, 200, 403, 403, 200, 404],
    }


def test_agenda_without_disputes_says_when_lines_appear(as_):
    cast = cast_in_review()
    page = as_(cast.secretary).get(url(cast.year))
    assert (page.context["count"], "Không có nội dung nào" in page.content.decode()) == (0, True)
    text = measured(as_(cast.secretary).get(url(cast.year, "agenda_pdf")).content).text
    assert "Không có nội dung nào còn ý kiến khác nhau" in text


def test_year_without_sheets_has_an_empty_agenda(cast, as_):
    year = factories.bloc_year(bloc=cast.year.bloc, year=2022, units=cast.year.members)
    assert as_(cast.secretary).get(url(year)).context["count"] == 0


def test_paper_leaves_an_empty_box_for_each_decision(cast, as_):
    put(factories.sheet(year=cast.year), 0, final_score=29, final_reason="Hội nghị thống nhất")
    paper = measured(as_(cast.secretary).get(url(cast.year, "agenda_pdf")).content)
    text = paper.text
    assert "DANH MỤC NỘI DUNG CÒN Ý KIẾN KHÁC NHAU" in text
    assert "Danh mục này có 03 nội dung của 02 đơn vị./." in text
    assert (text.count("Có đủ minh"), text.count("29 điểm")) == (3, 1)
    assert "DRAFT" not in text


def test_agenda_needs_the_same_queries_for_1_and_6_units(as_):
    counts = []
    for members in (3, 6):
        cast = cast_in_review(members=members)
        for unit in cast.year.members:
            dispute(reviewed(cast.year, unit=unit, state="second_review"), 0, 3)
        browser = as_(cast.secretary)
        with CaptureQueriesContext(connection) as captured:
            browser.get(url(cast.year))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_answer_of_a_sheet_sent_back_is_no_dispute(cast, as_):
    mine = ScoreSheet.objects.get(unit=cast.year.members[1], bloc_year=cast.year)
    mine.take("send_back", cast.secretary, "Chấm lại")
    assert [unit for unit, *_rest in items(as_(cast.secretary).get(url(cast.year)))] == [
        cast.year.members[0].short_name
    ]
