"""The page of a step: what it shows, what it refuses, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from blocs.audit import AuditEntry
from blocs.models import BlocYear
from blocs.stages import Stage
from scoring.models import Ranking
from scoring.models.rankings import RankingState
from tests import factories
from tests.cast import Cast

Browser = Callable[[Any], Client]


def at(year: BlocYear, stage: str) -> BlocYear:
    BlocYear.objects.filter(pk=year.pk).update(stage=stage)
    year.refresh_from_db()
    return year


def test_step_page_names_every_obstacle_and_offers_no_button(cast: Cast, as_: Browser):
    response = as_(cast.secretary).get(cast.year.step_url("open_signing"))
    assert response.context["obstacles"] == ["The joint pledge has contents."]
    html = response.content.decode()
    assert "Not possible yet" in html
    assert '<button class="btn btn-primary">' not in html


def test_step_page_says_what_will_be(cast: Cast, as_: Browser):
    factories.pledge(year=cast.year)
    response = as_(cast.secretary).get(cast.year.step_url("open_signing"))
    facts = response.context["state_now"], response.context["state_then"], response.context["asking"]
    assert facts == ("Preparation", "Signing conference", True)
    assert "Open the stage: Signing conference" in response.content.decode()


def test_step_is_taken_with_an_entry_in_the_trail(cast: Cast, as_: Browser):
    factories.pledge(year=cast.year)
    response = as_(cast.secretary).post(cast.year.step_url("open_signing"))
    assert response.url == cast.year.get_absolute_url()
    cast.year.refresh_from_db()
    assert cast.year.stage == Stage.SIGNING
    entry = AuditEntry.objects.get()
    assert (entry.user, entry.words, entry.shown_changes) == (
        cast.secretary,
        "Open the stage: Signing conference",
        [{"of": "", "what": "state", "before": "Chuẩn bị", "after": "Hội nghị ký giao ước"}],
    )


def test_step_that_is_refused_leaves_everything_as_it_was(cast: Cast, as_: Browser):
    response = as_(cast.secretary).post(cast.year.step_url("open_signing"))
    assert (response.status_code, response.context["obstacles"]) == (409, ["The joint pledge has contents."])
    cast.year.refresh_from_db()
    assert cast.year.stage == Stage.PREPARE
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("reason", ["", "   "])
def test_step_back_needs_a_reason(cast: Cast, as_: Browser, reason: str):
    url = at(cast.year, Stage.SIGNING).step_url("return_to_prepare")
    response = as_(cast.secretary).post(url, {"reason": reason})
    assert response.context["form"].errors == {"reason": ["This field is required."]}
    cast.year.refresh_from_db()
    assert cast.year.stage == Stage.SIGNING


def test_step_back_keeps_its_reason(cast: Cast, as_: Browser):
    url = at(cast.year, Stage.SIGNING).step_url("return_to_prepare")
    as_(cast.secretary).post(url, {"reason": " Thiếu một đơn vị "})
    cast.year.refresh_from_db()
    assert (cast.year.stage, AuditEntry.objects.get().reason) == (Stage.PREPARE, "Thiếu một đơn vị")


def test_step_from_a_page_that_is_too_old_is_told_so(cast: Cast, as_: Browser):
    url = at(cast.year, Stage.SIGNING).step_url("return_to_prepare")
    at(cast.year, Stage.PREPARE)
    response = as_(cast.secretary).post(url, {"reason": "Nhầm"})
    assert response.status_code == 409
    assert response.context["obstacles"] == ["Someone was quicker: it is now “Preparation”."]
    assert response.context["asking"] is False
    shown = as_(cast.secretary).get(url).context["obstacles"]
    assert shown == ["It is now “Preparation”, in the stage “Preparation”: this step does not belong here."]


@pytest.mark.parametrize(
    ("person", "status"),
    [("head_leader", 403), ("leader", 403), ("observer", 403), ("stranger", 404), ("nobody", 404)],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_step_of_the_year_is_the_secretariats(
    cast: Cast, as_: Browser, person: str, status: int, method: str
):
    factories.pledge(year=cast.year)
    browser = as_(getattr(cast, person))
    assert getattr(browser, method)(cast.year.step_url("open_signing")).status_code == status
    cast.year.refresh_from_db()
    assert cast.year.stage == Stage.PREPARE


def test_step_that_does_not_exist_is_not_found(cast: Cast, as_: Browser):
    assert as_(cast.secretary).get(cast.year.step_url("abolish")).status_code == 404


@pytest.mark.parametrize(
    ("typed", "state"),
    [("CÔNG BỐ", "published"), ("công bố", "published"), ("CONG BO", "provisional"), ("", "provisional")],
)
def test_step_that_cannot_be_undone_asks_for_words(as_: Browser, db: None, typed: str, state: str):
    year = factories.approved_year([("40", "20", "25", "14"), ("30", "20", "25", "14")])
    ranking = Ranking.objects.get(bloc_year=year)
    browser = as_(factories.person("secretary", year.head))
    assert "Type CÔNG BỐ to go on" in browser.get(ranking.step_url("publish")).content.decode()
    browser.post(ranking.step_url("publish"), {"typed": typed})
    ranking.refresh_from_db()
    assert ranking.state == RankingState(state)
