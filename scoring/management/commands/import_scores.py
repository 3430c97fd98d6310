"""Bring the scores of a whole bloc in from a workbook."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from blocs.formats import number
from blocs.models import BlocYear, User
from blocs.permissions import heads
from blocs.stages import Stage
from scoring import stations
from scoring.management.year_command import YearCommand, refused, user_named
from scoring.models import Regulation
from scoring.rounds import Round
from scoring.workbooks.reading import content_of
from scoring.workbooks.scores.plan import ScoresPlan, scores_plan
from scoring.workbooks.scores.preview import others_of
from scoring.workbooks.scores.saving import save_scores
from scoring.workbooks.scores.turns import Actor


class Command(YearCommand):
    """Import scores: the whole workbook or nothing."""

    help = "Import the self, reviewed or decided scores of a bloc's year (layout: docs/workbooks.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and what to do with it."""
        super().add_arguments(parser)
        parser.add_argument("file")
        parser.add_argument("--round", required=True, choices=Round.values)
        parser.add_argument("--dry-run", action="store_true", help="check and add up, write nothing")
        parser.add_argument("--reason", default="", help="for reviewed scores that differ and have no reason")
        parser.add_argument(
            "--agreed", action="store_true", help="the units have agreed to the review, deductions included"
        )
        parser.add_argument("--user", metavar="NAME", help="the secretary in whose name it is done")

    def act(self, bloc_year: BlocYear, options: dict[str, Any]) -> None:
        """Open the sheets if they are not there yet, then import into them."""
        user = user_named(options["user"])
        if user and not heads(user, bloc_year):
            words = _("%(user)s is not in the secretariat of %(year)s.")
            raise CommandError(words % {"user": user, "year": bloc_year})
        with transaction.atomic():
            plan = self._import(bloc_year, user, options)
            transaction.set_rollback(options["dry_run"])
        words = _("Imported: %(lines)s lines in %(sheets)s sheets.")
        if options["dry_run"]:
            words = _("Nothing was written. The workbook would change %(lines)s lines in %(sheets)s sheets.")
        changed = [sheet_plan for sheet_plan in plan.sheets if sheet_plan.changes]
        self.stdout.write(words % {"lines": plan.count, "sheets": len(changed)})

    def _import(self, bloc_year: BlocYear, user: User | None, options: dict[str, Any]) -> ScoresPlan:
        bloc_year.hold()
        if Regulation.objects.filter(bloc_year=bloc_year, state="adopted").exists():
            stations.prepare(bloc_year, Stage.SELF_SCORING, user)
        path, round_ = options["file"], Round(options["round"])
        actor = Actor(user, by_operator=True, reason=options["reason"], agreed=options["agreed"])
        plan = scores_plan(bloc_year, round_, content_of(path), Path(path).name, actor)
        self.tell(plan.findings.notices)
        if plan.findings.refused:
            raise refused(plan.findings.problems)
        self._show_totals(plan)
        save_scores(plan, user)
        return plan

    def _show_totals(self, plan: ScoresPlan) -> None:
        for sheet_plan in plan.sheets:
            before, after = plan.forecast.tallies(sheet_plan.sheet.unit.short_name)
            words = _("%(unit)s: %(count)s lines change, total %(before)s → %(after)s.")
            numbers = {
                "before": number(before.total),
                "after": number(after.total),
                "count": sheet_plan.count,
            }
            self.stdout.write(words % (numbers | {"unit": sheet_plan.sheet.unit.short_name}))
        for move in others_of(plan):
            words = _("%(unit)s moves as well: total %(before)s → %(after)s, rank %(rank)s → %(then)s.")
            numbers = {"before": move.total_before, "after": move.total_after, "then": move.rank_after}
            self.stdout.write(words % (numbers | {"unit": move.unit, "rank": move.rank_before}))
        for unit, excluded in plan.exclusions:
            words = _("%(unit)s is not considered: %(reason)s")
            self.stdout.write(words % {"unit": unit.short_name, "reason": excluded.reason})
