"""What a person should look at in a signed copy although nothing is wrong with it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from blocs.text import folded
from pledges.copies.standing import left_out
from pledges.models import SignedCopy
from pledges.signatures.findings import Signature


def notices(copy: SignedCopy, copies: list[SignedCopy], named: str) -> list[str]:
    """Signatures that are missing in it, none that is new, another name than the one who was `named`."""
    if not copy.is_continued:
        return []
    new = _new(copy, copies)
    found = [_left_out(copy, copies), "" if new else _nothing_new(copy, copies), _strange(copy, new, named)]
    return [sentence for sentence in found if sentence]


def _carried(copy: SignedCopy, copies: list[SignedCopy]) -> SignedCopy | None:
    """The earlier copy that was signed on here: of those it begins with the longest."""
    return max(
        (one for one in copies if one.sha256 in copy.read.carries), key=lambda one: one.size, default=None
    )


def _new(copy: SignedCopy, copies: list[SignedCopy]) -> list[Signature]:
    """The signatures that came with this copy, in the order of signing."""
    carried = _carried(copy, copies)
    return copy.read.signers[len(carried.read.signers) if carried else 0 :]


def _left_out(copy: SignedCopy, copies: list[SignedCopy]) -> str:
    missing = [whose(one) for one in left_out(copy, copies)]
    if not missing:
        return ""
    words = _(
        "The signatures of %(units)s are missing in this file: it was not signed on top of theirs. "
        "Download the latest signed version, sign that, and bring it back."
    )
    return words % {"units": ", ".join(missing)}


def _nothing_new(copy: SignedCopy, copies: list[SignedCopy]) -> str:
    carried = _carried(copy, copies)
    words = _("There is no signature in it beyond those of the copy of %(unit)s.")
    return words % {"unit": whose(carried)} if carried else ""


def _strange(copy: SignedCopy, new: list[Signature], named: str) -> str:
    """Another name than the one named as signer: perhaps the unit's own certificate, or somebody else."""
    names = [one.name for one in new if one.name]
    if not named or not names or any(_plain(named) in _plain(name) for name in names):
        return ""
    words = _(
        "%(named)s was named to sign for %(unit)s; the certificate names %(names)s. That can be right, "
        "e.g. with the certificate of the body itself: look at it."
    )
    return words % {"named": named, "unit": whose(copy), "names": ", ".join(names)}


def _plain(name: str) -> str:
    return " ".join(folded(name).split())


def whose(copy: SignedCopy) -> str:
    """The short name of the signer's unit."""
    return copy.unit.short_name if copy.unit else _("all the units together")
