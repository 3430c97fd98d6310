"""The library of a unit and year: its documents and files, who sees it, and who may put something in now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.models import BlocYear, Unit
from blocs.permissions import heads, speaks_for, unit_ids
from blocs.stages import Activity
from blocs.workflow import StepRefused
from scoring.models.evidence import Evidence, EvidenceFile
from scoring.models.scores import Score
from scoring.models.scoresheets import ScoreSheet, SheetState


@dataclass(frozen=True)
class Library:
    """The documents of a unit in a year; its sheet is opened only when scoring begins."""

    bloc_year: BlocYear
    unit: Unit

    @property
    def address(self) -> tuple[str, int, int]:
        """Bloc, year and unit, as they stand in addresses."""
        return *self.bloc_year.address, self.unit.pk

    def get_absolute_url(self) -> str:
        """The library's page."""
        return reverse("evidence_library", args=self.address)

    @cached_property
    def sheet(self) -> ScoreSheet | None:
        """The sheet whose lines the documents prove."""
        sheets = ScoreSheet.objects.filter(bloc_year=self.bloc_year, unit=self.unit).select_related("unit")
        found = sheets.first()
        if found is not None:
            found.bloc_year, found.unit = self.bloc_year, self.unit
        return found

    @property
    def lines(self) -> Any:
        """The lines that a document can prove; none before the sheet is opened."""
        return Score.objects.filter(sheet=self.sheet, assigned=True).select_related("criterion")

    def visible_to(self, user: Any) -> bool:
        """People of the unit, the secretariat, and who may see the sheet; all of them see the year."""
        if self.unit.pk in unit_ids(user) or heads(user, self.bloc_year):
            return True
        return (
            self.sheet is not None and ScoreSheet.objects.visible_to(user).filter(pk=self.sheet.pk).exists()
        )

    def owned_by(self, user: Any) -> bool:
        """People who speak for the unit."""
        return speaks_for(user, self.unit)

    def open_to(self, user: Any) -> bool:
        """Whether `user` may put documents in now: before scoring, while it is scored, and to explain."""
        if not self.owned_by(user):
            return False
        if self.sheet is None or (self.sheet.awaits_unit and self.bloc_year.allows(Activity.EVIDENCE)):
            return self.bloc_year.allows(Activity.EVIDENCE)
        return self.sheet.scorable_by(user) or self.sheet.explainable_by(user)

    def keeps(self, added_at: datetime) -> bool:
        """Whether what was added then stays as it is: while the unit explains, what was reviewed is fixed."""
        if self.sheet is None or self.sheet.state != SheetState.EXPLAINING:
            return False
        return self.sheet.submitted_at is None or added_at <= self.sheet.submitted_at

    @property
    def documents(self) -> Any:
        """The documents in their order."""
        return Evidence.objects.filter(bloc_year=self.bloc_year, unit=self.unit).in_order()

    @property
    def loose_files(self) -> Any:
        """Files that were uploaded and belong to no document yet."""
        return self._files.filter(evidence=None).order_by("uploaded_at", "pk")

    @property
    def _files(self) -> Any:
        return EvidenceFile.objects.filter(bloc_year=self.bloc_year, unit=self.unit)

    @property
    def used(self) -> int:
        """How many bytes its files take."""
        return self._files.aggregate(used=Sum("size"))["used"] or 0

    def same_file(self, sha256: str) -> EvidenceFile | None:
        """The file with this content, if the library has it already."""
        return self._files.select_related("evidence").filter(sha256=sha256).first()

    def hold_for(self, user: Any) -> None:
        """Lock the year, and refuse when the library is not open to `user` (any longer)."""
        self.bloc_year.hold()
        self.bloc_year.refresh_from_db(fields=["stage"])
        vars(self).pop("sheet", None)
        if not self.open_to(user):
            raise StepRefused(_("Documents can no longer be changed here: the sheet is not with the unit."))


def library_of(document: Evidence | EvidenceFile) -> Library:
    """The library that a document or a file stands in."""
    return Library(document.bloc_year, document.unit)
