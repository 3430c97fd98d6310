"""A finished meeting pack in the world of the addresses."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.urls import reverse

from blocs.models import BlocYear, User
from pledges.models import Conference, MeetingPack


def addresses(year: BlocYear, secretary: User) -> dict[str, str]:
    """Of a conference's packs, and of one that is ready."""
    conference = Conference.objects.get_or_create(bloc_year=year, occasion="midyear")[0]
    pack = conference.packs.first() or _ready(conference, secretary)
    pages = {name: reverse(name, args=(pack.pk,)) for name in ("pack", "pack_progress")}
    return pages | {
        "pack_new": reverse("pack_new", args=(conference.pk,)),
        "pack_file": reverse("pack_file", args=(pack.pk, "pdf")),
        "meetingpack_step": pack.step_url("retry"),
    }


def _ready(conference: Conference, secretary: User) -> MeetingPack:
    pack = MeetingPack(conference=conference, requested_by=secretary, state="ready")
    for field in (pack.pdf, pack.archive):
        field.save("pack", ContentFile(b"%PDF-1.7\n%%EOF\n"), save=False)
    pack.save()
    return pack
