"""The papers of the signing conference that the demonstration issues, as the secretariat would."""

from __future__ import annotations

from datetime import date, timedelta

from blocs.models import BlocYear
from pledges.issuing import Order, issue, proposal
from pledges.models import Paper
from pledges.models.conferences import Occasion
from pledges.papers import kinds
from scoring.demo.calendar import happened
from scoring.demo.copies import brought_back
from scoring.demo.people import Cast

# kind, subject, days after the conference on which it is issued; a second programme replaces the first
ISSUED = (
    ("programme", Occasion.SIGNING, -10),
    ("programme", Occasion.SIGNING, -4),
    ("pledge", "", 0),
    ("regulation", "", 0),
    ("minutes", Occasion.SIGNING, 1),
)


def issued(cast: Cast, bloc_year: BlocYear, conference: date) -> None:
    """Programme, joint pledge, regulation and minutes with numbers and days, their bytes kept."""
    for name, key, days in ISSUED:
        kind, day = kinds()[name], conference + timedelta(days=days)
        subject = kind.subject(bloc_year, key)
        if subject is None:
            raise LookupError(f"The demonstration has no {name} {key}")
        first = proposal(bloc_year, kind, subject)
        order = Order(kind, subject, first.serial, first.symbol, day)
        with happened(bloc_year, day, hour=16) as moment:
            paper = issue(bloc_year, cast.persons["thuky"], order)
        Paper.objects.filter(pk=paper.pk).update(issued_at=moment)
    in_force = {paper.kind: paper for paper in bloc_year.papers.in_force()}
    brought_back(cast, bloc_year, in_force["pledge"], in_force["minutes"])
