"""Two people act in the same moment: what one has decided holds for the other."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from blocs.workflow import StepRefused
from scoring.models import Ranking, ScoreSheet
from tests import factories

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]


def at_once(*acts: Callable[[], None]) -> None:
    """Run the acts in threads of their own that start together; a refused step is an answer too."""
    start = Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        start.wait(10)
        try:
            act()
        except StepRefused:
            pass
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


@pytest.mark.parametrize("attempt", range(5))
def test_ranking_is_never_published_over_a_sheet_that_is_being_reopened(attempt):
    year = factories.approved_year([(1, 0, 1, 1), (2, 0, 1, 1)])
    secretary = factories.person("secretary", year.head)
    ranking, sheet = Ranking.objects.get(), factories.sheet(year=year)
    at_once(
        lambda: Ranking.objects.get(pk=ranking.pk).take("publish", secretary),
        lambda: ScoreSheet.objects.get(pk=sheet.pk).take("reopen", secretary, "Sai số liệu"),
    )
    ranking.refresh_from_db()
    sheet.refresh_from_db()
    assert (ranking.state, sheet.state) in {("published", "approved"), ("provisional", "submitted")}
