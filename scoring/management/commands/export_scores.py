"""Write the scores of a whole bloc to a workbook."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from blocs.models import BlocYear
from scoring.management.year_command import YearCommand
from scoring.rounds import Round
from scoring.workbooks.scores.writing import scores_workbook


class Command(YearCommand):
    """Export scores; importing the file again changes nothing."""

    help = "Export the self, reviewed or decided scores of a bloc's year (layout: docs/workbooks.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file to write and the round."""
        super().add_arguments(parser)
        parser.add_argument("file")
        parser.add_argument("--round", required=True, choices=Round.values)

    def act(self, bloc_year: BlocYear, options: dict[str, Any]) -> None:
        """Write every member's column."""
        if not hasattr(bloc_year, "regulation"):
            raise CommandError(_("%(year)s has no regulation yet.") % {"year": bloc_year})
        sheets = list(bloc_year.score_sheets.all())
        round_ = Round(options["round"])
        content = scores_workbook(bloc_year, round_, sheets, bloc_year.members, whole=True)
        self.write_file(options["file"], content)
