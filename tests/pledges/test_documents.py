"""The joint pledge on paper: what stands in it, for whom, and as what it is marked."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from blocs.formats import roman
from blocs.models import Unit
from pledges.documents.pledge import filename, is_draft, joint_pledge, numbered
from pledges.models import Agreement, Pledge, Section
from pledges.models.agreements import AgreementState
from pledges.models.pledges import PledgeState
from tests import factories
from tests.layout import measured

pytestmark = pytest.mark.django_db


def agreement(pledge: Pledge, unit: Unit, **fields) -> Agreement:
    defaults = {"state": AgreementState.AGREED, "signer": "Nguyễn Văn Mẫu", "signer_position": "Trưởng Ban"}
    return Agreement.objects.create(pledge=pledge, unit=unit, **defaults | fields)


def agreed(pledge: Pledge) -> Pledge:
    for unit in pledge.bloc_year.members:
        agreement(pledge, unit)
    return pledge


def text(pledge: Pledge) -> str:
    return measured(joint_pledge(pledge).pdf()).text


def url(year):
    return reverse("pledge_pdf", args=(year.bloc.slug, year.year))


def test_pledge_pdf_is_for_everyone_in_the_bloc(cast, as_, papers_set_once):
    pledge = factories.pledge(year=cast.year)
    for person in (cast.secretary, cast.leader, cast.officer, cast.other_officer, cast.observer):
        response = as_(person).get(url(cast.year))
        assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
        assert response.content == joint_pledge(pledge).pdf()
    for person in (cast.stranger, cast.nobody):
        assert as_(person).get(url(cast.year)).status_code == 404


def test_pledge_pdf_does_not_exist_before_the_pledge(cast, as_):
    assert as_(cast.secretary).get(url(cast.year)).status_code == 404


def test_joint_pledge_is_vietnamese_for_an_english_reader(cast, as_):
    pledge = factories.pledge(year=cast.year)
    client = as_(cast.officer)
    assert client.get(url(cast.year)).content == joint_pledge(pledge).pdf()
    assert filename(pledge) == f"Giao ước thi đua 2021 - {cast.year.bloc.name}.pdf"


def test_joint_pledge_prints_sections_with_their_points():
    pledge = factories.pledge(sections=0)
    body = "- Giải ngân 100 % kế hoạch vốn\n2. Thu hút dự án;\n"
    Section.objects.create(pledge=pledge, position=1, title="Nội dung chuyên môn", body=body)
    Section.objects.create(pledge=pledge, position=2, title="Xây dựng Đảng", body="Chi bộ vững mạnh")
    lines = [line.text for line in measured(joint_pledge(pledge).pdf()).lines]
    start = lines.index("I. NỘI DUNG CHUYÊN MÔN")
    assert lines[start + 1 : start + 6] == [
        "1. Giải ngân 100 % kế hoạch vốn.",
        "2. Thu hút dự án;",
        "II. XÂY DỰNG ĐẢNG",
        "Chi bộ vững mạnh.",
        "III. CHỈ TIÊU ĐĂNG KÝ THI ĐUA NĂM 2021",
    ]


def test_joint_pledge_lists_confirmed_registrations_only():
    year = factories.bloc_year(members=2)
    head, member = year.members
    confirmed = factories.registration(year=year, unit=head, targets=0, state="confirmed")
    confirmed.targets.create(position=1, content="Hộ nghèo được giúp", measure="hộ", plan="12")
    draft = factories.registration(year=year, unit=member, targets=0, state="draft")
    draft.targets.create(position=1, content="Chưa ai biết", measure="hộ", plan="3")
    printed = text(factories.pledge(year=year))
    assert "Hộ nghèo được giúp" in printed
    assert "Chưa ai biết" not in printed
    assert printed.count("Chưa có chỉ tiêu đăng ký được lãnh đạo đơn vị xác nhận.") == 1


def test_joint_pledge_names_the_units_the_head_first():
    year = factories.bloc_year(members=3)
    year.head = year.members[2]
    year.save()
    pledge = agreed(factories.pledge(year=year))
    printed = text(pledge)
    first, second, third = (unit.name for unit in year.members)
    assert f"03 đơn vị thành viên {year.bloc.name} gồm: {third}; {first}; {second} cùng thống nhất" in printed
    signatures = [line.text for line in measured(joint_pledge(pledge).pdf()).lines if line.text.isupper()]
    assert [name for name in signatures if name in {first.upper(), second.upper(), third.upper()}] == [
        third.upper(),
        first.upper(),
        second.upper(),
    ]


def test_joint_pledge_shows_for_whom_a_deputy_signs():
    pledge = factories.pledge(year=factories.bloc_year(members=2))
    head, member = pledge.bloc_year.members
    agreement(pledge, head)
    agreement(pledge, member, signer="Lê Thị Mẫu", signer_position="Phó Trưởng Ban")
    paper = measured(joint_pledge(pledge).pdf())
    assert paper.line("KT. TRƯỞNG BAN").centre == pytest.approx(paper.line("Lê Thị Mẫu").centre, abs=0.5)
    assert paper.line("PHÓ TRƯỞNG BAN").baseline > paper.line("KT. TRƯỞNG BAN").baseline
    assert paper.line("TRƯỞNG BAN").centre == pytest.approx(paper.line("Nguyễn Văn Mẫu").centre, abs=0.5)


@pytest.mark.parametrize(
    ("state", "answers", "draft"),
    [
        (PledgeState.DRAFT, (), True),
        (PledgeState.AGREEING, (), True),
        (PledgeState.AGREEING, (AgreementState.AGREED, AgreementState.OPEN), True),
        (PledgeState.AGREEING, (AgreementState.AGREED, AgreementState.AGREED), False),
        (PledgeState.SIGNED, (AgreementState.AGREED, AgreementState.AGREED), False),
    ],
)
def test_joint_pledge_is_marked_until_every_unit_has_agreed(state, answers, draft):
    signed_on = date(2021, 3, 1)
    year = factories.bloc_year(members=2)
    pledge = factories.pledge(year=year, state=state, place="Khánh Hòa", signed_on=signed_on)
    for unit, answer in zip(year.members, answers, strict=False):
        agreement(pledge, unit, state=answer)
    assert is_draft(pledge) is draft
    assert ("DỰ THẢO" in text(pledge)) is draft


def test_joint_pledge_is_a_draft_while_a_new_member_was_not_asked():
    year = factories.bloc_year(members=2)
    pledge = agreed(factories.pledge(year=year, state=PledgeState.AGREEING))
    assert "DỰ THẢO" not in text(pledge)
    late = factories.unit(name="Ban Quản lý mới")
    year.memberships.create(unit=late, position=9)
    printed = text(Pledge.objects.get())
    assert "DỰ THẢO" in printed
    assert f"03 đơn vị thành viên {year.bloc.name} gồm:" in printed
    assert "BAN QUẢN LÝ MỚI" in printed


def test_joint_pledge_is_a_draft_while_a_unit_that_left_stands_in_it():
    year = factories.bloc_year(members=3)
    agreed(factories.pledge(year=year, state=PledgeState.AGREEING))
    year.memberships.filter(unit=year.members[2]).delete()
    printed = text(Pledge.objects.get())
    assert "DỰ THẢO" in printed
    assert f"02 đơn vị thành viên {year.bloc.name} gồm:" in printed


def test_signed_pledge_stands_as_it_was_signed_whoever_joins_or_leaves():
    year = factories.bloc_year(members=2)
    signed_on = date(2021, 3, 1)
    pledge = factories.pledge(year=year, state=PledgeState.SIGNED, place="Khánh Hòa", signed_on=signed_on)
    before = joint_pledge(agreed(pledge)).pdf()
    year.memberships.filter(unit=year.members[1]).delete()
    year.memberships.create(unit=factories.unit(), position=9)
    assert joint_pledge(Pledge.objects.get()).pdf() == before


def test_joint_pledge_without_day_leaves_gaps():
    pledge = factories.pledge()
    printed = measured(joint_pledge(pledge).pdf())
    assert printed.line("Khánh Hòa, ngày ...... tháng ...... năm 2021")
    assert printed.line("Số: ....../......")
    assert "CreationDate" not in printed.metadata


def test_joint_pledge_of_a_demonstration_has_the_same_text():
    year = factories.bloc_year()
    pledge = agreed(factories.pledge(year=year, state=PledgeState.AGREEING))
    plain = measured(joint_pledge(pledge).pdf())
    year.is_demo = True
    year.save()
    marked = measured(joint_pledge(Pledge.objects.get()).pdf())
    assert [page.lines for page in marked.pages] == [page.lines for page in plain.pages]
    assert marked.content != plain.content


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (["Một", "Hai;"], ["1. Một.", "2. Hai;"]),
        (["1.250 tỷ đồng", "5 dự án"], ["1. 1.250 tỷ đồng.", "2. 5 dự án."]),
        (["Chỉ một"], ["Chỉ một."]),
        ([], []),
    ],
)
def test_points_are_numbered_and_closed(points, expected):
    assert numbered(points) == expected


@pytest.mark.parametrize(
    ("number", "text"), [(1, "I"), (4, "IV"), (8, "VIII"), (9, "IX"), (14, "XIV"), (20, "XX")]
)
def test_roman_numbers_sections(number, text):
    assert roman(number) == text
