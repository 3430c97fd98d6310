"""The site administration: what belongs there opens, and nothing there takes a step."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from blocs import audit
from blocs.audit import AuditEntry
from blocs.models import Bloc, BlocYear, Representative, Unit, User
from blocs.models.people import Role
from blocs.stages import Stage
from pledges.models import Title
from tests import factories
from tests.cast import Cast

Browser = Callable[[Any], Client]
OURS = (User, Bloc, Unit, BlocYear, Representative, AuditEntry)


@pytest.fixture
def root(cast: Cast, as_: Browser) -> Client:
    """The site administrator's."""
    return as_(factories.user(username="root", is_staff=True, is_superuser=True))


def page(model: Any, kind: str, *args: Any) -> str:
    return reverse(f"admin:blocs_{model._meta.model_name}_{kind}", args=args)


def year_form(year: BlocYear, **fields: Any) -> dict[str, Any]:
    memberships = list(year.memberships.all())
    data = {"bloc": year.bloc_id, "year": year.year, "head": year.head_id, "deputy": year.deputy_id or ""}
    data |= {"memberships-TOTAL_FORMS": len(memberships), "memberships-INITIAL_FORMS": len(memberships)}
    data |= {"stage_dates-TOTAL_FORMS": 0, "stage_dates-INITIAL_FORMS": 0}
    for index, membership in enumerate(memberships):
        row = {"id": membership.pk, "bloc_year": year.pk, "unit": membership.unit_id, "position": index + 1}
        data |= {f"memberships-{index}-{name}": value for name, value in row.items()}
    return data | fields


@pytest.mark.parametrize("model", OURS)
def test_admin_pages_open(cast: Cast, root: Client, model: Any):
    audit.record(cast.secretary, cast.year, audit.Action.CHANGE)
    row = model.objects.first()
    statuses = [
        root.get(page(model, "changelist")).status_code,
        root.get(page(model, "change", row.pk)).status_code,
        root.get(page(model, "add")).status_code,
        root.get(page(model, "changelist"), {"q": "a"}).status_code,
    ]
    assert statuses == [200, 200, 403 if model is AuditEntry else 200, 200]


def test_admin_knows_no_papers():
    """Sheets, rankings, pledges and regulations change by steps and on their pages only; titles do not."""
    registered = {model for model in admin.site._registry if model._meta.app_label in ("pledges", "scoring")}
    assert registered == {Title}


def test_admin_is_closed_to_the_cast(cast: Cast, as_: Browser):
    response = as_(cast.secretary).get(reverse("admin:index"))
    assert response.status_code == 302


def test_admin_creates_a_person_and_keeps_the_password_out_of_the_trail(root: Client):
    secret = "mot cau dai de nho"
    sent = {"username": "moi", "full_name": "Người Mới", "position": "Chuyên viên", "usable_password": "true"}
    sent |= {"password1": secret, "password2": secret}
    sent |= {"roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0}
    root.post(page(User, "add"), sent)
    created = User.objects.get(username="moi")
    assert (created.full_name, created.position, created.check_password(secret)) == (
        "Người Mới",
        "Chuyên viên",
        True,
    )
    entry = AuditEntry.objects.get()
    assert [change["what"] for change in entry.changes] == ["username", "full name", "position"]
    assert secret not in str(entry.changes)


def test_admin_sets_a_password_with_an_entry_that_does_not_tell_it(cast: Cast, root: Client):
    secret = "mot cau khac de nho"
    url = reverse("admin:auth_user_password_change", args=(cast.officer.pk,))
    sent = {"usable_password": "true", "password1": secret, "password2": "mot cau sai"}
    assert (root.post(url, sent).status_code, AuditEntry.objects.count()) == (200, 0)
    root.post(url, sent | {"password2": secret})
    cast.officer.refresh_from_db()
    entry = AuditEntry.objects.get()
    assert (cast.officer.check_password(secret), entry.target) == (True, cast.officer)
    assert entry.changes == [{"of": "", "what": "password", "before": "", "after": ""}]


def test_admin_has_no_groups(cast: Cast, root: Client):
    """Rights come from roles with dates."""
    html = root.get(page(User, "change", cast.officer.pk)).content.decode()
    assert (Group in admin.site._registry, 'name="groups"' in html, 'name="user_permissions"' in html) == (
        False,
        False,
        False,
    )


def test_admin_composes_names(root: Client):
    loose = unicodedata.normalize("NFD", "Phường Mẫu Mười")
    sent = {"name": loose, "short_name": "PM10", "superior": loose, "seal_line": "", "place": loose}
    root.post(page(Unit, "add"), sent)
    person = {"username": "moi", "full_name": loose, "position": loose, "usable_password": "false"}
    root.post(page(User, "add"), person | {"roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0})
    unit, user = Unit.objects.get(short_name="PM10"), User.objects.get(username="moi")
    names = {unit.name, unit.superior, unit.place, user.full_name, user.position}
    assert names == {"Phường Mẫu Mười"}
    person = {"username": "moi", "full_name": loose + "!", "position": "", "is_active": "on"}
    root.post(page(User, "change", user.pk), person | {"roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0})
    user.refresh_from_db()
    assert user.full_name == "Phường Mẫu Mười!"


def test_admin_does_not_undo_a_step_taken_meanwhile(cast: Cast, root: Client, during_post: Any):
    year = BlocYear.objects.filter(pk=cast.year.pk)
    with during_post(lambda: year.update(stage=Stage.SIGNING), before='UPDATE "blocs_blocyear"'):
        root.post(page(BlocYear, "change", cast.year.pk), year_form(cast.year, deputy=""))
    cast.year.refresh_from_db()
    assert (cast.year.stage, cast.year.deputy) == (Stage.SIGNING, None)


def test_admin_leaves_a_trail(cast: Cast, root: Client):
    unit = cast.year.members[0]
    fields = ("name", "short_name", "superior", "seal_line", "place")
    sent = {name: getattr(unit, name) for name in fields} | {"place": "Nha Trang"}
    root.post(page(Unit, "change", unit.pk), sent)
    entry = AuditEntry.objects.get()
    assert (entry.target, entry.action, entry.changes) == (
        unit,
        "change",
        [{"of": "", "what": "place for dates", "before": "Khánh Hòa", "after": "Nha Trang"}],
    )


def test_admin_deletes_with_an_entry(cast: Cast, root: Client):
    role = factories.person(Role.OFFICER, cast.year.head).roles.get()
    root.post(page(Representative, "delete", role.pk), {"post": "yes"})
    assert not Representative.objects.filter(pk=role.pk).exists()
    chosen = [factories.person(Role.OFFICER, cast.year.head).roles.get().pk for _ in range(2)]
    sent = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    root.post(page(Representative, "changelist"), sent)
    assert not Representative.objects.filter(pk__in=chosen).exists()
    assert [entry.action for entry in AuditEntry.objects.all()] == ["delete"] * 3


def test_admin_cannot_change_the_stage(cast: Cast, root: Client):
    sent = year_form(cast.year, stage=Stage.CLOSED, deputy="", is_demo="on")
    response = root.post(page(BlocYear, "change", cast.year.pk), sent)
    assert response.status_code == 302
    cast.year.refresh_from_db()
    assert (cast.year.stage, cast.year.deputy, cast.year.is_demo) == (Stage.PREPARE, None, False)


def test_admin_puts_members_right_with_a_trail(cast: Cast, root: Client):
    added = factories.unit()
    sent = year_form(cast.year, **{"memberships-1-position": 7, "memberships-2-DELETE": "on"})
    sent |= {"memberships-TOTAL_FORMS": 4, "memberships-3-unit": added.pk, "memberships-3-position": 4}
    sent["memberships-3-bloc_year"] = cast.year.pk
    assert root.post(page(BlocYear, "change", cast.year.pk), sent).status_code == 302
    assert [one.unit for one in cast.year.memberships.all()] == [
        cast.year.head,
        added,
        cast.year.deputy,
    ]
    entries = AuditEntry.objects.filter(bloc_year=cast.year)
    assert sorted(entry.action for entry in entries) == ["change", "create", "delete"]


def test_admin_leaves_a_year_alone_once_it_is_set_up(cast: Cast, root: Client):
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=Stage.SELF_SCORING)
    sent = year_form(cast.year, head=cast.year.members[2].pk)
    assert root.post(page(BlocYear, "change", cast.year.pk), sent).status_code == 403
    assert root.post(page(BlocYear, "delete", cast.year.pk), {"post": "yes"}).status_code == 403


def test_admin_begins_the_first_year_of_a_bloc(root: Client):
    bloc, head, other = factories.bloc(), factories.unit(), factories.unit()
    sent: dict[str, Any] = {"bloc": bloc.pk, "year": 2030, "head": head.pk, "deputy": ""}
    sent |= {"memberships-TOTAL_FORMS": 2, "memberships-INITIAL_FORMS": 0}
    sent |= {"stage_dates-TOTAL_FORMS": 0, "stage_dates-INITIAL_FORMS": 0}
    for index, unit in enumerate((head, other)):
        sent |= {f"memberships-{index}-unit": unit.pk, f"memberships-{index}-position": index + 1}
    root.post(page(BlocYear, "add"), sent)
    created = BlocYear.objects.get(bloc=bloc)
    assert (created.stage, created.members) == (Stage.PREPARE, [head, other])


@pytest.mark.parametrize("kind", ["change", "delete"])
def test_admin_only_reads_the_trail(cast: Cast, root: Client, kind: str):
    entry = audit.record(cast.secretary, cast.year, audit.Action.CHANGE, reason="Ban đầu")
    root.post(page(AuditEntry, kind, entry.pk), {"reason": "Khác", "post": "yes"})
    assert AuditEntry.objects.get(pk=entry.pk).reason == "Ban đầu"
