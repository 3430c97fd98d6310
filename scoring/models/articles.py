"""The text of a regulation (Quy chế) in articles, in the order in which it is printed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.models.regulation import Regulation


class Article(models.Model):
    """An article (Điều); its number is its place. A `chapter` begins with the article that names it."""

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="articles")
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
