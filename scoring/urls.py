"""The addresses of scoring, and of the pages that join everything."""

from django.urls import path

from scoring import views

YEAR = "blocs/<slug:bloc>/<int:year>/"
UNIT_EVIDENCE = f"{YEAR}evidence/units/<int:unit>/"

urlpatterns = [
    path("", views.home, name="home"),
    path(YEAR, views.overview, name="overview"),
    path(f"{YEAR}regulation/", views.regulation, name="regulation"),
    path(f"{YEAR}regulation/begin/", views.begin_regulation, name="begin_regulation"),
    path(f"{YEAR}regulation/settings/", views.regulation_settings, name="regulation_settings"),
    path(f"{YEAR}regulation/import/", views.regulation_import, name="regulation_import"),
    path(f"{YEAR}regulation/import/now/", views.regulation_import_now, name="regulation_import_now"),
    path(f"{YEAR}regulation/export/", views.regulation_export, name="regulation_export"),
    path(f"{YEAR}regulation/tie-breaks/", views.tie_breaks, name="tie_breaks"),
    path(f"{YEAR}regulation/lines/", views.regulation_lines, name="regulation_lines"),
    path(f"{YEAR}regulation/example/", views.rule_example, name="rule_example"),
    path(f"{YEAR}regulation/criteria/", views.criterion_new, name="criterion_new"),
    path("regulations/<int:pk>/steps/<slug:name>/", views.regulation_step, name="regulation_step"),
    path("criteria/<int:pk>/", views.criterion, name="criterion"),
    path("criteria/<int:pk>/delete/", views.criterion_delete, name="criterion_delete"),
    path("criteria/<int:pk>/move/", views.criterion_move, name="criterion_move"),
    path(f"{YEAR}sheets/", views.sheets, name="sheets"),
    path(f"{YEAR}sheets/import/", views.scores_import, name="scores_import"),
    path(f"{YEAR}sheets/import/now/", views.scores_import_now, name="scores_import_now"),
    path(f"{YEAR}sheets/export/", views.scores_export, name="scores_export"),
    path("sheets/<int:pk>/", views.sheet, name="sheet"),
    path("sheets/<int:pk>/review/", views.review, name="review"),
    path("sheets/<int:pk>/acceptance/", views.acceptance, name="acceptance"),
    path("sheets/<int:pk>/assignments/", views.assignments, name="assignments"),
    path("sheets/<int:pk>/steps/<slug:name>/", views.sheet_step, name="scoresheet_step"),
    path(f"{YEAR}evidence/", views.evidence_libraries, name="evidence_libraries"),
    path(UNIT_EVIDENCE, views.evidence_library, name="evidence_library"),
    path(f"{UNIT_EVIDENCE}new/", views.evidence_new, name="evidence_new"),
    path(f"{UNIT_EVIDENCE}files/", views.evidence_upload, name="evidence_upload"),
    path(f"{UNIT_EVIDENCE}document/", views.evidence_pdf, name="evidence_pdf"),
    path("evidence/<int:pk>/", views.evidence, name="evidence"),
    path("evidence/<int:pk>/edit/", views.evidence_edit, name="evidence_edit"),
    path("evidence/<int:pk>/delete/", views.evidence_delete, name="evidence_delete"),
    path("evidence/<int:pk>/links/", views.evidence_links, name="evidence_links"),
    path("evidence/<int:pk>/places/", views.evidence_places, name="evidence_places"),
    path("evidence/files/<int:pk>/", views.evidence_file, name="evidence_file"),
    path("evidence/files/<int:pk>/delete/", views.evidence_file_delete, name="evidence_file_delete"),
    path("sheets/<int:pk>/lines/<int:criterion>/evidence/", views.line_evidence, name="line_evidence"),
    path(f"{YEAR}ranking/", views.ranking, name="ranking"),
    path(f"{YEAR}ranking/units/<int:unit>/", views.why, name="why"),
    path(f"{YEAR}ranking/exclusions/", views.exclusions, name="exclusions"),
    path("exclusions/<int:pk>/", views.exclusion, name="exclusion"),
    path("exclusions/<int:pk>/delete/", views.exclusion_delete, name="exclusion_delete"),
    path(f"{YEAR}ranking/document/", views.ranking_pdf, name="ranking_pdf"),
    path(f"{YEAR}documents/", views.documents, name="documents"),
    path("rankings/<int:pk>/steps/<slug:name>/", views.ranking_step, name="ranking_step"),
]
