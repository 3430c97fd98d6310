"""What units report on movements, who has reported, and movements taken into a registration."""

from __future__ import annotations

import pytest
from django.urls import reverse

from blocs.models import AuditEntry, BlocYear
from blocs.seals import seal
from pledges.missing import duties
from pledges.models import MovementReport
from tests import factories


@pytest.fixture
def movements(cast):
    """Two movements in the mid-year review."""
    BlocYear.objects.filter(pk=cast.year.pk).update(stage="midyear")
    cast.year.refresh_from_db()
    return [factories.launched(year=cast.year, name=name) for name in ("Vì người nghèo", "Nông thôn mới")]


def page_of(cast, period="midyear", place=1):
    address = (cast.year.bloc.slug, cast.year.year, period, cast.year.members[place].pk)
    return reverse("movement_reports", args=address)


def typed(*texts):
    """What the page sends: movement, text as typed, text as it was shown."""
    sent = {}
    for movement, text, shown in texts:
        sent |= {f"movement-{movement.pk}-text": text, f"movement-{movement.pk}-seal": seal(shown)}
    return sent


def written():
    return list(MovementReport.objects.order_by("movement").values_list("movement__name", "period", "text"))


def test_unit_reports_in_paragraphs_and_the_bloc_reads(cast, as_, movements):
    poor, rural = movements
    sent = typed((poor, "Giúp 02 hộ.\r\n\r\nỦng hộ 40 triệu đồng.", ""), (rural, "", ""))
    assert as_(cast.officer).post(page_of(cast), sent).status_code == 302
    assert written() == [("Vì người nghèo", "midyear", "Giúp 02 hộ.\n\nỦng hộ 40 triệu đồng.")]
    found = MovementReport.objects.get()
    assert (found.unit, found.written_by) == (cast.year.members[1], cast.officer)
    assert found.paragraphs == ["Giúp 02 hộ.", "Ủng hộ 40 triệu đồng."]
    page = as_(cast.other_officer).get(page_of(cast)).content.decode()
    assert "<p>Ủng hộ 40 triệu đồng.</p>" in page
    assert "<textarea" not in page
    assert "Ủng hộ 40 triệu đồng." in as_(cast.observer).get(poor.get_absolute_url()).content.decode()


def test_a_text_that_was_not_touched_keeps_what_another_wrote(cast, as_, movements):
    poor, rural = movements
    factories.movement_report(poor, cast.year.members[1], text="Của lãnh đạo")
    sent = typed((poor, "", ""), (rural, "Làm 01 km đường", ""))
    as_(cast.officer).post(page_of(cast), sent)
    assert written() == [
        ("Vì người nghèo", "midyear", "Của lãnh đạo"),
        ("Nông thôn mới", "midyear", "Làm 01 km đường"),
    ]


def test_a_text_that_both_changed_is_refused_once(cast, as_, movements):
    poor, _rural = movements
    factories.movement_report(poor, cast.year.members[1], text="Của lãnh đạo")
    answer = as_(cast.officer).post(page_of(cast), typed((poor, "Của cán bộ", "")))
    page = answer.content.decode()
    assert "it reads: “Của lãnh đạo”. Save again to replace it." in page
    assert "Của cán bộ</textarea>" in page
    assert written() == [("Vì người nghèo", "midyear", "Của lãnh đạo")]
    form = answer.context["forms"][0]
    as_(cast.officer).post(page_of(cast), typed((poor, "Của cán bộ", form.was)))
    assert written() == [("Vì người nghèo", "midyear", "Của cán bộ")]


def test_an_emptied_text_goes_and_the_history_keeps_it(cast, as_, movements):
    poor, _rural = movements
    factories.movement_report(poor, cast.year.members[1], text="Nhầm đơn vị")
    as_(cast.leader).post(page_of(cast), typed((poor, "", "Nhầm đơn vị")))
    assert written() == []
    entry = AuditEntry.objects.get(action="delete")
    assert (entry.unit, entry.changes[0]["before"]) == (cast.year.members[1], "Nhầm đơn vị")


@pytest.mark.parametrize("stage", ["prepare", "signing", "closed"])
def test_nothing_is_stored_outside_the_reviews_but_the_text_stays_on_the_page(cast, as_, movements, stage):
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=stage)
    answer = as_(cast.officer).post(page_of(cast), typed((movements[0], "Giúp 02 hộ", "")))
    assert answer.status_code == 409
    assert "Giúp 02 hộ</textarea>" in answer.content.decode()
    assert written() == []


def test_nobody_reports_for_another_unit_or_an_unknown_period(cast, as_, movements):
    sent = typed((movements[0], "Giúp 02 hộ", ""))
    assert as_(cast.officer).post(page_of(cast, place=2), sent).status_code == 403
    assert as_(cast.officer).get(page_of(cast, period="quarter")).status_code == 404
    assert written() == []


def test_matrix_shows_who_has_reported(cast, as_, movements):
    url = reverse("movements", args=(cast.year.bloc.slug, cast.year.year))
    head, member, _other = cast.year.members
    for movement in movements:
        factories.movement_report(movement, member)
    factories.movement_report(movements[0], head, period="yearend")
    midyear = as_(cast.officer).get(url).context["matrix"]
    assert [(row.unit, row.written, row.is_own) for row in midyear.rows][:2] == [
        (head, 0, False),
        (member, 2, True),
    ]
    assert midyear.complete == 1
    yearend = as_(cast.officer).get(url, {"period": "yearend"})
    assert [row.written for row in yearend.context["matrix"].rows] == [1, 0, 0]
    assert [(row.midyear, row.yearend) for row in yearend.context["rows"]] == [(1, 1), (1, 0)]


def test_unit_takes_movements_of_the_bloc_into_its_registration(cast, as_):
    registration = factories.registration(year=cast.year, unit=cast.year.members[1])
    factories.launched(year=cast.year, name="Cả nước chung tay vì người nghèo")
    new = factories.launched(year=cast.year, name="Văn hóa công sở", aim="Tận tụy", launched_on="2021-03-01")
    url = reverse("adopt_movements", args=(registration.pk,))
    assert as_(cast.officer).get(url).context["offered"] == [new]
    answer = as_(cast.officer).post(url, {"movements": [new.pk]})
    assert answer.url == reverse("registration_movements", args=(registration.pk,))
    added = registration.movements.last()
    assert (added.position, added.name, added.aim, added.launched, added.wrapped_up) == (
        2,
        "Văn hóa công sở",
        "Tận tụy",
        "01/03/2021",
        "",
    )
    assert "Nothing to add" in as_(cast.officer).get(url).content.decode()


def test_choosing_no_movement_is_refused(cast, as_):
    registration = factories.registration(year=cast.year, unit=cast.year.members[1])
    factories.launched(year=cast.year)
    page = as_(cast.officer).post(reverse("adopt_movements", args=(registration.pk,)))
    assert "Choose at least one movement." in page.content.decode()
    assert registration.movements.count() == 1


def test_units_are_reminded_of_the_movements_they_have_not_reported_on(cast, movements, english):
    head, member, other = cast.year.members
    for movement in movements:
        factories.movement_report(movement, head)
    factories.movement_report(movements[0], member)
    lacks = duties()["movement_reports"].lacks(cast.year)
    assert [(one.unit, one.words, one.url) for one in lacks] == [
        (member, ["1 movement is not reported on yet (mid-year review)."], page_of(cast)),
        (other, ["2 movements are not reported on yet (mid-year review)."], page_of(cast, place=2)),
    ]
    BlocYear.objects.filter(pk=cast.year.pk).update(stage="signing")
    cast.year.refresh_from_db()
    assert duties()["movement_reports"].lacks(cast.year) == []
