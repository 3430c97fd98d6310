"""The joint pledge (bản giao ước thi đua): contents, the units' agreement, the signing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from blocs import audit
from blocs.formats import short_date
from blocs.models import BlocYear, Unit
from blocs.stages import Activity
from blocs.workflow import STATE, Stateful, Step
from pledges import permissions
from pledges.models.movements import movement_rows
from pledges.models.names import has_title

if TYPE_CHECKING:
    from pledges.models.agreements import Agreement

# element 3 of Decree 30: two digits or more, a stroke, groups of letters with hyphens
NUMBER_AND_SYMBOL = r"^\d{2,}/[A-ZĐƯ][A-Za-zĐđƯư]*(-[A-ZĐƯ0-9][A-Za-zĐđƯư0-9&.]*)*$"

# what people paste before a point: “1. ”, “2) ”, “- ”, “• ”
_NUMBERING = re.compile(r"^(?:\d{1,2}[.)]|[-–—•*+])(?:\s+|$)")


class PledgeState(models.TextChoices):
    """From the head's draft to the signing."""

    DRAFT = "draft", _("Being written")
    AGREEING = "agreeing", _("With the units for agreement")
    SIGNED = "signed", _("Signed")


class AgreementState(models.TextChoices):
    """A unit's answer to the joint pledge."""

    OPEN = "open", _("Not yet agreed")
    AGREED = "agreed", _("Agreed")


def _without_contents(pledge: Pledge) -> list[str]:
    return [] if pledge.sections.exists() else [gettext("The joint pledge has no contents yet.")]


def _without_day(pledge: Pledge) -> list[str]:
    if not (pledge.place and pledge.signed_on):
        return [gettext("Place and date of the signing are not entered yet.")]
    if pledge.signed_on > timezone.localdate():
        words = gettext("The day of the signing, %(day)s, is still to come.")
        return [words % {"day": short_date(pledge.signed_on)}]
    return []


def _unsigned(pledge: Pledge) -> list[str]:
    answers = pledge.answers()
    asked = [answer.agreement for answer in answers if answer.agreement]
    sentences = (
        (
            _("Not yet asked: %(units)s. Take the pledge back and send it to the units again."),
            [answer.unit for answer in answers if answer.agreement is None],
        ),
        (
            _("No longer a member: %(units)s. Take the pledge back and send it to the units again."),
            [answer.unit for answer in answers if not answer.is_member],
        ),
        (_("Not yet agreed: %(units)s."), [one.unit for one in asked if not one.is_agreed]),
        (_("No signer is named for: %(units)s."), [one.unit for one in asked if not one.signer]),
        (
            _("The signer's name must stand without title or degree: %(units)s."),
            [one.unit for one in asked if has_title(one.signer)],
        ),
    )
    named = [(words, "; ".join(unit.short_name for unit in units)) for words, units in sentences if units]
    return _without_day(pledge) + [str(words) % {"units": units} for words, units in named]


def _renew_agreements(pledge: Pledge, user: Any) -> None:
    """New, open agreements of the members: nobody's word outlives the text, nor can an old page give it.

    Who was named as signer stays so, else the unit's leader signs; places in the order of signing stay.
    """
    _tell_lapsed(pledge, user)
    earlier = {agreement.unit_id: agreement for agreement in pledge.agreements.all()}
    pledge.agreements.all().delete()
    members = pledge.bloc_year.members
    leaders = Unit.leaders_on(timezone.localdate(), members)
    for unit in members:
        before, signer, office = earlier.get(unit.pk), "", ""
        if before and before.signer:
            signer, office = before.signer, before.signer_position
        elif leader := leaders.get(unit.pk):
            signer, office = leader.full_name, leader.position
        place = before.position if before else 0
        pledge.agreements.create(unit=unit, signer=signer, signer_position=office, position=place)


def _ask(pledge: Pledge, user: Any) -> None:
    """The units are asked about the movements as they stand now; what is launched later is not promised."""
    pledge.movements = movement_rows(pledge.bloc_year)
    pledge.save(update_fields=["movements"])
    _renew_agreements(pledge, user)


def _tell_lapsed(pledge: Pledge, user: Any) -> None:
    """The history says whose agreements lapse."""
    with audit.in_record_language():
        change = audit.change(STATE, str(AgreementState.AGREED.label), str(AgreementState.OPEN.label))
    for agreement in pledge.agreements.filter(state=AgreementState.AGREED).select_related("unit"):
        audit.record(user, agreement, audit.Action.CHANGE, changes=[change])


class Answer(NamedTuple):
    """A unit and its agreement, if it has been asked."""

    unit: Unit
    agreement: Agreement | None
    is_member: bool

    @property
    def is_agreed(self) -> bool:
        """Whether the unit has been asked and has agreed."""
        return self.agreement is not None and self.agreement.is_agreed


class PledgeQuerySet(models.QuerySet["Pledge"]):
    """Pledges by who may see them: everyone in the bloc."""

    def visible_to(self, user: Any) -> PledgeQuerySet:
        """Pledges of the years that `user` may see."""
        return self.filter(bloc_year__in=BlocYear.objects.visible_to(user))


class Pledge(Stateful):
    """The text that all members sign at the conference."""

    bloc_year = models.OneToOneField(BlocYear, models.PROTECT, related_name="pledge")
    number = models.CharField(
        _("number and symbol"),
        max_length=40,
        blank=True,
        validators=[RegexValidator(NUMBER_AND_SYMBOL, _("Write it like 01/GUTĐ-KTĐ."))],
        help_text=_("E.g. 01/GUTĐ-KTĐ; numbers under 10 with a leading zero. Empty: dots in the document."),
    )
    place = models.CharField(
        _("place of the signing"), max_length=60, blank=True, help_text=_("E.g. Khánh Hòa.")
    )
    signed_on = models.DateField(_("date of the signing"), null=True, blank=True)
    movements = models.JSONField(default=list, editable=False)  # as the units were asked to agree to them
    state = models.CharField(
        _("state"), max_length=10, choices=PledgeState, default=PledgeState.DRAFT, editable=False
    )

    objects = PledgeQuerySet.as_manager()
    steps = (
        Step(
            "ask_units",
            _("Send to the units for agreement"),
            (PledgeState.DRAFT,),
            PledgeState.AGREEING,
            may=permissions.composes,
            activity=Activity.PLEDGE,
            obstacles=_without_contents,
            asks=_(
                "Every unit's leader is asked to agree to this text; to change it you take it back first."
            ),
            primary=True,
            then=_ask,
        ),
        Step(
            "sign",
            _("Record the signing"),
            (PledgeState.AGREEING,),
            PledgeState.SIGNED,
            may=permissions.composes,
            activity=Activity.SIGNING,
            obstacles=_unsigned,
            asks=_("The signed pledge can no longer be changed."),
            primary=True,
        ),
        Step(
            "take_back",
            _("Take back to change the text"),
            (PledgeState.AGREEING,),
            PledgeState.DRAFT,
            may=permissions.composes,
            activity=Activity.PLEDGE,
            needs_reason=True,
            then=_renew_agreements,
        ),
    )

    class Meta:
        verbose_name = _("joint pledge")
        verbose_name_plural = _("joint pledges")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=PledgeState.values), name="pledge_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=PledgeState.SIGNED) | (~Q(place="") & Q(signed_on__isnull=False)),
                name="signed_pledge_has_place_and_date",
            ),
        )

    def __str__(self) -> str:
        return gettext("Joint pledge of %(bloc_year)s") % {"bloc_year": self.bloc_year}

    def get_absolute_url(self) -> str:
        """The pledge's page."""
        return reverse("pledge", args=self.bloc_year.address)

    def editable_by(self, user: Any) -> bool:
        """Whether `user` may change the text now."""
        return (
            permissions.composes(user, self)
            and self.state == PledgeState.DRAFT
            and self.bloc_year.allows(Activity.PLEDGE)
        )

    def signing_editable_by(self, user: Any) -> bool:
        """Whether `user` may enter place, date and signers now."""
        return permissions.composes(user, self) and self.state != PledgeState.SIGNED

    def answers(self) -> list[Answer]:
        """Every member's answer in the order of the year, then those of units that are members no longer."""
        agreements = {one.unit_id: one for one in self.agreements.select_related("unit")}
        members = [Answer(unit, agreements.pop(unit.pk, None), True) for unit in self.bloc_year.members]
        return members + [Answer(one.unit, one, False) for one in agreements.values()]

    @property
    def is_agreed(self) -> bool:
        """Whether every member has agreed, and nobody who is a member no longer."""
        answers = self.answers()
        return bool(answers) and all(answer.is_agreed and answer.is_member for answer in answers)

    def launched(self) -> list[dict[str, str]]:
        """The movements of the text: of a draft those of the year, later those the units were asked about."""
        return movement_rows(self.bloc_year) if self.state == PledgeState.DRAFT else self.movements

    @property
    def earlier(self) -> Pledge | None:
        """The bloc's latest earlier pledge that has contents."""
        year = self.bloc_year
        before = Pledge.objects.filter(bloc_year__bloc=year.bloc_id, bloc_year__year__lt=year.year)
        return before.filter(sections__isnull=False).order_by("-bloc_year__year").first()

    def copy_sections(self, source: Pledge, user: Any) -> None:
        """Take over the sections of `source`."""
        Section.objects.bulk_create(
            Section(pledge=self, position=section.position, title=section.title, body=section.body)
            for section in source.sections.all()
        )
        with audit.in_record_language():
            change = audit.change(gettext_noop("copied from"), "", str(source))
        audit.record(user, self, audit.Action.CHANGE, changes=[change])


class Section(models.Model):
    """A numbered section of the joint pledge with its points, one to a line."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("points"), help_text=_("One point to a line; pasting from Word works."))

    class Meta:
        verbose_name = _("section of the pledge")
        verbose_name_plural = _("sections of the pledge")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def bloc_year(self) -> BlocYear:
        """The year of the pledge."""
        return self.pledge.bloc_year

    @property
    def points(self) -> list[str]:
        """The points in order, without the numbers or dashes they came with: page and paper number them."""
        lines = (_NUMBERING.sub("", line.strip()) for line in self.body.splitlines())
        return [line for line in lines if line]
