"""The text of a regulation as a whole: filling it, putting an article somewhere else, taking one away."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blocs import audit
from scoring.articles.pasting import Pasted
from scoring.models.arrangement import CannotStand
from scoring.models.articles import Article
from scoring.models.regulation import Regulation

Tokens = list[Article | str]  # articles, and before each chapter its title


def earlier_text(regulation: Regulation) -> Regulation | None:
    """The bloc's latest earlier regulation that has articles."""
    year = regulation.bloc_year
    before = Regulation.objects.filter(bloc_year__bloc=year.bloc_id, bloc_year__year__lt=year.year)
    return before.filter(articles__isnull=False).order_by("-bloc_year__year").first()


def copy_text(user: Any, regulation: Regulation, source: Regulation) -> None:
    """Take over articles and grounds of an earlier year into an empty text."""
    Article.objects.bulk_create(article.copied_to(regulation) for article in source.articles.all())
    regulation.grounds = regulation.grounds or source.grounds
    regulation.save(update_fields=["grounds"])
    with audit.in_record_language():
        change = audit.change(gettext_noop("articles copied from"), "", str(source))
    audit.record(user, regulation, audit.Action.CHANGE, changes=[change])


def fill(user: Any, regulation: Regulation, text: Pasted, *, replace: bool = True) -> None:
    """Make articles of a text that was read, in place of those that are there or after them."""
    present = list(regulation.articles.all())
    before = "; ".join(article.title for article in present)
    if replace:
        regulation.articles.all().delete()
        present = []
    Article.objects.bulk_create(
        Article(regulation=regulation, position=place, chapter=one.chapter, title=one.title, body=one.body)
        for place, one in enumerate(text.articles, start=len(present) + 1)
    )
    after = "; ".join(article.title for article in regulation.articles.all())
    changes = [audit.change(gettext_noop("articles"), before, after)]
    grounds = "\n".join(line.rstrip(";. ") for line in text.grounds)
    if grounds and (replace or not regulation.grounds):
        changes.append(audit.change(gettext_noop("legal grounds"), regulation.grounds, grounds))
        regulation.grounds = grounds
        regulation.save(update_fields=["grounds"])
    audit.record(user, regulation, audit.Action.CHANGE, changes=changes)


def insert(article: Article, after: Article | None) -> None:
    """Give a new article its place: behind another one, or at the end."""
    others = list(article.regulation.articles.exclude(pk=article.pk))
    place = others.index(after) + 1 if after in others else len(others)
    _number([*others[:place], article, *others[place:]])


def move(user: Any, article: Article, by: int) -> None:
    """One place up or down; the title of a chapter counts as a place. Raises `CannotStand`."""
    before = _standing(article)
    tokens = _tokens(article.regulation)
    old = tokens.index(article)
    new = old + by
    if not 0 <= new < len(tokens) or (new == 0 and isinstance(tokens[0], str)):
        return
    tokens[old], tokens[new] = tokens[new], tokens[old]
    _refuse_empty_chapters(tokens)
    _store(tokens)
    article.refresh_from_db()
    change = audit.change(gettext_noop("place"), before, _standing(article))
    audit.record(user, article, audit.Action.CHANGE, changes=[change])


def remove(user: Any, article: Article) -> None:
    """Delete an article, of which the history keeps the text; its chapter goes on if others are in it."""
    tokens: Tokens = [token for token in _tokens(article.regulation) if token != article]
    places = range(len(tokens))
    kept = [tokens[n] for n in places if not (isinstance(tokens[n], str) and _is_empty(tokens, n))]
    pairs = (
        (gettext_noop("chapter"), article.chapter),
        (gettext_noop("title"), article.title),
        (gettext_noop("text"), article.body),
    )
    changes = [audit.change(what, text, "") for what, text in pairs if text]
    audit.record(user, article, audit.Action.DELETE, changes=changes)
    article.delete()
    _store(kept)


def _tokens(regulation: Regulation) -> Tokens:
    found: Tokens = []
    for article in regulation.articles.all():
        found += [article.chapter, article] if article.chapter else [article]
    return found


def _is_empty(tokens: Tokens, place: int) -> bool:
    """Whether no article follows the title of a chapter."""
    return place + 1 == len(tokens) or isinstance(tokens[place + 1], str)


def _refuse_empty_chapters(tokens: Tokens) -> None:
    for place, token in enumerate(tokens):
        if isinstance(token, str) and _is_empty(tokens, place):
            words = _("The chapter “%(chapter)s” would be left without an article.")
            raise CannotStand(words % {"chapter": token})


def _store(tokens: Tokens) -> None:
    chapter, articles = "", []
    for token in tokens:
        if isinstance(token, str):
            chapter = token
        else:
            token.chapter, chapter = chapter, ""
            articles.append(token)
    _number(articles)


def _number(articles: list[Article]) -> None:
    for position, article in enumerate(articles, start=1):
        article.position = position
    Article.objects.bulk_update(articles, ["position", "chapter"])


def _standing(article: Article) -> str:
    """`3 · Quy định chung`: number and chapter."""
    chapter = ""
    for number, one in enumerate(article.regulation.articles.all(), start=1):
        chapter = one.chapter or chapter
        if one == article:
            return " · ".join(filter(None, (str(number), chapter)))
    return ""
