"""The regulation's text: its articles to read, to begin, to write, to move and to delete."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs import audit
from blocs.formats import roman
from blocs.frame import stand_in, year_or_404
from blocs.views import in_one_transaction
from scoring.articles.proposal import proposal
from scoring.forms.articles import ArticleForm
from scoring.models import Article, Regulation
from scoring.models.arrangement import CannotStand
from scoring.models.texts import copy_text, earlier_text, fill, insert, move, remove
from scoring.permissions import drafts
from scoring.views.drafts import editable_regulation

CONFLICT = 409


@dataclass(slots=True)
class Chapter:
    """A chapter on the page; the first articles may stand before any."""

    number: str
    title: str
    articles: list[tuple[int, Article]] = field(default_factory=list)


def chapters(articles: list[Article]) -> list[Chapter]:
    """Articles with their numbers, below the chapters that they belong to."""
    found: list[Chapter] = []
    for number, article in enumerate(articles, start=1):
        if article.chapter or not found:
            count = sum(bool(chapter.title) for chapter in found) + 1
            found.append(Chapter(roman(count) if article.chapter else "", article.chapter))
        found[-1].articles.append((number, article))
    return found


def articles(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The text; who may change it finds at every article what can be done."""
    bloc_year = year_or_404(request, bloc, year)
    found = getattr(bloc_year, "regulation", None)
    if found is None:
        return redirect("regulation", bloc, year)
    text, editable = list(found.articles.all()), found.editable_by(request.user)
    context = {
        "regulation": found,
        "chapters": chapters(text),
        "grounds": found.grounds.splitlines(),
        "count": len(text),
        "editable": editable,
        "earlier": earlier_text(found) if editable and not text else None,
        "open_round": found.consultations.filter(state="open").first(),
    }
    return render(request, "scoring/articles.html", context)


@require_POST
@in_one_transaction
def begin_articles(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Fill an empty text with last year's, or with the proposal."""
    found = editable_regulation(request, bloc, year)
    if not found.articles.exists():
        source = earlier_text(found) if "copy" in request.POST else None
        if source:
            copy_text(request.user, found, source)
        else:
            fill(request.user, found, proposal(found.bloc_year))
        messages.success(request, _("The text is there. Now read it through and adapt it."))
    return redirect(found.text_url)


def article_new(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Add an article, at the end or after another one (`?after=`)."""
    bloc_year = year_or_404(request, bloc, year)
    found = get_object_or_404(Regulation.objects.select_related("bloc_year__bloc"), bloc_year=bloc_year)
    return _page(request, found, Article(regulation=found))


def article(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an article."""
    one = _visible_article(request, pk)
    return _page(request, one.regulation, one)


def _visible_article(request: HttpRequest, pk: int) -> Article:
    visible = Article.objects.filter(regulation__in=Regulation.objects.visible_to(request.user))
    related = ("regulation__bloc_year__bloc", "regulation__bloc_year__head")
    one = get_object_or_404(visible.select_related(*related), pk=pk)
    stand_in(request, one.bloc_year)
    return one


def _page(request: HttpRequest, found: Regulation, one: Article) -> HttpResponse:
    posted = request.method == "POST"
    if not drafts(request.user, found) or not (posted or found.editable_by(request.user)):
        raise PermissionDenied
    form, saved = _saved(request, found, one) if posted else (ArticleForm(instance=one), False)
    if saved:
        messages.success(request, _("Saved."))
        again = "more" in request.POST
        address = found.bloc_year.address
        return redirect("article_new", *address) if again else redirect(form.instance)
    found.refresh_from_db(fields=["state", "bloc_year"])
    may_write = found.editable_by(request.user)
    context = {"form": form, "article": one, "regulation": found, "may_write": may_write}
    return render(request, "scoring/article.html", context, status=200 if may_write else CONFLICT)


@transaction.atomic
def _saved(request: HttpRequest, seen: Regulation, one: Article) -> tuple[ArticleForm, bool]:
    """Store the article, if the text is still open; else what was typed stays on the page."""
    seen.hold()
    found = Regulation.objects.select_for_update().get(pk=seen.pk)
    is_new = one.pk is None
    if not is_new:
        one = get_object_or_404(found.articles, pk=one.pk)
    form = ArticleForm(request.POST, instance=one)
    possible = form.is_valid() and found.editable_by(request.user)
    if possible:
        saved = audit.save_form(request.user, form)
        after = request.GET.get("after", "")
        if is_new:
            insert(saved, found.articles.filter(pk=after).first() if after.isdecimal() else None)
    return form, possible


def _open_article(request: HttpRequest, pk: int) -> Article:
    """An article that the person may change now, held with its year until the transaction ends."""
    seen = _visible_article(request, pk).regulation
    seen.hold()
    found = Regulation.objects.select_for_update().get(pk=seen.pk)
    if not found.editable_by(request.user):
        raise PermissionDenied
    return get_object_or_404(found.articles.select_related("regulation__bloc_year__bloc"), pk=pk)


@transaction.atomic
def article_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before deleting an article (GET), and delete it (POST); the history keeps its text."""
    one = _open_article(request, pk)
    if request.method != "POST":
        return render(request, "scoring/article_delete.html", {"article": one})
    remove(request.user, one)
    messages.success(request, _("Deleted: %(article)s.") % {"article": one.title})
    return redirect(one.regulation.text_url)


@require_POST
@transaction.atomic
def article_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an article up or down by one place."""
    one = _open_article(request, pk)
    try:
        with transaction.atomic():
            move(request.user, one, -1 if "up" in request.POST else 1)
    except CannotStand as error:
        messages.error(request, str(error))
    return redirect(one)
