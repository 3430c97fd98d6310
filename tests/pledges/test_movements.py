"""Movements of a year: launched, ordered, copied, proposed and wrapped up by the secretariat."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from blocs.models import AuditEntry
from pledges.models import LaunchedMovement
from pledges.models.movements import movement_reports
from tests import factories


def address(name, year, *args):
    return reverse(name, args=(year.bloc.slug, year.year, *args))


def names(year):
    return list(year.launched_movements.values_list("name", flat=True))


def sent(**fields):
    defaults = {
        "name": "Văn hóa công sở",
        "aim": "Tận tụy",
        "origin": "bloc",
        "launched_on": "01/03/2021",
        "wrapped_up_on": "",
    }
    return defaults | fields


def test_secretariat_launches_a_movement_and_everyone_reads_it(cast, as_):
    answer = as_(cast.secretary).post(address("movement_new", cast.year), sent(aim="Tận tụy\r\nVăn minh"))
    assert answer.url == address("movements", cast.year)
    (found,) = cast.year.launched_movements.all()
    assert (found.name, found.aim, found.launched_on) == (
        "Văn hóa công sở",
        "Tận tụy\nVăn minh",
        date(2021, 3, 1),
    )
    page = as_(cast.observer).get(answer.url).content.decode()
    assert "Văn hóa công sở" in page
    assert address("movement_new", cast.year) not in page
    entry = AuditEntry.objects.get(bloc_year=cast.year)
    assert (entry.action, entry.user) == ("create", cast.secretary)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "văn hóa  công sở"}, "The year has a movement of this name already."),
        (
            {"name": "Khác", "wrapped_up_on": "28/02/2021"},
            "The day it is wrapped up lies before the day of its launch.",
        ),
        ({"name": "Khác", "wrapped_up_on": "01/03/2031"}, "Enter a day near the year 2021."),
        ({"name": "Khác", "launched_on": "01/03/2022"}, "A movement of 2021 is launched by then."),
        ({"name": "Khác", "launched_on": "31/02/2021"}, "Enter a valid date."),
    ],
)
def test_a_wrong_movement_is_refused_with_a_sentence(cast, as_, fields, words):
    factories.launched(year=cast.year, name="Văn hóa công sở")
    answer = as_(cast.secretary).post(address("movement_new", cast.year), sent(**fields))
    assert words in answer.content.decode()
    assert names(cast.year) == ["Văn hóa công sở"]


def test_state_follows_from_the_dates(clock):
    movement = LaunchedMovement(launched_on=date(2026, 3, 10), wrapped_up_on=date(2026, 12, 15))
    states = []
    for day in ("2026-03-09", "2026-03-10", "2026-12-14", "2026-12-15"):
        clock.move_to(f"{day} 12:00+07:00", tick=False)
        states.append(movement.state.value)
    assert states == ["not_started", "open", "open", "done"]
    assert LaunchedMovement().state.value == "not_started"


def test_new_movement_is_offered_the_days_of_the_conferences(cast, as_):
    factories.stage_dates(cast.year, "signing", date(2021, 3, 1), date(2021, 3, 31))
    factories.stage_dates(cast.year, "conference", date(2021, 12, 13), date(2021, 12, 31))
    page = as_(cast.secretary).get(address("movement_new", cast.year)).content.decode()
    assert 'value="01/03/2021"' in page
    assert 'value="31/12/2021"' in page


def test_someone_elses_change_is_not_overwritten_unseen(cast, as_):
    movement = factories.launched(year=cast.year, name="Một", aim="Cũ")
    url = reverse("movement_edit", args=(movement.pk,))
    seal = as_(cast.secretary).get(url).context["form"]["seal"].value()
    LaunchedMovement.objects.update(aim="Mới")
    answer = as_(cast.secretary).post(url, sent(name="Một", aim="Của tôi", seal=seal))
    assert "Someone changed this meanwhile." in answer.content.decode()
    movement.refresh_from_db()
    assert movement.aim == "Mới"


def test_national_movements_are_added_once(cast, as_):
    browser, url = as_(cast.secretary), address("movements_national", cast.year)
    factories.launched(year=cast.year, name="Doanh nghiệp Việt Nam hội nhập và phát triển")
    page = browser.post(url, follow=True).content.decode()
    assert "3 movements were added." in page
    assert "of the Prime Minister that" not in page
    assert len(names(cast.year)) == len(set(names(cast.year))) == 4
    assert "The year has these movements already." in browser.post(url, follow=True).content.decode()


def test_last_years_movements_are_copied_with_their_days_moved(cast, as_):
    before = factories.bloc_year(bloc=cast.year.bloc, year=2020, units=cast.year.members)
    factories.launched(year=before, name="Hai", origin="province", launched_on=date(2020, 2, 29), position=2)
    factories.launched(year=before, name="Một", aim="Tiết kiệm", wrapped_up_on=date(2020, 12, 15), position=1)
    as_(cast.secretary).post(address("movements_copy", cast.year))
    rows = cast.year.launched_movements.values_list(
        "position", "name", "aim", "origin", "launched_on", "wrapped_up_on"
    )
    assert list(rows) == [
        (1, "Một", "Tiết kiệm", "bloc", None, date(2021, 12, 15)),
        (2, "Hai", "", "province", date(2021, 2, 28), None),
    ]


def test_movements_are_put_in_order(cast, as_):
    _first, _second, third = (factories.launched(year=cast.year, name=name) for name in ("A", "B", "C"))
    url = reverse("movement_move", args=(third.pk,))
    as_(cast.secretary).post(url, {"up": "1"})
    assert names(cast.year) == ["A", "C", "B"]
    as_(cast.secretary).post(url, {"down": "1"})
    as_(cast.secretary).post(url, {"down": "1"})
    assert names(cast.year) == ["A", "B", "C"]


def test_a_movement_with_reports_stays_and_says_why(cast, as_):
    movement = factories.launched(year=cast.year)
    factories.movement_report(movement, cast.year.members[1])
    answer = as_(cast.secretary).post(reverse("movement_delete", args=(movement.pk,)))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "These units have reported on it." in page
    assert f"{cast.year.members[1].name} (mid-year review)" in page
    assert names(cast.year) == [movement.name]


def test_a_movement_without_reports_is_deleted_and_kept_in_the_history(cast, as_):
    movement = factories.launched(year=cast.year, aim="Tận tụy")
    as_(cast.secretary).post(reverse("movement_delete", args=(movement.pk,)))
    assert names(cast.year) == []
    entry = AuditEntry.objects.get(action="delete")
    assert [change["before"] for change in entry.changes] == ["Văn hóa công sở", "Tận tụy"]


def test_a_year_handed_over_launches_nothing(cast, as_):
    type(cast.year).objects.update(stage="closed")
    assert as_(cast.secretary).post(address("movement_new", cast.year), sent()).status_code == 403
    assert names(cast.year) == []


def test_reports_of_a_review_are_gathered_by_movement(cast):
    head, member, other = cast.year.members
    movement = factories.launched(year=cast.year)
    late = factories.movement_report(movement, other)
    early = factories.movement_report(movement, head)
    factories.movement_report(movement, member, period="yearend")
    (found,) = movement_reports(cast.year, "midyear")
    assert (found.movement, found.reports, found.missing) == (movement, [early, late], [member])


def test_what_the_units_agreed_to_stays_when_movements_change(cast, as_):
    pledge = factories.pledge(year=cast.year)
    factories.launched(year=cast.year, name="Một", launched_on=date(2021, 3, 1))
    pledge.take("ask_units", cast.secretary)
    LaunchedMovement.objects.update(name="Đổi tên")
    pledge.refresh_from_db()
    row = {"name": "Một", "aim": "", "launched": "01/03/2021", "wrapped_up": ""}
    assert pledge.launched() == [row]
    pledge.take("take_back", cast.secretary, "Sửa phong trào")
    assert pledge.launched() == [row | {"name": "Đổi tên"}]


def test_list_and_matrix_need_the_same_queries_for_3_and_12_units(as_, django_assert_max_num_queries, db):
    counts = []
    for members in (3, 12):
        year = factories.bloc_year(members=members, stage="midyear")
        officer = factories.person("officer", year.members[0])
        for number in range(members):
            movement = factories.launched(year=year, name=f"Phong trào {number}")
            factories.movement_report(movement, year.members[number])
        with django_assert_max_num_queries(30) as counted:
            as_(officer).get(address("movements", year))
        counts.append(len(counted))
    assert counts[0] == counts[1]
