"""The frozen text of a ranking: the same bytes for the same standing, and a change that shows."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from scoring import archive
from scoring.models import ScoreSheet
from scoring.results import live_standing
from scoring.rounds import Round
from tests import factories

pytestmark = pytest.mark.django_db

# A text that version 0.1.0 froze, and the hash that it printed.
FORMAT_1 = Path(__file__).parent / "frozen" / "format_1.json"
HASH_1 = "258990e73c67dc62f2e11250fae140daa0a4e63a17e4857575c4b0ab590c19cf"


@pytest.fixture
def year():
    rows = [(35, 20, "20.5", "14.5", None), ("-", 20, 20, 10, 3), (0, 0, 0, 0, 0)]
    created = factories.approved_year(rows, rows=[*factories.TREE, factories.BONUS])
    factories.tie_breaks(created.regulation, "II", "I")
    return created


@pytest.fixture
def standing(year):
    return live_standing(year)


def test_frozen_text_thaws_to_the_same_standing(standing):
    assert archive.thawed(archive.frozen(standing)) == standing


def test_frozen_text_is_the_same_each_time(standing):
    assert archive.frozen(standing) == archive.frozen(archive.thawed(archive.frozen(standing)))


def test_frozen_text_tells_not_scored_zero_and_not_assigned_apart(standing):
    entries = json.loads(archive.frozen(standing))["entries"]
    first, second, third = (member.key for member in standing.contest.members)
    assert entries[first]["III/1"] == {}
    assert entries[second]["I/1"] == "-"
    assert entries[third]["I/1"] == {"points": "0"}


def test_changed_score_no_longer_agrees_with_the_places(standing):
    text = archive.frozen(standing)
    changed = text.replace('"I/1":{"points":"35"}', '"I/1":{"points":"5"}')
    first = standing.contest.members[0].key
    assert (archive.disagreeing(text), first in archive.disagreeing(changed)) == ([], True)
    assert (archive.agrees(text), archive.agrees(changed)) == (True, False)
    assert archive.digest(changed) != archive.digest(text)


def test_rules_exclusions_and_their_papers_are_frozen(year):
    factories.exclusion(year=year, unit=year.members[2], reason="Không đăng ký", source="Công văn 5/CV")
    year.regulation.grades.create(label="Tốt", threshold=85)
    year.regulation.quotas.create(award="Cờ thi đua", units=1)
    year.regulation.quotas.create(award="Bằng khen", percent=50)
    contest = archive.thawed(archive.frozen(live_standing(year))).contest
    third = year.members[2].short_name
    assert (contest.excluded, contest.sources) == ({third: "Không đăng ký"}, {third: "Công văn 5/CV"})
    assert contest.rules.exclusion_reasons == ("Không đăng ký",)
    assert [(grade.label, grade.threshold) for grade in contest.rules.grades] == [("Tốt", Decimal(85))]
    assert contest.rules.quotas == (("Cờ thi đua", "1"), ("Bằng khen", "50 %"))


def test_every_round_is_frozen_and_only_what_it_says_differently(year):
    sheet = ScoreSheet.objects.get(bloc_year=year, unit=year.members[0])
    line = factories.lines(sheet)[0]
    line.reviewed_score, line.final_score = Decimal(30), Decimal(32)
    line.save()
    standing = live_standing(year)
    text, first = archive.frozen(standing), year.members[0].short_name
    assert json.loads(text)["earlier"] == {
        "self": {first: {"I/1": {"points": "35"}}, **{unit.short_name: {} for unit in year.members[1:]}},
        "review": {first: {"I/1": {"points": "30"}}, **{unit.short_name: {} for unit in year.members[1:]}},
    }
    thawed = archive.thawed(text)
    totals = [thawed.earlier(round_)[first].total for round_ in (Round.SELF, Round.REVIEW)]
    assert (totals, thawed.tallies[first].total) == ([Decimal("90.00"), Decimal("85.00")], Decimal("87.00"))


def test_text_of_the_first_format_is_read_as_it_was_published():
    text = FORMAT_1.read_text(encoding="utf-8")
    standing = archive.thawed(text)
    assert (archive.digest(text), archive.disagreeing(text)) == (HASH_1, [])
    assert archive.ranks(text) == {"BQL1": 1, "BQL4": 2, "BQL2": 3, "BQL3": 3}
    assert [(place.unit, place.rank, place.total) for place in standing.places] == [
        ("BQL1", 1, Decimal("92.00")),
        ("BQL4", 2, Decimal("50.13")),
        ("BQL2", 3, Decimal("80.00")),
        ("BQL3", 3, Decimal("80.00")),
    ]
    assert (standing.earlier(Round.SELF), standing.contest.excluded, standing.grade(standing.places[0])) == (
        {},
        {},
        "",
    )
    assert standing.tallies["BQL4"].assigned_maximum == 60
