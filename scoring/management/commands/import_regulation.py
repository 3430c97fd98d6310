"""Replace the draft criteria of a year by those of a workbook."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from blocs.models import BlocYear, User
from blocs.permissions import heads
from blocs.workflow import StepRefused
from scoring.management.year_command import YearCommand, refused, user_named
from scoring.models import Regulation
from scoring.workbooks.reading import content_of
from scoring.workbooks.regulation.plan import regulation_plan
from scoring.workbooks.regulation.saving import save_regulation


class Command(YearCommand):
    """Import a regulation: the whole workbook or nothing."""

    help = "Import the regulation of a bloc's year from an .xlsx workbook (layout: docs/workbooks.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and what to do with it."""
        super().add_arguments(parser)
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")
        parser.add_argument("--adopt", action="store_true", help="adopt the regulation after importing it")
        parser.add_argument("--user", metavar="NAME", help="the secretary in whose name it is done")

    def act(self, bloc_year: BlocYear, options: dict[str, Any]) -> None:
        """Import, and adopt when asked to; a refusal of either leaves everything as it was."""
        user = user_named(options["user"])
        if options["adopt"] and user is None:
            raise CommandError(_("Adopting needs --user with a secretary of the head of the bloc."))
        if user and not heads(user, bloc_year):
            words = _("%(user)s is not in the secretariat of %(year)s.")
            raise CommandError(words % {"user": user, "year": bloc_year})
        content, name = content_of(options["file"]), Path(options["file"]).name
        with transaction.atomic():
            bloc_year.hold()
            plan = regulation_plan(bloc_year, content, name)
            self.tell(plan.findings.notices)
            if plan.findings.refused:
                raise refused(plan.findings.problems)
            if options["dry_run"]:
                self.stdout.write(
                    _("Nothing was written. The workbook has %(counts)s.") % {"counts": plan.counts}
                )
                return
            regulation = save_regulation(plan, user)
            if user and options["adopt"]:
                _adopt(regulation, user)
        self.stdout.write(_("Imported: %(counts)s.") % {"counts": plan.counts})


def _adopt(regulation: Regulation, user: User) -> None:
    try:
        regulation.take("adopt", user)
    except StepRefused as refusal:
        raise refused(refusal.reasons) from refusal
