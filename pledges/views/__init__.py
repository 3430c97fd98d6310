"""Pages about what the units promise."""

from pledges.views.documents import pledge_pdf
from pledges.views.issuing import paper_issue, paper_preview
from pledges.views.lines import registration_movements, registration_targets
from pledges.views.papers import paper, paper_file, paper_step
from pledges.views.pledges import agreement_step, begin_pledge, pledge, pledge_step
from pledges.views.registrations import (
    begin_registration,
    copy_registration,
    pledges,
    registration,
    registration_step,
)
from pledges.views.sections import (
    pledge_section,
    pledge_section_delete,
    pledge_section_move,
    pledge_sections,
)
from pledges.views.signing import pledge_signing
from pledges.views.verification import verification, verify

__all__ = [
    "agreement_step",
    "begin_pledge",
    "begin_registration",
    "copy_registration",
    "paper",
    "paper_file",
    "paper_issue",
    "paper_preview",
    "paper_step",
    "pledge",
    "pledge_pdf",
    "pledge_section",
    "pledge_section_delete",
    "pledge_section_move",
    "pledge_sections",
    "pledge_signing",
    "pledge_step",
    "pledges",
    "registration",
    "registration_movements",
    "registration_step",
    "registration_targets",
    "verification",
    "verify",
]
