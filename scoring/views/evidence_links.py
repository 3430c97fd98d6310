"""Which documents prove which lines: chosen from the document's side, or from a line of the sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from blocs.formats import number
from blocs.frame import stand_in
from blocs.text import typed_text
from blocs.workflow import StepRefused
from scoring.library import chosen, library_rows, lines_of, needs, pick_rows
from scoring.models import Evidence, EvidenceLink, Score, ScoreSheet
from scoring.models.evidence import missing_evidence
from scoring.models.filing import link, place, unlink
from scoring.models.libraries import Library
from scoring.views.evidence import document_or_404

PLACE_LENGTH = 100


def evidence_links(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick the criteria that a document proves, in the whole table."""
    library, document = document_or_404(request, pk)
    if library.sheet is None:
        raise Http404
    if not library.open_to(request.user):
        raise PermissionDenied
    if request.method == "POST" and _linked(request, library, document):
        return redirect(document)
    fixed = {one.score_id for one in document.links.all() if library.keeps(one.added_at)}
    rows = pick_rows(library.sheet, document, fixed)
    context = {
        "library": library,
        "document": document,
        "rows": rows,
        "linked": sum(row.is_linked for row in rows),
        "missing": sum(row.lacks for row in rows),
    }
    return render(request, "scoring/evidence_links.html", context)


def _pks(sent: QueryDict, name: str) -> set[int]:
    return {int(pk) for pk in sent.getlist(name) if pk.isdecimal() and len(pk) < 19}


def _linked(request: HttpRequest, library: Library, document: Evidence) -> bool:
    """Do what was ticked and unticked since the page was shown; what others did meanwhile stays."""
    ticked, shown = _pks(request.POST, "line"), _pks(request.POST, "shown")
    scores = library.lines.filter(pk__in=ticked - shown)
    going = document.links.select_related("evidence", "score__criterion").filter(score__in=shown - ticked)
    try:
        added = link(library, request.user, [document], scores)
        removed = unlink(library, request.user, going)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return False
    words = _("Links added: %(added)s, taken away: %(removed)s.")
    messages.success(request, words % {"added": number(added), "removed": number(removed)})
    return True


@require_POST
def evidence_places(request: HttpRequest, pk: int) -> HttpResponse:
    """Say for every criterion where in the document to look."""
    library, document = document_or_404(request, pk)
    if not library.open_to(request.user):
        raise PermissionDenied
    links = document.links.select_related("evidence", "score__criterion")
    _place(request, library, links)
    return redirect(document)


def _place(request: HttpRequest, library: Library, links: Any) -> bool:
    """Write the places that the page changed; one that somebody else changed meanwhile is told."""
    changed, late = {}, []
    for one in links:
        typed, shown = (request.POST.get(f"{name}-{one.pk}") for name in ("place", "shown"))
        typed = " ".join(typed_text(typed or "").split())[:PLACE_LENGTH]
        if shown is None or typed in (one.place, shown):
            continue
        if shown != one.place:
            late.append(one)
        else:
            changed[one] = typed
    try:
        if changed:
            place(library, request.user, changed)
            messages.success(request, _("Saved."))
    except StepRefused as refusal:
        messages.error(request, str(refusal))
    for one in late:
        words = _("Somebody else wrote “%(theirs)s” there meanwhile (%(line)s); look again.")
        messages.warning(request, words % {"theirs": one.place, "line": one.score.criterion})
    return not late


def line_evidence(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    """The documents that prove one line, and those that could."""
    score = _line_or_404(request, pk, criterion)
    library = Library(score.sheet.bloc_year, score.sheet.unit)
    if request.method == "POST":
        if not library.open_to(request.user):
            raise PermissionDenied
        _changed(request, library, score)
        return redirect(request.get_full_path())
    rows, query = library_rows(library), request.GET.get("q", "").strip()[:100]
    wanted = next(iter(_pks(request.GET, "document")), None)
    mine = [row for row in rows if any(proof.link.score_id == score.pk for proof in row.proofs)]
    others = [row for row in rows if row not in mine]
    context = _facts(library, score) | {
        "mine": [_mine(library, row, score) for row in mine],
        "others": [row for row in chosen(others, query, "") if wanted in (None, row.document.pk)],
        "wanted": wanted,
        "other_count": len(others),
        "query": query,
        "may_link": library.open_to(request.user) and score.assigned,
        "lacks": score.assigned and not mine and score.lacks_proof,
    }
    return render(request, "scoring/line_evidence.html", context)


def _facts(library: Library, score: Score) -> dict[str, Any]:
    """What the page says of the line itself, and which line without evidence comes next."""
    lines = lines_of(library.bloc_year)
    here = lines[score.criterion_id]
    missing = needs(library, missing_evidence(library.sheet)) if library.sheet else []
    later = [need for need in missing if need.place > here.place]
    return {
        "library": library,
        "score": score,
        "line": here,
        "maximum": number(score.criterion.maximum),
        "self_score": number(score.self_score),
        "next_need": next(iter(later), None),
    }


def _line_or_404(request: HttpRequest, pk: int, criterion: int) -> Score:
    visible = ScoreSheet.objects.visible_to(request.user)
    related = ("unit", "bloc_year__bloc", "bloc_year__regulation", "bloc_year__head")
    sheet = get_object_or_404(visible.select_related(*related), pk=pk)
    score = get_object_or_404(sheet.scores.select_related("criterion"), criterion__pk=criterion)
    score.sheet = sheet
    stand_in(request, sheet.bloc_year)
    return score


def _mine(library: Library, row: Any, score: Score) -> dict[str, Any]:
    one = next(proof.link for proof in row.proofs if proof.link.score_id == score.pk)
    return {"row": row, "link": one, "is_fixed": library.keeps(one.added_at)}


def _changed(request: HttpRequest, library: Library, score: Score) -> None:
    """Link what was ticked, take away what was asked, write the places."""
    links = EvidenceLink.objects.filter(score=score).select_related("evidence", "score__criterion")
    if not _place(request, library, links):
        return
    try:
        removed = unlink(library, request.user, links.filter(pk__in=_pks(request.POST, "unlink")))
        documents = library.documents.filter(pk__in=_pks(request.POST, "document"))
        added = link(library, request.user, documents, [score]) if score.assigned else 0
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return
    if added:
        words = ngettext("%(count)s document linked.", "%(count)s documents linked.", added)
        messages.success(request, words % {"count": added})
    if removed:
        messages.success(request, _("The document no longer proves this criterion; it stays in the library."))
