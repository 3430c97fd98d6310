"""Writing targets and movements: nothing lost, nothing overwritten unseen."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from blocs.audit import AuditEntry
from blocs.models import BlocYear
from blocs.stages import Stage
from pledges.forms import Lines, MovementForm, TargetForm
from pledges.models import Movement, Registration, Target
from pledges.models.registrations import RegistrationState
from tests import factories
from tests.cast import Cast
from tests.pledges.tables import contents, key, sent, url

pytestmark = pytest.mark.usefixtures("english")


Browser = Callable[[Any], Client]


@pytest.fixture
def registration(cast: Cast) -> Registration:
    """Three targets and a movement of the cast's unit."""
    return factories.registration(year=cast.year, targets=3)


def told() -> list[tuple[str, str, str, str]]:
    changes = AuditEntry.objects.get().changes
    return [(change["of"], change["what"], change["before"], change["after"]) for change in changes]


def test_a_page_sent_back_as_it_was_changes_nothing(
    cast: Cast, as_: Browser, registration: Registration
) -> None:
    client = as_(cast.officer)
    response = client.post(url(registration), sent(client, url(registration)))
    assert response.url == registration.get_absolute_url()
    assert contents(registration) == [f"Giải ngân vốn đợt {n}" for n in (1, 2, 3)]
    assert not AuditEntry.objects.exists()


def test_changes_are_saved_and_told_line_by_line(
    cast: Cast, as_: Browser, registration: Registration
) -> None:
    client = as_(cast.officer)
    fields = sent(client, url(registration))
    fields[key(registration, 1, "plan")] = "95,5"
    fields[key(registration, 2, "remove")] = "on"
    fields |= {"new-1-content": "Thu hút 03 dự án", "new-1-measure": "dự án", "new-1-plan": "3"}
    fields |= {"new-js7-content": "Trồng cây", "new-js7-note": "Tết trồng cây"}
    client.post(url(registration), fields)
    assert list(registration.targets.values_list("position", "content", "measure", "plan", "note")) == [
        (1, "Giải ngân vốn đợt 1", "%", "95,5", ""),
        (2, "Giải ngân vốn đợt 3", "%", "100", ""),
        (3, "Thu hút 03 dự án", "dự án", "3", ""),
        (4, "Trồng cây", "", "", "Tết trồng cây"),
    ]
    assert told() == [
        ("Giải ngân vốn đợt 1", "plan for the year", "100", "95,5"),
        ("Thu hút 03 dự án", "added", "", "Thu hút 03 dự án · dự án · 3"),
        ("Trồng cây", "added", "", "Trồng cây · Tết trồng cây"),
        ("Giải ngân vốn đợt 2", "deleted", "Giải ngân vốn đợt 2 · % · 100", ""),
    ]
    entry = AuditEntry.objects.get()
    assert (entry.user, entry.target, entry.action) == (cast.officer, registration, "change")


def test_movements_are_written_in_the_same_way(cast: Cast, as_: Browser, registration: Registration) -> None:
    client = as_(cast.leader)
    fields = sent(client, url(registration, "movements"))
    movement = registration.movements.get()
    fields[f"line-{movement.pk}-aim"] = "Giúp 02 hộ nghèo\r\nXây 01 nhà tình nghĩa"
    fields |= {"new-1-name": "Thi đua quý I", "new-1-launched": "Tháng 1/2021"}
    client.post(url(registration, "movements"), fields)
    assert list(registration.movements.values_list("name", "aim", "launched")) == [
        ("Cả nước chung tay vì người nghèo", "Giúp 02 hộ nghèo\r\nXây 01 nhà tình nghĩa", ""),
        ("Thi đua quý I", "", "Tháng 1/2021"),
    ]
    again = client.post(url(registration, "movements"), sent(client, url(registration, "movements")))
    assert (again.status_code, AuditEntry.objects.count()) == (302, 1)


@pytest.mark.parametrize(
    ("row", "to", "order"),
    [(3, "1", [3, 1, 2]), (1, "3", [2, 3, 1]), (1, "2", [2, 1, 3]), (2, "9", [1, 3, 2]), (2, "", [1, 2, 3])],
)
def test_a_row_moves_to_the_number_written_in_it(
    cast: Cast, as_: Browser, registration: Registration, row: int, to: str, order: list[int]
) -> None:
    client = as_(cast.officer)
    fields = sent(client, url(registration)) | {key(registration, row, "position"): to}
    client.post(url(registration), fields)
    assert contents(registration) == [f"Giải ngân vốn đợt {n}" for n in order]
    assert list(registration.targets.values_list("position", flat=True)) == [1, 2, 3]


def test_a_new_row_stands_where_its_number_says(cast: Cast, as_: Browser, registration: Registration) -> None:
    client = as_(cast.officer)
    fields = sent(client, url(registration)) | {"new-1-content": "Chen vào", "new-1-position": "2"}
    client.post(url(registration), fields)
    assert contents(registration)[:3] == ["Giải ngân vốn đợt 1", "Chen vào", "Giải ngân vốn đợt 2"]


def test_a_moved_row_is_told_with_both_places(cast: Cast, as_: Browser, registration: Registration) -> None:
    client = as_(cast.officer)
    client.post(url(registration), sent(client, url(registration)) | {key(registration, 3, "position"): "1"})
    assert told() == [("Giải ngân vốn đợt 3", "order", "3", "1")]


def test_saving_and_going_on_returns_to_the_table(
    cast: Cast, as_: Browser, registration: Registration
) -> None:
    client = as_(cast.officer)
    response = client.post(url(registration), sent(client, url(registration)) | {"more": "1"})
    assert response.url == url(registration)


def test_errors_name_the_row_and_keep_everything_typed(
    cast: Cast, as_: Browser, registration: Registration
) -> None:
    client = as_(cast.officer)
    fields = sent(client, url(registration))
    fields[key(registration, 1, "plan")] = "95"
    fields[key(registration, 2, "content")] = ""
    fields[key(registration, 3, "position")] = "đầu"
    fields |= {"new-2-content": "Dòng mới", "new-2-plan": "x" * 121}
    page = client.post(url(registration), fields)
    words = [problem.words for problem in page.context["problems"]]
    assert [sentence.split(":")[0] for sentence in words] == [
        "Row 2, Content",
        "Row 3, Order",
        "Row 4, Plan for the year",
    ]
    typed = {cell.html_name: cell.value() for row in page.context["lines"].rows for cell in row.cells}
    assert {name: typed[name] for name in fields if name in typed} == {
        name: value for name, value in fields.items() if name in typed
    }
    assert contents(registration) == [f"Giải ngân vốn đợt {n}" for n in (1, 2, 3)]
    assert not AuditEntry.objects.exists()
    assert page.content.decode().count("is-invalid") == 3


def test_rows_to_be_deleted_need_not_be_right(cast: Cast, as_: Browser, registration: Registration) -> None:
    client = as_(cast.officer)
    fields = sent(client, url(registration))
    fields |= {key(registration, 1, "content"): "", key(registration, 1, "remove"): "on"}
    fields |= {"new-1-content": "Thôi", "new-1-remove": "on"}
    assert client.post(url(registration), fields).status_code == 302
    assert contents(registration) == ["Giải ngân vốn đợt 2", "Giải ngân vốn đợt 3"]


@pytest.mark.parametrize("kind", ["targets", "movements"])
@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("leader", 200),
        ("officer", 200),
        ("secretary", 403),
        ("head_leader", 403),
        ("other_officer", 403),
        ("observer", 403),
        ("stranger", 404),
        ("nobody", 404),
    ],
)
def test_tables_are_for_the_units_own_people(
    cast: Cast, as_: Browser, registration: Registration, kind: str, person: str, status: int
) -> None:
    client = as_(getattr(cast, person))
    assert client.get(url(registration, kind)).status_code == status
    posted = client.post(url(registration, kind), {"new-1-content": "Lạ", "new-1-name": "Lạ"}).status_code
    assert posted == (302 if status == 200 else status)


@pytest.mark.parametrize(
    ("state", "stage", "status"),
    [
        (RegistrationState.DRAFT, Stage.SIGNING, 200),
        (RegistrationState.RETURNED, Stage.PREPARE, 200),
        (RegistrationState.CONFIRMED, Stage.PREPARE, 403),
        (RegistrationState.DRAFT, Stage.MIDYEAR, 403),
    ],
)
def test_tables_open_while_the_registration_may_be_written(
    cast: Cast, as_: Browser, registration: Registration, state: str, stage: str, status: int
) -> None:
    Registration.objects.update(state=state)
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=stage)
    assert as_(cast.officer).get(url(registration)).status_code == status


def test_a_line_of_another_unit_cannot_be_reached(
    cast: Cast, as_: Browser, registration: Registration
) -> None:
    foreign = factories.registration(year=cast.year, unit=cast.year.members[2])
    line = foreign.targets.get()
    page = as_(cast.officer).post(
        url(registration), {f"line-{line.pk}-content": "Sửa", f"line-{line.pk}-seal": "1.x"}
    )
    assert page.status_code == 200
    assert contents(foreign) == ["Giải ngân vốn đợt 1"]


def test_decomposed_letters_are_stored_composed(cast: Cast, as_: Browser, registration: Registration) -> None:
    client = as_(cast.officer)
    words = "Xây dựng nếp sống văn hóa"
    fields = sent(client, url(registration)) | {"new-1-content": unicodedata.normalize("NFD", words)}
    client.post(url(registration), fields)
    assert contents(registration)[-1] == words


def test_rewriting_a_text_decomposed_is_no_change(
    cast: Cast, as_: Browser, registration: Registration
) -> None:
    client = as_(cast.officer)
    fields = {
        name: unicodedata.normalize("NFD", value) for name, value in sent(client, url(registration)).items()
    }
    client.post(url(registration), fields)
    assert not AuditEntry.objects.exists()


def test_line_breaks_pasted_into_a_short_text_become_spaces(
    cast: Cast, as_: Browser, registration: Registration
) -> None:
    client = as_(cast.officer)
    fields = sent(client, url(registration)) | {"new-1-content": "Giải ngân \r\nvốn đầu tư\ncông"}
    client.post(url(registration), fields)
    assert contents(registration)[-1] == "Giải ngân vốn đầu tư công"


@pytest.mark.parametrize(("form_class", "model"), [(TargetForm, Target), (MovementForm, Movement)])
def test_a_table_always_has_blank_rows(
    registration: Registration, form_class: type[TargetForm], model: type[Target]
) -> None:
    stored = model.objects.count()
    assert [row.instance.pk is None for row in Lines(form_class, registration).rows][stored:] == [True] * 3


def test_blank_rows_never_take_the_name_of_one_that_was_sent(registration: Registration) -> None:
    data = {"new-1-content": "Một", "new-3-content": "", "new-1-plan": ""}
    prefixes = [row.prefix for row in Lines(TargetForm, registration, data).rows[3:]]
    assert prefixes == ["new-1", "new-2", "new-4", "new-5"]
