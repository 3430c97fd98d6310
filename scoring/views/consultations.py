"""Rounds of opinions on the draft regulation: opening one, who has said what, what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs import audit
from blocs.frame import stand_in, year_or_404
from blocs.permissions import speaks_for
from blocs.views import held, in_one_transaction, step_page
from scoring.consulting import changes_since, in_order, standings
from scoring.differences import lines_among
from scoring.forms.opinions import ConsultationForm
from scoring.models import Consultation, Regulation
from scoring.models.replies import Verdict
from scoring.models.snapshots import rules_in, snapshot
from scoring.results import printed
from scoring.views.articles import chapters
from scoring.views.drafts import editable_regulation

USUAL = timedelta(days=10)  # proposed for replies


def visible_consultation(request: HttpRequest, pk: int) -> Consultation:
    """The round of the address, if the person may see it; the page stands in its year."""
    visible = Consultation.objects.visible_to(request.user)
    related = ("regulation__bloc_year__bloc", "regulation__bloc_year__head")
    found = get_object_or_404(visible.select_related(*related), pk=pk)
    stand_in(request, found.bloc_year)
    return found


def consultations(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The latest round, or how one is opened."""
    bloc_year = year_or_404(request, bloc, year)
    regulation = Regulation.objects.filter(bloc_year=bloc_year).first()
    latest = regulation.consultations.first() if regulation else None
    if latest:
        return _round(request, latest)
    may_open = bool(regulation and regulation.editable_by(request.user))
    return render(
        request, "scoring/consultation_empty.html", {"regulation": regulation, "may_open": may_open}
    )


def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """One round."""
    return _round(request, visible_consultation(request, pk))


def _round(request: HttpRequest, found: Consultation) -> HttpResponse:
    user, regulation, year = request.user, found.regulation, found.bloc_year
    stand, opinions = standings(found), in_order(found.opinions, found)
    for opinion in opinions:
        opinion.reply.consultation = found
    own = [one for one in stand.answers if speaks_for(user, one.unit)]
    context = {
        "round": found,
        "regulation": regulation,
        "standings": stand,
        "own": own,
        "takes_replies": found.takes_replies,
        "opinions": opinions,
        "unanswered": sum(one.verdict == Verdict.OPEN for one in opinions),
        "answerable": found.answerable_by(user),
        "steps": found.steps_for(user),
        "may_open": not found.is_open and regulation.editable_by(user),
        "table_url": reverse("paper_preview", args=(*year.address, "opinions", found.pk)),
        "others": [one for one in regulation.consultations.all() if one != found],
    }
    return render(request, "scoring/consultation.html", context)


@in_one_transaction
def consultation_open(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Ask before the units are asked (GET), and open the round (POST) with the draft as it is then."""
    regulation = editable_regulation(request, bloc, year)
    running = regulation.consultations.filter(state="open").first()
    if running:
        messages.info(request, _("A round of opinions is open already."))
        return redirect(running)
    today = timezone.localdate()
    found = Consultation(regulation=regulation, opened_on=today, closes_on=today + USUAL)
    form = ConsultationForm(request.POST or None, instance=found)
    articles, criteria = regulation.articles.count(), regulation.criteria.count()
    if form.is_valid() and (articles or criteria):
        found.text = snapshot(regulation)
        audit.save_form(request.user, form)
        messages.success(request, _("The units are asked for their opinions."))
        return redirect(found)
    context = {"form": form, "regulation": regulation, "articles": articles, "criteria": criteria}
    return render(request, "scoring/consultation_open.html", context)


@in_one_transaction
def consultation_date(request: HttpRequest, pk: int) -> HttpResponse:
    """Set another last day."""
    held(request, visible_consultation(request, pk).bloc_year)
    found = visible_consultation(request, pk)
    if not found.answerable_by(request.user):
        raise PermissionDenied
    form = ConsultationForm(request.POST or None, instance=found)
    if form.is_valid():
        audit.save_form(request.user, form)
        messages.success(request, _("Saved."))
        return redirect(found)
    return render(request, "scoring/consultation_date.html", {"form": form, "round": found})


def consultation_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as it was put to the units."""
    found = visible_consultation(request, pk)
    return render(request, "scoring/consultation_text.html", {"round": found, **text_of(found)})


def text_of(found: Consultation) -> dict[str, Any]:
    """Chapters and criteria of the text, to read and to choose from."""
    lines = lines_among(list(found.criteria.values()))
    sections = {line.parent for line in lines}
    return {
        "chapters": chapters(found.articles),
        "general_rules": rules_in(found.text),
        "criteria": [
            {
                "key": line.key,
                "code": printed(line.key),
                "name": line.name,
                "maximum": line.facts["maximum"],
                "rule": line.facts["rule"],
                "level": line.key.count("/") + 1,
                "is_section": line.key in sections,
            }
            for line in lines
        ],
    }


def consultation_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """The text put to the units beside the regulation as it is now."""
    found = visible_consultation(request, pk)
    changes = changes_since(found)
    context = {
        "round": found,
        "changes": changes,
        "found": changes.criteria,
        "before": _("as put to the units"),
        "after": _("as it is now"),
    }
    return render(request, "scoring/consultation_changes.html", context)


def consultation_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Close a round."""
    return step_page(request, visible_consultation(request, pk), name)
