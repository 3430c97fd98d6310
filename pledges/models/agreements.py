"""A unit's word on the joint pledge, and who signs for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear, Unit
from blocs.stages import Activity
from blocs.workflow import Stateful, Step
from pledges import permissions
from pledges.models.names import has_title
from pledges.models.pledges import AgreementState, Pledge, PledgeState


def plain_name(name: str) -> None:
    """Refuse a title, degree or form of address before a signer's name (Decree 30)."""
    if has_title(name):
        raise ValidationError(
            _("“%(name)s”: write the name only, without title, degree or form of address (Decree 30)."),
            params={"name": name},
        )


def _changing(agreement: Agreement) -> list[str]:
    if agreement.pledge.state == PledgeState.AGREEING:
        return []
    return [gettext("The joint pledge is not with the units: its text may change. You will be asked again.")]


def in_signing_order(bloc_year: BlocYear, agreements: Iterable[Agreement]) -> list[Agreement]:
    """The head first, then those with a place of their own, then the others in the order of the year."""
    places = {unit.pk: place for place, unit in enumerate(bloc_year.members)}

    def key(one: Agreement) -> tuple[bool, bool, int, int]:
        is_head = one.unit_id == bloc_year.head_id
        return not is_head, one.position == 0, one.position, places.get(one.unit_id, len(places))

    return sorted(agreements, key=key)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Agreements by who may see them: everyone in the bloc."""

    def visible_to(self, user: Any) -> AgreementQuerySet:
        """Agreements of the years that `user` may see."""
        return self.filter(pledge__bloc_year__in=BlocYear.objects.visible_to(user))


class Agreement(Stateful):
    """A unit's agreement to one text of the joint pledge: taking it back and asking again make new ones."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="agreements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    state = models.CharField(
        _("state"), max_length=10, choices=AgreementState, default=AgreementState.OPEN, editable=False
    )
    signer = models.CharField(
        _("signer"),
        max_length=150,
        blank=True,
        validators=[plain_name],
        help_text=_("Name only, without title or degree (Decree 30)."),
    )
    signer_position = models.CharField(_("position of the signer"), max_length=150, blank=True)
    position = models.PositiveSmallIntegerField(
        _("place in the order of signing"),
        default=0,
        help_text=_("0: after those with a number, in the order of the year; the head always first."),
    )
    signed_at = models.DateTimeField(_("signed at the conference"), null=True, blank=True, editable=False)

    objects = AgreementQuerySet.as_manager()
    steps = (
        Step(
            "agree",
            _("Agree to the joint pledge"),
            (AgreementState.OPEN,),
            AgreementState.AGREED,
            may=permissions.agrees,
            activity=Activity.PLEDGE,
            obstacles=_changing,
            primary=True,
        ),
    )

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("pledge", "unit"), name="one_agreement_per_unit"),
            models.CheckConstraint(
                condition=Q(state__in=AgreementState.values), name="agreement_state_is_known"
            ),
        )

    def __str__(self) -> str:
        return gettext("Agreement of %(unit)s to the joint pledge") % {"unit": self.unit}

    def get_absolute_url(self) -> str:
        """The page of the pledge that is agreed to."""
        return self.pledge.get_absolute_url()

    @property
    def bloc_year(self) -> BlocYear:
        """The year of the pledge."""
        return self.pledge.bloc_year

    @property
    def is_signed(self) -> bool:
        """Whether the unit has signed: marked so at the conference, or recorded for all of them."""
        return self.signed_at is not None or self.pledge.state == PledgeState.SIGNED

    @property
    def is_agreed(self) -> bool:
        """Whether the unit's leader has agreed."""
        return self.state == AgreementState.AGREED

    def steps_for(self, user: Any) -> list[Step]:
        """The leader's word while the pledge is with the units."""
        return super().steps_for(user) if self.pledge.state == PledgeState.AGREEING else []
