"""Titles (danh hiệu thi đua) that can be registered, and who registers for which."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pledges.models.registrations import Line, Registration


class Holder(models.TextChoices):
    """Who can hold a title."""

    COLLECTIVE = "collective", _("collective")
    PERSON = "person", _("individual")


class Title(models.Model):
    """A title of the catalogue with the conditions that the law sets, in plain words."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    holder = models.CharField(_("for"), max_length=10, choices=Holder)
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    conditions = models.TextField(_("conditions"), blank=True)
    source = models.CharField(_("legal basis"), max_length=200, blank=True)
    is_offered = models.BooleanField(_("can be registered"), default=True)

    class Meta:
        verbose_name = _("title of honour")
        verbose_name_plural = _("titles")
        ordering = ("holder", "position", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(holder__in=Holder.values), name="title_holder_is_known"),
        )

    def __str__(self) -> str:
        return self.name


class TitleRegistration(Line):
    """A title that the unit, or a person of it, strives for this year."""

    texts = ("title", "holder", "note")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="titles")
    title = models.ForeignKey(Title, models.PROTECT, related_name="+", verbose_name=_("title of honour"))
    holder = models.CharField(
        _("collective or person"),
        max_length=200,
        help_text=_("The unit, a department of it, or a person's full name."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Line.Meta):
        verbose_name = _("title registration")
        verbose_name_plural = _("title registrations")
        constraints = (
            models.UniqueConstraint(fields=("registration", "title", "holder"), name="title_once_per_holder"),
        )

    def __str__(self) -> str:
        return f"{self.title}: {self.holder}"
