"""The conferences of the demonstration: the seed's of 1 March 2021, those after it, one in preparation."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from blocs.audit import Action, record
from blocs.models import BlocYear
from pledges.models import AgendaItem, Agreement, Conference, Guest
from pledges.models.conferences import Occasion
from pledges.models.convening import begin, earlier
from pledges.screen import act
from scoring.demo.calendar import happened
from scoring.demo.people import Cast

GUESTS = (
    "Đảng ủy Khối các cơ quan tỉnh",
    "Ban Thi đua - Khen thưởng tỉnh",
    "Công đoàn Viên chức tỉnh",
)
VENUE = "Hội trường tầng 2, trụ sở Ban Quản lý Khu kinh tế Vân Phong"
# what the minutes say, in the order of the usual agenda
SIGNING_RECORDS = (
    "Tổ thư ký giới thiệu đại biểu, thông qua chương trình làm việc. Hội nghị nhất trí.",
    "Trưởng khối phát biểu khai mạc, nêu mục đích, yêu cầu của việc ký kết giao ước thi đua.",
    "Trưởng khối phát động các phong trào thi đua trong năm: giải ngân 100 % kế hoạch vốn xây dựng cơ bản; "
    "thu hút các dự án có tiềm năng vào khu kinh tế, khu công nghiệp.\n"
    "Hưởng ứng các phong trào do Thủ tướng Chính phủ phát động: chung sức xây dựng nông thôn mới; chung tay "
    "vì người nghèo; thi đua thực hiện văn hóa công sở.",
    "Trưởng khối trình bày các nội dung giao ước thi đua. Các đơn vị thống nhất, không có ý kiến khác.",
    """Các đơn vị góp ý về thang điểm cải cách hành chính và thời hạn gửi bảng tự chấm điểm.
Trưởng khối tiếp thu, sẽ hoàn chỉnh và ban hành quy chế sau hội nghị.""",
    "Lãnh đạo các đơn vị lần lượt ký bản giao ước thi đua trước sự chứng kiến của đại biểu.",
    "Đại diện Ban Thi đua - Khen thưởng tỉnh phát biểu, đánh giá cao công tác chuẩn bị; đề nghị các đơn vị "
    "sớm triển khai đến từng cán bộ, viên chức.",
    "",
)
SIGNING_CONCLUSIONS = """Các đơn vị phát động thi đua ngay trong tháng 3; gửi kế hoạch về Trưởng khối.
Tổ thư ký hoàn chỉnh quy chế, gửi các đơn vị và Ban Thi đua - Khen thưởng tỉnh."""
REVIEW_CONCLUSIONS = {
    Occasion.MIDYEAR: """Các đơn vị rà soát chỉ tiêu chậm tiến độ, có giải pháp cụ thể đến từng tháng.
Tổ thư ký tổng hợp kết quả 6 tháng, gửi Ban Thi đua - Khen thưởng tỉnh.""",
    Occasion.YEAREND: """Hội nghị thống nhất kết quả xếp hạng và danh sách đề nghị khen thưởng.
Tổ thư ký hoàn chỉnh hồ sơ trình Hội đồng Thi đua - Khen thưởng tỉnh đúng thời hạn.""",
}


def prepared(cast: Cast, bloc_year: BlocYear, day: date) -> Conference:
    """The signing conference begun: as last year's, or with the usual agenda and the seed's guests."""
    secretary = cast.secretary(bloc_year.head.short_name)
    with happened(bloc_year, day, hour=10):
        source = earlier(bloc_year, Occasion.SIGNING)
        begun = begin(bloc_year, Occasion.SIGNING, secretary, source)
    if source is None:
        _invited(begun)
    return begun


def held(cast: Cast, bloc_year: BlocYear, day: date) -> None:
    """The signing conference from its preparation to its minutes; the units sign one after another."""
    conference = prepared(cast, bloc_year, day - timedelta(days=14))
    _recorded(cast, conference, day, SIGNING_CONCLUSIONS)
    with happened(bloc_year, day, hour=10):
        for place, agreement in enumerate(conference.agreements):
            act(conference, cast.persons["thuky"], "sign", str(agreement.pk))
            moment = _at(day, time(9, 45)) + timedelta(minutes=3 * place)
            Agreement.objects.filter(pk=agreement.pk).update(signed_at=moment)
    for item, text in zip(conference.items.all(), SIGNING_RECORDS, strict=False):
        AgendaItem.objects.filter(pk=item.pk).update(record=text)


def reviewed(cast: Cast, bloc_year: BlocYear, occasion: Occasion, day: date) -> None:
    """A review conference that is over, with what it concluded."""
    with happened(bloc_year, day - timedelta(days=10), hour=10):
        conference = begin(bloc_year, occasion, cast.persons["thuky"])
    _invited(conference)
    _recorded(cast, conference, day, REVIEW_CONCLUSIONS[occasion])


def _invited(conference: Conference) -> None:
    Guest.objects.bulk_create(
        Guest(conference=conference, position=place, organisation=body)
        for place, body in enumerate(GUESTS, start=1)
    )


def _recorded(cast: Cast, conference: Conference, day: date, conclusions: str) -> None:
    """Day and venue, everyone's attendance, the end."""
    leaders = {unit.pk: cast.leader(unit.short_name) for unit in conference.bloc_year.members}
    conference.held_on, conference.venue, conference.ended = day, VENUE, time(10, 45)
    conference.conclusions = conclusions
    conference.save()
    for row in conference.presences:
        leader = leaders[row.unit_id]
        row.is_present, row.people = True, f"{leader.full_name}, {leader.position}"
        row.save()
    conference.guests.update(is_present=True)
    with happened(conference.bloc_year, day, hour=14):
        record(cast.persons["thuky"], conference, Action.CHANGE)


def _at(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))
