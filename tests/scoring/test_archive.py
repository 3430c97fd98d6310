"""The frozen text of a ranking: the same bytes for the same standing, and a change that shows."""

from __future__ import annotations

import json

import pytest

from scoring import archive
from scoring.results import live_standing
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def standing():
    rows = [(35, 20, "20.5", "14.5", None), ("-", 20, 20, 10, 3), (0, 0, 0, 0, 0)]
    year = factories.approved_year(rows, rows=[*factories.TREE, factories.BONUS])
    factories.tie_breaks(year.regulation, "II", "I")
    return live_standing(year)


def test_frozen_text_thaws_to_the_same_standing(standing):
    assert archive.thawed(archive.frozen(standing)) == standing


def test_frozen_text_is_the_same_each_time(standing):
    assert archive.frozen(standing) == archive.frozen(archive.thawed(archive.frozen(standing)))


def test_frozen_text_tells_not_scored_zero_and_not_assigned_apart(standing):
    entries = json.loads(archive.frozen(standing))["entries"]
    first, second, third = (member.key for member in standing.round.members)
    assert (entries[first]["III/1"], entries[second]["I/1"], entries[third]["I/1"]) == (None, "-", "0")


def test_changed_score_no_longer_agrees_with_the_places(standing):
    text = archive.frozen(standing)
    changed = text.replace('"I/1":"35"', '"I/1":"5"')
    assert (archive.agrees(text), changed != text, archive.agrees(changed)) == (True, True, False)
    assert archive.digest(changed) != archive.digest(text)
