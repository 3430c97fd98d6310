"""Whether a PDF can be a signed copy of the paper at all, and by which means it was signed."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from blocs.filetypes import RefusedFile
from pledges.models.copies import Means
from pledges.signatures.findings import Findings, Overall, Problem, Relation
from pledges.signatures.wording import problem_sentence


def fitting(means: str, found: Findings) -> tuple[str, Findings]:
    """The means and the findings under which a PDF is kept. Raises `RefusedFile` with what to do instead.

    What cannot be read in the time given is kept as that; everything else that cannot be read is refused.
    """
    if found.problem == Problem.TOO_HEAVY:
        return means, found
    if found.problem:
        raise RefusedFile(problem_sentence(found.problem))
    if found.relation == Relation.ISSUED:
        raise RefusedFile(
            _("This is the issued paper itself: nobody has signed in it yet. Sign it and bring the result.")
        )
    return _digital(found) if means == Means.DIGITAL else _ink(found)


def _digital(found: Findings) -> tuple[str, Findings]:
    if found.relation == Relation.OTHER and found.overall != Overall.BROKEN:
        raise RefusedFile(
            _(
                "This PDF is another document: it does not begin with the bytes of the issued paper. "
                "Download the issued file here, sign that file itself, and bring it back. If it is a scan "
                "of the sheets signed in ink, choose “signed in ink, scanned”."
            )
        )
    if not found.signers and found.overall != Overall.BROKEN:
        raise RefusedFile(
            _(
                "No signature of a certificate was found in this PDF. If it was signed in ink or drawn on, "
                "choose “signed in ink, scanned”."
            )
        )
    return Means.DIGITAL, found


def _ink(found: Findings) -> tuple[str, Findings]:
    """A scan has bytes of its own; what begins with the issued bytes and is signed was signed in the file."""
    if found.relation == Relation.EXTENDS and found.signers:
        return Means.DIGITAL, found
    if found.relation == Relation.OTHER and not found.signatures:
        return Means.INK, replace(found, relation=Relation.SCAN)
    return Means.INK, found
