"""Deadlines to the second in Vietnam time: soft ones mark late, hard ones refuse; the page that sets them."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from blocs.models import AuditEntry
from blocs.stages import Stage
from blocs.workflow import StepRefused
from scoring.duties import late_marks
from scoring.models import Deadline, ScoreSheet
from scoring.tasks import tasks
from tests import factories
from tests.cast import assemble
from tests.scoring.reviews import cast_in_review, put, reviewed

pytestmark = pytest.mark.django_db

# the deadline in Vietnam time, and one second before, on and after it as UTC
AFTERNOON = (
    "2026-03-10 17:00:00",
    ("2026-03-10T09:59:59+00:00", "2026-03-10T10:00:00+00:00", "2026-03-10T10:00:01+00:00"),
)
MIDNIGHT = (
    "2026-03-10 23:59:59",
    ("2026-03-10T16:59:58+00:00", "2026-03-10T16:59:59+00:00", "2026-03-10T17:00:00+00:00"),
)
MOMENTS = pytest.mark.parametrize(("at", "seconds"), [AFTERNOON, MIDNIGHT])


def fresh(sheet: ScoreSheet) -> ScoreSheet:
    return ScoreSheet.objects.get(pk=sheet.pk)


def taken(sheet: ScoreSheet, step: str, person, reason: str = "") -> bool:
    try:
        fresh(sheet).take(step, person, reason)
    except StepRefused:
        return False
    return True


def marks(sheet: ScoreSheet) -> list[str]:
    return [mark.state for mark in late_marks(fresh(sheet))]


def new_sheet(hard, at, duty="submission"):
    cast = assemble(factories.scoring_year())
    factories.deadline(cast.year, duty, at, hard=hard)
    sheet = factories.sheet(year=cast.year)
    factories.fill(sheet, 30, 20, 25, 10)
    return cast, sheet


@MOMENTS
@pytest.mark.parametrize("hard", [True, False])
def test_submission_turns_late_after_the_second_of_the_deadline(clock, at, seconds, hard):
    found = []
    for moment in seconds:
        clock.move_to("2026-03-09T00:00:00+00:00", tick=False)
        cast, sheet = new_sheet(hard, at)
        clock.move_to(moment, tick=False)
        found.append((taken(sheet, "submit", cast.officer), marks(sheet)))
    after = (False, ["overdue"]) if hard else (True, ["late"])
    assert found == [(True, []), (True, []), after]


@MOMENTS
@pytest.mark.parametrize("hard", [True, False])
def test_explanation_turns_late_after_the_second_of_the_deadline(clock, at, seconds, hard):
    found = []
    for moment in seconds:
        clock.move_to("2026-03-09T00:00:00+00:00", tick=False)
        cast = cast_in_review()
        sheet = reviewed(cast.year, state="explaining", line_0=28)
        put(sheet, 0, agrees=True)
        factories.deadline(cast.year, "explanation", at, hard=hard)
        clock.move_to(moment, tick=False)
        may = fresh(sheet).explainable_by(cast.officer)
        found.append((may, taken(sheet, "explain", cast.officer), marks(sheet)))
    after = (False, False, ["overdue"]) if hard else (True, True, ["late"])
    assert found == [(True, True, []), (True, True, []), after]


@MOMENTS
def test_unit_withdraws_until_the_second_of_the_deadline(clock, at, seconds):
    found = []
    for moment in seconds:
        clock.move_to("2026-03-09T00:00:00+00:00", tick=False)
        cast, sheet = new_sheet(False, at)
        sheet.take("submit", cast.officer)
        clock.move_to(moment, tick=False)
        found.append(taken(sheet, "withdraw", cast.officer, "Sửa mục I.1"))
    assert found == [True, True, False]


def test_last_fraction_of_the_second_is_in_time(clock):
    cast, sheet = new_sheet(True, "2026-03-10 17:00:00")
    clock.move_to("2026-03-10T10:00:00.900000+00:00", tick=False)
    assert (taken(sheet, "submit", cast.officer), marks(sheet)) == (True, [])


def test_last_day_of_self_scoring_is_the_soft_deadline_where_none_is_set(clock):
    cast = assemble(factories.scoring_year())
    factories.stage_dates(cast.year, Stage.SELF_SCORING, date(2026, 3, 1), date(2026, 3, 10))
    sheet, found = factories.sheet(year=cast.year), []
    for moment in MIDNIGHT[1]:
        clock.move_to(moment, tick=False)
        found.append(marks(sheet))
    assert found == [[], [], ["overdue"]]


def test_sheet_sent_back_in_time_is_not_late_when_it_comes_again(clock):
    cast, sheet = new_sheet(True, "2026-03-10 17:00:00")
    sheet.take("submit", cast.officer)
    sheet.take("send_back", cast.secretary, "Bổ sung minh chứng")
    clock.move_to("2026-03-12T02:00:00+00:00", tick=False)
    assert (taken(sheet, "submit", cast.officer), marks(sheet)) == (True, [])


def test_sheet_withdrawn_in_time_and_submitted_late_is_late(clock):
    cast, sheet = new_sheet(False, "2026-03-10 17:00:00")
    sheet.take("submit", cast.officer)
    sheet.take("withdraw", cast.officer, "Sửa mục I.1")
    clock.move_to("2026-03-10T10:00:01+00:00", tick=False)
    assert marks(sheet) == ["overdue"]
    assert (taken(sheet, "submit", cast.officer), marks(sheet)) == (True, ["late"])


def test_deadline_stands_in_the_head_of_the_sheet_in_tasks_and_in_the_overview(as_, clock):
    cast, sheet = new_sheet(False, "2026-03-10 17:00:00")
    browser = as_(cast.officer)
    page = browser.get(sheet.get_absolute_url())
    assert "17:00:00 10/03/2026" in page.content.decode()
    (task,) = tasks(cast.officer, cast.year)
    assert (task.until, task.urgency) == ("17:00:00 10/03/2026", "soon")
    clock.move_to("2026-03-10T10:00:01+00:00", tick=False)
    (task,) = tasks(cast.officer, type(cast.year).objects.get(pk=cast.year.pk))
    assert task.urgency == "overdue"
    row = browser.get(cast.year.get_absolute_url()).context["units"][1]
    assert [note.state for note in row.marks[2].notes] == ["overdue"]


# --- the page -------------------------------------------------------------------------------------
def url(year):
    return reverse("deadlines", args=(year.bloc.slug, year.year))


def sent(browser, year, **values):
    """What the page sends when these fields are typed."""
    data = {}
    for panel in browser.get(url(year)).context["panels"]:
        for field in panel.form:
            text = field.value()
            data[field.html_name] = (
                "" if text in (None, False) else str(field.field.widget.format_value(text))
            )
    return browser.post(url(year), data | values)


def test_deadline_is_set_changed_and_taken_out_with_its_history(as_):
    cast = cast_in_review(year=2026)
    browser = as_(cast.secretary)
    answer = sent(browser, cast.year, **{"explanation-day": "20/03/2026", "explanation-time": "17:30"})
    assert answer.status_code == 302
    (deadline,) = Deadline.objects.all()
    assert (deadline.duty, deadline.words, deadline.is_hard) == ("explanation", "17:30:00 20/03/2026", False)
    sent(browser, cast.year, **{"explanation-is_hard": "on"})
    deadline.refresh_from_db()
    assert (deadline.words, deadline.is_hard) == ("17:30:00 20/03/2026", True)
    sent(browser, cast.year, **{"explanation-day": "", "explanation-time": ""})
    assert not Deadline.objects.exists()
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "create",
        "change",
        "delete",
    ]


@pytest.mark.parametrize(
    ("day", "time", "error"),
    [
        ("20/03/2026", "", "__all__"),
        ("", "17:00", "__all__"),
        ("20/03/2019", "17:00", "__all__"),
        ("10/03/2026", "08:59:59", "__all__"),
        ("31/02/2026", "17:00", "day"),
        ("20/03/2026", "25:00", "time"),
    ],
)
def test_moment_that_cannot_be_a_deadline_is_refused(as_, day, time, error):
    cast = cast_in_review(year=2026)
    page = sent(as_(cast.secretary), cast.year, **{"submission-day": day, "submission-time": time})
    assert list(page.context["panels"][0].form.errors) == [error]
    assert not Deadline.objects.exists()


def test_deadline_that_a_colleague_set_meanwhile_is_not_overwritten_unseen(as_):
    cast = cast_in_review(year=2026)
    browser = as_(cast.secretary)
    page = browser.get(url(cast.year))
    data = {panel.form.add_prefix("seal"): panel.form.initial["seal"] for panel in page.context["panels"]} | {
        "submission-day": "20/03/2026",
        "submission-time": "17:00",
    }
    factories.deadline(cast.year, "submission", "2026-03-25 17:00:00")
    assert browser.post(url(cast.year), data).status_code == 200
    assert Deadline.objects.get().words == "17:00:00 25/03/2026"


def test_page_names_the_units_that_still_owe(as_):
    cast = cast_in_review()
    reviewed(cast.year, state="explaining", line_0=28)
    panels = as_(cast.secretary).get(url(cast.year)).context["panels"]
    head, _member, third = cast.year.members
    assert [panel.owing for panel in panels] == [
        [head.short_name, third.short_name],
        [cast.year.members[1].short_name],
    ]
