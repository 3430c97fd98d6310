"""The public page on which anyone checks a paper by its code: no log-in, and nothing is uploaded."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from pledges.models import Paper
from pledges.models.papers import CODE_LENGTH, PaperState, plain_code
from pledges.papers import kind_label

NOT_FOUND = 404
MOST_SHOWN = 40  # signs of what somebody typed


@login_not_required
@require_safe
def verification(request: HttpRequest) -> HttpResponse:
    """Where a code is entered."""
    typed = request.GET.get("code", "").strip()
    if len(code := plain_code(typed)) == CODE_LENGTH:
        return redirect("verify", code)
    return _asked(request, typed)


@login_not_required
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the site knows of the paper with this code, and a place to compare a file with it."""
    related = ("bloc_year__bloc", "replaced_by")
    found = Paper.objects.filter(code=plain_code(code)).select_related(*related).first()
    if found is None:
        return _asked(request, code)
    context = {
        "paper": found,
        "kind": kind_label(found.kind),
        "copies": found.signed_copies.select_related("unit"),
        "others": [one for one in found.issues if one.pk != found.pk],
        "is_member": Paper.objects.visible_to(request.user).filter(pk=found.pk).exists(),
        "in_force": found.state == PaperState.IN_FORCE,
        "is_demo": found.bloc_year.is_demo,
    }
    return _public(render(request, "pledges/verify.html", context))


def _asked(request: HttpRequest, typed: str) -> HttpResponse:
    """The entry; for every code that no paper has the same answer, which tells nothing about other codes."""
    context = {"typed": typed[:MOST_SHOWN], "signs": len(plain_code(typed)), "length": CODE_LENGTH}
    status = NOT_FOUND if typed else 200
    return _public(render(request, "pledges/verification.html", context, status=status))


def _public(response: HttpResponse) -> HttpResponse:
    """Asked for anew each time, because a paper can be replaced any minute; found by no search engine."""
    patch_cache_control(response, no_cache=True, private=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
