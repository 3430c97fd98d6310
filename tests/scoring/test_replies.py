"""A unit's reply: written by its people, given by its leader, in time; answered by the head."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.models import AuditEntry
from blocs.workflow import StepRefused
from scoring.models import Consultation, Opinion, Reply
from tests import factories
from tests.scoring.consultations import articles, consultation, reply
from tests.scoring.pages import text


@pytest.fixture
def asked(cast) -> Consultation:
    regulation = factories.regulation(year=cast.year, adopted=False)
    articles(regulation)
    return consultation(regulation)


@pytest.fixture
def begun(cast, asked) -> Reply:
    return reply(asked, cast.year.members[1])


def new(found: Reply, query: str = "") -> str:
    return reverse("opinion_new", args=(found.pk,)) + query


def test_unit_writes_and_its_leader_gives(cast, as_, asked):
    officer = as_(cast.officer)
    officer.post(reverse("begin_reply", args=(asked.pk, cast.year.members[1].pk)))
    found = asked.replies.get()
    officer.post(
        new(found, "?article=2"), {"comment": "Cần thêm minh bạch", "wording": "Công khai, minh bạch."}
    )
    officer.post(new(found, "?criterion=I/1"), {"comment": "Giảm", "maximum": "38,5"})
    officer.post(new(found), {"comment": "Bố cục hợp lý"})
    assert officer.post(found.step_url("give")).status_code == 403

    as_(cast.leader).post(found.step_url("give"))

    found.refresh_from_db()
    assert found.state == "given"
    assert [(one.article, one.criterion, one.maximum) for one in asked.opinions.order_by("pk")] == [
        (2, "", None),
        (None, "I/1", Decimal("38.5")),
        (None, "", None),
    ]


def test_draft_is_read_by_its_own_unit_only_and_leaves_no_trace_in_the_history(cast, as_, begun):
    as_(cast.officer).post(new(begun, "?article=1"), {"comment": "Lời riêng của đơn vị"})

    seen = {
        name: as_(getattr(cast, name)).get(begun.get_absolute_url()).status_code
        for name in ("officer", "leader", "secretary", "head_leader", "other_officer", "observer")
    }

    assert seen == {
        "officer": 200,
        "leader": 200,
        "secretary": 404,
        "head_leader": 404,
        "other_officer": 404,
        "observer": 404,
    }
    assert "Lời riêng" not in text(as_(cast.secretary).get(begun.consultation.get_absolute_url()))
    assert not AuditEntry.objects.filter(content_type__model="opinion").exists()


def test_what_was_begun_and_never_given_stays_the_units_own_after_the_close(cast, as_, begun):
    Opinion.objects.create(reply=begun, article=1, comment="Lời chưa gửi")
    Reply.objects.filter(pk=begun.pk).update(state="silent")

    seen = {
        name: as_(getattr(cast, name)).get(begun.get_absolute_url()).status_code
        for name in ("officer", "secretary", "other_officer", "observer")
    }

    assert seen == {"officer": 200, "secretary": 404, "other_officer": 404, "observer": 404}


def test_given_opinions_are_read_by_the_whole_bloc(cast, as_, asked):
    given = reply(asked, cast.year.members[1], {"article": 1, "comment": "Lời của đơn vị"}, given=True)

    for name in ("secretary", "other_officer", "observer"):
        assert "Lời của đơn vị" in text(as_(getattr(cast, name)).get(given.get_absolute_url()))
        assert "Lời của đơn vị" in text(as_(getattr(cast, name)).get(asked.get_absolute_url()))


def test_reply_is_taken_in_the_last_second_and_refused_in_the_next(cast, asked, begun, clock):
    clock.move_to("2026-03-21T00:00:00+07:00", tick=False)
    with pytest.raises(StepRefused) as refusal:
        begun.take("agree", cast.leader)
    assert refusal.value.reasons == [
        "Hạn góp ý là ngày 20/03/2026; chỉ tổ thư ký của trưởng khối mới gia hạn được."
    ]
    clock.move_to("2026-03-20T23:59:59+07:00", tick=False)

    begun.take("agree", cast.leader)

    assert begun.state == "given"


def test_late_unit_replies_when_the_head_sets_a_later_day(cast, as_, asked, begun, clock):
    clock.move_to("2026-03-21T08:00:00+07:00")
    assert as_(cast.officer).post(new(begun), {"comment": "Muộn"}).status_code == 409
    assert begun.steps_for(cast.leader) == []

    as_(cast.secretary).post(reverse("consultation_date", args=(asked.pk,)), {"closes_on": "25/03/2026"})

    assert as_(cast.officer).post(new(begun), {"comment": "Muộn"}).status_code == 302


def test_given_reply_changes_only_after_it_was_sent_back(cast, as_, asked):
    given = reply(asked, cast.year.members[1], {"article": 1}, given=True)
    said = given.opinions.get()
    said.verdict, said.because = "declined", "Không phù hợp"
    said.save()
    address = reverse("opinion", args=(said.pk,))
    page = as_(cast.officer).post(address, {"comment": "Đổi ý"})
    assert (page.status_code, page.context["form"]["comment"].value()) == (409, "Đổi ý")

    as_(cast.secretary).post(given.step_url("send_back"), {"reason": "Ghi nhầm điều"})
    as_(cast.officer).post(address, {"comment": "Đổi ý"})

    said.refresh_from_db()
    assert (said.comment, said.verdict, said.because) == ("Đổi ý", "open", "")
    assert "Ghi nhầm điều" in text(as_(cast.officer).get(given.get_absolute_url()))


def test_leader_agrees_while_there_is_no_opinion_and_gives_when_there_is(cast, begun):
    assert [one.name for one in begun.steps_for(cast.leader)] == ["agree"]
    begun.opinions.create(comment="Ý kiến")
    assert [one.name for one in begun.steps_for(cast.leader)] == ["give"]
    with pytest.raises(StepRefused):
        begun.take("agree", cast.leader)


@pytest.mark.parametrize(
    "query", ["?article=4", "?article=0", "?criterion=IX", "?article=99999999", "?article=x"]
)
def test_opinion_on_what_the_text_does_not_have_is_not_found(cast, as_, begun, query):
    assert as_(cast.officer).get(new(begun, query)).status_code == 404


def test_maximum_is_proposed_for_criteria_only_and_read_like_any_number(cast, as_, begun):
    browser = as_(cast.officer)
    assert "maximum" not in browser.get(new(begun, "?article=1")).context["form"].fields

    page = browser.post(new(begun, "?criterion=I/1"), {"comment": "Giảm", "maximum": "1.250,5x"})

    assert list(page.context["form"].errors) == ["maximum"]
    assert not Opinion.objects.exists()


def test_answer_needs_a_reason_unless_the_opinion_is_taken_up(cast, as_, asked):
    given = reply(asked, cast.year.members[1], {"article": 1}, {"article": 2}, given=True)
    first, second = given.opinions.all()
    browser, address = as_(cast.secretary), reverse("opinion_answer", args=(first.pk,))

    page = browser.post(address, {"verdict": "declined", "because": "  "})
    assert page.context["form"].errors == {"because": ["Cần nêu lý do không tiếp thu toàn bộ ý kiến."]}
    browser.post(address, {"verdict": "declined", "because": "Trái Luật", "more": "1"})
    following = browser.post(address, {"verdict": "taken_up", "because": "", "more": "1"})

    first.refresh_from_db()
    assert (first.verdict, first.because, first.answered_by) == ("taken_up", "", cast.secretary)
    assert following.url == reverse("opinion_answer", args=(second.pk,))


def test_answers_are_frozen_when_the_round_is_closed(cast, as_, asked):
    said = reply(asked, cast.year.members[1], {"article": 1}, given=True).opinions.get()
    Consultation.objects.update(state="closed")

    answer = as_(cast.secretary).post(reverse("opinion_answer", args=(said.pk,)), {"verdict": "taken_up"})

    assert answer.status_code == 403
