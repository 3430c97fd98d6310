"""Units that are not considered: named for a reason of the regulation, told and frozen with the ranking."""

from __future__ import annotations

import pytest
from django.urls import reverse

from blocs.audit import AuditEntry
from scoring.models import Exclusion
from tests import factories
from tests.cast import assemble

pytestmark = pytest.mark.django_db

REASON = "Có cá nhân bị kỷ luật từ cảnh cáo"
POINTS = [(40, 20, 25, 14), (30, 20, 20, 10), (20, 20, 20, 10)]


@pytest.fixture
def cast():
    found = assemble(factories.approved_year(POINTS))
    found.year.regulation.exclusion_reasons.create(text=REASON)
    return found


def url(year):
    return reverse("exclusions", args=(year.bloc.slug, year.year))


def data(cast, **fields):
    return {"unit": cast.year.members[0].pk, "reason": REASON, "source": "Quyết định 12/QĐ-UBND"} | fields


def ranks(browser, year):
    page = browser.get(reverse("ranking", args=(year.bloc.slug, year.year)))
    board = page.context["board"]
    return [row.member.pk for row in board.rows], [(row.member.pk, row.reason) for row in board.excluded]


def test_named_unit_leaves_the_order_and_the_others_move_up(cast, as_):
    first, second, third = (unit.pk for unit in cast.year.members)
    browser = as_(cast.secretary)
    assert ranks(browser, cast.year) == ([first, second, third], [])
    page = browser.post(url(cast.year), data(cast))
    assert (page.status_code, page.url) == (302, url(cast.year))
    assert ranks(browser, cast.year) == ([second, third], [(first, REASON)])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"reason": "Lý do tự nghĩ ra"}, "reason"),
        ({"source": "  "}, "source"),
        ({"unit": ""}, "unit"),
    ],
)
def test_exclusion_needs_a_unit_a_reason_of_the_regulation_and_a_paper(cast, as_, fields, field):
    page = as_(cast.secretary).post(url(cast.year), data(cast, **fields))
    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
    assert not Exclusion.objects.exists()


def test_unit_is_excluded_once_and_strangers_cannot_be(cast, as_):
    browser = as_(cast.secretary)
    browser.post(url(cast.year), data(cast))
    elsewhere = factories.unit()
    for unit in (cast.year.members[0].pk, elsewhere.pk):
        assert list(browser.post(url(cast.year), data(cast, unit=unit)).context["form"].errors) == ["unit"]
    assert Exclusion.objects.count() == 1


def test_without_reasons_in_the_regulation_there_is_no_form(cast, as_):
    cast.year.regulation.exclusion_reasons.all().delete()
    page = as_(cast.secretary).get(url(cast.year)).content.decode()
    assert 'name="source"' not in page
    assert reverse("regulation", args=(cast.year.bloc.slug, cast.year.year)) in page


def test_reason_and_paper_are_changed_and_the_history_keeps_both(cast, as_):
    found = factories.exclusion(year=cast.year, unit=cast.year.members[1], reason="Bị phạt", source="QĐ 1")
    browser = as_(cast.secretary)
    page = browser.post(reverse("exclusion", args=(found.pk,)), {"reason": REASON, "source": "QĐ 2"})
    assert page.status_code == 302
    found.refresh_from_db()
    assert (found.reason, found.source) == (REASON, "QĐ 2")
    entry = AuditEntry.objects.latest("pk")
    assert [(change["before"], change["after"]) for change in entry.changes] == [
        ("Bị phạt", REASON),
        ("QĐ 1", "QĐ 2"),
    ]
    assert entry.pk in {one.pk for one in browser.get(url(cast.year)).context["entries"]}


def test_unchanged_form_writes_no_history(cast, as_):
    found = factories.exclusion(year=cast.year, unit=cast.year.members[1], reason=REASON, source="QĐ 1")
    address = reverse("exclusion", args=(found.pk,))
    as_(cast.secretary).post(address, {"reason": REASON, "source": "QĐ 1"})
    assert not AuditEntry.objects.filter(object_id=found.pk, subject=str(found)).exists()


def test_reason_that_the_regulation_dropped_can_stay(cast, as_):
    found = factories.exclusion(year=cast.year, unit=cast.year.members[1], reason="Lý do cũ")
    cast.year.regulation.exclusion_reasons.filter(text="Lý do cũ").delete()
    address = reverse("exclusion", args=(found.pk,))
    page = as_(cast.secretary).post(address, {"reason": "Lý do cũ", "source": "QĐ 9"})
    found.refresh_from_db()
    assert (page.status_code, found.source) == (302, "QĐ 9")


def test_unit_is_considered_again_after_being_asked(cast, as_):
    found = factories.exclusion(year=cast.year, unit=cast.year.members[0], reason=REASON)
    browser, address = as_(cast.secretary), reverse("exclusion_delete", args=(found.pk,))
    assert REASON in browser.get(address).content.decode()
    assert Exclusion.objects.exists()
    browser.post(address)
    assert ranks(browser, cast.year)[1] == []
    assert AuditEntry.objects.latest("pk").action == "delete"


def test_history_is_the_secretariats_until_the_ranking_is_published(cast, as_):
    as_(cast.secretary).post(url(cast.year), data(cast, unit=cast.year.members[1].pk))
    history = reverse("history", args=(cast.year.bloc.slug, cast.year.year))
    assert REASON not in as_(cast.officer).get(history).content.decode()
    assert REASON in as_(cast.secretary).get(history).content.decode()
    cast.year.ranking.take("publish", cast.secretary)
    assert REASON in as_(cast.officer).get(history).content.decode()


def test_published_exclusions_are_frozen(cast, as_):
    found = factories.exclusion(year=cast.year, unit=cast.year.members[0], reason=REASON)
    cast.year.ranking.take("publish", cast.secretary)
    browser = as_(cast.secretary)
    assert browser.post(url(cast.year), data(cast, unit=cast.year.members[1].pk)).status_code == 403
    for name in ("exclusion", "exclusion_delete"):
        assert browser.post(reverse(name, args=(found.pk,)), data(cast)).status_code == 403
    found.delete()
    assert ranks(browser, cast.year)[1] == [(cast.year.members[0].pk, REASON)]


def test_publication_that_comes_first_stops_an_exclusion(cast, as_, during_post):
    browser = as_(cast.secretary)
    with during_post(lambda: cast.year.ranking.take("publish", cast.secretary)):
        page = browser.post(url(cast.year), data(cast))
    assert (page.status_code, Exclusion.objects.count()) == (403, 0)
