"""Until the ranking is published, what follows from the review is for those entitled in the stage alone.

The embargo covers pages, order, sums, workbooks and papers: `test_derived_pages…` asks every address that
shows a standing, `test_no_page_tells…` reads every other page for a total that only the review knows.
"""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from blocs.models import BlocYear
from blocs.stages import Stage
from scoring.models import Score, ScoreSheet
from scoring.urls import urlpatterns
from tests import factories
from tests.cast import Cast, assemble
from tests.layout import measured

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]  # reads every page and every paper

SECRETARIAT = {"secretary"}
LEADERS = SECRETARIAT | {"head_leader", "leader", "observer"}
BLOC = LEADERS | {"officer", "other_officer"}
OUTSIDE = {"stranger", "nobody"}
SECRET = "67,89"  # the reviewed total of the third unit, of 100 points

# What is asked, whether the ranking is published, and who sees what follows from the review.
STAGES = [
    (Stage.SELF_SCORING, False, SECRETARIAT),
    (Stage.REVIEW, False, SECRETARIAT),
    (Stage.CONFERENCE, False, LEADERS),
    (Stage.CONFERENCE, True, BLOC),
    (Stage.CLOSED, True, BLOC),
]


def world(stage: str, *, published: bool = False) -> Cast:
    """Three units; the review took the third from 90 to 67.89 points and the first stays at 80."""
    rows = [(40, 20, 10, 10), (30, 20, 10, 10), (40, 20, 20, 10)]
    year = factories.approved_year(rows, stage=Stage.CONFERENCE)
    third = ScoreSheet.objects.get(bloc_year=year, unit=year.members[2])
    Score.objects.filter(pk=factories.lines(third)[0].pk).update(
        reviewed_score="17.89", review_reason="Thiếu hồ sơ"
    )
    cast = assemble(year)
    if published:
        year.ranking.take("publish", cast.secretary)
    else:
        ScoreSheet.objects.filter(bloc_year=year).update(state="submitted")
    BlocYear.objects.filter(pk=year.pk).update(stage=stage)
    cast.year.refresh_from_db()
    return cast


def derived(year: BlocYear) -> list[str]:
    """Every address that shows a standing; the page of the ranking itself is asked apart."""
    names = ("ranking_pdf", "ranking_export", "what_if", "exclusions")
    pages = [reverse(name, args=(year.bloc.slug, year.year)) for name in names]
    return pages + [reverse("why", args=(year.bloc.slug, year.year, unit.pk)) for unit in year.members]


@pytest.mark.parametrize(("stage", "published", "seeing"), STAGES)
def test_derived_pages_open_by_stage_and_role(as_, stage, published, seeing):
    cast = world(stage, published=published)
    ranking = reverse("ranking", args=(cast.year.bloc.slug, cast.year.year))
    paper, *pages = derived(cast.year)
    assert as_(getattr(cast, max(seeing))).get(paper).status_code == 200
    for role in BLOC | OUTSIDE:
        browser = as_(getattr(cast, role))
        expected = 200 if role in seeing else 404 if role in OUTSIDE else 403
        asked = pages if role in seeing else [paper, *pages]  # one paper a stage: they take their time
        answers = {url: browser.get(url).status_code for url in asked}
        assert (role, answers) == (role, dict.fromkeys(answers, expected))
        page = browser.get(ranking)
        assert (role, page.status_code) == (role, 404 if role in OUTSIDE else 200)
        assert ("board" in (page.context or {})) == (role in seeing)


@pytest.mark.parametrize("stage", [Stage.SELF_SCORING, Stage.REVIEW])
def test_supposing_is_for_those_who_see_the_standing(as_, stage):
    cast = world(stage)
    url = reverse("what_if", args=(cast.year.bloc.slug, cast.year.year))
    data = {"unit": [cast.year.members[2].pk], "line": ["I/1"]}
    answers = {role: as_(getattr(cast, role)).post(url, data).status_code for role in BLOC | OUTSIDE}
    assert answers == {
        **dict.fromkeys(BLOC, 403),
        **dict.fromkeys(OUTSIDE, 404),
        **dict.fromkeys(SECRETARIAT, 200),
    }


def addresses(year: BlocYear) -> list[str]:
    """Every page of the year and of its sheets that is fetched and needs nothing but their ids."""
    args = (year.bloc.slug, year.year)
    found = [reverse("home"), reverse("history", args=args)]
    for pattern in urlpatterns:
        wanted = set(pattern.pattern.converters)
        if wanted == {"bloc", "year"}:
            found.append(reverse(pattern.name, args=args))
        elif wanted == {"pk"} and str(pattern.pattern).startswith("sheets/"):
            found += [reverse(pattern.name, args=(sheet.pk,)) for sheet in year.score_sheets.all()]
    return found


def words(response: Any) -> str:
    """What a reader finds in an answer, whatever its kind."""
    kind = response.headers.get("Content-Type", "")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if "pdf" in kind:
        return measured(content).text
    if "spreadsheet" in kind:
        cells = [cell.value for sheet in load_workbook(io.BytesIO(content)) for row in sheet for cell in row]
        return " ".join(str(value).replace(".", ",") for value in cells if value is not None)
    return content.decode().replace(".", ",") if response.status_code == 200 else ""


@pytest.mark.parametrize(
    ("stage", "role"), [(Stage.SELF_SCORING, "leader"), (Stage.REVIEW, "officer"), (Stage.REVIEW, "observer")]
)
def test_no_page_tells_the_reviewed_total_of_another_unit(as_, stage, role):
    cast = world(stage)
    browser = as_(getattr(cast, role))
    told = [url for url in addresses(cast.year) if SECRET in words(browser.get(url))]
    assert told == []


def test_secretariat_finds_that_total(as_):
    cast = world(Stage.REVIEW)
    browser = as_(cast.secretary)
    paper, workbook, *_rest, why = derived(cast.year)
    assert [SECRET in words(browser.get(url)) for url in (paper, workbook, why)] == [True, True, True]


@pytest.mark.parametrize("name", ["overview", "sheets", "documents"])
def test_order_of_units_says_nothing_before_the_publication(as_, name):
    cast = world(Stage.REVIEW)
    page = as_(cast.officer).get(reverse(name, args=(cast.year.bloc.slug, cast.year.year))).content.decode()
    places = [page.find(unit.name) for unit in cast.year.members]
    assert places == sorted(places)
