"""Criteria that take a unit's target and result from its pledge: typed once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear, Unit
from blocs.seals import seal
from pledges.models import Period, Target
from pledges.progress import Quantity, Unreadable, quantity
from scoring.core.rules import check_actual, takes_target
from scoring.models import obstacles
from scoring.models.criteria import Criterion
from scoring.models.entries import Cell, enter
from scoring.models.scores import Score
from scoring.models.scoresheets import ScoreSheet

FIELDS = ("target", "actual")


@dataclass(frozen=True, slots=True)
class Figure:
    """What the pledge says for a cell: a number, nothing yet, or a `refusal` saying why none is taken."""

    value: Decimal | None = None
    refusal: str = ""


class PledgedTargetQuerySet(models.QuerySet["PledgedTarget"]):
    """Links of a unit in a year, with everything that their figures need."""

    def of_unit(self, bloc_year: BlocYear, unit: Unit) -> PledgedTargetQuerySet:
        """The links of one unit; two queries however many there are."""
        mine = {"target__registration__bloc_year": bloc_year, "target__registration__unit": unit}
        found = self.filter(**mine, criterion__regulation__bloc_year=bloc_year)
        return found.select_related("criterion", "target").prefetch_related("target__results")


class PledgedTarget(models.Model):
    """A measured criterion whose target and result for a unit are those of a target it registered."""

    criterion = models.ForeignKey(
        Criterion, models.CASCADE, related_name="pledged", verbose_name=_("criterion")
    )
    target = models.OneToOneField(
        Target, models.CASCADE, related_name="feeds", verbose_name=_("target of the registration")
    )
    # what was taken over into the unit's sheet last: a cell that says something else was typed by people
    taken_target = models.DecimalField(
        _("target taken over"), max_digits=17, decimal_places=4, null=True, editable=False
    )
    taken_actual = models.DecimalField(
        _("result taken over"), max_digits=17, decimal_places=4, null=True, editable=False
    )

    objects = PledgedTargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion fed by a target")
        verbose_name_plural = _("criteria fed by targets")

    def __str__(self) -> str:
        return f"{self.criterion} ← {self.target}"

    @property
    def figures(self) -> dict[str, Figure]:
        """Target and result as numbers for the criterion; no target where its rule knows none."""
        found = {"actual": self._figure(self._result, "actual")}
        if takes_target(self.criterion.rule, self.criterion.parameters):
            return {"target": self._figure(self.target.plan, "target"), **found}
        return found

    @property
    def _result(self) -> str:
        """The result of the whole year: that of the mid-year review is not it."""
        yearend = (one.value for one in self.target.results.all() if one.period == Period.YEAREND)
        return next(yearend, "")

    def _figure(self, text: str, field: str) -> Figure:
        if not text.strip():
            return Figure()
        try:
            found = quantity(text, self.target.measure)
        except Unreadable as error:
            return Figure(refusal=_unread(text, error.code))
        refusal = self._refusal(found, field)
        return Figure(refusal=refusal) if refusal else Figure(found.value)

    def _refusal(self, found: Quantity, field: str) -> str:
        """Why a clear number is still none for this criterion."""
        asked = self.criterion.measure.casefold().strip()
        if asked and found.unit and asked != found.unit:
            words = gettext("The pledge counts in “%(own)s”, the criterion in “%(asked)s”.")
            return words % {"own": found.unit, "asked": self.criterion.measure}
        if found.is_ceiling:
            return gettext("The plan is a ceiling; the criterion gives more points for more.")
        if field == "actual" and (found.is_bound or check_actual(self.criterion.rule, found.value)):
            return gettext("The result “%(text)s” is none that the criterion counts.") % {"text": found.value}
        if field == "target" and found.value < 0:
            return gettext("A target of a criterion is not below zero.")
        return ""


def _unread(text: str, code: str) -> str:
    if code == "ambiguous":
        words = gettext("“%(text)s” can be read in two ways; write 1250 or 1,25.")
    elif code == "unit":
        words = gettext("“%(text)s” stands in another unit of measure.")
    else:
        words = gettext("“%(text)s” is no plain number.")
    return words % {"text": text}


def take_over(bloc_year: BlocYear, unit: Unit, user: Any) -> None:
    """Write targets and results of the pledge into the unit's sheet, while the sheet is with the unit.

    Only into cells that are empty or still say what was taken last; nobody's typing is overwritten.
    """
    links = list(PledgedTarget.objects.of_unit(bloc_year, unit))
    sheet = bloc_year.score_sheets.filter(unit=unit).first() if links else None
    if sheet is None or not is_with_unit(sheet):
        return
    lines = {line.criterion_id: line for line in sheet.scores.filter(assigned=True)}
    pairs = [(link, lines[link.criterion_id]) for link in links if link.criterion_id in lines]
    cells = [cell for link, line in pairs for cell in _cells(link, line)]
    if cells:
        enter(sheet, user, cells, is_with_unit)
    _remember(sheet, [link for link, _line in pairs])


def is_with_unit(sheet: ScoreSheet) -> bool:
    """Whether the unit could type here itself."""
    return sheet.awaits_unit and not obstacles.too_late(sheet)


def _cells(link: PledgedTarget, line: Score) -> Iterable[Cell]:
    """The cells that follow the pledge: what people typed themselves is left out."""
    for field, figure in link.figures.items():
        now, taken = getattr(line, field), getattr(link, f"taken_{field}")
        follows = now is None or now == taken
        if follows and now != figure.value:
            yield Cell(line.pk, field, figure.value, seal(now))


def _remember(sheet: ScoreSheet, links: list[PledgedTarget]) -> None:
    """What now stands in the sheet as the pledge says it was taken from there."""
    lines = {line.criterion_id: line for line in sheet.scores.all()}
    for link in links:
        for field, figure in link.figures.items():
            now, taken = getattr(lines[link.criterion_id], field), f"taken_{field}"
            if now == figure.value:
                setattr(link, taken, now)
        link.save(update_fields=["taken_target", "taken_actual"])


@dataclass(frozen=True, slots=True)
class Comparison:
    """A cell of a linked line beside the pledge: what it says, what stands in the sheet, why not taken."""

    link: PledgedTarget
    field: str
    pledged: Decimal | None
    entered: Decimal | None
    refusal: str

    @property
    def differs(self) -> bool:
        """Whether the sheet says something else than the pledge."""
        return self.pledged is not None and self.entered != self.pledged


def comparisons_of(sheet: ScoreSheet, lines: Iterable[Score]) -> dict[int, list[Comparison]]:
    """Line id → what the pledge says to it; a fixed number of queries."""
    links = {one.criterion_id: one for one in PledgedTarget.objects.of_unit(sheet.bloc_year, sheet.unit)}
    return {
        line.pk: [
            Comparison(link, field, figure.value, getattr(line, field), figure.refusal)
            for field, figure in link.figures.items()
        ]
        for line in (lines if links else ())
        if (link := links.get(line.criterion_id))
    }
