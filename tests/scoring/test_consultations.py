"""Rounds of opinions: put to the units, replied to until the day's end, answered, closed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.stages import checklist
from blocs.workflow import StepRefused
from scoring.consulting import changes_since, standings
from scoring.models import Consultation, Regulation
from scoring.tasks import tasks
from tests import factories
from tests.scoring.consultations import articles, consultation, reply


@pytest.fixture
def draft(cast) -> Regulation:
    created = factories.regulation(year=cast.year, adopted=False)
    articles(created)
    return created


@pytest.fixture
def asked(draft) -> Consultation:
    return consultation(draft)


def url(name: str, found: Consultation) -> str:
    return reverse(name, args=(found.pk,))


def open_url(draft: Regulation) -> str:
    return reverse("consultation_open", args=(draft.bloc_year.bloc.slug, draft.bloc_year.year))


def units(cast):
    return cast.year.members


def test_opening_keeps_the_draft_as_it_is_then(cast, as_, draft):
    as_(cast.secretary).post(open_url(draft), {"closes_on": "20/03/2026"})
    draft.articles.filter(position=1).update(title="Tên khác")
    draft.criteria.filter(name="Giải ngân").update(maximum=1)

    asked = draft.consultations.get()

    assert (asked.opened_on, asked.closes_on) == (date(2026, 3, 10), date(2026, 3, 20))
    assert asked.articles[0].title == "Phạm vi điều chỉnh"
    assert asked.criteria["I/1"].maximum == Decimal(40)


@pytest.mark.parametrize("day", ["09/03/2026", "20/03/2028", "31/02/2026", ""])
def test_day_that_cannot_be_kept_is_refused(cast, as_, draft, day):
    page = as_(cast.secretary).post(open_url(draft), {"closes_on": day})

    assert list(page.context["form"].errors) == ["closes_on"]
    assert not draft.consultations.exists()


def test_only_one_round_is_open_at_a_time_and_another_follows_it(cast, as_, draft, asked):
    assert as_(cast.secretary).post(open_url(draft), {"closes_on": "20/03/2026"}).url == url(
        "consultation", asked
    )
    Consultation.objects.update(state="closed")

    as_(cast.secretary).post(open_url(draft), {"closes_on": "20/03/2026"})

    assert draft.consultations.count() == 2


def test_round_closes_when_every_unit_has_replied_and_every_opinion_is_answered(cast, asked):
    head, member, other = units(cast)
    reply(asked, head, given=True)
    said = reply(asked, member, {"article": 1}, given=True).opinions.get()
    with pytest.raises(StepRefused) as refusal:
        asked.take("close", cast.secretary)
    assert refusal.value.reasons == [
        "Còn 1 ý kiến chưa được trả lời; cần trả lời hết trước.",
        "Các đơn vị chưa gửi ý kiến: BQL3.",
    ]
    reply(asked, other, given=True)
    said.verdict = "taken_up"
    said.save()

    asked.take("close", cast.secretary)

    assert [one.name for one in asked.steps_for(cast.secretary)] == []
    assert standings(asked).counts == {"agreed": 2, "commented": 1, "silent": 0, "waiting": 0}


def test_silence_is_recorded_only_by_an_act_after_the_last_day(cast, asked, clock):
    head, member = units(cast)[:2]
    reply(asked, head, given=True)
    begun = reply(asked, member, {"article": 1})
    assert [one.name for one in asked.steps_for(cast.secretary)] == ["close_with_silence"]
    with pytest.raises(StepRefused) as refusal:
        asked.take("close_with_silence", cast.secretary)
    assert refusal.value.reasons == [
        "Các đơn vị còn được gửi ý kiến đến hết ngày 20/03/2026; "
        "hãy chờ đến hạn hoặc rút ngắn thời hạn trước."
    ]
    clock.move_to("2026-03-21T00:00:00+07:00")
    assert [one.state for one in standings(asked).answers] == ["agreed", "waiting", "waiting"]

    asked.take("close_with_silence", cast.secretary)

    assert [one.state for one in standings(asked).answers] == ["agreed", "silent", "silent"]
    assert asked.opinions.count() == 0  # what was never given is nobody's opinion
    assert begun.opinions.count() == 1


def test_difference_shows_words_of_articles_and_lines_of_criteria(cast, as_, draft, asked):
    draft.articles.filter(position=2).update(body="1. Dân chủ, công khai, minh bạch.\n2. Khách quan.")
    draft.criteria.filter(name="Giải ngân").update(maximum="38.5")

    found = changes_since(asked)

    assert [
        (pair.before.number, [p.text for p in pair.parts if p.kind != "same"]) for pair in found.articles
    ] == [(2, [", minh bạch"])]
    assert [(row.before.maximum, row.after.maximum) for row in found.criteria.rows if row.what] == [
        ("40", "38,5")
    ]
    page = as_(cast.observer).get(url("consultation_changes", asked)).content.decode()
    assert '<ins><span class="visually-hidden">[thêm: </span>, minh bạch<span' in page


def test_nothing_has_changed_says_so_in_either_language(cast, as_, asked):
    browser = as_(cast.observer)
    browser.cookies["django_language"] = "en"

    assert changes_since(asked).is_empty
    page = browser.get(url("consultation_changes", asked)).content.decode()
    assert "Nothing has been changed since the units were asked." in page


def test_home_tells_units_until_when_and_the_secretariat_how_many(cast, asked, clock):
    def said(user):
        return [task.text for task in tasks(user, cast.year) if "Quy chế" in task.text]

    assert said(cast.officer) == ["Góp ý dự thảo Quy chế (BQL2)"]
    reply(asked, units(cast)[1], {"article": 1}, {"criterion": "I/1"}, given=True)
    assert said(cast.officer) == []
    assert said(cast.secretary)[0] == "Trả lời 2 ý kiến góp ý dự thảo Quy chế"
    asked.opinions.update(verdict="taken_up")
    clock.move_to("2026-03-21T00:00:00+07:00")
    assert said(cast.secretary)[0] == "Đóng đợt lấy ý kiến dự thảo Quy chế"
    assert said(cast.other_officer) == []


def test_leader_is_told_to_give_what_the_officer_wrote(cast, asked):
    reply(asked, units(cast)[1], {"article": 1})

    task = next(one for one in tasks(cast.leader, cast.year) if "Quy chế" in one.text)

    assert (task.text, task.due) == ("Xem và gửi ý kiến góp ý dự thảo Quy chế (BQL2)", asked.closes_on)


def test_checklist_of_the_signing_counts_replies_and_waits_for_none(cast, draft):
    def lines():
        return [
            (item.text, item.done, item.blocking)
            for item in checklist(cast.year, "signing")
            if "Quy chế" in item.text
        ]

    assert lines() == [("Đã lấy ý kiến các đơn vị về dự thảo Quy chế.", False, False)]
    asked = consultation(draft)
    reply(asked, units(cast)[1], given=True)
    assert lines() == [("Đơn vị đã góp ý dự thảo Quy chế: 1/3.", False, False)]
    Consultation.objects.update(state="closed")
    assert lines() == [("Đơn vị đã góp ý dự thảo Quy chế: 1/3.", True, False)]
