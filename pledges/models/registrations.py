"""What a unit registers for the year: targets and movements (bảng đăng ký giao ước thi đua)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear, Unit
from blocs.stages import Activity
from blocs.workflow import Stateful, Step
from pledges import permissions
from pledges.models.pledges import PledgeState


class RegistrationState(models.TextChoices):
    """From the officer's draft to the leader's word."""

    DRAFT = "draft", _("Being written")
    RETURNED = "returned", _("Sent back")
    CONFIRMED = "confirmed", _("Confirmed by the leader")
    RECEIVED = "received", _("Received by the head")


GIVEN = (RegistrationState.CONFIRMED, RegistrationState.RECEIVED)  # the unit's leader has given its word


def _incomplete(registration: Registration) -> list[str]:
    targets, movements = list(registration.targets.all()), list(registration.movements.all())
    missing = [] if targets else [gettext("No target is registered yet.")]
    if unfinished := [
        str(n) for n, target in enumerate(targets, start=1) if not (target.measure and target.plan)
    ]:
        missing.append(
            gettext("Targets without unit of measure or plan: %(rows)s.") % {"rows": "; ".join(unfinished)}
        )
    if unfinished := [str(n) for n, movement in enumerate(movements, start=1) if not movement.aim]:
        missing.append(gettext("Movements without an aim: %(rows)s.") % {"rows": "; ".join(unfinished)})
    return missing


def _closed(registration: Registration) -> list[str]:
    if registration.is_open or not registration.bloc_year.allows(Activity.REGISTRATION):
        return []
    if registration.bloc_year.pledge.state == PledgeState.AGREEING:
        return [gettext("The joint pledge with these registrations is before the units; take it back first.")]
    return [gettext("The joint pledge is signed, and what the units registered with it.")]


def _not_to_confirm(registration: Registration) -> list[str]:
    return _closed(registration) or _incomplete(registration)


def is_open(bloc_year: BlocYear) -> bool:
    """Whether units register now: in the stages for it, while the pledge with their targets is a draft."""
    pledge = getattr(bloc_year, "pledge", None)
    return bloc_year.allows(Activity.REGISTRATION) and (pledge is None or pledge.state == PledgeState.DRAFT)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations by who may see them: everyone in the bloc."""

    def visible_to(self, user: Any) -> RegistrationQuerySet:
        """Registrations of the years that `user` may see."""
        return self.filter(bloc_year__in=BlocYear.objects.visible_to(user))

    def given(self) -> RegistrationQuerySet:
        """Those for which the unit's leader has given its word, received by the head or not yet."""
        return self.filter(state__in=GIVEN)


class Registration(Stateful):
    """One unit's registration for the year."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registrations", verbose_name=_("unit"))
    state = models.CharField(
        _("state"), max_length=10, choices=RegistrationState, default=RegistrationState.DRAFT, editable=False
    )
    party_cell = models.CharField(_("commitment of the Party cell"), max_length=300, blank=True)
    union = models.CharField(_("commitment of the union"), max_length=300, blank=True)
    youth_union = models.CharField(_("commitment of the youth union"), max_length=300, blank=True)

    objects = RegistrationQuerySet.as_manager()
    steps = (
        Step(
            "confirm",
            _("Confirm the registration"),
            (RegistrationState.DRAFT, RegistrationState.RETURNED),
            RegistrationState.CONFIRMED,
            may=permissions.confirms,
            activity=Activity.REGISTRATION,
            obstacles=_not_to_confirm,
            asks=_(
                "With this you give the unit's word; the registration can then be changed only if sent back."
            ),
            primary=True,
        ),
        Step(
            "receive",
            _("Receive the registration"),
            (RegistrationState.CONFIRMED,),
            RegistrationState.RECEIVED,
            may=permissions.receives,
            activity=Activity.REGISTRATION,
            primary=True,
        ),
        Step(
            "send_back",
            _("Send back"),
            GIVEN,
            RegistrationState.RETURNED,
            may=permissions.returns,
            activity=Activity.REGISTRATION,
            obstacles=_closed,
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
        return gettext("Registration of %(unit)s, %(year)s") % {
            "unit": self.unit,
            "year": self.bloc_year.year,
        }

    def get_absolute_url(self) -> str:
        """The registration's page."""
        return reverse("registration", args=(self.pk,))

    def editable_by(self, user: Any) -> bool:
        """Whether `user` may change lines now."""
        return permissions.owns(user, self) and not self.is_given and self.is_open

    @property
    def key(self) -> str:
        """Its name among the papers of the year."""
        return f"unit-{self.unit_id}"

    @property
    def is_given(self) -> bool:
        """Whether the unit's leader has given its word."""
        return self.state in GIVEN

    @property
    def lacks(self) -> list[str]:
        """What stands between the lines as they are and the leader's word."""
        return _incomplete(self)

    @property
    def is_open(self) -> bool:
        """Whether units register now."""
        return is_open(self.bloc_year)

    @property
    def is_empty(self) -> bool:
        """Whether it has no target and no movement yet."""
        return not (self.targets.exists() or self.movements.exists())

    @property
    def earlier(self) -> Registration | None:
        """What the unit registered last in an earlier year, in this bloc or in another."""
        filled = Q(targets__isnull=False) | Q(movements__isnull=False)
        before = Registration.objects.filter(
            filled, unit=self.unit_id, bloc_year__year__lt=self.bloc_year.year
        )
        return before.select_related("bloc_year__bloc").order_by("-bloc_year__year", "pk").first()


class Line(models.Model):
    """A line of a registration. A draft may lack anything but the line's first column."""

    texts: tuple[str, ...]  # the columns in the order of the table

    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        abstract = True
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return getattr(self, self.texts[0])


class Target(Line):
    """What, in which unit of measure, how much is planned."""

    texts = ("content", "measure", "last_year", "plan", "due", "note")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="targets")
    content = models.CharField(_("content"), max_length=500)
    measure = models.CharField(_("unit of measure"), max_length=60, blank=True)
    last_year = models.CharField(_("last year's result"), max_length=120, blank=True)
    plan = models.CharField(_("plan for the year"), max_length=120, blank=True)
    due = models.DateField(_("deadline"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Line.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")


class Movement(Line):
    """A movement (phong trào) that the unit takes part in or launches."""

    texts = ("name", "aim", "launched", "wrapped_up")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="movements")
    name = models.CharField(_("name of the movement"), max_length=300)
    aim = models.TextField(_("aim"), blank=True)
    launched = models.CharField(_("launched"), max_length=60, blank=True, help_text=_("E.g. Tháng 3/2021."))
    wrapped_up = models.CharField(
        _("wrapped up"), max_length=60, blank=True, help_text=_("E.g. Tháng 12/2021.")
    )

    class Meta(Line.Meta):
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
