"""What a unit registers for the year: targets and movements (bảng đăng ký giao ước thi đua)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear, Unit
from blocs.stages import Activity
from blocs.workflow import Stateful, Step
from pledges import permissions


class RegistrationState(models.TextChoices):
    """From the officer's draft to the leader's word."""

    DRAFT = "draft", _("Being written")
    RETURNED = "returned", _("Sent back")
    CONFIRMED = "confirmed", _("Confirmed by the leader")


def _empty(registration: Registration) -> list[str]:
    return [] if registration.targets.exists() else [_now("No target is registered yet.")]


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations by who may see them: everyone in the bloc."""

    def visible_to(self, user: Any) -> RegistrationQuerySet:
        """Registrations of the years that `user` may see."""
        return self.filter(bloc_year__in=BlocYear.objects.visible_to(user))


class Registration(Stateful):
    """One unit's registration for the year."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registrations", verbose_name=_("unit"))
    state = models.CharField(
        _("state"), max_length=10, choices=RegistrationState, default=RegistrationState.DRAFT, editable=False
    )

    objects = RegistrationQuerySet.as_manager()
    steps = (
        Step(
            "confirm",
            _("Confirm the registration"),
            (RegistrationState.DRAFT, RegistrationState.RETURNED),
            RegistrationState.CONFIRMED,
            may=permissions.confirms,
            activity=Activity.REGISTRATION,
            obstacles=_empty,
            asks=_("With this you give the unit's word; the registration can then be changed only if sent back."),
            primary=True,
        ),
        Step(
            "send_back",
            _("Send back"),
            (RegistrationState.CONFIRMED,),
            RegistrationState.RETURNED,
            may=permissions.returns,
            activity=Activity.REGISTRATION,
            needs_reason=True,
        ),
    )

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ("bloc_year", "unit")
        constraints = (
            models.UniqueConstraint(fields=("bloc_year", "unit"), name="one_registration_per_unit"),
            models.CheckConstraint(
                condition=Q(state__in=RegistrationState.values), name="registration_state_is_known"
            ),
        )

    def __str__(self) -> str:
        return _now("Registration of %(unit)s, %(year)s") % {"unit": self.unit, "year": self.bloc_year.year}

    def get_absolute_url(self) -> str:
        """The registration's page."""
        return reverse("registration", args=(self.pk,))

    def editable_by(self, user: Any) -> bool:
        """Whether `user` may change lines now."""
        return (
            permissions.owns(user, self)
            and self.state != RegistrationState.CONFIRMED
            and self.bloc_year.allows(Activity.REGISTRATION)
        )


class Target(models.Model):
    """A line of the registration: what, in which unit of measure, how much is planned."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    content = models.CharField(_("content"), max_length=500)
    measure = models.CharField(_("unit of measure"), max_length=60)
    plan = models.CharField(_("plan for the year"), max_length=120)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.content


class Movement(models.Model):
    """A movement (phong trào) that the unit takes part in or launches."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="movements")
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    name = models.CharField(_("name of the movement"), max_length=300)
    aim = models.TextField(_("aim"))
    launched = models.CharField(_("launched"), max_length=60, blank=True, help_text=_("E.g. Tháng 3/2021."))
    wrapped_up = models.CharField(_("wrapped up"), max_length=60, blank=True, help_text=_("E.g. Tháng 12/2021."))

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name
