"""A unit's registration on paper, after Mẫu 1a."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from pledges.documents.registration import REGISTRATION, registration_context
from pledges.models import Registration, Target, Title, TitleRegistration
from pledges.papers import DRAFT, Face
from tests import factories
from tests.cast import Cast
from tests.layout import Paper, measured

FACE = Face("03/ĐK-BQLVP", date(2021, 2, 5))


def full(targets: int = 40) -> Registration:
    """A registration of a unit with a long name, with long lines in every part."""
    long = "Ban Quản lý dự án Đầu tư xây dựng các công trình Nông nghiệp và Phát triển nông thôn"
    year = factories.bloc_year(units=[factories.unit(), factories.unit(name=long), factories.unit()])
    found = factories.registration(year=year, targets=0, party_cell="Hoàn thành xuất sắc nhiệm vụ")
    Target.objects.bulk_create(
        Target(
            registration=found,
            position=n,
            content=f"Giải ngân kế hoạch vốn đầu tư xây dựng cơ bản được giao, đợt {n}",
            measure="tỷ đồng",
            last_year="1.250,5",
            plan="≥ 98" if n % 2 else "Hoàn thành trước mùa mưa bão",
            due=date(2021, 9, 5),
        )
        for n in range(1, targets + 1)
    )
    for name, holder in (("Tập thể lao động xuất sắc", "collective"), ("Lao động tiên tiến", "person")):
        title = Title.objects.get_or_create(name=name, defaults={"holder": holder})[0]
        TitleRegistration.objects.create(registration=found, title=title, holder=f"{name} thứ nhất")
    factories.person("leader", found.unit, full_name="Lê Văn Ký", position="Phó Giám đốc")
    return found


@pytest.fixture(scope="module")
def paper(django_db_setup: None, django_db_blocker: Any) -> Paper:
    """One long paper for all who only measure; its rows are gone before they begin."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = full()
        (subject,) = REGISTRATION.subjects(found.bloc_year)
        content = REGISTRATION.compose(found.bloc_year, subject, FACE).pdf()
        transaction.set_rollback(True)
    return measured(content)


def words(paper: Paper) -> list[str]:
    return [line.text for page in paper.pages for line in page.lines]


@pytest.mark.once
@pytest.mark.no_cover
def test_a_long_registration_keeps_margins_heads_and_its_signature_together(paper: Paper) -> None:
    lines = words(paper)
    assert "Số: 03/ĐK-BQLVP" in lines
    assert "Khánh Hòa, ngày 05 tháng 02 năm 2021" in lines
    assert lines.count("STT") == len(paper.pages) + 1  # the head of a table stands on every page it covers
    assert {round(page.width) for page in paper.pages} == {210}
    for page in paper.pages:
        assert all(line.x0 >= 30 and line.x1 <= 195.5 for line in page.lines)
        assert page.number == 1 or [line.text for line in page.above] == [str(page.number)]
    last = [line.text for line in paper.pages[-1].lines]
    assert [text for text in last if text in ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Ký", "Nơi nhận:")] == [
        "Nơi nhận:",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Lê Văn Ký",
    ]
    assert any(text.endswith("./.") for text in last)


def test_what_is_not_registered_is_said_in_each_part(cast: Cast) -> None:
    registration = Registration.objects.create(bloc_year=cast.year, unit=cast.year.members[1])
    html = REGISTRATION.compose(cast.year, REGISTRATION.subjects(cast.year)[0], DRAFT).html()
    assert html.count("<p>Không đăng ký.</p>") == 4
    assert ("DỰ THẢO" in html, "Kết quả năm 2020" in html) == (True, False)
    registration.party_cell = "Vững mạnh"
    context = registration_context(registration, DRAFT)
    assert context["commitments"] == [
        "1. Tổ chức đảng: Vững mạnh.",
        "2. Công đoàn: Không đăng ký.",
        "3. Đoàn Thanh niên: Không đăng ký.",
    ]


def test_columns_that_nobody_filled_are_left_out_and_both_groups_of_titles_stand(cast: Cast) -> None:
    registration = full(targets=1)
    context = registration_context(registration, FACE)
    assert [(group["name"], len(group["lines"])) for group in context["titles"]] == [
        ("1. Danh hiệu tập thể", 1),
        ("2. Danh hiệu cá nhân", 1),
    ]
    assert (context["has_last_year"], context["has_due"], context["titles_have_notes"]) == (True, True, False)
    registration.targets.update(last_year="", due=None)
    context = registration_context(registration, FACE)
    assert (context["has_last_year"], context["has_due"]) == (False, False)


def test_the_paper_waits_for_the_leaders_word(cast: Cast) -> None:
    registration = factories.registration(year=cast.year)
    (subject,) = REGISTRATION.subjects(cast.year)
    assert (subject.key, subject.unit) == (registration.key, registration.unit)
    for state, obstacles in (("draft", 1), ("returned", 1), ("confirmed", 0), ("received", 0)):
        Registration.objects.update(state=state)
        assert len(REGISTRATION.obstacles(cast.year, subject)) == obstacles, state


def test_a_registration_of_a_unit_that_left_comes_last(cast: Cast) -> None:
    for place in (2, 0):
        factories.registration(year=cast.year, unit=cast.year.members[place])
    cast.year.memberships.filter(unit=cast.year.members[0]).delete()
    del cast.year.members
    assert [one.unit for one in REGISTRATION.subjects(cast.year)] == [cast.year.members[1], cast.year.head]


@pytest.mark.usefixtures("papers_set_once")
def test_the_page_leads_the_leader_to_issuing_and_everyone_to_the_issued_paper(
    cast: Cast, as_: Callable[[Any], Client]
) -> None:
    registration = factories.registration(year=cast.year)
    issuing = reverse(
        "paper_issue", args=(cast.year.bloc.slug, cast.year.year, "registration", registration.key)
    )

    def offered(person: Any) -> bool:
        return issuing in as_(person).get(registration.get_absolute_url()).content.decode()

    assert not offered(cast.leader)
    registration.take("confirm", cast.leader)
    assert (offered(cast.leader), offered(cast.officer), offered(cast.secretary)) == (True, False, False)
    issued = factories.paper(
        year=cast.year, kind="registration", subject=registration.key, unit=registration.unit, symbol="ĐK"
    )
    page = as_(cast.observer).get(registration.get_absolute_url()).content.decode()
    assert f'<a href="{issued.get_absolute_url()}">Issued as {issued.number}</a>' in page
    assert not offered(cast.leader)
