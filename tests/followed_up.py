"""Where the access table's rows about results, reports and criteria fed by the pledge point."""

from __future__ import annotations

from django.urls import reverse

from blocs.models import BlocYear
from tests import factories


def addresses(year: BlocYear) -> dict[str, str]:
    """Pages of a year under review, in which the second member has confirmed targets."""
    unit = year.members[1]
    if not year.registrations.filter(unit=unit).exists():
        factories.registration(year=year, unit=unit, state="confirmed")
    address = (year.bloc.slug, year.year)
    registration = year.registrations.get(unit=unit)
    sheet = year.score_sheets.get(unit=unit)
    return {
        "registration_criteria": reverse("registration_criteria", args=(registration.pk,)),
        "follow_pledge": reverse("follow_pledge", args=(sheet.pk, sheet.scores.first().criterion_id)),
        "results": reverse("results", args=address),
        "results_margin": reverse("results_margin", args=address),
        "unit_results": reverse("unit_results", args=(*address, unit.pk)),
        "results_entry": reverse("results_entry", args=(*address, unit.pk, "yearend")),
        "review_report": reverse("review_report", args=(*address, "yearend")),
    }
