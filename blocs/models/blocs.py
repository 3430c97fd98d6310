"""Blocs and the units that may be members of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from blocs.models.people import Representative, Role, User

SYMBOL = RegexValidator(
    r"^[A-ZĐƯ][A-Za-zĐđƯư0-9&.]*(-[A-ZĐƯ0-9][A-Za-zĐđƯư0-9&.]*)*$",
    _("Letters without spaces, groups joined by hyphens: KTĐ, BQL-VP."),
)


class Kind(models.TextChoices):
    """Official words for a bloc."""

    BLOC = "khoi", _("Bloc (khối thi đua)")
    CLUSTER = "cum", _("Cluster (cụm thi đua)")


class Bloc(models.Model):
    """Units that emulate each other, under one issuing council."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("short address"), max_length=50, unique=True)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind, default=Kind.BLOC)
    council = models.CharField(
        _("council"),
        max_length=200,
        help_text=_("The council that set the bloc up, e.g. Hội đồng Thi đua - Khen thưởng tỉnh Khánh Hòa."),
    )
    symbol = models.CharField(
        _("symbol on papers"),
        max_length=20,
        default="KTĐ",
        validators=[SYMBOL],
        help_text=_("Ends the number and symbol of the bloc's papers: KTĐ in 05/GM-KTĐ."),
    )

    class Meta:
        verbose_name = _("bloc")
        verbose_name_plural = _("blocs")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="bloc_kind_is_known"),
        )

    def __str__(self) -> str:
        return self.name

    def worded(self, text: str) -> str:
        """A usual text that says `Khối` or `khối`, with the bloc's own word: a cluster is a `Cụm`."""
        return text.replace("Khối", "Cụm").replace("khối", "cụm") if self.kind == Kind.CLUSTER else text


class Unit(models.Model):
    """A public body that can be a member of blocs."""

    name = models.CharField(_("full name"), max_length=200, unique=True)
    short_name = models.CharField(
        _("short name"),
        max_length=40,
        unique=True,
        help_text=_("Heads the unit's column in tables and workbooks."),
    )
    superior = models.CharField(
        _("superior body"), max_length=200, help_text=_("Stands above the unit in headings of documents.")
    )
    seal_line = models.CharField(
        _("name in headings"),
        max_length=200,
        blank=True,
        help_text=_("As on the seal. Empty: the full name."),
    )
    symbol = models.CharField(
        _("symbol on papers"),
        max_length=20,
        blank=True,
        validators=[SYMBOL],
        help_text=_("Ends the number and symbol of the unit's papers: BQLVP in 03/ĐK-BQLVP."),
    )
    place = models.CharField(
        _("place for dates"), max_length=60, help_text=_("As in “Khánh Hòa, ngày 05 tháng 3 năm 2021”.")
    )

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def heading(self) -> str:
        """The unit's line in the heading of its documents."""
        return self.seal_line or self.name

    @staticmethod
    def leaders_on(day: date, units: Iterable[Unit]) -> dict[int, User]:
        """Who leads each of `units` on `day`, in one query: of several, who began last, then by name."""
        leading = Representative.objects.on(day).filter(role=Role.LEADER, unit__in=units)
        ranked = leading.select_related("user").order_by("-starts", "user__full_name", "pk")
        return {role.unit_id: role.user for role in ranked.reverse() if role.unit_id}

    def leader_on(self, day: date) -> User | None:
        """Who leads the unit on `day`."""
        return self.leaders_on(day, [self]).get(self.pk)
