"""The public page on which anyone checks a paper by its code; no log-in, nothing is uploaded."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from pledges.models import Paper
from pledges.models.papers import plain_code

NOT_FOUND = 404


@login_not_required
@require_safe
def verification(request: HttpRequest) -> HttpResponse:
    """Where a code is entered."""
    if typed := request.GET.get("code", "").strip():
        code = plain_code(typed)
        return redirect("verify", code) if code else _unknown(request, typed)
    return _public(render(request, "pledges/verification.html"))


@login_not_required
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the site knows of the paper with this code."""
    found = (
        Paper.objects.filter(code=plain_code(code)).select_related("bloc_year__bloc", "replaced_by").first()
    )
    if found is None:
        return _unknown(request, code)
    return _public(render(request, "pledges/verify.html", {"paper": found}))


def _unknown(request: HttpRequest, typed: str) -> HttpResponse:
    """The same answer for every code that no paper has."""
    return _public(render(request, "pledges/verification.html", {"typed": typed[:40]}, status=NOT_FOUND))


def _public(response: HttpResponse) -> HttpResponse:
    """Kept by nobody, because a paper can be replaced any minute; found by no search engine."""
    patch_cache_control(response, no_cache=True, private=True, max_age=0)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
