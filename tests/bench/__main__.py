"""Builds two blocs in a temporary database, measures, and prints the table."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

SMALL, LARGE = (5, 50), (20, 200)


def measure() -> None:
    """Two blocs, one table."""
    from django.db import connections

    from tests.bench import packs, papers
    from tests.bench.blocs import crowd
    from tests.bench.table import table, tell

    call_command("migrate", verbosity=0)
    tell("Two blocs are being built: 5 units x 50 criteria and 20 units x 200 criteria.")
    table(crowd(*SMALL), crowd(*LARGE))
    year = papers.conference_year()
    for line in (*papers.rows(year), *packs.rows(year)):
        tell(line)
    connections.close_all()


with tempfile.TemporaryDirectory() as folder:  # for the database and the bare templates
    os.environ["BENCH_FOLDER"] = folder
    os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    measure()
