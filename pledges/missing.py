"""What units still owe the bloc: seen on the page of the registrations, and what people are reminded of.

Every app lists what it asks of units as `DUTIES` in the modules that the setting `UNIT_DUTIES` names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pledges.followup import ENTERED_IN
from pledges.models import Period, Target, TargetResult
from pledges.models.movements import movement_reports
from pledges.models.pledges import AgreementState, PledgeState
from pledges.models.registrations import GIVEN, RegistrationState, is_open

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from blocs.models import BlocYear, Unit
    from pledges.models import Registration


@dataclass(frozen=True, slots=True)
class Lack:
    """What a unit owes now: in sentences, where its people do it (an address without the host), until when.

    Without a day of its own it is due at the end of the stage.
    """

    unit: Unit
    words: list[str]
    url: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that every unit is asked for. `lacks`: the units that owe it now, in the order of the year.

    `subject` is what a letter about it is headed with, written in Vietnamese like the letter.
    """

    name: str
    label: StrOrPromise
    subject: str
    lacks: Callable[[BlocYear], list[Lack]]


@cache
def duties() -> dict[str, Duty]:
    """Every duty by name, in the order of the year."""
    modules = [import_module(name) for name in settings.UNIT_DUTIES]
    return {duty.name: duty for module in modules for duty in module.DUTIES}


def of_registration(registration: Registration | None) -> list[str]:
    """What a unit's registration lacks until its leader has given the unit's word."""
    if registration is None:
        return [_("The registration is not begun yet.")]
    if registration.is_given:
        return []
    returned = registration.state == RegistrationState.RETURNED
    state = _("Sent back and not confirmed again.") if returned else _("The leader has not confirmed it yet.")
    return [*registration.lacks, state]


def _registrations(bloc_year: BlocYear) -> list[Lack]:
    if not is_open(bloc_year):
        return []
    begun = bloc_year.registrations.prefetch_related("targets", "movements")
    found = {one.unit_id: one for one in begun}
    address = reverse("pledges", args=bloc_year.address)
    lacks = []
    for unit in bloc_year.members:
        registration = found.get(unit.pk)
        if words := of_registration(registration):
            lacks.append(Lack(unit, words, registration.get_absolute_url() if registration else address))
    return lacks


def _agreements(bloc_year: BlocYear) -> list[Lack]:
    pledge = getattr(bloc_year, "pledge", None)
    if pledge is None or pledge.state != PledgeState.AGREEING:
        return []
    waiting = set(pledge.agreements.filter(state=AgreementState.OPEN).values_list("unit", flat=True))
    words = [_("The leader has not agreed to the joint pledge yet.")]
    url = pledge.get_absolute_url()
    return [Lack(unit, words, url) for unit in bloc_year.members if unit.pk in waiting]


def _results(bloc_year: BlocYear) -> list[Lack]:
    """The pledged targets without a result of the review at hand."""
    period = _review_at_hand(bloc_year)
    if period is None:
        return []
    targets = Target.objects.filter(registration__bloc_year=bloc_year, registration__state__in=GIVEN)
    without = targets.exclude(pk__in=TargetResult.objects.filter(period=period).values("target"))
    counts = Counter(without.values_list("registration__unit", flat=True))
    return [
        Lack(unit, [_without_result(counts[unit.pk], period)], _results_url(bloc_year, unit))
        for unit in bloc_year.members
        if counts[unit.pk]
    ]


def _review_at_hand(bloc_year: BlocYear) -> Period | None:
    """The review for which units enter results and reports in this stage."""
    return next((one for one, stages in ENTERED_IN.items() if bloc_year.stage in stages), None)


def _without_result(count: int, period: Period) -> str:
    words = ngettext(
        "%(count)s target has no result yet (%(review)s).",
        "%(count)s targets have no result yet (%(review)s).",
        count,
    )
    return words % {"count": count, "review": period.label}


def _results_url(bloc_year: BlocYear, unit: Unit) -> str:
    return reverse("unit_results", args=(*bloc_year.address, unit.pk))


def _movement_reports(bloc_year: BlocYear) -> list[Lack]:
    """The movements on which a unit has not reported for the review at hand."""
    period = _review_at_hand(bloc_year)
    rows = movement_reports(bloc_year, period) if period else []
    counts = Counter(unit.pk for row in rows for unit in row.missing)
    address = (*bloc_year.address, period)
    return [
        Lack(
            unit,
            [_without_report(counts[unit.pk], period)],
            reverse("movement_reports", args=(*address, unit.pk)),
        )
        for unit in bloc_year.members
        if period and counts[unit.pk]
    ]


def _without_report(count: int, period: Period) -> str:
    words = ngettext(
        "%(count)s movement is not reported on yet (%(review)s).",
        "%(count)s movements are not reported on yet (%(review)s).",
        count,
    )
    return words % {"count": count, "review": period.label}


DUTIES = (
    Duty(
        "registration",
        gettext_lazy("Registration of the pledge"),
        "Nhắc đăng ký giao ước thi đua",
        _registrations,
    ),
    Duty(
        "agreement",
        gettext_lazy("Agreement to the joint pledge"),
        "Nhắc cho ý kiến về bản giao ước thi đua chung",
        _agreements,
    ),
    Duty(
        "results",
        gettext_lazy("Results of the pledged targets"),
        "Nhắc báo cáo kết quả thực hiện giao ước thi đua",
        _results,
    ),
    Duty(
        "movement_reports",
        gettext_lazy("Reports on the movements"),
        "Nhắc báo cáo kết quả các phong trào thi đua",
        _movement_reports,
    ),
)
