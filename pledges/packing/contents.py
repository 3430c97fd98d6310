"""What belongs into the pack of a conference, in the order in which it is laid out on the table."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from blocs import audit
from blocs.models import BlocYear
from pledges import papers
from pledges.models import Conference, Paper
from pledges.models.conferences import Occasion
from pledges.papers import Enclosure, Kind, Subject

# Kinds of papers and enclosures by name; what a year or this site does not have is left out.
ORDER = {
    Occasion.SIGNING: (
        "programme",
        "invitation",
        "pledge",
        "registration",
        "regulation",
        "opinions",
        "minutes",
    ),
    Occasion.MIDYEAR: ("programme", "invitation", "midyear_report", "minutes"),
    Occasion.YEAREND: (
        "programme",
        "invitation",
        "yearend_report",
        "ranking",
        "provisional_ranking",
        "disputed_items",
        "minutes",
    ),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A paper of the pack, as people call it; `issued` is the number under which it is issued already."""

    kind: str
    subject: str
    label: str
    issued: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether it can be issued and is not."""
        return not self.issued and self.kind in papers.kinds()

    @property
    def key(self) -> str:
        """What tells it apart in a form."""
        return f"{self.kind}:{self.subject}"

    @property
    def stored(self) -> dict[str, str]:
        """As a pack keeps it."""
        return {name: value for name, value in asdict(self).items() if name != "issued"}


def printable(name: str) -> Kind | Enclosure | None:
    """The kind of paper or the enclosure called `name`."""
    return papers.kinds().get(name) or papers.enclosures().get(name)


def offered(conference: Conference, user: Any) -> list[Part]:
    """The papers that could go into the pack that `user` asks for."""
    bloc_year = conference.bloc_year
    numbers = {(one.kind, one.subject): one.number for one in bloc_year.papers.in_force()}
    with audit.in_record_language():
        return [
            Part(name, subject.key, _label(kind, subject, conference), numbers.get((name, subject.key), ""))
            for name in ORDER[Occasion(conference.occasion)]
            if (kind := printable(name))
            for subject in _subjects(kind, conference, user)
        ]


def _label(kind: Kind | Enclosure, subject: Subject, conference: Conference) -> str:
    """What it is and whose; which conference goes without saying."""
    whose = str(subject.label).removeprefix(str(conference.get_occasion_display())).strip(" ·–-")
    return f"{kind.label} – {whose}" if whose else str(kind.label)


def _subjects(kind: Kind | Enclosure, conference: Conference, user: Any) -> list[Subject]:
    """Of papers that every conference has only its own; nothing that `user` may not see."""
    bloc_year = conference.bloc_year
    if isinstance(kind, Enclosure):
        return [Subject()] if kind.shown_to(user, bloc_year) and kind.exists(bloc_year) else []
    return [one for one in kind.subjects(bloc_year) if _occasion(one) in ("", conference.occasion)]


def _occasion(subject: Subject) -> str:
    """The conference a paper belongs to, if it belongs to one: `signing`, `signing-units` …"""
    first = subject.key.partition("-")[0]
    return first if first in Occasion.values else ""


def issued(bloc_year: BlocYear, part: dict[str, Any]) -> Paper | None:
    """The paper in force behind a part of a pack."""
    return bloc_year.papers.in_force().filter(kind=part["kind"], subject=part["subject"]).first()
