"""Compute a published ranking again from what was frozen with it, and compare it with today's rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from blocs.models import BlocYear
from scoring import archive
from scoring.management.year_command import YearCommand
from scoring.models import Ranking
from scoring.results import live_contest
from scoring.rounds import Round
from scoring.standings import Contest, Entries


class Command(YearCommand):
    """Say whether hash, order and today's scores agree with what was published; name where they do not."""

    help = "Verify the published ranking of a bloc's year."

    def act(self, bloc_year: BlocYear, options: dict[str, Any]) -> None:
        """Compare; exit code 1 at any difference."""
        ranking = Ranking.objects.filter(bloc_year=bloc_year).first()
        if ranking is None or not ranking.is_published:
            raise CommandError(_("The ranking of %(year)s is not published.") % {"year": bloc_year})
        problems = list(_problems(ranking))
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write(
            _("Equal: the hash, the order, and today's scores. SHA-256 %(hash)s") % {"hash": ranking.hash}
        )


def _problems(ranking: Ranking) -> Iterator[str]:
    if archive.digest(ranking.frozen) != ranking.hash:
        yield _("The hash does not belong to the published data.")
    try:
        units, published = archive.disagreeing(ranking.frozen), archive.thawed(ranking.frozen).contest
    except (ValueError, KeyError, TypeError, ArithmeticError):
        yield _("The published data cannot be read.")
        return
    if units:
        words = _("The published order does not follow from the published scores: %(units)s.")
        yield words % {"units": ", ".join(units)}
    yield from _differences(published, live_contest(ranking.bloc_year))


def _differences(published: Contest, today: Contest) -> Iterator[str]:
    """Where today's rows say something else than what was published."""
    labels = {
        "bloc": _("bloc"),
        "year": _("year"),
        "regulation": _("regulation"),
        "tree": _("criteria"),
        "members": _("member units"),
        "rules": _("rounding, bonus, tie-breaks, classes, reasons for exclusion or quotas"),
        "excluded": _("units that are not considered"),
        "sources": _("papers by which units are not considered"),
        "last_ranks": _("ranks of the year before"),
    }
    for name, label in labels.items():
        if getattr(published, name) != getattr(today, name):
            yield _("Today's data differ from the published ones: %(what)s.") % {"what": label}
    yield from _scores(published.entries, today.entries, str(Round.FINAL.label))
    for name, entries in published.earlier.items():
        yield from _scores(entries, today.earlier.get(name, {}), str(Round(name).label))


def _scores(published: Entries, today: Entries, what: str) -> Iterator[str]:
    """Unit by unit the criteria on which the rows no longer say what was published."""
    for unit in published:
        then, now = published[unit], today.get(unit, {})
        keys = [key for key in sorted({*then, *now}) if then.get(key) != now.get(key)]
        if keys:
            words = _("%(what)s of %(unit)s differ today from the published ones: %(keys)s.")
            yield words % {"what": what, "unit": unit, "keys": ", ".join(keys)}
