"""What every address answers every role: the one table that tests/test_access.py compares the site with."""

from __future__ import annotations

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
copy_registration!               403       403       302     302       403         403      404     404
registration_step[confirm]       403       403       200     403       403         403      404     404
registration_step[confirm]!      403       403       302     403       403         403      404     404
registration_step[send_back]     200       403       403     403       403         403      404     404
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

regulation                       200       200       200     200       200         200      404     404
begin_regulation!                302       403       403     403       403         403      404     404
regulation_settings              200       403       403     403       403         403      404     404
regulation_settings!             200       403       403     403       403         403      404     404
regulation_import                200       403       403     403       403         403      404     404
regulation_import!               422       403       403     403       403         403      404     404
regulation_import_now!           409       403       403     403       403         403      404     404
regulation_export                200       200       200     200       200         200      404     404
regulation_pdf                   200       200       200     200       200         200      404     404
regulation_differences           200       200       200     200       200         200      404     404
regulation_lines!                302       403       403     403       403         403      404     404
rule_example                     200       403       403     403       403         403      404     404
criterion_new                    200       403       403     403       403         403      404     404
criterion_new!                   200       403       403     403       403         403      404     404
criterion                        200       403       403     403       403         403      404     404
criterion!                       200       403       403     403       403         403      404     404
criterion_delete                 200       403       403     403       403         403      404     404
criterion_delete!                302       403       403     403       403         403      404     404
criterion_move                   200       403       403     403       403         403      404     404
criterion_move!                  200       403       403     403       403         403      404     404
regulation_step                  200       403       403     403       403         403      404     404
regulation_step!                 302       403       403     403       403         403      404     404

articles                         200       200       200       200       200       200       404       404
begin_articles!                  302       403       403       403       403       403       404       404
article_new                      200       403       403       403       403       403       404       404
article_new!                     200       403       403       403       403       403       404       404
articles_paste                   200       403       403       403       403       403       404       404
articles_paste!                  200       403       403       403       403       403       404       404
regulation_grounds               200       403       403       403       403       403       404       404
regulation_grounds!              200       403       403       403       403       403       404       404
article                          200       403       403       403       403       403       404       404
article!                         200       403       403       403       403       403       404       404
article_delete                   200       403       403       403       403       403       404       404
article_delete!                  302       403       403       403       403       403       404       404
article_move!                    302       403       403       403       403       403       404       404
consultations                    200       200       200       200       200       200       404       404
consultation_open                302       403       403       403       403       403       404       404
consultation_open!               302       403       403       403       403       403       404       404
consultation                     200       200       200       200       200       200       404       404
consultation_date                200       403       403       403       403       403       404       404
consultation_date!               200       403       403       403       403       403       404       404
consultation_text                200       200       200       200       200       200       404       404
consultation_changes             200       200       200       200       200       200       404       404
consultation_step                200       403       403       403       403       403       404       404
consultation_step!               409       403       403       403       403       403       404       404
begin_reply!                     403       403       403       403       302       403       404       404
reply[draft]                     404       404       200       200       404       404       404       404
reply[given]                     200       200       200       200       200       200       404       404
reply_step[give]                 404       404       200       403       404       404       404       404
reply_step[give]!                403       403       302       403       404       404       404       404
reply_step[send_back]            200       403       403       403       403       403       404       404
opinion_new                      404       404       200       200       404       404       404       404
opinion_new!                     404       404       200       200       404       404       404       404
opinion                          404       404       200       200       404       404       404       404
opinion!                         404       404       200       200       404       404       404       404
opinion_delete                   404       404       200       200       404       404       404       404
opinion_delete!                  404       404       404       302       404       404       404       404
opinion_answer                   200       403       403       403       403       403       404       404
opinion_answer!                  200       403       403       403       403       403       404       404

sheets                           200       200       200     200       200         200      404     404
bloc_table                       200       200       200     200       200         200      404     404
bloc_changes                     200       403       403     200       403         403      404     404
scores_import                    200       403       403     403       403         403      404     404
scores_import!                   422       403       403     403       403         403      404     404
scores_import_now!               409       403       403     403       403         403      404     404
scores_export                    200       200       200     200       200         200      404     404
sheet[returned]                  200       200       200     200       200         200      404     404
sheet[returned]!                 403       403       302     302       403         403      404     404
sheet[draft]                     200       404       404     404       200         404      404     404
sheet[draft]!                    403       404       404     404       302         404      404     404
cells                            403       403       200     200       403         403      404     404
cells!                           400       400       400     400       400         400      404     404
line                             200       200       200     200       200         200      404     404
review                           403       403       403     200       403         403      404     404
review!                          403       403       403     302       403         403      404     404
acceptance                       403       403       403     200       403         403      404     404
acceptance!                      403       403       403     200       403         403      404     404
assignments                      403       403       403     200       403         403      404     404
assignments!                     403       403       403     302       403         403      404     404
sheet_workbook                   200       403       200     200       403         403      404     404
sheet_workbook_upload            200       403       200     200       403         403      404     404
sheet_workbook_upload!           422       403       422     422       403         403      404     404
sheet_workbook_now!              409       403       409     409       403         403      404     404
scoresheet_step[submit]          403       403       200     200       403         403      404     404
scoresheet_step[submit]!         403       403       409     409       403         403      404     404
scoresheet_step[approve]         403       403       403     200       403         403      404     404
scoresheet_step[approve]!        403       403       403     409       403         403      404     404

scoresheet_step[send_back]       200       200       200     403       403         403      404     404
explanation                      403       403       200     200       403         403      404     404
explanation!                     403       403       302     302       403         403      404     404
answers!                         403       403       200     200       403         403      404     404
agreement                        403       403       200     200       403         403      404     404
agreement!                       403       403       200     200       403         403      404     404
decisions                        200       403       403     403       403         403      404     404
decisions!                       302       403       403     403       403         403      404     404
decisions_now!                   200       403       403     403       403         403      404     404
comparison                       200       403       200     200       403         403      404     404
receipt                          200       200       200     200       200         200      404     404
receipt_pdf                      200       200       200     200       200         200      404     404
sheet_pdf                        200       200       200     200       200         200      404     404
review_pdf                       200       403       200     200       403         403      404     404
agenda                           200       403       403     403       403         403      404     404
agenda_pdf                       200       403       403     403       403         403      404     404
deadlines                        200       403       403     403       403         403      404     404
deadlines!                       200       403       403     403       403         403      404     404

evidence_libraries               200       200       200     200       200         200      404     404
evidence_library[returned]       200       200       200     200       200         200      404     404
evidence_library[draft]          200       404       404     404       200         404      404     404
evidence_pdf                     200       200       200     200       200         200      404     404
evidence_new                     403       403       200     200       403         403      404     404
evidence_new!                    403       403       422     422       403         403      404     404
evidence_upload!                 403       403       302     302       403         403      404     404
evidence[returned]               200       200       200     200       200         200      404     404
evidence[draft]                  200       404       404     404       200         404      404     404
evidence_edit                    403       403       200     200       403         403      404     404
evidence_edit!                   403       403       422     422       403         403      404     404
evidence_delete                  403       403       200     200       403         403      404     404
evidence_delete!                 404       404       404     302       403         403      404     404
evidence_links                   403       403       200     200       403         403      404     404
evidence_links!                  403       403       302     302       403         403      404     404
evidence_places!                 403       403       302     302       403         403      404     404
evidence_file[returned]          200       200       200     200       200         200      404     404
evidence_file[draft]             200       404       404     404       200         404      404     404
evidence_file[loose]             404       404       200     200       404         404      404     404
evidence_file_delete             404       404       200     200       404         404      404     404
evidence_file_delete!            404       404       404     302       404         404      404     404
line_evidence                    200       200       200     200       200         200      404     404
line_evidence!                   403       403       302     302       403         403      404     404

ranking                          200       200       200     200       200         200      404     404
ranking_pdf[provisional]         200       403       403     403       403         403      404     404
ranking_pdf[published]           200       200       200     200       200         200      404     404
why[provisional]                 200       403       403     403       403         403      404     404
why[published]                   200       200       200     200       200         200      404     404
ranking_export[provisional]      200       403       403     403       403         403      404     404
ranking_export[published]        200       200       200     200       200         200      404     404
what_if[provisional]             200       403       403     403       403         403      404     404
what_if[provisional]!            200       403       403     403       403         403      404     404
what_if[published]               200       200       200     200       200         200      404     404
what_if[published]!              200       200       200     200       200         200      404     404
exclusions[provisional]          200       403       403     403       403         403      404     404
exclusions[provisional]!         200       403       403     403       403         403      404     404
exclusions[published]            200       200       200     200       200         200      404     404
exclusions[published]!           403       403       403     403       403         403      404     404
exclusion                        200       404       404     404       404         404      404     404
exclusion!                       200       404       404     404       404         404      404     404
exclusion_delete                 200       404       404     404       404         404      404     404
exclusion_delete!                302       404       404     404       404         404      404     404
ranking_step                     200       403       403     403       403         403      404     404
ranking_step!                    409       403       403     403       403         403      404     404
documents                        200       200       200     200       200         200      404     404
"""
ANYONE = {"login", "set_language", "verification", "verify"}  # the only addresses that need no log-in
EXPECTED = {
    cells[0]: tuple(int(cell) for cell in cells[1:])
    for line in TABLE.strip().splitlines()[1:]
    if (cells := line.split())
}
