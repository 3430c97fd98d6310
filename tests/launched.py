"""Where the access table's rows about movements point."""

from __future__ import annotations

from django.urls import reverse

from blocs.models import BlocYear
from pledges.models import Registration
from tests import factories


def addresses(prepared: BlocYear, reviewed: BlocYear, registration: Registration) -> dict[str, str]:
    """Pages of a year in preparation with a movement, and the member's reports of a year under review."""
    found = prepared.launched_movements.first() or factories.launched(year=prepared)
    if not reviewed.launched_movements.exists():
        factories.launched(year=reviewed)
    address = (prepared.bloc.slug, prepared.year)
    reports = (reviewed.bloc.slug, reviewed.year, "yearend", reviewed.members[1].pk)
    year = ("movements", "movement_new", "movements_copy", "movements_national")
    one = ("movement", "movement_edit", "movement_delete", "movement_move")
    return (
        {name: reverse(name, args=address) for name in (*year, "propose_sections", "paste_sections")}
        | {name: reverse(name, args=(found.pk,)) for name in one}
        | {
            "movement_reports": reverse("movement_reports", args=reports),
            "adopt_movements": reverse("adopt_movements", args=(registration.pk,)),
        }
    )
