"""Signed copies as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.models import Unit
from pledges.copies.notices import notices, whose
from pledges.copies.standing import Row, copies_of, is_joint, named_signer, open_to, rows, to_sign_on
from pledges.models import Paper, SignedCopy
from pledges.models.papers import PaperState
from pledges.permissions import brings_back
from pledges.signatures.signature_words import Described, of_signature
from pledges.signatures.wording import STATES, Sentence, moment, of_file


@dataclass(frozen=True, slots=True)
class ToSign:
    """The file in which the next one signs: the issued one, or the latest signed version."""

    url: str
    name: str
    signed_by: str

    @property
    def is_issued(self) -> bool:
        """Whether nobody has signed in it yet."""
        return not self.signed_by


@dataclass(frozen=True, slots=True)
class CopyView:
    """A copy in words."""

    state: str
    word: str
    whose: str
    means: str
    when: str
    size: str
    checked: str
    of_file: list[Sentence]
    signatures: list[Described]
    notices: list[str]


@dataclass(frozen=True, slots=True)
class RowView:
    """A line of the table: who signs, and what was brought back."""

    unit: str
    signer: str
    state: str
    word: str
    copy: SignedCopy | None
    means: str
    when: str
    notices: list[str]
    bring_url: str


def file_name(copy: SignedCopy) -> str:
    """Under which name a copy is saved: whose it is stands in it."""
    stem, dot, ending = copy.name.rpartition(".")
    own = copy.unit.short_name if copy.unit else ""
    return f"{stem} - {own}{dot}{ending}" if dot and own and own not in stem else copy.name


def to_sign(paper: Paper, copies: list[SignedCopy]) -> ToSign | None:
    """What is signed next; nothing when the paper is not in force."""
    if paper.state != PaperState.IN_FORCE:
        return None
    latest = to_sign_on(copies) if is_joint(paper) else None
    if latest is None:
        return ToSign(reverse("paper_file", args=(paper.pk,)), paper.name, "")
    names = ", ".join(one.name or "–" for one in latest.read.signers)
    return ToSign(reverse("signed_copy_file", args=(latest.pk,)), file_name(latest), names)


def copy_view(copy: SignedCopy, copies: list[SignedCopy], user: Any) -> CopyView:
    """Everything the page of a copy says; numbers of persons in full for those who bring copies back."""
    found, in_full = copy.read, brings_back(user, copy.paper, copy.unit)
    return CopyView(
        state=STATES[found.overall],
        word=copy.word,
        whose=copy.unit.name if copy.unit else _("all the units together"),
        means=copy.get_means_display(),
        when=moment(copy.uploaded_at),
        size=filesizeformat(copy.size),
        checked=moment(datetime.fromisoformat(found.checked_at)) if found.checked_at else "–",
        of_file=of_file(found),
        signatures=[of_signature(one, in_full=in_full) for one in found.signatures],
        notices=notices(copy, copies, named_signer(copy)),
    )


def signing(paper: Paper, user: Any) -> dict[str, Any]:
    """The table of who signs and what came back, for the page of a paper."""
    copies, units = copies_of(paper), open_to(user, paper)
    found = rows(paper, copies)
    shown = {row.shown.pk for row in found if row.shown}
    return {
        "paper": paper,
        "is_joint": is_joint(paper),
        "rows": [
            _row(row, copies, bring_url(paper, row.signer.unit) if row.signer.unit in units else "")
            for row in found
        ],
        "others": [_other(copy) for copy in copies if copy.pk not in shown],
        "done": sum(row.is_done for row in found),
        "all": len(found),
        "to_sign": to_sign(paper, copies),
        "bring_url": reverse("signed_copies", args=(paper.pk,)) if units else "",
    }


def bring_url(paper: Paper, unit: Unit) -> str:
    """Where the copy of a unit is brought back."""
    return f"{reverse('signed_copies', args=(paper.pk,))}?unit={unit.pk}"


def _row(row: Row, copies: list[SignedCopy], bring_url: str) -> RowView:
    copy = row.shown
    return RowView(
        unit=row.signer.unit.name,
        signer=row.signer.name,
        state=STATES[copy.overall] if copy else "missing",
        word=copy.word if copy else _("Not brought back yet"),
        copy=copy,
        means=copy.get_means_display() if copy else "",
        when=f"{timezone.localtime(copy.uploaded_at):%H:%M %d/%m/%Y}" if copy else "",
        notices=notices(copy, copies, row.signer.name) if copy else [],
        bring_url="" if copy else bring_url,
    )


def _other(copy: SignedCopy) -> dict[str, Any]:
    return {
        "copy": copy,
        "whose": whose(copy),
        "word": copy.word,
        "state": STATES[copy.overall],
    }
