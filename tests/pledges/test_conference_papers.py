"""Invitation, programme and minutes: what stands in them, and their layout after Decree 30."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

import pytest
from django.db import transaction

from blocs.models import BlocYear
from pledges.documents.conferences import begins_words, chairs_signature, office_at
from pledges.documents.invitations import INVITATION, invitation_context
from pledges.documents.minutes import MINUTES, minutes_context
from pledges.documents.programmes import PROGRAMME, programme_context
from pledges.issuing import Order, issue
from pledges.models import Conference
from pledges.papers import DRAFT, Face, Kind
from tests import factories
from tests.convened import conference as convened
from tests.layout import Paper, measured

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BLOC = "Khối thi đua các Ban Quản lý tỉnh Khánh Hòa"
LONG = "Ban Quản lý dự án đầu tư xây dựng các công trình nông nghiệp và phát triển nông thôn số"
PLACE_AND_DATE = re.compile(r"^.+, ngày (0[1-9]|[12]\d|3[01]) tháng (01|02|[3-9]|1[0-2]) năm \d{4}$")


def prepared(units: int = 6, *, long_names: bool = False, **facts: Any) -> Conference:
    """A conference whose chair is the head's leader."""
    members = [factories.unit(name=f"{LONG} {n}" if long_names else "") for n in range(1, units + 1)]
    year = factories.bloc_year(units=members, bloc=factories.bloc(name=BLOC))
    people = {"chair": "Trần Thị Ví Dụ", "chair_position": "Trưởng Ban", "secretary": "Nguyễn Văn Mẫu"}
    found = convened(year)
    Conference.objects.filter(pk=found.pk).update(**people | facts)
    return Conference.objects.select_related("bloc_year__head", "bloc_year__deputy").get(pk=found.pk)


def paper(conference: Conference, kind: Kind, key: str, face: Face = DRAFT) -> Paper:
    year = BlocYear.objects.get(pk=conference.bloc_year_id)
    subject = kind.subject(year, key)
    return measured(kind.compose(year, subject, face).pdf())


def test_time_is_written_as_officials_write_it() -> None:
    held = prepared()
    assert begins_words(held) == "08 giờ 00 phút, ngày 01 tháng 3 năm 2021 (thứ Hai)"
    held.held_on = date(2021, 10, 31)
    assert begins_words(held).endswith("ngày 31 tháng 10 năm 2021 (Chủ nhật)")
    held.held_on, held.begins = None, None
    assert begins_words(held) == "...... giờ ...... phút, ngày ...... tháng ...... năm 2021"


@pytest.mark.parametrize(
    ("position", "offices", "home"),
    [
        ("Trưởng Ban", ["TRƯỞNG KHỐI"], "TRƯỞNG BAN"),
        ("Phó Trưởng Ban", ["KT. TRƯỞNG KHỐI"], "PHÓ TRƯỞNG BAN"),
        ("Phó Trưởng Ban phụ trách", ["TRƯỞNG KHỐI"], "PHÓ TRƯỞNG BAN PHỤ TRÁCH"),
    ],
)
def test_chair_signs_for_the_bloc_with_the_office_at_home(
    position: str, offices: list[str], home: str
) -> None:
    block = chairs_signature(prepared(chair_position=position))
    assert block.behalf == ["TM. KHỐI THI ĐUA"]
    assert (block.offices, block.name) == (offices, "Trần Thị Ví Dụ")
    assert " ".join(block.home_office) == f"{home} BAN QUẢN LÝ SỐ 1"


def test_leader_of_the_deputy_signs_for_the_head() -> None:
    held = prepared(chair="Võ Thị Thí Dụ", chair_position="Giám đốc")
    factories.person("leader", held.bloc_year.deputy, full_name="Võ Thị Thí Dụ", position="Giám đốc")
    block = chairs_signature(held)
    assert block.offices == ["KT. TRƯỞNG KHỐI", "PHÓ TRƯỞNG KHỐI"]
    assert " ".join(block.home_office) == "GIÁM ĐỐC BAN QUẢN LÝ SỐ 2"


def test_office_and_unit_share_their_word() -> None:
    unit = factories.unit(name="Ban Quản lý Khu kinh tế")
    assert office_at("Trưởng Ban", unit) == "Trưởng Ban Quản lý Khu kinh tế"
    assert office_at("Giám đốc", unit) == "Giám đốc Ban Quản lý Khu kinh tế"


def test_invitation_speaks_to_its_guest() -> None:
    held = prepared(dress="Trang phục công sở")
    guest = held.guests.get()
    body = invitation_context(held, guest, DRAFT)
    assert body["addressee"] == "Ban Thi đua - Khen thưởng tỉnh"
    assert "kính mời đại diện lãnh đạo quý cơ quan tới dự" in body["opening"]
    assert dict(body["facts"]) == {
        "Thời gian": "08 giờ 00 phút, ngày 01 tháng 3 năm 2021 (thứ Hai).",
        "Địa điểm": "Hội trường.",
        "Chủ trì": "Trần Thị Ví Dụ, Trưởng Ban Quản lý số 1.",
        "Nội dung": "Khai mạc; Ký kết giao ước; Kết luận.",
        "Ghi chú": "Trang phục công sở.",
    }
    guest.person, guest.office = "Lê Thị Khách", "Phó Trưởng Ban"
    person = invitation_context(held, guest, DRAFT)
    assert person["addressee"] == "Ông (Bà) Lê Thị Khách, Phó Trưởng Ban, Ban Thi đua - Khen thưởng tỉnh"
    assert person["closing"].startswith("Rất mong Ông (Bà) sắp xếp thời gian")
    assert invitation_context(held, None, DRAFT)["addressee"] == f"Các đơn vị thành viên {BLOC}"


def test_every_guest_and_the_units_have_an_invitation() -> None:
    held = prepared()
    guest = held.guests.get()
    second = convened(held.bloc_year, "midyear")
    assert [one.key for one in INVITATION.subjects(held.bloc_year)] == [
        "signing-units",
        f"signing-guest-{guest.pk}",
        "midyear-units",
        f"midyear-guest-{second.guests.get().pk}",
    ]
    assert [one.key for one in MINUTES.subjects(held.bloc_year)] == ["signing", "midyear"]


@pytest.mark.usefixtures("english")
def test_papers_are_issued_when_they_say_enough() -> None:
    held = prepared()
    year = held.bloc_year
    invited, minutes = INVITATION.subject(year, "signing-units"), MINUTES.subject(year, "signing")
    assert INVITATION.obstacles(year, invited) == PROGRAMME.obstacles(year, minutes) == []
    assert MINUTES.obstacles(year, minutes) == [
        "Enter when the conference ended.",
        "Write down what the conference concluded.",
    ]
    Conference.objects.update(venue="", held_on=date(2026, 3, 11))
    words = "Enter day, time and venue of the conference first."
    assert INVITATION.obstacles(year, invited) == [words]
    assert MINUTES.obstacles(year, minutes) == ["The conference has not been held yet."]
    held.items.all().delete()
    assert PROGRAMME.obstacles(year, minutes) == ["The agenda has no items yet.", words]


def test_minutes_tell_who_came_and_who_signed() -> None:
    held = prepared(3, ended=time(10, 45), conclusions="Nhất trí\nGửi kế hoạch trong tháng 3.")
    head, member, _other = held.bloc_year.members
    held.attendances.create(unit=head, is_present=True, people="Trần Thị Ví Dụ")
    held.attendances.create(unit=member, is_present=False)
    held.guests.update(is_present=False)
    asked = factories.pledge(year=held.bloc_year, state="agreeing")
    for unit in held.bloc_year.members:
        asked.agreements.create(unit=unit)
    asked.agreements.filter(unit=head).update(signed_at="2021-03-01T09:00:00Z")
    body = minutes_context(held, DRAFT)
    assert body["attendance"] == [
        {
            "head": "a) Các đơn vị thành viên có mặt: 01/03 đơn vị:",
            "lines": ["- Ban Quản lý số 1: Trần Thị Ví Dụ."],
        },
        {"head": "Vắng mặt:", "lines": ["- Ban Quản lý số 2;", "- Ban Quản lý số 3."]},
        {"head": "b) Đại biểu:", "lines": ["- Không có đại biểu tham dự."]},
    ]
    assert body["items"][1]["record"] == [
        "Đã ký giao ước thi đua: 01/03 đơn vị, theo thứ tự: Ban Quản lý số 1."
    ]
    assert body["conclusions"] == ["Nhất trí.", "Gửi kế hoạch trong tháng 3."]
    assert [item["lines"] for item in body["items"]] == [[]] * 3
    assert body["ending"] == "Cuộc họp kết thúc vào 10 giờ 45 phút, ngày 01 tháng 3 năm 2021./."


def test_blank_minutes_have_lines_to_write_on() -> None:
    held = prepared(2)
    body = minutes_context(held, DRAFT)
    assert ([len(item["lines"]) for item in body["items"]], len(body["conclusion_lines"])) == ([3] * 3, 5)
    assert body["ending"] == "Cuộc họp kết thúc vào ...... giờ ...... phút, ngày 01 tháng 3 năm 2021./."
    assert body["attendance"][0]["lines"][1] == f"- Ban Quản lý số 2: {'.' * 40}."
    held.items.all().delete()
    assert len(programme_context(held, DRAFT)["blanks"]) == 8


@pytest.fixture(scope="module")
def minutes(django_db_setup: None, django_db_blocker: Any) -> Paper:
    """Minutes of 20 units with long names, measured once."""
    with django_db_blocker.unblock(), transaction.atomic():
        held = prepared(20, long_names=True, ended=time(10, 45), conclusions="Nhất trí.")
        for unit in held.bloc_year.members:
            held.attendances.create(unit=unit, is_present=True, people="Nguyễn Thị Đại Diện, Phó Giám đốc")
        held.items.update(record="\n".join(["Các đơn vị thảo luận, thống nhất nội dung trình bày."] * 6))
        found = paper(held, MINUTES, "signing", Face("01/BB-KTĐ", date(2021, 3, 1)))
        transaction.set_rollback(True)
    return found


def test_minutes_follow_form_1_9(minutes: Paper) -> None:
    assert minutes.line("Số: 01/BB-KTĐ").size == 13
    assert [line.text for line in minutes.lines if PLACE_AND_DATE.match(line.text)] == []
    kind, about = minutes.line("BIÊN BẢN"), minutes.line("Hội nghị ký kết giao ước thi đua năm 2021")
    assert {(line.size, line.style) for line in (kind, about)} == {(14, "bold")}
    assert 1 / 3 <= minutes.rule_below(about).width / about.width <= 1 / 2
    words = ("Thời gian bắt đầu:", "Địa điểm:", "Thành phần tham dự:", "Chủ trì (chủ tọa):")
    words += ("Thư ký (người ghi biên bản):", "Nội dung (theo diễn biến):", "Cuộc họp kết thúc vào")
    found = [next(n for n, line in enumerate(minutes.lines) if line.text.startswith(word)) for word in words]
    assert found == sorted(found)
    assert minutes.text.count("./.") == 1


def test_secretary_signs_left_and_chair_right_on_one_page(minutes: Paper) -> None:
    left, right, copies = minutes.line("THƯ KÝ"), minutes.line("CHỦ TỌA"), minutes.line("Nơi nhận:")
    secretary, chair = minutes.line("Nguyễn Văn Mẫu"), minutes.line("Trần Thị Ví Dụ")
    assert left.centre == pytest.approx(secretary.centre, abs=0.5)
    assert right.centre == pytest.approx(chair.centre, abs=0.5)
    assert left.centre < 105 < right.centre
    assert {line.page for line in (left, right, secretary, chair, copies)} == {len(minutes.pages)}
    assert secretary.baseline - left.baseline >= 35
    assert secretary.baseline == pytest.approx(chair.baseline, abs=0.1)
    assert copies.baseline > chair.baseline
    assert (copies.size, copies.style) == (12, "bold italic")
    assert minutes.line("- Lưu: VT, Hồ sơ.").size == 11


def test_every_sheet_keeps_the_margins_and_the_sizes(minutes: Paper) -> None:
    for page in minutes.pages:
        assert min(line.x0 for line in page.lines) >= 30
        assert page.width - max(line.x1 for line in page.lines) >= 15
        assert page.height - max(line.baseline for line in page.lines) >= 20
    assert {line.size for line in minutes.lines} <= {11, 12, 13, 14}
    assert [page.above[0].text for page in minutes.pages[1:]] == [
        str(n) for n in range(2, len(minutes.pages) + 1)
    ]


@pytest.mark.parametrize("long_names", [False, True])
def test_invitation_and_programme_fit_on_one_sheet(long_names: bool) -> None:
    held = prepared(20, long_names=long_names)
    letter = paper(held, INVITATION, "signing-units", Face("05/GM-KTĐ", date(2021, 2, 24)))
    programme = paper(held, PROGRAMME, "signing", Face("06/CTr-KTĐ", date(2021, 2, 24)))
    assert (len(letter.pages), len(programme.pages)) == (1, 1)
    assert letter.line("Khánh Hòa, ngày 24 tháng 02 năm 2021").style == "italic"
    assert letter.line("GIẤY MỜI").centre == pytest.approx((30.5 + 210 - 15.5) / 2, abs=0.3)
    for one in (letter, programme):
        signed, copies = one.line("TRƯỞNG KHỐI"), one.line("Nơi nhận:")
        assert signed.centre > 105 > copies.centre
        assert one.line("Trần Thị Ví Dụ").baseline - signed.baseline >= 35
        assert one.text.count("./.") == 1
    assert [line.text for line in programme.lines if line.text in ("Thời gian", "Nội dung")] == [
        "Thời gian",
        "Nội dung",
    ]


def test_invitation_is_issued_under_its_number() -> None:
    held = prepared()
    year = BlocYear.objects.get(pk=held.bloc_year_id)
    subject = INVITATION.subject(year, f"signing-guest-{held.guests.get().pk}")
    secretary = factories.person("secretary", year.head)
    order = Order(INVITATION, subject, 5, INVITATION.symbol(year, subject), date(2021, 2, 24))
    issued = issue(year, secretary, order)
    assert (issued.number, issued.pages, issued.subject) == ("05/GM-KTĐ", 1, subject.key)
    whom, what = "Ban Thi đua - Khen thưởng tỉnh", "Hội nghị ký kết giao ước thi đua năm 2021"
    assert issued.title == f"Giấy mời {whom} dự {what} của {BLOC}"
    with issued.content.open() as file:
        found = measured(file.read())
    assert found.line("Số: 05/GM-KTĐ").page == 1
    assert "Kính gửi: Ban Thi đua - Khen thưởng tỉnh." in found.text
    assert "DỰ THẢO" not in found.text
