"""``manage.py demo``: load the demonstration once, and print its log-ins every time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone, translation

from blocs.models import BlocYear
from blocs.models.people import Role
from blocs.views.accounts import DEMO_PASSWORD
from scoring.demo import calendar, people, years


class Command(BaseCommand):
    """Load the demonstration: two blocs, three years, one log-in per role."""

    help = "Load the demonstration blocs with their log-ins; a second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only whether to load it into a site that is no demonstration."""
        parser.add_argument(
            "--force", action="store_true", help="load it although DEMO is off: the password is public"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load all or nothing."""
        if not (settings.DEMO or options["force"]):
            raise CommandError(
                "DEMO is off. It would create log-ins with a known password, one of them administrator. "
                "Set DEMO=1, or add --force if you mean it."
            )
        with transaction.atomic():
            loaded = not self._is_loaded() and self._load()
        self.stdout.write(
            "The demonstration is loaded." if loaded else "The demonstration was loaded before."
        )
        with translation.override("en"):
            self._print_log_ins()

    def _is_loaded(self) -> bool:
        slugs = [slug for slug, *_ in people.BLOCS]
        blocs = BlocYear.objects.filter(is_demo=True, bloc__slug__in=slugs).values("bloc").distinct()
        return blocs.count() == len(slugs)

    def _load(self) -> bool:
        """Refuse to touch what is not ours, then load; the words in the history are Vietnamese."""
        if taken := people.collisions():
            raise CommandError(f"Nothing was loaded: the site already has {'; '.join(taken)}.")
        today = timezone.localdate()
        with translation.override("vi"):
            first = date(calendar.years(today).finished, 1, 1)
            years.load(people.cast(DEMO_PASSWORD, first), today)
        return True

    def _print_log_ins(self) -> None:
        for username, _, _, roles in people.PERSONS:
            words = ", ".join(f"{Role(role).short} {of}" for role, of in roles)
            self.stdout.write(f"  {username:<10} {words}")
        self.stdout.write(f"  {people.SITE_ADMINISTRATOR:<10} Site administrator, /admin/")
        self.stdout.write(f"  password   {DEMO_PASSWORD} (the same for all)")
