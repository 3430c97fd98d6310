"""Print the ranking of a year: frozen when it is published, else by today's scores."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from decimal import Decimal
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from blocs.formats import number
from blocs.models import BlocYear
from scoring.core.ranking import Place
from scoring.management.year_command import YearCommand
from scoring.models import Ranking
from scoring.results import live_standing
from scoring.rounds import Round
from scoring.standings import Standing, standing


class Command(YearCommand):
    """Print a ranking as one JSON object (numbers as decimal strings) or as a table."""

    help = "Print the ranking of a bloc's year."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How to print it."""
        super().add_arguments(parser)
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--round", choices=Round.values, default=Round.FINAL)

    def act(self, bloc_year: BlocYear, options: dict[str, Any]) -> None:
        """Print the standing."""
        if not hasattr(bloc_year, "regulation"):
            raise CommandError(_("%(year)s has no regulation yet.") % {"year": bloc_year})
        ranking = Ranking.objects.filter(bloc_year=bloc_year).first()
        found = _standing(bloc_year, ranking, Round(options["round"]))
        if options["format"] == "json":
            data = as_json(bloc_year, ranking, found)
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            self._print_table(ranking, found)

    def _print_table(self, ranking: Ranking | None, standing: Standing) -> None:
        words = _("Provisional")
        if ranking and ranking.is_published:
            words = _("Published, SHA-256 %(hash)s") % {"hash": ranking.hash}
        self.stdout.write(f"{standing.contest.bloc} {standing.contest.year} - {standing.contest.regulation}")
        self.stdout.write(words)
        width = max((len(place.unit) for place in standing.places), default=0)
        for place in standing.places:
            percent = f"{number(place.percent, 4)} %" if place.percent is not None else "-"
            tie = " =" if place.tied else ""
            total = number(place.total, standing.contest.rules.rounding.decimals)
            rank = "  - " if place.rank is None else f"{place.rank:>3}."
            why = standing.contest.excluded.get(place.unit, "")
            line = f"{rank} {place.unit:<{width}} {total:>10} {percent:>12}{tie} {standing.grade(place)}{why}"
            self.stdout.write(line.rstrip())


def _standing(bloc_year: BlocYear, ranking: Ranking | None, round_: Round) -> Standing:
    """The standing, or what it would be by an earlier round alone."""
    current = ranking.standing if ranking else live_standing(bloc_year)
    if round_ == Round.FINAL:
        return current
    return standing(current.contest.with_entries(current.contest.earlier[round_]))


def as_json(bloc_year: BlocYear, ranking: Ranking | None, standing: Standing) -> dict[str, Any]:
    """The ranking as data."""
    published = ranking is not None and ranking.is_published
    return {
        "bloc": bloc_year.bloc.slug,
        "name": standing.contest.bloc,
        "year": standing.contest.year,
        "published": published,
        "hash": ranking.hash if ranking and published else None,
        "regulation": standing.contest.regulation,
        "units": [_unit(place, standing) for place in standing.places],
    }


def _unit(place: Place, standing: Standing) -> dict[str, Any]:
    tally = standing.tallies[place.unit]
    return {
        "unit": place.unit,
        "name": standing.member(place.unit).name,
        "total": _text(place.total),
        "percent": _text(place.percent),
        "rank": place.rank,
        "tied": place.tied,
        "grade": standing.grade(place) or None,
        "excluded": standing.contest.excluded.get(place.unit),
        "base": _short(tally.base),
        "bonus": _short(tally.bonus),
        "deduction": _short(tally.deduction),
        "missing": tally.missing,
        "assigned_maximum": _short(tally.assigned_maximum),
        "sections": {root.code: _short(tally.points[root.key].value) for root in standing.contest.tree.roots},
        "criteria": {
            leaf.key: _short(tally.points[leaf.key].value)
            for leaf in standing.contest.tree.leaves()
            if tally.points[leaf.key].assigned
        },
    }


def _text(value: Decimal | None) -> str | None:
    """A number without exponent, as it stands."""
    return None if value is None else f"{value:f}"


def _short(value: Decimal | None) -> str | None:
    """A number without exponent and without zeros at its end."""
    return None if value is None else f"{value.normalize():f}"
