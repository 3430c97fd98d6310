"""Two people act in the same moment: what one has decided holds for the other."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from blocs.workflow import StepRefused
from scoring.models import EvidenceFile, Ranking, ScoreSheet
from scoring.models.filing import link, take_in
from scoring.models.receipts import agrees
from tests import factories
from tests.scoring.shelves import document, lines, shelf, stored, upload

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
    assert (ranking.state, sheet.state) in {("published", "approved"), ("provisional", "second_review")}


@pytest.mark.parametrize("attempt", range(3))
def test_the_same_file_from_two_people_is_kept_once(attempt, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    library = shelf(factories.scoring_year())
    people = [factories.person("officer", library.unit) for _ in range(2)]
    at_once(*(lambda one=one: take_in(shelf(library.bloc_year), one, upload()) for one in people))
    assert EvidenceFile.objects.count() == 1
    assert len(stored()) == 1


@pytest.mark.parametrize("attempt", range(3))
def test_no_document_comes_in_after_the_sheet_was_submitted(attempt):
    library = shelf(factories.scoring_year())
    factories.fill(library.sheet, 1, 0, 1, 1)
    officer, found = factories.person("officer", library.unit), document(library, "Báo cáo")
    first = lines(library)[0]
    at_once(
        lambda: ScoreSheet.objects.get(pk=library.sheet.pk).take("submit", officer),
        lambda: link(shelf(library.bloc_year), officer, [found], [first]),
    )
    sheet, links = ScoreSheet.objects.get(pk=library.sheet.pk), found.links.all()
    assert all(one.added_at <= sheet.submitted_at for one in links)
    assert agrees(sheet)
