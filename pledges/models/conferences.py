"""A conference of the bloc: agenda, guests, attendance, what is recorded for the minutes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear, Unit
from blocs.stages import Activity
from pledges import permissions
from pledges.models.agreements import Agreement, in_signing_order


class Occasion(models.TextChoices):
    """What the bloc meets for."""

    SIGNING = "signing", _("Signing conference")
    MIDYEAR = "midyear", _("Mid-year review conference")
    YEAREND = "yearend", _("Year-end review conference")


class ConferenceQuerySet(models.QuerySet["Conference"]):
    """Conferences by who may see them: everyone in the bloc."""

    def visible_to(self, user: Any) -> ConferenceQuerySet:
        """Conferences of the years that `user` may see."""
        return self.filter(bloc_year__in=BlocYear.objects.visible_to(user))


class Conference(models.Model):
    """When, where, under whose chair; `current` is the agenda item that the projector shows."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="conferences")
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion, default=Occasion.SIGNING)
    held_on = models.DateField(_("day"), null=True, blank=True)
    begins = models.TimeField(_("begins"), null=True, blank=True)
    ended = models.TimeField(_("ended"), null=True, blank=True)
    venue = models.CharField(_("venue"), max_length=300, blank=True)
    place = models.CharField(_("place for dates"), max_length=60, blank=True)
    chair = models.CharField(_("chair"), max_length=150, blank=True)
    chair_position = models.CharField(_("position of the chair"), max_length=150, blank=True)
    secretary = models.CharField(_("secretary"), max_length=150, blank=True)
    secretary_position = models.CharField(_("position of the secretary"), max_length=150, blank=True)
    dress = models.CharField(_("note for the invitation"), max_length=300, blank=True)
    conclusions = models.TextField(_("conclusions"), blank=True)
    current = models.ForeignKey("AgendaItem", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        ordering = ("held_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("bloc_year", "occasion"), name="one_conference_per_occasion"),
            models.CheckConstraint(
                condition=Q(occasion__in=Occasion.values), name="conference_occasion_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_occasion_display()} ({self.bloc_year})"

    def get_absolute_url(self) -> str:
        """The conference's page."""
        return reverse("conference", args=self.address)

    @property
    def address(self) -> tuple[str, int, str]:
        """Bloc, year and occasion: what the addresses of all its pages have in common."""
        return *self.bloc_year.address, self.occasion

    def editable_by(self, user: Any) -> bool:
        """Whether `user` may prepare, lead and record the conference now."""
        return permissions.convenes(user, self) and self.bloc_year.allows(Activity.CONFERENCE)

    @property
    def is_signing(self) -> bool:
        """Whether the units sign their joint pledge at it."""
        return self.occasion == Occasion.SIGNING

    @property
    def agreements(self) -> list[Agreement]:
        """Who signs, in the order of signing; nobody where nothing is signed."""
        pledge = getattr(self.bloc_year, "pledge", None) if self.is_signing else None
        if pledge is None:
            return []
        return in_signing_order(self.bloc_year, pledge.agreements.select_related("unit"))

    @property
    def presences(self) -> list[Attendance]:
        """A row for every member in the order of the year, also where nothing is entered yet."""
        entered = {row.unit_id: row for row in self.attendances.select_related("unit")}
        members = self.bloc_year.members
        return [entered.get(unit.pk) or Attendance(conference=self, unit=unit) for unit in members]


class AgendaItem(models.Model):
    """A point of the agenda; `record` is what the minutes say about it."""

    texts = ("content", "begins", "presenter", "is_signing")  # what the table of the agenda is compared by

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    begins = models.TimeField(_("begins"), null=True, blank=True)
    content = models.CharField(_("content"), max_length=500)
    presenter = models.CharField(_("presented by"), max_length=200, blank=True)
    is_signing = models.BooleanField(_("here the units sign"), default=False)
    record = models.TextField(_("for the minutes"), blank=True)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.content


class Guest(models.Model):
    """Who is invited from outside: a body, or a person of it."""

    texts = ("organisation", "person", "office", "email")

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="guests")
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    organisation = models.CharField(_("body"), max_length=300)
    person = models.CharField(_("name"), max_length=150, blank=True)
    office = models.CharField(_("office"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    is_present = models.BooleanField(_("present"), null=True, blank=True)

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.person, self.office, self.organisation)))

    @property
    def title(self) -> str:
        """How the history calls the row."""
        return str(self)


class Attendance(models.Model):
    """Who came for a unit."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="attendances")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    people = models.CharField(_("people present"), max_length=500, blank=True)
    is_present = models.BooleanField(_("present"), null=True, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = (models.UniqueConstraint(fields=("conference", "unit"), name="unit_attends_once"),)

    def __str__(self) -> str:
        return f"{self.unit}: {self.people}"

    @property
    def title(self) -> str:
        """How the history calls the row."""
        return self.unit.name
