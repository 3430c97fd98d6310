"""Taking a step: the row is asked again, one of two moves, and the trail is never rewritten."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from blocs import audit
from blocs.audit import AuditEntry
from blocs.models import BlocYear
from blocs.models.people import Role
from blocs.stages import Stage
from blocs.workflow import StepRefused
from tests import factories
from tests.cast import Cast


def signing_year() -> BlocYear:
    return factories.bloc_year(stage=Stage.SIGNING)


def test_take_asks_the_row_and_not_the_copy(cast: Cast):
    """Two people hold the same page; the second is told what the first did."""
    factories.pledge(year=cast.year)
    first, second = (BlocYear.objects.get(pk=cast.year.pk) for _ in range(2))
    first.take("open_signing", cast.secretary)
    with pytest.raises(StepRefused) as refusal:
        second.take("open_signing", cast.secretary)
    assert refusal.value.reasons == ["Someone was quicker: it is now “Signing conference”."]
    assert AuditEntry.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_take_at_the_same_moment_moves_once():
    year = signing_year()
    secretary = factories.person(Role.SECRETARY, year.head)
    start, outcomes = Barrier(2), []

    def take() -> None:
        mine = BlocYear.objects.get(pk=year.pk)
        start.wait()
        try:
            mine.take("return_to_prepare", secretary, "Cùng lúc")
            outcomes.append("moved")
        except StepRefused:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["moved", "told"]
    assert AuditEntry.objects.filter(action="step").count() == 1


def test_take_refuses_who_may_not(cast: Cast):
    factories.pledge(year=cast.year)
    with pytest.raises(PermissionDenied):
        cast.year.take("open_signing", cast.leader)
    with pytest.raises(PermissionDenied):
        cast.year.take("abolish", cast.secretary)


def test_take_without_the_reason_it_needs_is_refused(cast: Cast):
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=Stage.SIGNING)
    with pytest.raises(StepRefused) as refusal:
        cast.year.take("return_to_prepare", cast.secretary, "  ")
    assert refusal.value.reasons == ["Give a reason."]


def test_take_that_fails_on_the_way_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """State, preparation and trail stand or fall together."""
    factories.pledge(year=cast.year)

    def broken(*args: Any, **kwargs: Any) -> None:
        raise IntegrityError("no room")

    monkeypatch.setattr(AuditEntry, "save", broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.year.take("open_signing", cast.secretary)
    assert BlocYear.objects.get(pk=cast.year.pk).stage == Stage.PREPARE


@pytest.mark.parametrize("stage", list(Stage)[:-1])
def test_year_moves_forward_one_stage_at_a_time(cast: Cast, stage: Stage):
    following = list(Stage)[list(Stage).index(stage) + 1]
    cast.year.stage = stage
    offered = [step.target for step in cast.year.steps_for(cast.secretary) if step.primary]
    assert offered == [following]


def test_year_does_not_move_back_once_it_is_submitted(cast: Cast):
    for stage, back in ((Stage.SUBMISSION, []), (Stage.CONFERENCE, [Stage.REVIEW])):
        cast.year.stage = stage
        assert [step.target for step in cast.year.steps_for(cast.secretary) if step.needs_reason] == back


def test_stage_that_nobody_knows_is_refused_by_the_database(cast: Cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        BlocYear.objects.filter(pk=cast.year.pk).update(stage="holiday")


def test_entry_of_the_trail_is_written_once(cast: Cast):
    entry = audit.record(cast.secretary, cast.year, audit.Action.CHANGE, reason="Ban đầu")
    entry.reason = "Khác"
    with pytest.raises(TypeError):
        entry.save()
    assert AuditEntry.objects.get().reason == "Ban đầu"


def test_entry_of_the_trail_keeps_person_and_year(cast: Cast):
    audit.record(cast.secretary, cast.year, audit.Action.CHANGE)
    cast.secretary.roles.all().delete()
    with pytest.raises(ProtectedError):
        cast.secretary.delete()
