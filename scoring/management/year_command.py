"""What the commands about one year of one bloc have in common."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from blocs.models import Bloc, BlocYear, User
from scoring.workbooks.reading import Unreadable


class YearCommand(BaseCommand):
    """A command with --bloc and --year; it speaks the site's language and refuses in sentences (exit 1)."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which bloc and year."""
        parser.add_argument("--bloc", required=True, metavar="SLUG", help="the bloc's short address")
        parser.add_argument("--year", required=True, type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the year and act on it."""
        with translation.override(settings.LANGUAGE_CODE):
            try:
                self.act(year_named(options["bloc"], options["year"]), options)
            except Unreadable as refusal:
                raise CommandError(str(refusal)) from refusal

    def act(self, bloc_year: BlocYear, options: dict[str, Any]) -> None:
        """What the command does."""
        raise NotImplementedError

    def tell(self, sentences: Iterable[str]) -> None:
        """What is to be known, a line each; on standard error, so that the output stays the result."""
        for sentence in sentences:
            self.stderr.write(self.style.NOTICE(sentence))

    def write_file(self, path: str, content: bytes) -> None:
        """Write a workbook to the path given."""
        try:
            Path(path).write_bytes(content)
        except OSError as error:
            words = _("The file %(file)s cannot be written (%(why)s).")
            raise CommandError(words % {"file": path, "why": error.strerror}) from error
        self.stdout.write(_("Written: %(file)s.") % {"file": path})


def year_named(slug: str, year: int) -> BlocYear:
    """The year, or a sentence that lists what there is."""
    bloc = Bloc.objects.filter(slug=slug).first()
    if bloc is None:
        known = ", ".join(Bloc.objects.order_by("slug").values_list("slug", flat=True)) or "-"
        raise CommandError(
            _("There is no bloc “%(bloc)s”. There are: %(known)s.") % {"bloc": slug, "known": known}
        )
    found = BlocYear.objects.filter(bloc=bloc, year=year).select_related("bloc", "head", "deputy").first()
    if found is None:
        years = BlocYear.objects.filter(bloc=bloc).order_by("year").values_list("year", flat=True)
        words = _("The bloc “%(bloc)s” has no year %(year)s. It has: %(known)s.")
        known = ", ".join(map(str, years)) or "-"
        raise CommandError(words % {"bloc": slug, "year": year, "known": known})
    return found


def user_named(username: str | None) -> User | None:
    """The person in whose name the command acts; None for the operator."""
    if username is None:
        return None
    found = User.objects.filter(username=username, is_active=True).first()
    if found is None:
        raise CommandError(_("There is no user “%(user)s”.") % {"user": username})
    return found


def refused(problems: list[str]) -> CommandError:
    """The refusal of a whole file."""
    return CommandError("\n".join([_("Nothing was imported."), *problems]))
