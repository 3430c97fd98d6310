"""A unit's reply: its opinions, written by its people and given by its leader; and the head's answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs import audit
from blocs.frame import stand_in
from blocs.models import Unit
from blocs.permissions import speaks_for
from blocs.views import in_one_transaction, step_page
from scoring.articles.wording import Pair, paired
from scoring.consulting import in_order, wordings
from scoring.forms.opinions import AnswerForm, OpinionForm
from scoring.models import Opinion, Reply
from scoring.models.opinions import Place
from scoring.models.replies import ReplyState
from scoring.views.consultations import text_of, visible_consultation

CONFLICT = 409
RELATED = ("unit", "consultation__regulation__bloc_year__bloc", "consultation__regulation__bloc_year__head")


def visible_reply(request: HttpRequest, pk: int) -> Reply:
    """The reply of the address, if the person may see it; the page stands in its year."""
    found = get_object_or_404(Reply.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    stand_in(request, found.bloc_year)
    return found


@require_POST
@transaction.atomic
def begin_reply(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Begin one's own unit's reply; if another was quicker, go to it."""
    found = visible_consultation(request, pk)
    found.hold()
    found.refresh_from_db()
    member = get_object_or_404(Unit, pk=unit, memberships__bloc_year=found.bloc_year)
    if not speaks_for(request.user, member) or not found.takes_replies:
        raise PermissionDenied
    begun, created = Reply.objects.get_or_create(consultation=found, unit=member)
    if created:
        audit.record(request.user, begun, audit.Action.CREATE)
    return redirect(begun)


def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """What a unit says, and while it is being written the text to choose from."""
    found = visible_reply(request, pk)
    editable, opinions = found.editable_by(request.user), list(found.opinions.all())
    for opinion in opinions:
        opinion.reply = found
    context = {
        "reply": found,
        "round": found.consultation,
        "opinions": in_order(opinions, found.consultation),
        "editable": editable,
        "steps": found.steps_for(request.user),
        "returned": audit.latest(found, "send_back") if found.state == ReplyState.DRAFT else None,
    }
    if editable:
        context |= text_of(found.consultation)
    return render(request, "scoring/reply.html", context)


def reply_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Agree, give the opinions, or send them back."""
    return step_page(request, visible_reply(request, pk), name)


def opinion_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an opinion on an article (`?article=5`), a criterion (`?criterion=I/1`) or on the whole."""
    found = visible_reply(request, pk)
    number = request.GET.get("article", "")
    place = int(number) if number.isdecimal() and len(number) < 5 else 0  # no text has an article 0
    new = Opinion(
        reply=found,
        article=place if number else None,
        criterion="" if number else request.GET.get("criterion", "")[:60],
    )
    return _page(request, new)


def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an opinion."""
    return _page(request, _visible_opinion(request, pk))


def _visible_opinion(request: HttpRequest, pk: int) -> Opinion:
    visible = Opinion.objects.filter(reply__in=Reply.objects.visible_to(request.user))
    related = [f"reply__{name}" for name in RELATED]
    found = get_object_or_404(visible.select_related(*related), pk=pk)
    stand_in(request, found.bloc_year)
    return found


def _page(request: HttpRequest, one: Opinion) -> HttpResponse:
    place, posted = one.place, request.method == "POST"
    if place is None:
        raise Http404
    if not speaks_for(request.user, one.unit) or not (posted or one.reply.editable_by(request.user)):
        raise PermissionDenied
    form, saved = _saved(request, one, place) if posted else (OpinionForm(instance=one, place=place), False)
    if saved:
        messages.success(request, _("Saved."))
        return redirect(one.reply)
    fresh = Reply.objects.select_related(*RELATED).get(pk=one.reply_id)
    may_write = fresh.editable_by(request.user)
    context = {"form": form, "opinion": one, "reply": fresh, "place": place, "may_write": may_write}
    return render(request, "scoring/opinion.html", context, status=200 if may_write else CONFLICT)


@transaction.atomic
def _saved(request: HttpRequest, one: Opinion, place: Place) -> tuple[OpinionForm, bool]:
    """Store the opinion, if the reply is still open; the history tells of it when it is given."""
    one.reply.hold()
    fresh = Reply.objects.select_for_update(of=("self",)).select_related(*RELATED).get(pk=one.reply_id)
    if one.pk:
        one = get_object_or_404(fresh.opinions, pk=one.pk)
    form = OpinionForm(request.POST, instance=one, place=place)
    possible = form.is_valid() and fresh.editable_by(request.user)
    if possible:
        form.save()
    return form, possible


@in_one_transaction
def opinion_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before deleting an opinion (GET), and delete it (POST)."""
    if request.method == "POST":
        _visible_opinion(request, pk).reply.hold()
    one = _visible_opinion(request, pk)
    if not one.reply.editable_by(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "scoring/opinion_delete.html", {"opinion": one, "reply": one.reply})
    one.delete()
    messages.success(request, _("Deleted."))
    return redirect(one.reply)


@in_one_transaction
def opinion_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an opinion; then the next one that waits, if wanted."""
    if request.method == "POST":
        _visible_opinion(request, pk).reply.hold()
    one = _visible_opinion(request, pk)
    consultation = one.reply.consultation
    if not consultation.answerable_by(request.user) or one.reply.state != ReplyState.GIVEN:
        raise PermissionDenied
    form = AnswerForm(request.POST or None, instance=one)
    if form.is_valid():
        user: Any = request.user  # logged in, or the page would not be visible
        one.answered_by, one.answered_at = user, timezone.now()
        one.save(update_fields=["answered_by", "answered_at"])
        audit.save_form(request.user, form)
        messages.success(request, _("Saved."))
        following = in_order(consultation.unanswered, consultation)[:1] if "more" in request.POST else []
        return redirect("opinion_answer", following[0].pk) if following else redirect(consultation)
    context = {
        "form": form,
        "opinion": one,
        "round": consultation,
        "place": one.place,
        "now": _article_now(one),
        "left": consultation.unanswered.exclude(pk=one.pk).count(),
    }
    return render(request, "scoring/opinion_answer.html", context)


def _article_now(one: Opinion) -> Pair | None:
    """The article that the opinion is about, then and now."""
    consultation = one.reply.consultation
    pairs = paired(wordings(consultation.articles), wordings(consultation.regulation.articles.all()))
    return next((pair for pair in pairs if pair.before and pair.before.number == one.article), None)
