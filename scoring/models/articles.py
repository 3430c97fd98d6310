"""The text of a regulation (Quy chế) in articles, in the order in which it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from blocs.models import BlocYear
    from scoring.models.regulation import Regulation


class Article(models.Model):
    """An article (Điều); its number is its place. A `chapter` begins with the article that names it."""

    regulation = models.ForeignKey("scoring.Regulation", models.CASCADE, related_name="articles")
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    chapter = models.CharField(
        _("chapter"),
        max_length=200,
        blank=True,
        help_text=_("Title of the chapter that begins here; empty: none begins."),
    )
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(
        _("text"), help_text=_("One clause to a line; clauses and points are numbered as you type them.")
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where the article stands on the page of the text."""
        return f"{self.regulation.text_url}#article-{self.pk}"

    @property
    def bloc_year(self) -> BlocYear:
        """The year of the regulation."""
        return self.regulation.bloc_year

    @property
    def lines(self) -> list[str]:
        """Clauses and points in order."""
        return [line.strip() for line in self.body.splitlines() if line.strip()]

    def copied_to(self, regulation: Regulation) -> Article:
        """The same article for another regulation, unsaved."""
        values = {name: getattr(self, name) for name in ("position", "chapter", "title", "body")}
        return Article(regulation=regulation, **values)
