"""Write the regulation of a year to a workbook."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from blocs.models import BlocYear
from scoring.management.year_command import YearCommand
from scoring.models import Regulation
from scoring.workbooks.regulation.writing import regulation_workbook


class Command(YearCommand):
    """Export a regulation; importing the file again changes nothing."""

    help = "Export the regulation of a bloc's year to an .xlsx workbook (layout: docs/workbooks.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file to write."""
        super().add_arguments(parser)
        parser.add_argument("file")

    def act(self, bloc_year: BlocYear, options: dict[str, Any]) -> None:
        """Write the workbook."""
        regulation = Regulation.objects.filter(bloc_year=bloc_year).first()
        if regulation is None:
            raise CommandError(_("%(year)s has no regulation yet.") % {"year": bloc_year})
        self.write_file(options["file"], regulation_workbook(regulation))
