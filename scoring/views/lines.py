"""One line of a sheet in full: rule, texts, how the points came about, documents, history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs import audit
from blocs.audit import AuditEntry, Change
from blocs.formats import number
from blocs.seals import seal
from blocs.views.history import entries_for
from scoring.board import sentence, worth_saying
from scoring.grids import GridRow, SheetTable, sheet_table, sight_of
from scoring.library import FileView, file_view
from scoring.models import Score, ScoreSheet
from scoring.models.libraries import Library
from scoring.models.pledged import Comparison
from scoring.permissions import owns, reviews
from scoring.rounds import Round
from scoring.views.sheet_frame import visible_sheet

SHOWN = 20  # entries of the history


@dataclass(frozen=True, slots=True)
class Derivation:
    """A round's points on the line, and the sentences that lead to them."""

    label: str
    points: str
    sentences: list[str]


@dataclass(frozen=True, slots=True)
class Pledged:
    """A cell beside what the pledge says for it."""

    label: str
    words: str
    field: str
    seal: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A document that proves the line."""

    title: str
    url: str
    place: str
    file: FileView | None


@dataclass(frozen=True, slots=True)
class Act:
    """An entry of the history with the changes that belong to the line."""

    entry: AuditEntry
    changes: list[Change]


def line(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    """A line of the sheet; a grid asks for the part beside it (`beside`), without a script it is a page."""
    found = visible_sheet(request, pk)
    score = get_object_or_404(found.scores, criterion=criterion)
    table = sheet_table(found, sight_of(request.user, found, _entering(request.user, found)))
    leaves = [row for row in table.rows if row.is_leaf and row.score]
    row = next(row for row in leaves if row.pk == criterion)
    context = _facts(request, table, row) | {"acts": _acts(request.user, found, score)}
    if "beside" in request.GET:
        return render(request, "scoring/_line.html", context | {"named": True})
    place = leaves.index(row)
    around = {"before": leaves[place - 1] if place else None, "after": next(iter(leaves[place + 1 :]), None)}
    return render(request, "scoring/line.html", context | around)


def _entering(user: Any, sheet: ScoreSheet) -> Round | None:
    """The round that the person has on the screen, so that they see the same columns beside it."""
    return Round.REVIEW if reviews(user, sheet) and sheet.reviewable_by(user) else None


def _facts(request: HttpRequest, table: SheetTable, row: GridRow) -> dict[str, Any]:
    """Everything about the line but its history."""
    sheet, score = table.sheet, row.score
    year = sheet.bloc_year
    return {
        "sheet": sheet,
        "row": row,
        "score": score,
        "rule": row.rule or _("Points from 0 to the maximum, judged from the evidence."),
        "relative": row.is_relative,
        "provisional": table.sight.is_provisional,
        "derivations": _derivations(table, row),
        "pledged": [_beside_pledge(one) for one in table.pledged.get(score.pk, [])] if score else [],
        "may_follow": _may_follow(request.user, table, row),
        "proofs": _proofs(score),
        "shows_review": table.sight.review,
        "shows_decision": table.sight.decision,
        "evidence_url": reverse("line_evidence", args=(sheet.pk, row.pk)),
        "may_link": Library(year, sheet.unit).open_to(request.user) and row.is_open,
        "is_concerned": owns(request.user, sheet) or reviews(request.user, sheet),
    }


def _derivations(table: SheetTable, row: GridRow) -> list[Derivation]:
    codes = {node.key: node.code for _level, node in table.tree.walk()}
    columns = {column.round: column for column in table.columns if column.kind == "points"}
    found: list[Derivation] = []
    for round_, column in columns.items():
        cell, points = row.cell(column.name), table.tallies[round_].points[row.key]
        sentences = [sentence(step, codes) for step in points.working if worth_saying(step)]
        told = any(one.sentences == sentences for one in found)
        if cell and (cell.shown or sentences):
            found.append(Derivation(str(column.label), cell.shown, [] if told else sentences))
    return found


def _beside_pledge(one: Comparison) -> Pledged:
    """What the pledge says for a cell, and what stands there instead."""
    label = _("Target") if one.field == "target" else _("Result")
    if one.refusal:
        words = _("not taken. %(reason)s") % {"reason": one.refusal}
    elif one.pledged is None:
        words = _("nothing in the pledge yet")
    elif not one.differs:
        words = _("%(pledged)s, as in the pledge") % {"pledged": number(one.pledged)}
    else:
        shown = {"pledged": number(one.pledged), "entered": number(one.entered) or "–"}
        words = _("pledge %(pledged)s · entered %(entered)s") % shown
    return Pledged(label, words, one.field, seal(one.entered))


def _may_follow(user: Any, table: SheetTable, row: GridRow) -> bool:
    differing = any(one.differs for one in table.pledged.get(row.score.pk, [])) if row.score else False
    return differing and table.sheet.scorable_by(user)


def _proofs(score: Score | None) -> list[Proof]:
    links = score.evidence_links.all() if score else []
    return [
        Proof(
            str(link.evidence),
            link.evidence.get_absolute_url(),
            link.place,
            file_view(link.evidence.file) if link.evidence.file else None,
        )
        for link in links
    ]


def _acts(user: Any, sheet: ScoreSheet, score: Score) -> list[Act]:
    """What was changed on the line, newest first, as far as the person may read the year's history."""
    readable = entries_for(user, sheet.bloc_year)
    entries = readable.filter(pk__in=audit.about_row(sheet, score.pk).values("pk")).order_by("-pk")[:SHOWN]
    return [
        Act(entry, [change | {"of": ""} for change in entry.shown_changes if change.get("row") == score.pk])
        for entry in entries
    ]
