"""Pages about what the units promise."""

from pledges.views.conference_rows import conference_attendance, conference_minutes, conference_order
from pledges.views.conference_tables import conference_agenda, conference_guests
from pledges.views.conferences import (
    conference,
    conference_begin,
    conference_delete,
    conference_facts,
    conferences,
)
from pledges.views.copies import (
    signed_copies,
    signed_copy,
    signed_copy_check,
    signed_copy_file,
    signed_copy_remove,
)
from pledges.views.designing import paper_design, paper_sheet
from pledges.views.documents import pledge_pdf
from pledges.views.invitations import conference_invitations
from pledges.views.issuing import paper_issue, paper_preview
from pledges.views.lines import registration_movements, registration_targets, registration_titles
from pledges.views.movement_reports import adopt_movements, movement_reports
from pledges.views.movements import (
    movement,
    movement_delete,
    movement_edit,
    movement_move,
    movement_new,
    movements,
    movements_copy,
    movements_national,
)
from pledges.views.packs import meetingpack_step, pack, pack_file, pack_new, pack_progress
from pledges.views.papers import paper, paper_file, paper_step
from pledges.views.pledges import agreement_step, begin_pledge, pledge, pledge_step
from pledges.views.registrations import (
    begin_registration,
    copy_registration,
    registration,
    registration_commitments,
    registration_step,
    suggested_targets,
)
from pledges.views.reminders import (
    prepare_reminders,
    reminder,
    reminder_delete,
    reminder_step,
    reminders,
    send_reminders,
)
from pledges.views.results import results, results_entry, results_margin, unit_results
from pledges.views.reviews import review_report
from pledges.views.screen import conference_act, conference_screen, conference_state
from pledges.views.section_pastes import paste_sections, propose_sections
from pledges.views.sections import (
    pledge_section,
    pledge_section_delete,
    pledge_section_move,
    pledge_sections,
)
from pledges.views.signing import pledge_signing
from pledges.views.units import pledges, receive_registrations
from pledges.views.verification import verification, verify

__all__ = [
    "adopt_movements",
    "agreement_step",
    "begin_pledge",
    "begin_registration",
    "conference",
    "conference_act",
    "conference_agenda",
    "conference_attendance",
    "conference_begin",
    "conference_delete",
    "conference_facts",
    "conference_guests",
    "conference_invitations",
    "conference_minutes",
    "conference_order",
    "conference_screen",
    "conference_state",
    "conferences",
    "copy_registration",
    "meetingpack_step",
    "movement",
    "movement_delete",
    "movement_edit",
    "movement_move",
    "movement_new",
    "movement_reports",
    "movements",
    "movements_copy",
    "movements_national",
    "pack",
    "pack_file",
    "pack_new",
    "pack_progress",
    "paper",
    "paper_design",
    "paper_file",
    "paper_issue",
    "paper_preview",
    "paper_sheet",
    "paper_step",
    "paste_sections",
    "pledge",
    "pledge_pdf",
    "pledge_section",
    "pledge_section_delete",
    "pledge_section_move",
    "pledge_sections",
    "pledge_signing",
    "pledge_step",
    "pledges",
    "prepare_reminders",
    "propose_sections",
    "receive_registrations",
    "registration",
    "registration_commitments",
    "registration_movements",
    "registration_step",
    "registration_targets",
    "registration_titles",
    "reminder",
    "reminder_delete",
    "reminder_step",
    "reminders",
    "results",
    "results_entry",
    "results_margin",
    "review_report",
    "send_reminders",
    "signed_copies",
    "signed_copy",
    "signed_copy_check",
    "signed_copy_file",
    "signed_copy_remove",
    "suggested_targets",
    "unit_results",
    "verification",
    "verify",
]
