"""A line of the regulation and its rule: the fields of exactly that rule, its errors, its example."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.audit import AuditEntry
from scoring.models import Criterion
from tests import factories
from tests.scoring.pages import address, text

pytestmark = pytest.mark.django_db

LINE = {"code": "1", "name": "Giải ngân", "maximum": "40", "measure": "%"}


@pytest.fixture
def draft(cast):
    return factories.regulation(year=cast.year, adopted=False)


@pytest.fixture
def leaf(draft):
    """I.1 Giải ngân, 40 points, direct."""
    return draft.criteria.get(parent__code="I", code="1")


def save(browser, leaf, **sent):
    return browser.post(reverse("criterion", args=(leaf.pk,)), LINE | sent)


def stored(leaf):
    leaf.refresh_from_db()
    return leaf.rule, leaf.parameters


@pytest.mark.parametrize(
    ("sent", "parameters"),
    [
        ({"rule": "direct"}, {}),
        ({"rule": "proportional", "proportional-floor": "50,5", "proportional-cap": ""}, {"floor": "50.5"}),
        ({"rule": "proportional", "proportional-floor": "0", "proportional-cap": "30"}, {"cap": "30"}),
        (
            {
                "rule": "bands",
                "bands-of": "actual",
                "bands-bands-start": ["95", "", "-5,5"],
                "bands-bands-points": ["40", " ", "10,25"],
            },
            {"of": "actual", "bands": [["-5.5", "10.25"], ["95", "40"]]},
        ),
        ({"rule": "count", "count-per_item": "0,5"}, {"per_item": "0.5"}),
        (
            {"rule": "quantitative", "quantitative-met": "50", "quantitative-zero_target": "met"},
            {"zero_target": "met"},
        ),
        (
            {"rule": "rank", "rank-points-points": ["40", "20", "0"], "rank-better": "lower"},
            {"points": ["40", "20", "0"], "better": "lower"},
        ),
    ],
)
def test_rule_is_stored_with_what_its_own_fields_say(cast, leaf, as_, sent, parameters):
    others = {"count-cap": "7", "proportional-cap": "7", "rank-points-points": ["1", "2"]}
    foreign = {name: text for name, text in others.items() if not name.startswith(sent["rule"])}
    assert save(as_(cast.secretary), leaf, **foreign, **sent).status_code == 302
    assert stored(leaf) == (sent["rule"], parameters)


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"rule": "count"}, "per_item", "Hãy nhập"),
        ({"rule": "count", "count-per_item": "x"}, "per_item", "“x”"),
        ({"rule": "count", "count-per_item": "41"}, "per_item", "vượt thang điểm"),
        ({"rule": "proportional", "proportional-floor": "101"}, "floor", "100"),
        ({"rule": "bands", "bands-bands-start": ["1"], "bands-bands-points": [""]}, "bands", "dòng 1, Điểm"),
        (
            {"rule": "bands", "bands-bands-start": ["1", "1"], "bands-bands-points": ["2", "3"]},
            "bands",
            "tăng dần",
        ),
        ({"rule": "rank", "rank-points-points": ["5", "6"]}, "points", "hạng sau"),
        ({"rule": "quantitative", "quantitative-zero_target": "?"}, "zero_target", "?"),
    ],
)
def test_parameter_that_is_wrong_is_named_at_its_field_and_nothing_is_saved(
    cast, leaf, as_, sent, field, sentence
):
    page = save(as_(cast.secretary), leaf, **sent)
    errors = page.context["form"].parameters[sent["rule"]].errors
    assert (page.status_code, list(errors)) == (200, [field])
    assert sentence in errors[field][0]
    assert stored(leaf) == ("direct", {})


def test_wrong_cell_of_a_table_keeps_what_was_typed(cast, leaf, as_):
    page = save(
        as_(cast.secretary),
        leaf,
        rule="bands",
        **{"bands-bands-start": ["80", "9o"], "bands-bands-points": ["5", "6"]},
    )
    rows = page.context["form"].parameters["bands"]["bands"].rows
    assert [len(cell.errors) for row in rows[:3] for cell in row] == [0, 0, 1, 0, 0, 0]
    assert 'value="9o"' in rows[1][0].html
    assert len(rows) == 4


def test_section_has_neither_rule_nor_unit_of_measure(cast, draft, as_):
    section = draft.criteria.get(code="I", parent=None)
    browser, url = as_(cast.secretary), reverse("criterion", args=(section.pk,))
    assert sorted(browser.get(url).context["form"].fields) == [
        "code",
        "is_off",
        "kind",
        "maximum",
        "name",
        "seal",
    ]
    browser.post(
        url, {"code": "I", "name": "Chuyên môn", "maximum": "60", "kind": "deduction", "is_off": "on"}
    )
    section.refresh_from_db()
    assert (section.name, section.kind, section.is_off, section.rule) == ("Chuyên môn", "deduction", True, "")


def test_history_tells_the_rule_as_the_regulation_does(cast, leaf, as_):
    browser = as_(cast.secretary)
    save(browser, leaf, rule="count", measure="dự án", **{"count-per_item": "2"})
    save(browser, leaf, rule="count", measure="dự án", **{"count-per_item": "2", "count-cap": "10"})
    changes = [
        [(change["what"], change["before"], change["after"]) for change in entry.changes]
        for entry in AuditEntry.objects.filter(object_id=leaf.pk, action="change").order_by("pk")
    ]
    direct, counted = "Chấm trực tiếp từ 0 đến thang điểm", "Tính điểm theo số lượng"
    assert changes == [
        [
            ("rule", direct, counted),
            ("unit of measure", "", "dự án"),
            ("parameters of the rule", direct, "Mỗi dự án 2 điểm, tối đa 40 điểm"),
        ],
        [
            (
                "parameters of the rule",
                "Mỗi dự án 2 điểm, tối đa 40 điểm",
                "Mỗi dự án 2 điểm, tối đa 10 điểm",
            )
        ],
    ]


def test_parameters_that_someone_changed_meanwhile_are_not_overwritten_unseen(cast, leaf, as_):
    browser, url = as_(cast.secretary), reverse("criterion", args=(leaf.pk,))
    save(browser, leaf, rule="count", **{"count-per_item": "2"})
    older = {"seal": browser.get(url).context["form"].initial["seal"]}
    save(browser, leaf, rule="count", **{"count-per_item": "3"})
    mine = {"rule": "count", "count-per_item": "4"}
    page = save(browser, leaf, **mine, **older)
    assert (page.status_code, stored(leaf)[1]) == (200, {"per_item": "3"})
    save(browser, leaf, **mine, seal=page.context["form"]["seal"].value())
    assert stored(leaf)[1] == {"per_item": "4"}


def test_page_shows_an_example_of_the_rule_at_once(cast, leaf, as_):
    Criterion.objects.filter(pk=leaf.pk).update(rule="quantitative", maximum=5)
    words = text(as_(cast.secretary).get(reverse("criterion", args=(leaf.pk,))))
    assert "chỉ tiêu 10, đạt 15 → 3,75 điểm" in words
    assert "đạt 15 trên chỉ tiêu 10, vượt 50 %, đơn vị dẫn đầu vượt 100 %: 3,75 điểm" in words


def test_trying_a_rule_shows_its_outcome_and_saves_nothing(cast, leaf, as_):
    figures = {"count-per_item": "1,5", "example-count-actual": "30"}
    page = save(as_(cast.secretary), leaf, rule="count", measure="dự án", **figures, **{"try": "1"})
    assert "đạt 30 dự án → 40 điểm" in text(page)
    assert stored(leaf) == ("direct", {})


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (
            {"rule": "proportional", "maximum": "8", "measure": "%", "proportional-floor": "50"},
            "chỉ tiêu 10 %, đạt 8 % → 6,4 điểm đạt 8 trên chỉ tiêu 10 = 80 %: 6,4 điểm",
        ),
        (
            {"rule": "rank", "maximum": "9", "rank-points-points": ["9", "4"], "example-rank-actual": "5"},
            "đạt 5 → 9 điểm",
        ),
        ({"rule": "count", "maximum": "9"}, "Hãy nhập “điểm mỗi trường hợp”."),
        ({"rule": "count", "maximum": "", "count-per_item": "1"}, "Nhập thang điểm để tính thử."),
        ({"rule": "count", "maximum": "1.250,5", "count-per_item": "1"}, "Nhập thang điểm để tính thử."),
        (
            {"rule": "count", "maximum": "9", "count-per_item": "1", "example-count-actual": "2x"},
            "“2x” không phải là số; hãy viết như 8,25.",
        ),
        (
            {"rule": "count", "maximum": "9", "count-per_item": "1", "example-count-actual": ""},
            "chưa có kết quả",
        ),
    ],
)
def test_example_is_worked_out_by_the_server(cast, draft, as_, asked, answer):
    page = as_(cast.secretary).get(address("rule_example", cast.year), asked)
    assert text(page).startswith(answer)


def test_example_rounds_as_the_regulation_does(cast, draft, as_):
    asked = {"rule": "proportional", "maximum": "10"}
    asked |= {"example-proportional-target": "3", "example-proportional-actual": "1"}
    browser, url = as_(cast.secretary), address("rule_example", cast.year)
    assert "→ 3,3333 điểm" in text(browser.get(url, asked))
    type(draft).objects.filter(pk=draft.pk).update(rounding_place="leaf", decimals=1)
    assert "→ 3,3 điểm" in text(browser.get(url, asked))


def test_rule_whose_points_are_typed_has_no_example(cast, draft, as_):
    url = address("rule_example", cast.year)
    assert [as_(cast.secretary).get(url, {"rule": rule}).status_code for rule in ("direct", "x")] == [
        404,
        404,
    ]


def new(browser, draft, where, **sent):
    return browser.post(
        f"{address('criterion_new', draft.bloc_year)}?{where}", LINE | {"rule": "direct"} | sent
    )


def codes(draft, parent="I"):
    return list(draft.criteria.filter(parent__code=parent).values_list("code", flat=True))


def test_line_is_added_after_another_and_the_next_comes_after_it(cast, draft, leaf, as_):
    browser = as_(cast.secretary)
    page = new(browser, draft, f"after={leaf.pk}", code="1a", another="1")
    new(browser, draft, page.url.partition("?")[2], code="1b")
    assert codes(draft) == ["1", "1a", "1b", "2"]


def test_new_line_is_offered_the_next_free_code_and_the_rule_of_its_neighbour(cast, draft, leaf, as_):
    browser, url = as_(cast.secretary), address("criterion_new", cast.year)

    def offered(where):
        form = browser.get(f"{url}?{where}").context["form"]
        return form["code"].value(), form["rule"].value()

    assert offered(f"below={leaf.parent_id}") == ("3", "pass_fail")
    assert offered(f"after={leaf.pk}") == ("3", "direct")
    assert offered(f"below={leaf.pk}") == ("1.1", "direct")
    assert offered("") == ("III", "direct")


def test_history_tells_everything_about_a_new_line_also_what_was_offered(cast, draft, leaf, as_):
    Criterion.objects.filter(parent__code="I", code="2").update(rule="quantitative")
    sent = {"code": "3", "rule": "count", "count-per_item": "2", "measure": "dự án", "seal": "0"}
    new(as_(cast.secretary), draft, f"below={leaf.parent_id}", **sent)
    changes = AuditEntry.objects.get(action="create").changes
    assert [(change["what"], change["before"], change["after"]) for change in changes] == [
        ("code", "", "3"),
        ("name", "", "Giải ngân"),
        ("maximum", "", "40"),
        ("rule", "", "Tính điểm theo số lượng"),
        ("unit of measure", "", "dự án"),
        ("parameters of the rule", "", "Mỗi dự án 2 điểm, tối đa 40 điểm"),
    ]


def test_first_line_below_a_criterion_makes_it_a_section_without_parameters(cast, draft, leaf, as_):
    browser = as_(cast.secretary)
    save(browser, leaf, rule="count", measure="dự án", needs_evidence="on", **{"count-per_item": "2"})
    new(browser, draft, f"below={leaf.pk}", code="a")
    leaf.refresh_from_db()
    assert (leaf.rule, leaf.parameters, leaf.measure, leaf.needs_evidence) == ("", {}, "", False)
    entry = AuditEntry.objects.filter(object_id=leaf.pk).first()
    assert [(change["before"], change["after"]) for change in entry.changes] == [
        ("Mỗi dự án 2 điểm, tối đa 40 điểm", "")
    ]


def test_delete_says_what_is_left_above(cast, draft, leaf, as_):
    browser, url = as_(cast.secretary), reverse("criterion_delete", args=(leaf.pk,))
    above = browser.get(url).context["above"]
    assert (above["line"].code, above["sum"], above["maximum"], above["is_empty"]) == ("I", "20", "60", False)
    draft.criteria.get(parent=leaf.parent, code="2").delete()
    assert browser.get(url).context["above"]["is_empty"] is True


def test_maximum_below_what_a_rule_may_give_is_told(cast, leaf, as_):
    browser = as_(cast.secretary)
    save(browser, leaf, rule="count", **{"count-per_item": "30"})
    page = save(browser, leaf, rule="count", maximum="20", **{"count-per_item": "30"})
    assert list(page.context["form"].parameters["count"].errors) == ["per_item"]
    leaf.refresh_from_db()
    assert leaf.maximum == Decimal(40)
