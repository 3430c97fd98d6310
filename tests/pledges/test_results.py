"""Entering results, and what everybody sees of them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from blocs.models import AuditEntry, BlocYear
from blocs.stages import Stage
from pledges.alerts import alerts
from pledges.models import FollowUp, Registration, Target, TargetResult
from tests import factories
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None, clock) -> Cast:
    """The cast in the mid-year stage of 2026; the second member has three confirmed targets."""
    year = factories.bloc_year(stage=Stage.MIDYEAR, year=2026)
    factories.pledge(year=year, state="signed", place="Khánh Hòa", signed_on=date(2026, 1, 1))
    mine = factories.registration(year=year, unit=year.members[1], state="confirmed", targets=0)
    for position, (content, measure, plan) in enumerate(
        (("Giải ngân", "%", "100"), ("Dự án mới", "dự án", "6"), ("Vốn đăng ký", "tỷ đồng", "2.500")), start=1
    ):
        Target.objects.create(
            registration=mine, position=position, content=content, measure=measure, plan=plan
        )
    clock.move_to("2026-06-30 10:00+07:00")
    return assemble(year)


def registration(cast: Cast) -> Registration:
    return cast.year.registrations.get()


def entry_url(year: BlocYear, period: str = "midyear", place: int = 1) -> str:
    return reverse("results_entry", args=(year.bloc.slug, year.year, year.members[place].pk, period))


def board_url(year: BlocYear, name: str = "results") -> str:
    return reverse(name, args=(year.bloc.slug, year.year))


def sent(browser: Client, url: str, *values: str, **more: str) -> dict[str, str]:
    """What a browser sends back: the seals it was shown, and these results."""
    forms = browser.get(url).context["rows"].forms
    data = {f"{form.prefix}-seal": form.seal for form in forms}
    for form in forms:
        for name in ("value", "is_met", "note"):
            shown = form[name].value()
            data[f"{form.prefix}-{name}"] = "" if shown is None else str(shown)
    data |= {f"{form.prefix}-value": value for form, value in zip(forms, values, strict=False)}
    return data | more


def values(cast: Cast) -> list[str]:
    found = TargetResult.objects.filter(target__registration=registration(cast)).order_by("target")
    return [one.value for one in found]


def test_results_are_entered_in_one_table_with_one_entry_of_the_history(cast, as_):
    browser, url = as_(cast.officer), entry_url(cast.year)
    third = registration(cast).targets.last().pk
    answer = browser.post(url, sent(browser, url, "30", "3", "1.300", **{f"target-{third}-is_met": "False"}))
    assert (
        answer.url
        == reverse("unit_results", args=(cast.year.bloc.slug, 2026, cast.year.members[1].pk))
        + "?period=midyear"
    )
    assert values(cast) == ["30", "3", "1.300"]
    assert list(TargetResult.objects.order_by("pk").values_list("is_met", flat=True)) == [None, None, False]
    entry = AuditEntry.objects.latest("pk")
    assert entry.target == registration(cast)
    assert [(one["of"], one["before"], one["after"]) for one in entry.changes] == [
        ("Giải ngân", "", "30"),
        ("Dự án mới", "", "3"),
        ("Vốn đăng ký", "", "1.300 · không đạt"),
    ]


def test_page_shows_who_is_late_and_who_has_entered_nothing(cast, as_, english):
    browser, url = as_(cast.officer), entry_url(cast.year)
    browser.post(url, sent(browser, url, "30", "3"))
    page = as_(cast.other_officer).get(board_url(cast.year))
    behind = page.context["behind"]
    assert [(unit.short_name, line.target.content) for unit, line in behind] == [("BQL2", "Giải ngân")]
    assert [one.entry_words for one, _may in page.context["rows"]] == [
        "no confirmed targets",
        "2 of 3 entered",
        "no confirmed targets",
    ]
    assert behind[0][1].expected == "49.4 %"  # 180 of 364 days


def test_what_the_figures_say_is_not_said_by_the_unit(cast, as_):
    browser, url = as_(cast.officer), entry_url(cast.year)
    first = registration(cast).targets.first().pk
    browser.post(url, sent(browser, url, "30", **{f"target-{first}-is_met": "True"}))
    assert TargetResult.objects.get().is_met is None


def test_emptied_result_goes_and_the_history_keeps_it(cast, as_):
    browser, url = as_(cast.officer), entry_url(cast.year)
    browser.post(url, sent(browser, url, "30"))
    browser.post(url, sent(browser, url, ""))
    assert values(cast) == []
    assert AuditEntry.objects.latest("pk").changes[0] | {"what": ""} == {
        "of": "Giải ngân",
        "what": "",
        "before": "30",
        "after": "",
    }


def test_note_without_a_result_is_refused_at_its_field_and_stays(cast, as_):
    browser, url = as_(cast.officer), entry_url(cast.year)
    first = registration(cast).targets.first().pk
    page = browser.post(url, sent(browser, url, "", "4", **{f"target-{first}-note": "Chờ số liệu"}))
    form = page.context["rows"].forms[0]
    assert form.errors == {"value": ["Enter the result too."]}
    assert form["note"].value() == "Chờ số liệu"
    assert page.context["rows"].problems[0].field_id == f"id_target-{first}-value"
    assert values(cast) == []  # all of it or nothing


def test_row_that_someone_else_changed_is_shown_and_not_overwritten(cast, as_):
    browser, other, url = as_(cast.officer), as_(cast.leader), entry_url(cast.year)
    old = sent(browser, url, "30")
    other.post(url, sent(other, url, "35", "2"))
    page = browser.post(url, old)
    assert "it reads: “35”" in str(page.context["rows"].forms[0].errors)
    assert values(cast) == ["35", "2"]  # the row that was not touched here keeps what the other wrote
    browser.post(
        url, old | {f"{page.context['rows'].forms[0].prefix}-seal": page.context["rows"].forms[0].seal}
    )
    assert values(cast) == ["30", "2"]


def test_stage_that_went_on_meanwhile_closes_the_table_and_keeps_the_typing(cast, as_):
    browser, url = as_(cast.officer), entry_url(cast.year)
    old = sent(browser, url, "30")
    BlocYear.objects.update(stage=Stage.SELF_SCORING)
    page = browser.post(url, old)
    assert (page.status_code, values(cast)) == (409, [])
    assert page.context["rows"].forms[0]["value"].value() == "30"


@pytest.mark.parametrize(
    ("stage", "period", "status"),
    [
        (Stage.SIGNING, "midyear", 403),
        (Stage.MIDYEAR, "midyear", 200),
        (Stage.MIDYEAR, "yearend", 403),
        (Stage.SELF_SCORING, "midyear", 403),
        (Stage.SELF_SCORING, "yearend", 200),
        (Stage.REVIEW, "yearend", 200),
        (Stage.CONFERENCE, "yearend", 403),
        (Stage.MIDYEAR, "quarter", 404),
    ],
)
def test_each_review_is_entered_in_its_stages(cast, as_, stage, period, status):
    BlocYear.objects.update(stage=stage)
    assert as_(cast.officer).get(entry_url(cast.year, period)).status_code == status


def test_unconfirmed_targets_take_no_results(cast, as_):
    Registration.objects.update(state="draft")
    assert as_(cast.officer).get(entry_url(cast.year)).status_code == 403
    assert as_(cast.officer).get(board_url(cast.year)).context["board"].lines == []


def test_margin_is_a_setting_of_the_year(cast, as_):
    browser, url = as_(cast.officer), entry_url(cast.year)
    browser.post(url, sent(browser, url, "30"))
    assert alerts(cast.year)[cast.year.members[1].pk].late == 1
    address = board_url(cast.year, "results_margin")
    assert as_(cast.secretary).post(address, {"margin": "101"}).context["form"].errors["margin"]
    as_(cast.secretary).post(address, {"margin": "20"})
    cast.year.refresh_from_db()
    assert FollowUp.objects.get().margin == 20
    assert alerts(cast.year)[cast.year.members[1].pk].late == 0
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=Stage.CLOSED)
    assert as_(cast.secretary).post(address, {"margin": "30"}).status_code == 403
    assert address not in as_(cast.secretary).get(board_url(cast.year)).content.decode()


def test_units_are_told_what_is_left_and_what_is_late(cast, as_):
    browser, url = as_(cast.officer), entry_url(cast.year)
    browser.post(url, sent(browser, url, "30"))
    words = [task.text for task in browser.get(reverse("home")).context["tasks"]]
    assert words == [
        "Enter the results of BQL2: mid-year review (2 left)",
        "1 target of BQL2 is late against the pledge",
    ]
    page = as_(cast.secretary).get(cast.year.get_absolute_url())
    assert [(one.unit.short_name, one.late) for one in page.context["alerts"]] == [("BQL2", 1)]


def test_deadline_of_its_own_that_passed_makes_a_target_late(cast, clock):
    registration(cast).targets.filter(content="Dự án mới").update(due=date(2026, 7, 31))
    unit = cast.year.members[1].pk
    assert alerts(cast.year)[unit].late == 0
    clock.move_to("2026-08-01 00:00:01+07:00")
    assert alerts(cast.year)[unit].late == 1


def test_results_page_needs_the_same_queries_for_1_and_20_units(db, as_, django_assert_max_num_queries):
    counts = []
    for members in (3, 20):
        year = factories.bloc_year(stage=Stage.MIDYEAR, members=members, year=2026)
        people = assemble(year)
        for unit in year.members:
            mine = factories.registration(year=year, unit=unit, state="confirmed", targets=members)
            TargetResult.objects.bulk_create(
                TargetResult(target=target, period="midyear", value="50", entered_by=people.officer)
                for target in mine.targets.all()
            )
        browser = as_(people.officer)
        browser.get(board_url(year))
        with django_assert_max_num_queries(60) as counted:
            browser.get(board_url(year))
        counts.append(len(counted))
    assert counts[0] == counts[1]
