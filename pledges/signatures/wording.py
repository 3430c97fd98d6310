"""What was found in a signed copy, in sentences that claim no more than is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pledges.signatures.findings import (
    Changes,
    Findings,
    Overall,
    Problem,
    Relation,
)

OVERALL = {
    Overall.GOOD: gettext_lazy("Intact, certificate trusted"),
    Overall.UNCONFIRMED: gettext_lazy("Intact, identity not confirmed"),
    Overall.SCAN: gettext_lazy("Scan of ink signatures"),
    Overall.UNSIGNED: gettext_lazy("No digital signature found"),
    Overall.UNREADABLE: gettext_lazy("Cannot be checked"),
    Overall.OTHER: gettext_lazy("Not the issued file"),
    Overall.BROKEN: gettext_lazy("Signature not intact"),
    Overall.CHANGED: gettext_lazy("Changed outside the signatures"),
}
# which colour and icon of blocs/_state.html stands for it
STATES = {
    Overall.GOOD: "approved",
    Overall.UNCONFIRMED: "warning",
    Overall.SCAN: "file",
    Overall.UNSIGNED: "draft",
    Overall.UNREADABLE: "why",
    Overall.OTHER: "disputed",
    Overall.BROKEN: "error",
    Overall.CHANGED: "error",
}
GOOD, NOTE, BAD = "success", "info", "warning"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the icon before it: `success`, `info` or `warning`."""

    icon: str
    text: str


def overall_word(overall: Overall) -> str:
    """The one word for a copy."""
    return str(OVERALL[overall])


def problem_sentence(problem: Problem) -> str:
    """Why a file cannot be read, and what to do."""
    return str(
        {
            Problem.DAMAGED: _(
                "The PDF is damaged or breaks off: it cannot be read. Take the file once more from where "
                "it was signed."
            ),
            Problem.ENCRYPTED: _(
                "The PDF is protected by a password: nothing in it can be checked. Save it without a "
                "password before it is signed."
            ),
            Problem.NOT_PDF: _("By its content the file is no PDF."),
            Problem.TOO_HEAVY: _(
                "The file takes more time or memory than the check is given: its signatures were not checked."
            ),
        }[problem]
    )


def moment(when: datetime) -> str:
    """A time as people here read it."""
    return f"{timezone.localtime(when):%H:%M:%S %d/%m/%Y}"


# --- the file ---------------------------------------------------------------------------------------------
def of_file(found: Findings) -> list[Sentence]:
    """What is known of the file as a whole."""
    if found.relation == Relation.SCAN:
        return [_scan()]
    if found.problem:
        return [Sentence(BAD, problem_sentence(found.problem))]
    said = [_relation(found)]
    if found.relation == Relation.EXTENDS:
        said.append(_since_issue(found))
    if not found.signers:
        said.append(Sentence(BAD, _("No signature of a certificate was found in the file.")))
    return said


def _scan() -> Sentence:
    words = _(
        "A scan or photograph of sheets signed in ink: a machine can neither check the signatures nor "
        "whether the sheets are those that were issued. A person compares them."
    )
    return Sentence(NOTE, words)


def _relation(found: Findings) -> Sentence:
    if found.relation == Relation.OTHER:
        return Sentence(
            BAD,
            _(
                "The file does not begin with the bytes that were issued: what is signed in it is another "
                "file, or the issued one was changed."
            ),
        )
    return Sentence(GOOD, _("The file begins with exactly the bytes that were issued."))


def _since_issue(found: Findings) -> Sentence:
    if found.since_issue == Changes.FORBIDDEN:
        return Sentence(
            BAD,
            _(
                "After the issue more was changed than signing does: what the pages show may not be what "
                "was issued. Compare them with the issued paper."
            ),
        )
    if found.since_issue == Changes.UNKNOWN:
        return Sentence(
            BAD, _("What was changed after the issue could not be told in the time that the check is given.")
        )
    return Sentence(GOOD, _("After the issue nothing was added but signatures and what belongs to them."))
