"""What units owe of the regulation: their opinions on the draft, while those are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pledges.missing import Duty, Lack
from scoring.models.opinions import Consultation, ConsultationState

if TYPE_CHECKING:
    from blocs.models import BlocYear


def _opinions(bloc_year: BlocYear) -> list[Lack]:
    rounds = Consultation.objects.filter(regulation__bloc_year=bloc_year, state=ConsultationState.OPEN)
    asked = rounds.first()
    if asked is None or not asked.takes_replies:
        return []
    words = [_("The unit has not given its opinion on the draft regulation yet.")]
    return [Lack(unit, words, asked.get_absolute_url(), until=asked.closes_on) for unit in asked.silent_units]


DUTIES = (
    Duty(
        "opinion",
        gettext_lazy("Opinion on the draft regulation"),
        "Nhắc góp ý dự thảo quy chế",
        _opinions,
    ),
)
