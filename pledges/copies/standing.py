"""Where the signing of a paper stands: who signs in which order, who brought a copy back, what is next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from blocs.models import BlocYear, Unit
from blocs.stages import Activity
from pledges.models import Agreement, Paper, Pledge, SignedCopy
from pledges.models.agreements import in_signing_order
from pledges.models.papers import PaperState
from pledges.papers import kinds
from pledges.permissions import brings_back


@dataclass(frozen=True, slots=True)
class Signer:
    """A unit that signs a paper; `name` is who was named to sign for it, if anybody was."""

    unit: Unit
    name: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A signer and the latest copy brought back; `shared` is the sheet with everybody's signatures."""

    signer: Signer
    copy: SignedCopy | None
    shared: SignedCopy | None

    @property
    def shown(self) -> SignedCopy | None:
        """What was brought back: its own copy before the one for all."""
        return self.copy or self.shared

    @property
    def is_done(self) -> bool:
        """Whether something was brought back that is not known to be wrong."""
        return self.shown is not None and self.shown.is_sound


def is_joint(paper: Paper) -> bool:
    """Whether every unit of the bloc signs it."""
    kind = kinds().get(paper.kind)
    return kind is not None and kind.joint


def signers(paper: Paper) -> list[Signer]:
    """Who signs, in the order of signing: the head first; a paper of one body that body."""
    year = paper.bloc_year
    if not is_joint(paper):
        return [Signer(paper.unit or year.head)]
    agreements = list(_agreements(year))
    if agreements:
        return [Signer(one.unit, one.signer) for one in in_signing_order(year, agreements)]
    return [Signer(unit) for unit in sorted(year.members, key=lambda unit: unit.pk != year.head_id)]


def _agreements(year: BlocYear) -> Iterable[Agreement]:
    pledge = Pledge.objects.filter(bloc_year=year).first()
    return pledge.agreements.select_related("unit") if pledge else ()


def named_signer(copy: SignedCopy) -> str:
    """Who was named to sign for the unit of a copy."""
    return next((one.name for one in signers(copy.paper) if one.unit.pk == copy.unit_id), "")


def copies_of(paper: Paper) -> list[SignedCopy]:
    """The copies in the order in which they came."""
    return list(paper.signed_copies.select_related("unit", "uploaded_by"))


def rows(paper: Paper, copies: list[SignedCopy]) -> list[Row]:
    """Every signer with what was brought back."""
    latest = {copy.unit_id: copy for copy in copies}
    return [Row(one, latest.get(one.unit.pk), latest.get(None)) for one in signers(paper)]


def refused(paper: Paper) -> str:
    """Why signed copies of a paper neither come nor go any more; empty while they do."""
    if paper.state != PaperState.IN_FORCE:
        return _("The paper is not in force any more: its signed copies stay as they are.")
    if not paper.bloc_year.allows(Activity.PAPERS):
        return _("The year is handed over: its signed copies stay as they are.")
    return ""


def open_to(user: Any, paper: Paper) -> list[Unit | None]:
    """For which signers a person brings copies back while the paper is in force; None: one sheet for all."""
    if refused(paper):
        return []
    units: list[Unit | None] = [one.unit for one in signers(paper)]
    return [unit for unit in units + [None] * is_joint(paper) if brings_back(user, paper, unit)]


def may_remove(user: Any, copy: SignedCopy) -> bool:
    """Who may bring it back may take it away, while copies are taken."""
    return not refused(copy.paper) and brings_back(user, copy.paper, copy.unit)


# --- one file after another -------------------------------------------------------------------------------
def to_sign_on(copies: list[SignedCopy]) -> SignedCopy | None:
    """The copy in which the next one signs: with the most signatures, of equal ones the first that came."""
    chain = [copy for copy in copies if copy.is_continued]
    return max(chain, key=lambda copy: len(copy.read.signers), default=None)


def left_out(copy: SignedCopy, copies: list[SignedCopy]) -> list[SignedCopy]:
    """The signed files of other units that came before and that this one does not carry.

    Of each other unit its latest before counts.
    """
    if not copy.is_continued:
        return []
    before = [one for one in copies if one.is_continued and (one.uploaded_at, one.pk) < _place(copy)]
    latest = {one.unit_id: one for one in before if one.unit_id != copy.unit_id}
    return [one for one in latest.values() if one.sha256 not in copy.read.carries]


def _place(copy: SignedCopy) -> tuple[Any, int]:
    return (copy.uploaded_at, copy.pk)


# --- what is waited for -----------------------------------------------------------------------------------
def awaited(year: BlocYear, unit: Unit) -> list[Paper]:
    """The papers in force that every unit signs and that this one has not brought back."""
    joint = [kind.name for kind in kinds().values() if kind.joint]
    papers = list(year.papers.in_force().filter(kind__in=joint))
    return [paper for paper in papers if _waits(paper, unit)]


def _waits(paper: Paper, unit: Unit) -> bool:
    return any(row.signer.unit == unit and not row.is_done for row in rows(paper, copies_of(paper)))
