"""What is measured: pages by the state of the year, saving a cell, working out the standing, papers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus

from django.test import Client
from django.urls import NoReverseMatch, reverse

from blocs.models import BlocYear, User
from blocs.seals import seal
from scoring.models.entries import version_of
from scoring.results import live_standing
from tests.bench.blocs import Crowd, first_direct_line
from tests.bench.clock import Act, Prepare, repeated

BACKEND = "django.contrib.auth.backends.ModelBackend"

SIGNING = ("signing", "draft")
DRAFTS = ("self_scoring", "draft")
REVIEW = ("review", "submitted")
CONFERENCE = ("conference", "second_review")


@dataclass(frozen=True)
class Page:
    """A page of the site: who opens it, in which stage of the year and state of the sheets.

    `of` says what stands in its address: the year, the year with a unit or its signing conference, a sheet.
    """

    label: str
    url: str
    moment: tuple[str, str]
    of: str = "year"
    by_officer: bool = False

    def address(self, crowd: Crowd) -> str | None:
        """Where it is; None while the site has no such page."""
        year = crowd.year
        args = {
            "year": (year.bloc.slug, year.year),
            "unit": (year.bloc.slug, year.year, year.members[1].pk),
            "sheet": (crowd.sheet.pk,),
            "signing": (crowd.year.bloc.slug, crowd.year.year, "signing"),
        }[self.of]
        try:
            return reverse(self.url, args=args)
        except NoReverseMatch:
            return None

    def person(self, crowd: Crowd) -> User:
        """Who opens it."""
        return crowd.officer if self.by_officer else crowd.secretary


PAGES = (
    Page("sheet, typed by its unit", "sheet", DRAFTS, "sheet", by_officer=True),
    Page("sheet, reviewed", "review", REVIEW, "sheet"),
    Page("sheet, self and reviewed side by side", "comparison", CONFERENCE, "sheet"),
    Page("bloc table", "bloc_table", REVIEW),
    Page("units with states and totals", "sheets", REVIEW),
    Page("disputed items", "agenda", CONFERENCE),
    Page("ranking", "ranking", CONFERENCE),
    Page("why a unit stands there", "why", CONFERENCE, "unit"),
    Page("what if", "what_if", CONFERENCE),
    Page("regulation", "regulation", REVIEW),
    Page("overview of the year", "overview", REVIEW),
    Page("registrations and joint pledge", "pledges", SIGNING),
    Page("signing conference", "conference", SIGNING, "signing"),
    Page("projector page", "conference_screen", SIGNING, "signing"),
    Page("results of the targets", "results", DRAFTS),
    Page("papers of the year", "documents", REVIEW),
)
PAPERS = (
    Page("paper: ranking", "ranking_pdf", CONFERENCE),
    Page("paper: self scores", "sheet_pdf", CONFERENCE, "sheet"),
)


@dataclass(frozen=True)
class Visit:
    """A page that is there, ready to be opened again and again."""

    page: Page
    crowd: Crowd
    client: Client
    url: str

    def begin(self) -> bytes:
        """Log in at the right moment of the year; what the page says. Ends everything when it is refused."""
        self.crowd.move_to(*self.page.moment)
        self.client.force_login(self.page.person(self.crowd), backend=BACKEND)
        answer = self.client.get(self.url)
        if answer.status_code != HTTPStatus.OK:
            raise SystemExit(f"{self.page.label}: {self.url} answers {answer.status_code}")
        return answer.content

    def act(self) -> object:
        """Open it."""
        return self.client.get(self.url)


def visit(page: Page, crowd: Crowd) -> Visit | None:
    """A page of a bloc; None while the site has no such page."""
    url = page.address(crowd)
    return None if url is None else Visit(page, crowd, Client(), url)


def cell_save(crowd: Crowd, client: Client) -> Prepare:
    """Saving one cell as a grid does; each turn prepares a save with other points than are stored."""
    crowd.move_to(*DRAFTS)
    sheet, line = crowd.sheet, first_direct_line(crowd.sheet)
    client.force_login(crowd.officer, backend=BACKEND)
    url = reverse("cells", args=(sheet.pk,))

    def prepared() -> Act:
        line.refresh_from_db()
        points = "7,5" if line.self_score != Decimal("7.5") else "8,25"
        cell = {"score": line.pk, "field": "self_score", "value": points, "seal": seal(line.self_score)}
        sent = {"cells": [cell], "person": crowd.officer.pk, "version": version_of(sheet)}
        body = json.dumps(sent)
        return lambda: client.post(url, body, content_type="application/json")

    return prepared


def recomputation(crowd: Crowd, _client: Client) -> Prepare:
    """Working out every unit's points and the order from the rows."""
    crowd.move_to(*CONFERENCE)
    return repeated(lambda: live_standing(BlocYear.objects.get(pk=crowd.year.pk)))
