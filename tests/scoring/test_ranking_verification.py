"""What verification compares: every round, exclusions, and texts of the first format."""

from __future__ import annotations

import json

import pytest

from scoring import archive
from scoring.models import Exclusion, Ranking, Score
from tests import factories
from tests.scoring.commands import refusal, run
from tests.scoring.test_archive import FORMAT_1

pytestmark = pytest.mark.django_db

POINTS = [
    (35, 20, "20.5", "14.5", 2),
    (30, 20, 20, 10, 0),
    (30, 20, 19, 11, 0),
    ("-", 20, "19.125", 11, None),
]


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def year():
    created = factories.approved_year(POINTS, rows=[*factories.TREE, factories.BONUS])
    factories.tie_breaks(created.regulation, "II", "I")
    return created


def publish(year):
    year.ranking.take("publish", factories.person("secretary", year.head))
    return factories.BlocYear.objects.get(pk=year.pk)


def test_self_scores_that_changed_since_are_named_alone(year):
    factories.fill(factories.sheet(year=year, unit=year.head), 36, 20, "20.5", "14.5", 2, reviewed=True)
    published = publish(year)
    Score.objects.filter(sheet__unit=year.head, criterion__name="Giải ngân").update(self_score=1)
    assert refusal("verify_ranking", published) == [
        f"Self scores of {year.head.short_name} differ today from the published ones: I/1."
    ]


def test_exclusion_that_changed_since_is_named(year):
    factories.exclusion(year=year, unit=year.members[1], source="QĐ 1")
    published = publish(year)
    Exclusion.objects.update(source="QĐ 2")
    assert refusal("verify_ranking", published) == [
        "Today's data differ from the published ones: papers by which units are not considered."
    ]
    Exclusion.objects.all().delete()
    assert refusal("verify_ranking", published) == [
        "Today's data differ from the published ones: units that are not considered.",
        "Today's data differ from the published ones: papers by which units are not considered.",
    ]


def test_ranking_frozen_in_the_first_format_is_verified(year):
    published = publish(year)
    text = FORMAT_1.read_text(encoding="utf-8").replace("Khối thi đua mẫu", year.bloc.name)
    for place, unit in enumerate(year.members, start=1):
        text = text.replace(f'"pk":{place}}}', f'"pk":-{unit.pk}}}').replace(f"BQL{place}", f"[{place}]")
    for place, unit in enumerate(year.members, start=1):
        text = text.replace(f"[{place}]", unit.short_name).replace(f'"pk":-{unit.pk}}}', f'"pk":{unit.pk}}}')
    assert json.loads(text)["format"] == 1
    Ranking.objects.update(frozen=text, hash=archive.digest(text))
    assert run("verify_ranking", published)[0].startswith("Equal: the hash, the order, and today's scores.")
