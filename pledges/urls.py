"""The addresses of pledges."""

from django.urls import path

from pledges import views

YEAR = "blocs/<slug:bloc>/<int:year>"

CONFERENCE = f"{YEAR}/conferences/<slug:occasion>"
PAPER = f"{YEAR}/documents/<slug:kind>/<slug:subject>"

urlpatterns = [
    path(f"{YEAR}/pledges/", views.pledges, name="pledges"),
    path(f"{YEAR}/pledges/begin/<int:unit>/", views.begin_registration, name="begin_registration"),
    path("registrations/<int:pk>/", views.registration, name="registration"),
    path("registrations/<int:pk>/targets/", views.registration_targets, name="registration_targets"),
    path("registrations/<int:pk>/movements/", views.registration_movements, name="registration_movements"),
    path("registrations/<int:pk>/titles/", views.registration_titles, name="registration_titles"),
    path(
        "registrations/<int:pk>/commitments/", views.registration_commitments, name="registration_commitments"
    ),
    path("registrations/<int:pk>/suggested/", views.suggested_targets, name="suggested_targets"),
    path(f"{YEAR}/reminders/", views.reminders, name="reminders"),
    path(f"{YEAR}/reminders/prepare/", views.prepare_reminders, name="prepare_reminders"),
    path(f"{YEAR}/reminders/send/", views.send_reminders, name="send_reminders"),
    path("reminders/<int:pk>/", views.reminder, name="reminder"),
    path("reminders/<int:pk>/delete/", views.reminder_delete, name="reminder_delete"),
    path("reminders/<int:pk>/steps/<slug:name>/", views.reminder_step, name="reminder_step"),
    path(f"{YEAR}/pledges/receive/", views.receive_registrations, name="receive_registrations"),
    path("registrations/<int:pk>/copy/", views.copy_registration, name="copy_registration"),
    path("registrations/<int:pk>/steps/<slug:name>/", views.registration_step, name="registration_step"),
    path(f"{YEAR}/pledge/", views.pledge, name="pledge"),
    path(f"{YEAR}/pledge/document/", views.pledge_pdf, name="pledge_pdf"),
    path(f"{YEAR}/pledge/begin/", views.begin_pledge, name="begin_pledge"),
    path(f"{YEAR}/pledge/sections/", views.pledge_sections, name="pledge_sections"),
    path(f"{YEAR}/pledge/signing/", views.pledge_signing, name="pledge_signing"),
    path(f"{YEAR}/movements/", views.movements, name="movements"),
    path(f"{YEAR}/movements/new/", views.movement_new, name="movement_new"),
    path(f"{YEAR}/movements/copy/", views.movements_copy, name="movements_copy"),
    path(f"{YEAR}/movements/national/", views.movements_national, name="movements_national"),
    path(f"{YEAR}/movements/<slug:period>/<int:unit>/", views.movement_reports, name="movement_reports"),
    path("movements/<int:pk>/", views.movement, name="movement"),
    path("movements/<int:pk>/edit/", views.movement_edit, name="movement_edit"),
    path("movements/<int:pk>/delete/", views.movement_delete, name="movement_delete"),
    path("movements/<int:pk>/move/", views.movement_move, name="movement_move"),
    path("registrations/<int:pk>/movements/adopt/", views.adopt_movements, name="adopt_movements"),
    path("sections/<int:pk>/", views.pledge_section, name="pledge_section"),
    path("sections/<int:pk>/delete/", views.pledge_section_delete, name="pledge_section_delete"),
    path("sections/<int:pk>/move/", views.pledge_section_move, name="pledge_section_move"),
    path("pledges/<int:pk>/steps/<slug:name>/", views.pledge_step, name="pledge_step"),
    path("agreements/<int:pk>/steps/<slug:name>/", views.agreement_step, name="agreement_step"),
    path(f"{PAPER}/", views.paper_preview, name="paper_preview"),
    path(f"{PAPER}/issue/", views.paper_issue, name="paper_issue"),
    path(f"{PAPER}/design/", views.paper_design, name="paper_design"),
    path(f"{PAPER}/design/sheet/", views.paper_sheet, name="paper_sheet"),
    path("papers/<int:pk>/", views.paper, name="paper"),
    path("papers/<int:pk>/file/", views.paper_file, name="paper_file"),
    path("papers/<int:pk>/steps/<slug:name>/", views.paper_step, name="paper_step"),
    path(f"{YEAR}/conferences/", views.conferences, name="conferences"),
    path(f"{CONFERENCE}/", views.conference, name="conference"),
    path(f"{CONFERENCE}/begin/", views.conference_begin, name="conference_begin"),
    path(f"{CONFERENCE}/facts/", views.conference_facts, name="conference_facts"),
    path(f"{CONFERENCE}/agenda/", views.conference_agenda, name="conference_agenda"),
    path(f"{CONFERENCE}/guests/", views.conference_guests, name="conference_guests"),
    path(f"{CONFERENCE}/attendance/", views.conference_attendance, name="conference_attendance"),
    path(f"{CONFERENCE}/order/", views.conference_order, name="conference_order"),
    path(f"{CONFERENCE}/minutes/", views.conference_minutes, name="conference_minutes"),
    path(f"{CONFERENCE}/screen/", views.conference_screen, name="conference_screen"),
    path(f"{CONFERENCE}/screen/state/", views.conference_state, name="conference_state"),
    path(f"{CONFERENCE}/screen/act/", views.conference_act, name="conference_act"),
    path("conferences/<int:pk>/packs/", views.pack_new, name="pack_new"),
    path("packs/<int:pk>/", views.pack, name="pack"),
    path("packs/<int:pk>/progress/", views.pack_progress, name="pack_progress"),
    path("packs/<int:pk>/<slug:kind>/", views.pack_file, name="pack_file"),
    path("packs/<int:pk>/steps/<slug:name>/", views.meetingpack_step, name="meetingpack_step"),
    path("verify/", views.verification, name="verification"),
    path("verify/<str:code>/", views.verify, name="verify"),
    path("VERIFY/<str:code>/", views.verify),  # QR codes in capitals are smaller
    path(f"{YEAR}/results/", views.results, name="results"),
    path(f"{YEAR}/results/margin/", views.results_margin, name="results_margin"),
    path(f"{YEAR}/results/units/<int:unit>/", views.unit_results, name="unit_results"),
    path(f"{YEAR}/results/units/<int:unit>/<slug:period>/", views.results_entry, name="results_entry"),
    path(f"{YEAR}/results/reports/<slug:period>/", views.review_report, name="review_report"),
]
