"""The addresses of a year's signing conference, for the world of the access table."""

from __future__ import annotations

from datetime import date, time

from django.urls import reverse

from blocs.models import BlocYear
from pledges.models import Conference

PAGES = "delete facts agenda guests invitations attendance order minutes screen state act".split()  # noqa: SIM905


def conference(year: BlocYear, occasion: str = "signing") -> Conference:
    """A conference with an agenda of three items, the second for signing, and one guest."""
    held = {"held_on": date(year.year, 3, 1), "begins": time(8), "venue": "Hội trường", "place": "Khánh Hòa"}
    found, created = Conference.objects.get_or_create(bloc_year=year, occasion=occasion, defaults=held)
    if created:
        for place, content in enumerate(("Khai mạc", "Ký kết giao ước", "Kết luận"), start=1):
            found.items.create(position=place, content=content, is_signing=place == 2, begins=time(7 + place))
        found.guests.create(organisation="Ban Thi đua - Khen thưởng tỉnh")
    return found


def addresses(year: BlocYear) -> dict[str, str]:
    """Its pages, and that of a conference that is not begun."""
    args = conference(year).address
    found = {f"conference_{name}": reverse(f"conference_{name}", args=args) for name in PAGES}
    return found | {
        "conferences": reverse("conferences", args=args[:2]),
        "conference": reverse("conference", args=args),
        "conference[empty]": reverse("conference", args=(*args[:2], "yearend")),
        "conference_begin": reverse("conference_begin", args=(*args[:2], "yearend")),
    }
