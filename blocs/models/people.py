"""Persons, and for whom they speak from when to when."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blocs import permissions

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class User(AbstractUser):
    """A person who logs in."""

    first_name = None  # type: ignore[assignment]  # a Vietnamese name is one thing
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("full name"), max_length=150)
    position = models.CharField(_("position"), max_length=150, blank=True, help_text=_("E.g. Trưởng Ban."))

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ("full_name", "username")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """The name as it stands on documents."""
        return self.full_name

    def get_short_name(self) -> str:
        """The same: Vietnamese names are not shortened."""
        return self.full_name

    @cached_property
    def current_roles(self) -> list[Representative]:
        """The roles held today, with their units and blocs; one query per request."""
        return list(self.roles.on(timezone.localdate()).select_related("unit", "bloc"))


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    """Roles by date."""

    def on(self, day: date) -> RepresentativeQuerySet:
        """The roles that hold on `day`."""
        return self.filter(Q(ends=None) | Q(ends__gte=day), starts__lte=day)


class Role(models.TextChoices):
    """What a person may be."""

    LEADER = permissions.LEADER, _("Leader of the unit")
    OFFICER = permissions.OFFICER, _("Officer of the unit")
    SECRETARY = permissions.SECRETARY, _("Secretary (acts for the bloc in years that the unit heads)")
    OBSERVER = permissions.OBSERVER, _("Observer of the bloc")

    @property
    def short(self) -> StrOrPromise:
        """The word that stands beside a person's name."""
        return {
            Role.LEADER: _("Leader"),
            Role.OFFICER: _("Officer"),
            Role.SECRETARY: _("Secretariat"),
            Role.OBSERVER: _("Observer"),
        }[self]


class Representative(models.Model):
    """A person speaks for a unit, or observes a bloc, from one day to another."""

    user = models.ForeignKey(User, models.PROTECT, related_name="roles", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=10, choices=Role)
    unit = models.ForeignKey(
        "blocs.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="representatives",
        verbose_name=_("unit"),
    )
    bloc = models.ForeignKey(
        "blocs.Bloc", models.PROTECT, null=True, blank=True, related_name="observers", verbose_name=_("bloc")
    )
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"), null=True, blank=True, help_text=_("Empty: until further notice."))

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        ordering = ("starts", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(role=Role.OBSERVER, bloc__isnull=False, unit__isnull=True)
                | (
                    Q(
                        unit__isnull=False,
                        bloc__isnull=True,
                        role__in=(Role.LEADER, Role.OFFICER, Role.SECRETARY),
                    )
                ),
                name="representative_of_unit_or_bloc",
                violation_error_message=_("An observer observes a bloc; every other role speaks for a unit."),
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=models.F("starts")),
                name="representative_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} ({self.unit or self.bloc})"
