"""Pages about the regulation, score sheets, ranking; and the pages that join everything."""

from scoring.views.agenda import agenda, agenda_pdf
from scoring.views.articles import (
    article,
    article_delete,
    article_move,
    article_new,
    articles,
    begin_articles,
)
from scoring.views.bloc_table import bloc_table
from scoring.views.cells import cells
from scoring.views.changes import bloc_changes
from scoring.views.comparisons import comparison, receipt, receipt_pdf, review_pdf, sheet_pdf
from scoring.views.consultations import (
    consultation,
    consultation_changes,
    consultation_date,
    consultation_open,
    consultation_step,
    consultation_text,
    consultations,
)
from scoring.views.criteria import (
    criterion,
    criterion_delete,
    criterion_move,
    criterion_new,
    rule_example,
)
from scoring.views.deadlines import deadlines
from scoring.views.decisions import decisions, decisions_now
from scoring.views.differences import regulation_differences
from scoring.views.documents import documents, ranking_pdf
from scoring.views.evidence import evidence, evidence_libraries, evidence_library, evidence_pdf
from scoring.views.evidence_documents import evidence_delete, evidence_edit, evidence_new
from scoring.views.evidence_files import evidence_file, evidence_file_delete, evidence_upload
from scoring.views.evidence_links import evidence_links, evidence_places, line_evidence
from scoring.views.exclusions import exclusion, exclusion_delete, exclusions
from scoring.views.explanations import agreement, answers, explanation
from scoring.views.imports import (
    regulation_export,
    regulation_import,
    regulation_import_now,
    scores_export,
    scores_import,
    scores_import_now,
)
from scoring.views.lines import line
from scoring.views.outline import regulation_lines
from scoring.views.overview import home, overview
from scoring.views.pasting import articles_paste, regulation_grounds
from scoring.views.pledged import follow_pledge, registration_criteria
from scoring.views.rankings import ranking, ranking_export, ranking_step, why
from scoring.views.regulation import (
    begin_regulation,
    regulation,
    regulation_pdf,
    regulation_settings,
    regulation_step,
)
from scoring.views.replies import (
    begin_reply,
    opinion,
    opinion_answer,
    opinion_delete,
    opinion_new,
    reply,
    reply_step,
)
from scoring.views.scoresheets import acceptance, assignments, review, sheet, sheet_step, sheets
from scoring.views.sheet_workbooks import sheet_workbook, sheet_workbook_now, sheet_workbook_upload
from scoring.views.what_if import what_if

__all__ = [
    "acceptance",
    "agenda",
    "agenda_pdf",
    "agreement",
    "answers",
    "article",
    "article_delete",
    "article_move",
    "article_new",
    "articles",
    "articles_paste",
    "assignments",
    "begin_articles",
    "begin_regulation",
    "begin_reply",
    "bloc_changes",
    "bloc_table",
    "cells",
    "comparison",
    "consultation",
    "consultation_changes",
    "consultation_date",
    "consultation_open",
    "consultation_step",
    "consultation_text",
    "consultations",
    "criterion",
    "criterion_delete",
    "criterion_move",
    "criterion_new",
    "deadlines",
    "decisions",
    "decisions_now",
    "documents",
    "evidence",
    "evidence_delete",
    "evidence_edit",
    "evidence_file",
    "evidence_file_delete",
    "evidence_libraries",
    "evidence_library",
    "evidence_links",
    "evidence_new",
    "evidence_pdf",
    "evidence_places",
    "evidence_upload",
    "exclusion",
    "exclusion_delete",
    "exclusions",
    "explanation",
    "follow_pledge",
    "home",
    "line",
    "line_evidence",
    "opinion",
    "opinion_answer",
    "opinion_delete",
    "opinion_new",
    "overview",
    "ranking",
    "ranking_export",
    "ranking_pdf",
    "ranking_step",
    "receipt",
    "receipt_pdf",
    "registration_criteria",
    "regulation",
    "regulation_differences",
    "regulation_export",
    "regulation_grounds",
    "regulation_import",
    "regulation_import_now",
    "regulation_lines",
    "regulation_pdf",
    "regulation_settings",
    "regulation_step",
    "reply",
    "reply_step",
    "review",
    "review_pdf",
    "rule_example",
    "scores_export",
    "scores_import",
    "scores_import_now",
    "sheet",
    "sheet_pdf",
    "sheet_step",
    "sheet_workbook",
    "sheet_workbook_now",
    "sheet_workbook_upload",
    "sheets",
    "what_if",
    "why",
]
