"""What every address answers every role: the one table that tests/test_access.py compares the site with."""

from __future__ import annotations

from tests.access_scoring import SCORING

ROLES = ("secretary", "head_leader", "leader", "officer", "other_officer", "observer", "stranger", "nobody")

# What each role is answered. “name” is a GET, “name!” a POST; the words in brackets say which of several.
TABLE = """
                              secretary head_leader leader officer other_officer observer stranger nobody
home                             200       200       200     200       200         200      200     200
password                         200       200       200     200       200         200      200     200
logout!                          302       302       302     302       302         302      302     302

overview                         200       200       200     200       200         200      404     404
setup                            200       200       200     200       200         200      404     404
setup!                           200       403       403     403       403         403      404     404
head_reviewer                    200       403       403     403       403         403      404     404
head_reviewer!                   200       403       403     403       403         403      404     404
members                          200       403       403     403       403         403      404     404
members!                         200       403       403     403       403         403      404     404
dates                            200       403       403     403       403         403      404     404
dates!                           200       403       403     403       403         403      404     404
new_year                         200       403       403     403       403         403      404     404
new_year!                        200       403       403     403       403         403      404     404
year_step                        200       403       403     403       403         403      404     404
year_step!                       409       403       403     403       403         403      404     404
history                          200       200       200     200       200         200      404     404

pledges                          200       200       200     200       200         200      404     404
begin_registration!              403       403       403     403       302         403      404     404
registration                     200       200       200     200       200         200      404     404
registration_targets             403       403       200     200       403         403      404     404
registration_targets!            403       403       302     302       403         403      404     404
registration_movements           403       403       200     200       403         403      404     404
registration_movements!          403       403       302     302       403         403      404     404
registration_titles              403       403       200     200       403         403      404     404
registration_titles!             403       403       302     302       403         403      404     404
registration_commitments         403       403       200     200       403         403      404     404
registration_commitments!        403       403       302     302       403         403      404     404
suggested_targets!               403       403       302     302       403         403      404     404
receive_registrations!           302       403       403     403       403         403      404     404
registration_step[receive]       200       403       403     403       403         403      404     404
registration_step[receive]!      409       403       403     403       403         403      404     404
reminders                        200       403       403     403       403         403      404     404
prepare_reminders!               302       403       403     403       403         403      404     404
send_reminders                   200       403       403     403       403         403      404     404
send_reminders!                  302       403       403     403       403         403      404     404
reminder                         200       404       404     404       404         404      404     404
reminder!                        200       404       404     404       404         404      404     404
reminder_delete                  200       404       404     404       404         404      404     404
reminder_delete!                 302       404       404     404       404         404      404     404
reminder_step                    200       404       404     404       404         404      404     404
reminder_step!                   302       404       404     404       404         404      404     404
copy_registration!               403       403       302     302       403         403      404     404
registration_step[confirm]       403       403       200     403       403         403      404     404
registration_step[confirm]!      403       403       302     403       403         403      404     404
registration_step[send_back]     200       403       403     403       403         403      404     404
movements                        200       200       200     200       200         200      404     404
movement_new                     200       403       403     403       403         403      404     404
movement_new!                    200       403       403     403       403         403      404     404
movements_copy!                  302       403       403     403       403         403      404     404
movements_national!              302       403       403     403       403         403      404     404
movement                         200       200       200     200       200         200      404     404
movement_edit                    200       403       403     403       403         403      404     404
movement_edit!                   200       403       403     403       403         403      404     404
movement_delete                  200       403       403     403       403         403      404     404
movement_delete!                 302       403       403     403       403         403      404     404
movement_move!                   302       403       403     403       403         403      404     404
movement_reports                 200       200       200     200       200         200      404     404
movement_reports!                403       403       302     302       403         403      404     404
adopt_movements                  403       403       200     200       403         403      404     404
adopt_movements!                 403       403       200     200       403         403      404     404
propose_sections!                302       403       403     403       403         403      404     404
paste_sections                   200       403       403     403       403         403      404     404
paste_sections!                  200       403       403     403       403         403      404     404
pledge                           200       200       200     200       200         200      404     404
begin_pledge!                    302       403       403     403       403         403      404     404
pledge_sections                  200       403       403     403       403         403      404     404
pledge_sections!                 200       403       403     403       403         403      404     404
pledge_section                   200       403       403     403       403         403      404     404
pledge_section!                  200       403       403     403       403         403      404     404
pledge_section_delete            200       403       403     403       403         403      404     404
pledge_section_delete!           302       403       403     403       403         403      404     404
pledge_section_move!             302       403       403     403       403         403      404     404
pledge_signing                   200       403       403     403       403         403      404     404
pledge_signing!                  200       403       403     403       403         403      404     404
pledge_step                      200       403       403     403       403         403      404     404
pledge_step!                     302       403       403     403       403         403      404     404
agreement_step                   403       403       200     403       403         403      404     404
agreement_step!                  403       403       409     403       403         403      404     404
pledge_pdf                       200       200       200     200       200         200      404     404
conferences                      302       302       302     302     302         302      404     404
conference                       200       200       200     200     200         200      404     404
conference[empty]                200       200       200     200     200         200      404     404
conference_begin!                302       403       403     403     403         403      404     404
conference_delete                200       403       403     403       403         403      404     404
conference_delete!               302       403       403     403       403         403      404     404
conference_facts                 200       403       403     403     403         403      404     404
conference_facts!                200       403       403     403     403         403      404     404
conference_agenda                200       403       403     403     403         403      404     404
conference_agenda!               302       403       403     403     403         403      404     404
conference_guests                200       403       403     403     403         403      404     404
conference_guests!               302       403       403     403     403         403      404     404
conference_invitations           200       403       403     403       403         403      404     404
conference_invitations!          200       403       403     403       403         403      404     404
conference_attendance            200       403       403     403     403         403      404     404
conference_attendance!           200       403       403     403     403         403      404     404
conference_order                 200       403       403     403     403         403      404     404
conference_order!                200       403       403     403     403         403      404     404
conference_minutes               200       403       403     403     403         403      404     404
conference_minutes!              200       403       403     403     403         403      404     404
conference_screen                200       200       200     200     200         200      404     404
conference_state                 200       200       200     200     200         200      404     404
conference_act!                  404       403       403     403     403         403      404     404
pack_new                         200       403       403     403       403         403      404     404
pack_new!                        200       403       403     403       403         403      404     404
pack                             200       404       404     404       404         404      404     404
pack_progress                    200       404       404     404       404         404      404     404
pack_file                        200       404       404     404       404         404      404     404
meetingpack_step                 200       404       404     404       404         404      404     404
meetingpack_step!                409       404       404     404       404         404      404     404

paper_preview                    200       200       200     200       200         200      404     404
paper_issue                      200       403       403     403       403         403      404     404
paper_issue!                     409       403       403     403       403         403      404     404
paper_design                     200       403       403     403       403         403      404     404
paper_sheet                      200       403       403     403       403         403      404     404
paper                            200       200       200     200       200         200      404     404
paper_file                       200       200       200     200       200         200      404     404
paper_step                       200       403       403     403       403         403      404     404
paper_step!                      200       403       403     403       403         403      404     404
signed_copies                    200       200       200     200       200         403      404     404
signed_copies!                   422       422       422     422       422         403      404     404
signed_copy                      200       200       200     200       200         200      404     404
signed_copy_file                 200       200       200     200       200         200      404     404
signed_copy_check!               302       403       302     302       403         403      404     404
signed_copy_remove               200       403       200     200       403         403      404     404
signed_copy_remove!              404       404       404     302       403         403      404     404

results                          200       200       200     200       200         200      404     404
results_margin                   200       403       403     403       403         403      404     404
results_margin!                  200       403       403     403       403         403      404     404
unit_results                     200       200       200     200       200         200      404     404
results_entry                    403       403       200     200       403         403      404     404
results_entry!                   403       403       302     302       403         403      404     404
registration_criteria            200       200       200     200       200         200      404     404
registration_criteria!           403       403       403     403       403         403      404     404
follow_pledge!                   403       403       302     302       403         403      404     404
review_report                    200       403       403     403       403         403      404     404
review_report!                   302       403       403     403       403         403      404     404
"""
ANYONE = {"login", "set_language", "verification", "verify"}  # the only addresses that need no log-in
EXPECTED = {
    cells[0]: tuple(int(cell) for cell in cells[1:])
    for line in (TABLE.strip() + SCORING).splitlines()[1:]
    if (cells := line.split())
}
