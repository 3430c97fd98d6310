"""Number, place, date and signers of the joint pledge."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.audit import AuditEntry
from blocs.models import BlocYear
from blocs.stages import Stage
from pledges.models import Agreement, Pledge
from pledges.models.names import has_title
from pledges.models.pledges import AgreementState, PledgeState
from tests import factories
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("english")


Browser = Callable[[Any], Client]


@pytest.fixture
def pledge(cast: Cast) -> Pledge:
    """A joint pledge that is with the units."""
    found = factories.pledge(year=cast.year)
    found.take("ask_units", cast.secretary)
    AuditEntry.objects.all().delete()
    return found


def url(pledge: Pledge) -> str:
    return reverse("pledge_signing", args=(pledge.bloc_year.bloc.slug, pledge.bloc_year.year))


def sent(client: Client, pledge: Pledge) -> dict[str, str]:
    """What a browser sends back from the page when nothing is typed."""
    form = client.get(url(pledge)).context["form"]
    cells = [cell for one in (form, *form.signers) for cell in one]
    fields = {cell.html_name: "" if cell.value() is None else str(cell.value()) for cell in cells}
    return fields | {"seal": form.seal}


def signer(pledge: Pledge, place: int, name: str = "signer") -> str:
    agreement = pledge.agreements.get(unit=pledge.bloc_year.members[place])
    return f"signer-{agreement.pk}-{name}"


def test_everything_for_the_paper_is_entered_on_one_page(cast: Cast, as_: Browser, pledge: Pledge) -> None:
    client = as_(cast.secretary)
    fields = sent(client, pledge) | {"number": "01/GUTĐ-KTĐ", "signed_on": "01/03/2021"}
    fields |= {signer(pledge, 2): "Nguyễn Thị Mẫu", signer(pledge, 2, "signer_position"): "Phó Trưởng Ban"}
    assert client.post(url(pledge), fields).url == pledge.get_absolute_url()
    pledge.refresh_from_db()
    assert (pledge.number, pledge.place, pledge.signed_on) == ("01/GUTĐ-KTĐ", "Khánh Hòa", date(2021, 3, 1))
    assert list(pledge.agreements.values_list("signer", "signer_position")) == [
        ("Trần Văn Trưởng", "Trưởng Ban"),
        ("Phạm Văn Lãnh Đạo", "Trưởng Ban"),
        ("Nguyễn Thị Mẫu", "Phó Trưởng Ban"),
    ]
    targets = [entry.target for entry in AuditEntry.objects.order_by("pk")]
    assert targets == [pledge, pledge.agreements.get(unit=cast.year.members[2])]


def test_place_begins_with_the_heads_and_is_entered_only_when_saved(
    cast: Cast, as_: Browser, pledge: Pledge
) -> None:
    form = as_(cast.secretary).get(url(pledge)).context["form"]
    assert form["place"].value() == cast.year.head.place
    pledge.refresh_from_db()
    assert pledge.place == ""


@pytest.mark.parametrize("number", ["1/GUTĐ-KTĐ", "01-GUTĐ", "01/gutđ", "01/GUTĐ - KTĐ", "GUTĐ"])
def test_number_has_the_form_of_the_decree(cast: Cast, as_: Browser, pledge: Pledge, number: str) -> None:
    client = as_(cast.secretary)
    page = client.post(url(pledge), sent(client, pledge) | {"number": number, "place": "Nha Trang"})
    assert page.context["form"].errors == {"number": ["Write it like 01/GUTĐ-KTĐ."]}
    assert page.context["form"]["number"].value() == number
    pledge.refresh_from_db()
    assert (pledge.number, pledge.place) == ("", "")


def test_number_of_decomposed_letters_is_taken_composed(cast: Cast, as_: Browser, pledge: Pledge) -> None:
    client = as_(cast.secretary)
    number = unicodedata.normalize("NFD", "12/GƯTĐ-KTĐ")
    assert client.post(url(pledge), sent(client, pledge) | {"number": number}).status_code == 302
    pledge.refresh_from_db()
    assert pledge.number == "12/GƯTĐ-KTĐ"


@pytest.mark.parametrize(
    ("day", "status"), [("31/12/2019", 200), ("01/01/2020", 302), ("31/12/2021", 302), ("01/01/2022", 200)]
)
def test_day_lies_in_the_pledges_year_or_the_one_before(
    cast: Cast, as_: Browser, pledge: Pledge, day: str, status: int
) -> None:
    client = as_(cast.secretary)
    assert client.post(url(pledge), sent(client, pledge) | {"signed_on": day}).status_code == status


@pytest.mark.parametrize(
    ("name", "titled"),
    [
        ("Nguyễn Văn Mẫu", False),
        ("Thạch Sanh", False),
        ("Tsai Ân", False),
        ("Bành Thị Ông", False),
        ("Cnông Y", False),
        ("ThS. Nguyễn Văn Mẫu", True),
        ("ThS Nguyễn Văn Mẫu", True),
        ("TS.Nguyễn Văn Mẫu", True),
        ("ts. nguyễn văn mẫu", True),
        ("PGS.TS. Nguyễn Văn Mẫu", True),
        ("GS Nguyễn Văn Mẫu", True),
        ("Ông Nguyễn Văn Mẫu", True),
        ("bà Nguyễn Thị Mẫu", True),
        ("Đồng chí Nguyễn Văn Mẫu", True),
        ("Đ/c Nguyễn Văn Mẫu", True),
        ("Tiến sĩ Nguyễn Văn Mẫu", True),
        ("Kỹ sư Nguyễn Văn Mẫu", True),
    ],
)
def test_titles_are_told_from_names(name: str, titled: bool) -> None:
    assert has_title(name) == titled


def test_a_signer_with_a_title_is_refused_and_kept_to_be_corrected(
    cast: Cast, as_: Browser, pledge: Pledge
) -> None:
    client, cell = as_(cast.secretary), signer(pledge, 1)
    fields = sent(client, pledge) | {cell: "TS. Phạm Văn Lãnh Đạo", "number": "01/GUTĐ-KTĐ"}
    page = client.post(url(pledge), fields)
    form = page.context["form"].signers[1]
    assert form.errors == {
        "signer": [
            "“TS. Phạm Văn Lãnh Đạo”: write the name only, without title, degree or form of address"
            " (Decree 30)."
        ]
    }
    assert form["signer"].value() == "TS. Phạm Văn Lãnh Đạo"
    ((field, unit, _words),) = page.context["form"].problems
    assert (field, unit) == (f"id_{cell}", cast.year.members[1].short_name)
    assert page.context["form"]["number"].value() == "01/GUTĐ-KTĐ"
    pledge.refresh_from_db()
    assert (pledge.number, AuditEntry.objects.count()) == ("", 0)


def test_a_leader_who_changed_is_shown_beside_the_signer(cast: Cast, as_: Browser, pledge: Pledge) -> None:
    cast.leader.roles.update(ends=date(2026, 3, 1))
    factories.person("leader", cast.year.members[1], full_name="Hồ Thị Kế Nhiệm", position="Quyền Trưởng Ban")
    form = as_(cast.secretary).get(url(pledge)).context["form"].signers[1]
    assert (form["signer"].value(), form.leader.full_name) == ("Phạm Văn Lãnh Đạo", "Hồ Thị Kế Nhiệm")


def test_signing_asks_as_many_queries_for_nine_units_as_for_three(cast: Cast, as_: Browser) -> None:
    counts = []
    for members in (3, 9):
        year = factories.bloc_year(members=members, units=None)
        found = factories.pledge(year=year)
        for unit in year.members:
            factories.person("leader", unit)
        secretary = factories.person("secretary", year.head)
        found.take("ask_units", secretary)
        client = as_(secretary)
        client.get(url(found))
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(url(found)).context["form"].signers) == members
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_agreement_given_meanwhile_is_not_written_over(cast: Cast, as_: Browser, pledge: Pledge) -> None:
    client = as_(cast.secretary)
    fields = sent(client, pledge) | {signer(pledge, 1): "Nguyễn Thị Phó"}
    pledge.agreements.get(unit=cast.year.members[1]).take("agree", cast.leader)
    assert client.post(url(pledge), fields).status_code == 302
    agreement = pledge.agreements.get(unit=cast.year.members[1])
    assert (agreement.signer, agreement.state) == ("Nguyễn Thị Phó", AgreementState.AGREED)


def test_entries_of_another_meanwhile_are_not_overwritten_unseen(
    cast: Cast, as_: Browser, pledge: Pledge
) -> None:
    client = as_(cast.secretary)
    old_page = sent(client, pledge) | {"number": "01/GUTĐ-KTĐ"}
    client.post(url(pledge), sent(client, pledge) | {"place": "Nha Trang"})
    page = client.post(url(pledge), old_page)
    assert page.context["form"].non_field_errors() == [
        "Someone changed these entries meanwhile. Compare with the joint pledge and save again."
    ]
    pledge.refresh_from_db()
    assert (pledge.number, pledge.place) == ("", "Nha Trang")
    new_seal = page.context["form"].seal
    assert client.post(url(pledge), old_page | {"seal": new_seal}).status_code == 302


def test_signing_is_prepared_before_the_units_are_asked(cast: Cast, as_: Browser) -> None:
    pledge = factories.pledge(year=cast.year)
    client = as_(cast.secretary)
    assert "until then each unit's leader is assumed" in client.get(url(pledge)).content.decode().replace(
        "&#x27;", "'"
    )
    client.post(url(pledge), sent(client, pledge) | {"signed_on": "01/03/2021"})
    pledge.refresh_from_db()
    assert pledge.signed_on == date(2021, 3, 1)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_signed_pledge_is_closed(cast: Cast, as_: Browser, pledge: Pledge, method: str) -> None:
    Pledge.objects.update(state=PledgeState.SIGNED, place="Khánh Hòa", signed_on=date(2021, 3, 1))
    assert getattr(as_(cast.secretary), method)(url(pledge)).status_code == 403


def test_the_whole_way_to_the_signature(cast: Cast, as_: Browser, pledge: Pledge) -> None:
    other_leader = factories.person("leader", cast.year.members[2])
    for leader in (cast.head_leader, cast.leader, other_leader):
        ((agreement, _steps),) = as_(leader).get(pledge.get_absolute_url()).context["to_agree"]
        assert as_(leader).post(agreement.step_url("agree")).status_code == 302
    client = as_(cast.secretary)
    fields = {"signed_on": "01/03/2021", signer(pledge, 2): "Nguyễn Thị Mẫu"}
    client.post(url(pledge), sent(client, pledge) | fields)
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=Stage.SIGNING)
    assert client.post(pledge.step_url("sign")).url == pledge.get_absolute_url()
    pledge.refresh_from_db()
    assert pledge.state == PledgeState.SIGNED
    assert set(Agreement.objects.values_list("state", flat=True)) == {AgreementState.AGREED}
