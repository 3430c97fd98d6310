"""The commands about the ranking: as data, as a table, and checking what was published."""

import json

import pytest

from blocs.models.people import Role
from scoring.models import Exclusion, Grade, Ranking, Regulation, Score
from tests import factories
from tests.scoring.commands import refusal, run
from tests.scoring.grids import names

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


def published(rows):
    year = factories.approved_year(rows)
    secretary = factories.person(Role.SECRETARY, year.head)
    Ranking.objects.get(bloc_year=year).take("publish", secretary)
    return year


def test_ranking_is_one_object():
    year = factories.approved_year([(30, 20, "25.5", "14.5"), ("-", 20, None, "4.5"), (40, 20, 20, 10)])
    out, _err = run("ranking", year, format="json")
    data = json.loads(out)
    assert {name: data[name] for name in ("bloc", "name", "year", "published", "hash")} == {
        "bloc": year.bloc.slug,
        "name": year.bloc.name,
        "year": 2021,
        "published": False,
        "hash": None,
    }
    head, member, other = names(year)
    assert [(unit["unit"], unit["rank"], unit["tied"]) for unit in data["units"]] == [
        (head, 1, True),
        (other, 1, True),
        (member, 3, False),
    ]
    assert data["units"][2] == {
        "unit": member,
        "name": year.members[1].name,
        "total": "24.50",
        "percent": "40.8333",
        "rank": 3,
        "tied": False,
        "grade": None,
        "excluded": None,
        "base": "24.5",
        "bonus": "0",
        "deduction": "0",
        "missing": 1,
        "assigned_maximum": "60",
        "sections": {"I": "20", "II": "4.5"},
        "criteria": {"I/2": "20", "II/1": None, "II/2": "4.5"},
    }


@pytest.mark.parametrize("publish", [False, True])
def test_ranking_by_an_earlier_round_alone(publish):
    year = factories.approved_year([(30, 20, 20, 10), (40, 20, 20, 10)])
    Score.objects.filter(sheet__unit=year.members[1], self_score=40).update(reviewed_score=10)
    if publish:
        Ranking.objects.get(bloc_year=year).take("publish", factories.person(Role.SECRETARY, year.head))

    totals = {
        round_: [
            unit["total"]
            for unit in json.loads(run("ranking", year, format="json", round=round_)[0])["units"]
        ]
        for round_ in ("self", "review", "final")
    }

    assert totals == {"self": ["90.00", "80.00"], "review": ["80.00", "60.00"], "final": ["80.00", "60.00"]}


def test_ranking_without_scores_has_no_sections_yet():
    data = json.loads(run("ranking", factories.scoring_year(), format="json")[0])
    assert data["units"][0]["sections"] == {"I": None, "II": None}


def test_ranking_as_a_table():
    year = factories.approved_year([(30, 20, "25.5", "14.5"), (40, 20, 20, 10)])
    lines = run("ranking", year)[0].splitlines()
    assert lines[1] == "Provisional"
    assert [line.split() for line in lines[2:]] == [
        ["1.", unit, "90.00", "90.0000", "%", "="] for unit in names(year)
    ]


def test_unit_that_is_not_considered_has_its_reason_and_no_rank():
    year = factories.approved_year([(30, 20, "25.5", "14.5"), (40, 20, 20, 10)])
    Grade.objects.create(regulation=year.regulation, label="Xuất sắc", threshold=90)
    Exclusion.objects.create(bloc_year=year, unit=year.head, reason="Không đăng ký", source="BB 1")
    units = json.loads(run("ranking", year, format="json")[0])["units"]
    assert [(unit["unit"], unit["rank"], unit["grade"], unit["excluded"]) for unit in units] == [
        (names(year)[1], 1, "Xuất sắc", None),
        (names(year)[0], None, None, "Không đăng ký"),
    ]
    table = run("ranking", year)[0]
    assert "Không đăng ký" in table


def test_ranking_without_a_regulation_is_refused():
    year = factories.bloc_year()
    assert refusal("ranking", year, format="json") == [f"{year} has no regulation yet."]


def test_published_ranking_is_printed_as_it_was_frozen():
    year = published([(30, 20, 20, 10), (40, 20, 20, 10)])
    before = json.loads(run("ranking", year, format="json")[0])
    Score.objects.update(reviewed_score=0)
    assert json.loads(run("ranking", year, format="json")[0]) == before
    assert (before["published"], before["hash"]) == (True, Ranking.objects.get(bloc_year=year).hash)
    assert before["hash"] in run("ranking", year)[0]


def test_published_ranking_is_verified():
    year = published([(30, 20, 20, 10), (40, 20, 20, 10)])
    out, _err = run("verify_ranking", year)
    assert out == (
        "Equal: the hash, the order, and today's scores. "
        f"SHA-256 {Ranking.objects.get(bloc_year=year).hash}\n"
    )


def test_verification_names_scores_and_rules_that_changed_since():
    year = published([(30, 20, 20, 10), (40, 20, 20, 10)])
    Score.objects.filter(sheet__unit=year.head, criterion__code="1").update(reviewed_score=1)
    Regulation.objects.filter(bloc_year=year).update(decimals=1)
    assert refusal("verify_ranking", factories.BlocYear.objects.get(pk=year.pk)) == [
        "Today's data differ from the published ones: rounding, bonus, tie-breaks, classes, "
        "reasons for exclusion or quotas.",
        f"Decided scores of {year.head.short_name} differ today from the published ones: I/1, II/1.",
        f"Reviewed scores of {year.head.short_name} differ today from the published ones: I/1, II/1.",
    ]


def test_verification_detects_a_changed_archive():
    year = published([(30, 20, 20, 10), (40, 20, 20, 10)])
    ranking = Ranking.objects.get(bloc_year=year)
    Ranking.objects.update(frozen=ranking.frozen.replace('"rank":1', '"rank":2'))
    assert refusal("verify_ranking", year) == [
        "The hash does not belong to the published data.",
        f"The published order does not follow from the published scores: {names(year)[1]}.",
    ]
    Ranking.objects.update(frozen="{")
    assert refusal("verify_ranking", year)[1] == "The published data cannot be read."


def test_only_a_published_ranking_is_verified():
    year = factories.scoring_year()
    assert refusal("verify_ranking", year) == [f"The ranking of {year} is not published."]
