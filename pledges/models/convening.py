"""Beginning a conference: from last year's, or with the agenda and the facts that are usual."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from blocs import audit
from blocs.models import BlocYear, Unit, User
from blocs.models.people import Role
from blocs.stages import Stage
from pledges.models.conferences import AgendaItem, Conference, Guest, Occasion

BEGINS = time(8)
HEAD, SECRETARIAT, UNITS, GUESTS = (
    "Trưởng khối",
    "Tổ thư ký",
    "Lãnh đạo các đơn vị",
    "Đại biểu",
)

# time, content, presenter, whether the units sign here; after the seed's conference of 1 March 2021
USUAL: dict[str, tuple[tuple[time, str, str, bool], ...]] = {
    Occasion.SIGNING: (
        (time(8), "Ổn định tổ chức, tuyên bố lý do, giới thiệu đại biểu", SECRETARIAT, False),
        (time(8, 10), "Khai mạc hội nghị", HEAD, False),
        (time(8, 20), "Phát động các phong trào thi đua trong năm", HEAD, False),
        (time(8, 40), "Trình bày nội dung giao ước thi đua", HEAD, False),
        (
            time(9),
            "Thảo luận, thống nhất quy chế tổ chức, hoạt động và chấm điểm thi đua",
            "Các đơn vị thành viên",
            False,
        ),
        (time(9, 45), "Ký kết giao ước thi đua", UNITS, True),
        (time(10, 15), "Phát biểu của đại biểu", GUESTS, False),
        (time(10, 30), "Kết luận, bế mạc hội nghị", "Chủ trì", False),
    ),
    Occasion.MIDYEAR: (
        (time(8), "Ổn định tổ chức, tuyên bố lý do, giới thiệu đại biểu", SECRETARIAT, False),
        (time(8, 15), "Báo cáo sơ kết phong trào thi đua 6 tháng đầu năm", HEAD, False),
        (
            time(8, 45),
            "Thảo luận tiến độ các chỉ tiêu đã giao ước và nhiệm vụ 6 tháng cuối năm",
            "Các đơn vị thành viên",
            False,
        ),
        (time(10), "Phát biểu của đại biểu", GUESTS, False),
        (time(10, 15), "Kết luận, bế mạc hội nghị", "Chủ trì", False),
    ),
    Occasion.YEAREND: (
        (time(8), "Ổn định tổ chức, tuyên bố lý do, giới thiệu đại biểu", SECRETARIAT, False),
        (time(8, 15), "Báo cáo tổng kết phong trào thi đua trong năm", HEAD, False),
        (
            time(8, 45),
            "Thảo luận, kết luận các nội dung chấm điểm còn ý kiến khác nhau",
            "Các đơn vị thành viên",
            False,
        ),
        (time(9, 30), "Công bố kết quả xếp hạng thi đua", SECRETARIAT, False),
        (time(9, 45), "Đề xuất đơn vị trưởng khối, phó khối năm sau", "Chủ trì", False),
        (time(10), "Phát biểu của đại biểu", GUESTS, False),
        (time(10, 15), "Kết luận, bế mạc hội nghị", "Chủ trì", False),
    ),
}
# the stage in whose first days the conference is usually held
STAGES = {
    Occasion.SIGNING: Stage.SIGNING,
    Occasion.MIDYEAR: Stage.MIDYEAR,
    Occasion.YEAREND: Stage.CONFERENCE,
}


def earlier(bloc_year: BlocYear, occasion: str) -> Conference | None:
    """The bloc's latest conference of the same kind in an earlier year."""
    before = Conference.objects.filter(bloc_year__bloc=bloc_year.bloc_id, bloc_year__year__lt=bloc_year.year)
    found = before.filter(occasion=occasion).select_related("bloc_year__bloc", "bloc_year__head")
    return found.order_by("-bloc_year__year").first()


@transaction.atomic
def begin(bloc_year: BlocYear, occasion: str, user: Any, source: Conference | None = None) -> Conference:
    """A new conference with the usual facts; agenda and guests as in `source`, or the usual agenda."""
    begun = Conference.objects.create(bloc_year=bloc_year, occasion=occasion, **_facts(bloc_year, occasion))
    if source:
        _copy(source, begun)
    else:
        AgendaItem.objects.bulk_create(
            AgendaItem(
                conference=begun,
                position=place,
                begins=begins,
                content=bloc_year.bloc.worded(content),
                presenter=bloc_year.bloc.worded(presenter),
                is_signing=is_signing,
            )
            for place, (begins, content, presenter, is_signing) in enumerate(USUAL[occasion], start=1)
        )
    with audit.in_record_language():
        changes = [audit.change(gettext_noop("copied from"), "", str(source))] if source else []
    audit.record(user, begun, audit.Action.CREATE, changes=changes)
    return begun


def _facts(bloc_year: BlocYear, occasion: str) -> dict[str, Any]:
    """The first working day of the stage, at the head's; its leader in the chair, its secretary writes."""
    head, dates = bloc_year.head, bloc_year.dates.get(STAGES[Occasion(occasion)])
    chair, secretary = head.leader_on(timezone.localdate()), _secretary(head)
    return {
        "held_on": _working_day(dates.opens) if dates else None,
        "begins": BEGINS,
        "venue": f"Hội trường {head.name}"[:300],
        "place": head.place,
        "chair": chair.full_name if chair else "",
        "chair_position": chair.position if chair else "",
        "secretary": secretary.full_name if secretary else "",
        "secretary_position": secretary.position if secretary else "",
    }


def _working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


def _secretary(head: Unit) -> User | None:
    roles = head.representatives.on(timezone.localdate()).filter(role=Role.SECRETARY)
    role = roles.select_related("user").order_by("user__full_name", "pk").first()
    return role.user if role else None


def _copy(source: Conference, begun: Conference) -> None:
    """Agenda, guests and the note, without what was recorded of the day itself."""
    begun.dress, begun.begins = source.dress, source.begins or begun.begins
    if source.bloc_year.head_id == begun.bloc_year.head_id:
        begun.venue = source.venue
    begun.save(update_fields=["dress", "begins", "venue"])
    AgendaItem.objects.bulk_create(
        AgendaItem(conference=begun, **_same(item, "position", *AgendaItem.texts))
        for item in source.items.all()
    )
    _copy_guests(source, begun)


def _copy_guests(source: Conference, to: Conference) -> None:
    Guest.objects.bulk_create(
        Guest(conference=to, **_same(guest, "position", *Guest.texts)) for guest in source.guests.all()
    )


def guests_before(conference: Conference) -> Conference | None:
    """Whose guests an empty list can be filled with: last year's conference, else another of this year."""
    if conference.guests.exists():
        return None
    before = earlier(conference.bloc_year, conference.occasion)
    if before and before.guests.exists():
        return before
    others = conference.bloc_year.conferences.exclude(pk=conference.pk).filter(guests__isnull=False)
    return others.order_by("-held_on", "-pk").first()


def copy_guests(source: Conference, to: Conference, user: Any) -> None:
    """Fill an empty list of guests from another conference."""
    _copy_guests(source, to)
    with audit.in_record_language():
        change = audit.change(gettext_noop("copied from"), "", str(source))
    audit.record(user, to, audit.Action.CHANGE, changes=[change])


def _same(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
