"""Criteria that take their target and result from the pledge: typed once, never over what people typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.models import AuditEntry
from blocs.stages import Stage
from pledges.models import Registration, Target, TargetResult
from scoring.models import Criterion, PledgedTarget, Score
from scoring.models.entries import version_of
from scoring.models.pledged import take_over
from tests import factories
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db

D = Decimal
ROWS = [
    (
        "I",
        "Nhiệm vụ",
        "60",
        [
            ("1", "Giải ngân kế hoạch vốn được giao", "40", "proportional"),
            ("2", "Sáng kiến được công nhận", "20", "count"),
        ],
    ),
    ("II", "Đảng", "40", [("1", "Chi bộ", "40", "direct")]),
]


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast at mid-year; the second member has two confirmed targets."""
    year = factories.bloc_year(stage=Stage.MIDYEAR, year=2026)
    factories.regulation(year=year, rows=ROWS)
    Criterion.objects.filter(name__startswith="Giải").update(measure="%")
    Criterion.objects.filter(rule="count").update(parameters={"per_item": "5"}, measure="sáng kiến")
    mine = factories.registration(year=year, unit=year.members[1], state="confirmed", targets=0)
    add = mine.targets.create
    add(position=1, content="Giải ngân kế hoạch vốn", measure="%", plan="≥ 95")
    add(position=2, content="Số sáng kiến", measure="sáng kiến", plan="3")
    return assemble(year)


def registration(cast: Cast) -> Registration:
    return cast.year.registrations.get()


def target(cast: Cast, place: int = 1) -> Target:
    return registration(cast).targets.get(position=place)


def criterion(rule: str) -> Criterion:
    return Criterion.objects.get(rule=rule)


def link(cast: Cast, rule: str = "proportional", place: int = 1) -> PledgedTarget:
    return PledgedTarget.objects.create(criterion=criterion(rule), target=target(cast, place))


def open_sheets(cast: Cast) -> None:
    cast.year.take("open_self_scoring", cast.secretary)


def line(cast: Cast, rule: str = "proportional") -> Score:
    return Score.objects.get(criterion__rule=rule, sheet__unit=cast.year.members[1])


def result(cast: Cast, value: str, place: int = 1, period: str = "yearend") -> None:
    given = {"value": value, "entered_by": cast.officer}
    TargetResult.objects.update_or_create(target=target(cast, place), period=period, defaults=given)
    take_over(cast.year, cast.year.members[1], cast.officer)


def links_url(cast: Cast) -> str:
    return reverse("registration_criteria", args=(registration(cast).pk,))


def test_sheet_opens_with_the_target_of_the_pledge_and_says_who_put_it_there(cast):
    link(cast)
    open_sheets(cast)
    assert line(cast).target == D(95)
    entry = AuditEntry.objects.get(object_id=line(cast).sheet_id, content_type__model="scoresheet")
    assert (entry.user, [(one["what"], one["after"]) for one in entry.changes]) == (
        cast.secretary,
        [("target", "95")],
    )


def test_result_that_is_entered_goes_into_the_sheet_through_the_table_of_results(cast, as_):
    link(cast)
    open_sheets(cast)
    version = version_of(line(cast).sheet)
    url = reverse("results_entry", args=(cast.year.bloc.slug, 2026, cast.year.members[1].pk, "yearend"))
    form = as_(cast.officer).get(url).context["rows"].forms[0]
    as_(cast.officer).post(url, {f"{form.prefix}-value": "97,5", f"{form.prefix}-seal": form.seal})
    assert line(cast).actual == D("97.5")
    assert version_of(line(cast).sheet) > version  # an open grid notices


def test_result_of_the_mid_year_review_is_not_that_of_the_year(cast):
    link(cast)
    open_sheets(cast)
    result(cast, "40", period="midyear")
    assert line(cast).actual is None


def test_line_follows_the_pledge_until_people_type_something_else(cast):
    link(cast)
    open_sheets(cast)
    result(cast, "90")
    result(cast, "92")
    assert line(cast).actual == D(92)
    Score.objects.filter(pk=line(cast).pk).update(actual=D(88))
    result(cast, "93")
    assert line(cast).actual == D(88)


def test_result_that_is_taken_out_leaves_the_line_with_it(cast):
    link(cast)
    open_sheets(cast)
    result(cast, "90")
    TargetResult.objects.all().delete()
    take_over(cast.year, cast.year.members[1], cast.officer)
    assert line(cast).actual is None


@pytest.mark.parametrize("state", ["submitted", "explaining", "approved"])
def test_sheet_that_is_not_with_the_unit_does_not_change(cast, state):
    link(cast)
    open_sheets(cast)
    factories.sheet(year=cast.year, state=state)
    result(cast, "90")
    assert line(cast).actual is None


@pytest.mark.parametrize(
    ("measure", "plan", "value", "refused"),
    [
        ("%", "2.500", "90", {"target"}),
        ("%", "Hoàn thành", "Đạt", {"target", "actual"}),
        ("tỷ đồng", "100", "90", {"target", "actual"}),
        ("%", "không quá 5", "4", {"target"}),
        ("%", "95", "≥ 96", {"actual"}),
    ],
)
def test_what_is_no_plain_number_of_the_criterion_is_not_taken_and_it_says_why(
    cast, measure, plan, value, refused
):
    Target.objects.filter(position=1).update(measure=measure, plan=plan)
    found = link(cast)
    open_sheets(cast)
    result(cast, value)
    figures = PledgedTarget.objects.get(pk=found.pk).figures
    assert {field for field, figure in figures.items() if figure.refusal} == refused
    taken = {field for field in ("target", "actual") if getattr(line(cast), field) is not None}
    assert taken == {"target", "actual"} - refused


def test_items_are_counted_in_whole_numbers_and_need_no_target(cast):
    link(cast, "count", place=2)
    open_sheets(cast)
    result(cast, "2,5", place=2)
    assert (line(cast, "count").target, line(cast, "count").actual) == (None, None)
    result(cast, "2", place=2)
    assert (line(cast, "count").target, line(cast, "count").actual) == (None, D(2))


def test_line_shows_the_difference_and_takes_the_pledge_when_asked(cast, english, as_):
    found = link(cast)
    open_sheets(cast)
    Score.objects.filter(pk=line(cast).pk).update(actual=D(88))
    result(cast, "93")
    args = (line(cast).sheet_id, found.criterion_id)
    page = english(cast.officer).get(reverse("line", args=args))
    assert [one.words for one in page.context["pledged"]] == [
        "95, as in the pledge",
        "pledge 93 · entered 88",
    ]
    sheet = english(cast.officer).get(line(cast).sheet.get_absolute_url()).content.decode()
    assert sheet.count("differs from the pledge") == 1
    seals = {one.field: one.seal for one in page.context["pledged"]}
    english(cast.other_officer).post(reverse("follow_pledge", args=args), seals)
    assert line(cast).actual == D(88)
    as_(cast.officer).post(reverse("follow_pledge", args=args), seals)
    assert line(cast).actual == D(93)
    result(cast, "94")
    assert line(cast).actual == D(94)  # it follows again


def test_line_that_changed_meanwhile_is_not_replaced(cast, english):
    found = link(cast)
    open_sheets(cast)
    Score.objects.filter(pk=line(cast).pk).update(actual=D(88))
    result(cast, "93")
    args = (line(cast).sheet_id, found.criterion_id)
    page = english(cast.officer).get(reverse("line", args=args))
    seals = {one.field: one.seal for one in page.context["pledged"]}
    Score.objects.filter(pk=line(cast).pk).update(actual=D(87))
    english(cast.officer).post(reverse("follow_pledge", args=args), seals)
    assert line(cast).actual == D(87)


def test_measured_criteria_alone_are_offered_and_equal_words_suggest_one(cast, english):
    form = english(cast.secretary).get(links_url(cast)).context["form"]
    assert [choice.label for choice in form.choices] == [
        "I.1 Giải ngân kế hoạch vốn được giao (%)",
        "I.2 Sáng kiến được công nhận (sáng kiến)",
    ]
    assert [row.suggested and row.suggested.number for row in form.rows] == ["I.1", "I.2"]
    assert [row.chosen for row in form.rows] == [None, None]


def test_link_is_stored_with_history_and_fills_the_open_sheet(cast, english):
    open_sheets(cast)
    browser, url = english(cast.secretary), links_url(cast)
    seal = browser.get(url).context["form"].seal
    browser.post(url, {f"target-{target(cast).pk}": str(criterion("proportional").pk), "seal": seal})
    assert PledgedTarget.objects.get().target == target(cast)
    assert line(cast).target == D(95)
    entry = AuditEntry.objects.filter(content_type__model="registration").latest("pk")
    assert entry.changes[0]["after"] == "I.1 Giải ngân kế hoạch vốn được giao (%)"
    stale = browser.post(url, {"seal": seal})
    assert (stale.status_code, PledgedTarget.objects.count()) == (422, 1)


def test_criterion_takes_its_figures_from_one_target(cast, english):
    browser, url = english(cast.secretary), links_url(cast)
    both = {f"target-{one.pk}": str(criterion("proportional").pk) for one in registration(cast).targets.all()}
    page = browser.post(url, both | {"seal": browser.get(url).context["form"].seal})
    assert (page.status_code, PledgedTarget.objects.count()) == (422, 0)
    assert [row.error for row in page.context["form"].rows] == [
        "",
        "“Giải ngân kế hoạch vốn” feeds this criterion already.",
    ]


@pytest.mark.parametrize(
    ("stage", "person", "status"),
    [
        (Stage.PREPARE, "officer", 302),
        (Stage.MIDYEAR, "officer", 403),
        (Stage.PREPARE, "other_officer", 403),
        (Stage.SELF_SCORING, "secretary", 302),
        (Stage.REVIEW, "secretary", 403),
    ],
)
def test_unit_links_while_it_registers_and_the_secretariat_until_scoring_closes(
    cast, english, stage, person, status
):
    Registration.objects.update(state="draft")
    type(cast.year).objects.filter(pk=cast.year.pk).update(stage=stage)
    browser, url = english(getattr(cast, person)), links_url(cast)
    seal = browser.get(url).context["form"].seal
    assert browser.post(url, {"seal": seal}).status_code == status


def test_grid_needs_the_same_queries_for_1_link_and_2(cast, as_, django_assert_max_num_queries):
    link(cast)
    open_sheets(cast)
    url, browser, counts = line(cast).sheet.get_absolute_url(), as_(cast.officer), []
    for _time in range(2):
        browser.get(url)
        with django_assert_max_num_queries(40) as counted:
            browser.get(url)
        counts.append(len(counted))
        PledgedTarget.objects.get_or_create(criterion=criterion("count"), target=target(cast, 2))
    assert counts[0] == counts[1]
