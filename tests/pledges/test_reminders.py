"""Letters to units that owe something: who owes what, and what is written to whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from blocs.models import BlocYear
from blocs.stages import Stage
from pledges import reminding
from pledges.models import Reminder, TargetResult
from tests import factories
from tests.cast import Cast
from tests.pledges.letters import url

pytestmark = pytest.mark.usefixtures("english")
Browser = Callable[[Any], Client]


def test_the_page_says_who_owes_what_who_is_written_to_and_who_cannot_be(
    cast: Cast, as_: Browser, addressed: BlocYear
) -> None:
    factories.registration(year=cast.year, unit=cast.year.head, state="confirmed")
    page = as_(cast.secretary).get(url(cast.year))
    member, other = page.context["calls"]
    assert (member.lack.unit, member.lack.words) == (
        cast.year.members[1],
        ["The registration is not begun yet."],
    )
    assert {str(person) for person in member.people} == {str(cast.leader), str(cast.officer)}
    assert (other.people, other.without_address) == ([], [cast.other_officer])
    assert f"Without an e-mail address: {cast.other_officer}" in " ".join(page.content.decode().split())


def test_letters_are_prepared_once_in_vietnamese_with_the_link(
    cast: Cast, as_: Browser, addressed: BlocYear
) -> None:
    factories.stage_dates(cast.year, Stage.PREPARE, date(2026, 3, 1), date(2026, 3, 31))
    registration = factories.registration(year=cast.year, targets=0)
    chosen = {"call": [call.key for call in reminding.calls(cast.year)]}
    client = as_(cast.secretary)
    page = client.post(url(cast.year, "prepare_reminders"), chosen, follow=True)
    assert "2 letters are in the outbox." in page.content.decode()
    again = client.post(url(cast.year, "prepare_reminders"), chosen, follow=True)
    assert "No letter was prepared" in again.content.decode()
    letter = Reminder.objects.get(person=cast.officer)
    unit = registration.unit
    assert letter.subject == f"Nhắc đăng ký giao ước thi đua năm 2021: {unit.short_name}"
    assert letter.body.splitlines() == [
        f"Kính gửi: Ông/Bà Nguyễn Thị Cán Bộ, {unit.name}",
        "",
        f"Đến 09 giờ 00 ngày 10/03/2026, {cast.year.bloc} còn chờ đơn vị:",
        "- Chưa đăng ký chỉ tiêu nào.",
        "- Lãnh đạo đơn vị chưa xác nhận.",
        "",
        "Đề nghị đơn vị hoàn thành trước ngày 31/03/2026 tại địa chỉ:",
        f"http://127.0.0.1:8000{registration.get_absolute_url()}",
        "",
        "Nếu đơn vị đã hoàn thành, xin bỏ qua thư này. Trân trọng cảm ơn.",
        "",
        "Lê Thị Thư Ký",
        f"Tổ thư ký {cast.year.bloc}",
    ]


def test_open_agreements_are_another_thing_to_be_reminded_of(cast: Cast, addressed: BlocYear) -> None:
    pledge = factories.pledge(year=cast.year)
    pledge.take("ask_units", cast.secretary)
    fresh = BlocYear.objects.get(pk=cast.year.pk)
    assert [call.duty.name for call in reminding.calls(fresh)] == ["agreement"] * 3
    pledge.agreements.get(unit=cast.year.members[1]).take("agree", cast.leader)
    assert cast.year.members[1] not in [call.lack.unit for call in reminding.calls(fresh)]


@pytest.mark.parametrize(
    ("stage", "words"), [(Stage.MIDYEAR, ["1 target has"]), (Stage.REVIEW, ["2 targets"])]
)
def test_missing_results_of_the_review_at_hand_are_another(
    cast: Cast, addressed: BlocYear, stage: str, words: list[str]
) -> None:
    registration = factories.registration(year=cast.year, targets=2, state="received")
    factories.registration(year=cast.year, unit=cast.year.head, state="draft")
    TargetResult.objects.create(
        target=registration.targets.first(), period="midyear", value="50", entered_by=cast.officer
    )
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=stage)
    (call,) = reminding.calls(BlocYear.objects.get(pk=cast.year.pk))
    assert (call.duty.name, call.lack.unit) == ("results", registration.unit)
    assert [text.startswith(begin) for text, begin in zip(call.lack.words, words, strict=True)] == [True]


def test_the_page_asks_as_little_for_nine_units_as_for_three(db: None, as_: Browser) -> None:
    def queries(members: int) -> int:
        year = factories.bloc_year(members=members)
        for unit in year.members[1:]:
            factories.registration(year=year, unit=unit)
            factories.person("officer", unit, email="a@donvi.example")
        client = as_(secretary := factories.person("secretary", year.head))
        reminding.prepare(year, secretary, [f"registration-{year.members[1].pk}"])
        client.get(url(year))
        with CaptureQueriesContext(connection) as captured:
            client.get(url(year))
        return len(captured)

    assert queries(3) == queries(9)
