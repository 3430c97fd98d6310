"""The regulation's text in one piece: pasted and looked at before it is saved; and its legal grounds."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from blocs import audit
from blocs.views import in_one_transaction
from scoring.forms.articles import GroundsForm, PasteForm
from scoring.models.texts import fill
from scoring.views.drafts import editable_regulation


@in_one_transaction
def articles_paste(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Paste the whole text (GET), look at what would be made of it (POST), and save it (POST with `save`)."""
    found = editable_regulation(request, bloc, year)
    form = PasteForm(request.POST if request.method == "POST" else None, regulation=found)
    is_right = form.is_valid()
    if is_right and "save" in request.POST:
        fill(request.user, found, form.found, replace=form.replaces)
        messages.success(request, _("Saved: %(count)s articles.") % {"count": len(form.found.articles)})
        return redirect(found.text_url)
    context = {
        "form": form,
        "regulation": found,
        "found": form.found if is_right else None,
        "first": 1 if not is_right or form.replaces else len(form.present) + 1,
        "replaced": len(form.present) if is_right and form.replaces else 0,
    }
    return render(request, "scoring/articles_paste.html", context)


@in_one_transaction
def regulation_grounds(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """What the regulation rests on, one to a line."""
    found = editable_regulation(request, bloc, year)
    form = GroundsForm(request.POST or None, instance=found)
    if form.is_valid():
        audit.save_form(request.user, form)
        messages.success(request, _("Saved."))
        return redirect(found.text_url)
    return render(request, "scoring/regulation_grounds.html", {"form": form, "regulation": found})
