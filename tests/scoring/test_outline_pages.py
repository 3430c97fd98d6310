"""The table of criteria that is typed into: sums, what is saved, what is refused, lines that move."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.audit import AuditEntry
from scoring.models import Criterion, Regulation
from tests import factories
from tests.scoring.pages import address, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast):
    return factories.regulation(year=cast.year, adopted=False)


def line(regulation, *codes):
    found = None
    for code in codes:
        found = regulation.criteria.get(parent=found, code=code)
    return found


def shown(browser, year):
    """Row by pk as the page shows it."""
    return {row.pk: row for row in browser.get(address("regulation", year)).context["rows"]}


def typed(row, **values):
    """The fields of a row as the page sends them, with what is typed into some."""
    return {f"{row.pk}-seal": row.seal} | {
        f"{row.pk}-{name}": text for name, text in (row.typed | values).items()
    }


def whole(rows):
    """Every row as it stands, as a browser without JavaScript sends it."""
    return {name: value for row in rows.values() for name, value in typed(row).items()}


def send(browser, year, *parts, **more):
    fields = more
    for part in parts:
        fields = fields | part
    return browser.post(address("regulation_lines", year), fields)


def test_rows_show_what_is_below_them_and_by_how_much_it_differs(cast, draft, as_):
    Criterion.objects.filter(pk=line(draft, "I", "2").pk).update(maximum=Decimal("17.5"))
    factories.criteria(draft, [("V", "Điểm thưởng", "10", [("1", "Cờ thi đua", "10", "direct")])])
    Criterion.objects.create(
        regulation=draft, code="VI", name="Điểm trừ", maximum=5, kind="deduction", position=9
    )
    page = as_(cast.secretary).get(address("regulation", cast.year))
    sums = {
        row.key: (row.maximum, row.sum, row.difference) for row in page.context["rows"] if not row.is_leaf
    }
    assert sums == {"I": ("60,0", "57,5", "−2,5"), "II": ("40,0", "40,0", ""), "V": ("10,0", "10,0", "")}
    totals = page.context["totals"]
    assert (totals.base, totals.bonus, totals.deduction, totals.wrong) == ("100", "10", "5", 1)


def test_rule_that_still_needs_something_is_told_on_its_row(cast, draft, as_):
    leaf = line(draft, "I", "1")
    Criterion.objects.filter(pk=leaf.pk).update(rule="count")
    Criterion.objects.filter(pk=line(draft, "I", "2").pk).update(rule="")
    rows = shown(as_(cast.secretary), cast.year)
    problems = {row.key: row.problem for row in rows.values() if row.problem}
    assert problems == {"I/1": "Hãy nhập “điểm mỗi trường hợp”.", "I/2": "Chưa chọn cách chấm."}


def test_lines_are_saved_with_one_entry_and_the_others_stay(cast, draft, as_):
    browser = as_(cast.secretary)
    rows = shown(browser, cast.year)
    one, two = rows[line(draft, "I", "1").pk], rows[line(draft, "II", "2").pk]
    send(browser, cast.year, typed(one, maximum="39,5", name=" Giải  ngân\nvốn "), typed(two, code="3"))
    assert [(row.code, row.name, row.maximum) for row in draft.criteria.filter(pk__in=(one.pk, two.pk))] == [
        ("1", "Giải ngân vốn", Decimal("39.5")),
        ("3", "Công đoàn", Decimal("14.5")),
    ]
    entry = AuditEntry.objects.get()
    assert [
        (change["of"], change["what"], change["before"], change["after"]) for change in entry.changes
    ] == [
        ("1 Giải ngân", "name", "Giải ngân", "Giải ngân vốn"),
        ("1 Giải ngân", "maximum", "40", "39,5"),
        ("2 Công đoàn", "code", "2", "3"),
    ]


def test_whole_table_as_it_stands_changes_nothing(cast, draft, as_):
    browser = as_(cast.secretary)
    assert send(browser, cast.year, whole(shown(browser, cast.year))).status_code == 302
    assert AuditEntry.objects.count() == 0


def test_two_neighbours_can_swap_their_codes(cast, draft, as_):
    browser = as_(cast.secretary)
    rows = shown(browser, cast.year)
    one, two = line(draft, "I", "1"), line(draft, "I", "2")
    send(browser, cast.year, typed(rows[one.pk], code="2"), typed(rows[two.pk], code="1"))
    assert dict(draft.criteria.filter(parent__code="I").values_list("pk", "code")) == {
        one.pk: "2",
        two.pk: "1",
    }


@pytest.mark.parametrize(
    ("wrong", "where", "sentence"),
    [
        ({"maximum": "8,5x"}, "maximum", "“8,5x” không phải là số; hãy viết như 8,25."),
        ({"maximum": "1.250,5"}, "maximum", "“1.250,5” có thể hiểu theo hai cách; hãy viết 1250 hoặc 1,25."),
        ({"code": "1"}, "code", "Một dòng cùng cấp đã có mã này."),
        ({"code": "a/b"}, "code", "Mã không được chứa dấu “/”."),
        ({"name": " "}, "name", "Trường này là bắt buộc."),
    ],
)
def test_wrong_line_is_named_and_nothing_at_all_is_saved(cast, draft, as_, wrong, where, sentence):
    browser = as_(cast.secretary)
    rows = shown(browser, cast.year)
    good, bad = rows[line(draft, "I", "1").pk], rows[line(draft, "I", "2").pk]
    page = send(browser, cast.year, typed(good, maximum="41"), typed(bad, **wrong))
    again = {row.pk: row for row in page.context["rows"]}
    assert (page.status_code, page.context["problems"]) == (422, [f"2 Báo cáo: {sentence}"])
    assert (again[bad.pk].errors, again[good.pk].errors) == ({where: [sentence]}, {})
    assert again[bad.pk].typed == bad.typed | wrong
    assert (again[good.pk].typed["maximum"], again[good.pk].is_refused) == ("41", True)
    assert line(draft, "I", "1").maximum == 40


def test_line_that_both_changed_is_refused_once_and_shows_the_other(cast, draft, as_):
    browser = as_(cast.secretary)
    mine, untouched = (shown(browser, cast.year)[line(draft, "I", code).pk] for code in "12")
    theirs = shown(browser, cast.year)
    send(
        browser, cast.year, typed(theirs[mine.pk], maximum="30"), typed(theirs[untouched.pk], name="Tổng kết")
    )
    page = send(browser, cast.year, typed(mine, maximum="35"), typed(untouched))
    assert page.status_code == 422
    assert [row.pk for row in page.context["rows"] if row.errors] == [mine.pk]
    assert "1 Giải ngân · 30,0" in text(page)
    again = next(row for row in page.context["rows"] if row.pk == mine.pk)
    assert again.typed["maximum"] == "35"
    send(browser, cast.year, typed(again, maximum="35"))
    assert (line(draft, "I", "1").maximum, line(draft, "I", "2").name) == (35, "Tổng kết")


def test_line_that_someone_deleted_is_told_with_what_was_typed(cast, draft, as_):
    browser = as_(cast.secretary)
    rows = shown(browser, cast.year)
    gone, other = rows[line(draft, "I", "1").pk], rows[line(draft, "I", "2").pk]
    Criterion.objects.filter(pk=gone.pk).delete()
    page = send(browser, cast.year, typed(gone, name="Giải ngân vốn"), typed(other, maximum="21"))
    assert (page.status_code, page.context["problems"]) == (
        422,
        ["Một dòng vừa bị người khác xóa; nội dung bạn đã nhập: 1 · Giải ngân vốn · 40."],
    )
    assert line(draft, "I", "2").maximum == 20


@pytest.mark.parametrize("name", ["x-seal", "9999999999999-seal", "-seal", "1-", "seal"])
def test_fields_that_name_no_line_are_ignored(cast, draft, as_, name):
    assert send(as_(cast.secretary), cast.year, {name: "1"}).status_code == 302


def order(draft, *above):
    return list(
        draft.criteria.filter(parent=line(draft, *above) if above else None).values_list("code", flat=True)
    )


def test_button_saves_what_was_typed_and_moves_the_line(cast, draft, as_):
    browser = as_(cast.secretary)
    row = shown(browser, cast.year)[line(draft, "I", "2").pk]
    page = send(browser, cast.year, typed(row, maximum="21"), act=f"up:{row.pk}")
    assert page.url == f"{address('regulation', cast.year)}#criterion-{row.pk}"
    assert (order(draft, "I"), line(draft, "I", "2").maximum) == (["2", "1"], 21)
    send(browser, cast.year, act=f"up:{row.pk}")
    send(browser, cast.year, act=f"down:{row.pk}")
    assert order(draft, "I") == ["1", "2"]
    entries = AuditEntry.objects.filter(object_id=row.pk).order_by("pk")
    assert [(entry.changes[0]["what"], entry.changes[0]["after"]) for entry in entries] == [
        ("place", "I Nhiệm vụ chuyên môn · 1"),
        ("place", "I Nhiệm vụ chuyên môn · 2"),
    ]


def test_line_is_put_after_another_with_all_below_it(cast, draft, as_):
    browser = as_(cast.secretary)
    Criterion.objects.filter(pk=line(draft, "I", "1").pk).update(code="7")
    page = send(browser, cast.year, act=f"after:{line(draft, 'I', '7').pk}:{line(draft, 'II', '1').pk}")
    assert "Đã chuyển: 7 Giải ngân." in text(browser.get(page.url))
    assert (order(draft, "I"), order(draft, "II")) == (["2"], ["1", "7", "2"])
    send(browser, cast.year, act=f"after:{line(draft, 'II').pk}:{line(draft, 'I', '2').pk}")
    assert [leaf.key for leaf in Regulation.objects.get(pk=draft.pk).tree.leaves()] == [
        "I/2",
        "I/II/1",
        "I/II/7",
        "I/II/2",
    ]


def test_line_stays_where_its_code_would_stand_twice_or_below_itself(cast, draft, as_):
    browser = as_(cast.secretary)
    acts = [
        f"after:{line(draft, 'I', '1').pk}:{line(draft, 'II', '2').pk}",
        f"after:{line(draft, 'I').pk}:{line(draft, 'I', '1').pk}",
        f"after:{line(draft, 'I').pk}:{line(draft, 'I').pk}",
    ]
    told = [text(browser.get(send(browser, cast.year, act=act).url)) for act in acts]
    assert "Nơi chuyển đến đã có dòng mã 1; hãy đặt mã khác cho 1 Giải ngân." in told[0]
    assert "Một dòng không thể nằm dưới chính nó." in told[1]
    assert (order(draft), order(draft, "I"), order(draft, "II")) == (["I", "II"], ["1", "2"], ["1", "2"])


@pytest.mark.parametrize("act", ["up:0", "after:x:y", "up:9999999999999"])
def test_act_on_a_line_that_is_not_there_is_not_found(cast, draft, as_, act):
    assert send(as_(cast.secretary), cast.year, act=act).status_code == 404


def test_saving_goes_on_to_the_page_that_was_asked_for_on_this_site_only(cast, draft, as_):
    browser, home = as_(cast.secretary), address("regulation", cast.year)
    wanted = ["/criteria/1/", "//evil.example/", "https://evil.example/", "/\\evil.example", ""]
    urls = [send(browser, cast.year, next=url).url for url in wanted]
    assert urls == ["/criteria/1/", home, home, home, home]


def move(browser, leaf, **sent):
    return browser.post(
        reverse("criterion_move", args=(leaf.pk,)), {"place": "last", "code": leaf.code} | sent
    )


def test_line_moves_below_another_section_under_a_code_that_is_free_there(cast, draft, as_):
    browser, leaf = as_(cast.secretary), line(draft, "I", "1")
    page = move(browser, leaf, parent=line(draft, "II").pk)
    assert page.context["form"].errors["code"] == [
        "Nơi chuyển đến đã có dòng mã 1; hãy đặt mã khác cho 1 Giải ngân."
    ]
    move(browser, leaf, parent=line(draft, "II").pk, code="3", place="first")
    assert (order(draft, "I"), order(draft, "II")) == (["2"], ["3", "1", "2"])
    changes = AuditEntry.objects.get(object_id=leaf.pk).changes
    assert [(change["what"], change["before"], change["after"]) for change in changes] == [
        ("place", "I Nhiệm vụ chuyên môn · 1", "II Xây dựng Đảng · 1"),
        ("code", "1", "3"),
    ]


def test_line_moves_to_the_top_and_a_bonus_loses_its_kind_below_another(cast, draft, as_):
    browser = as_(cast.secretary)
    move(browser, line(draft, "I", "1"), parent="", code="III")
    top = line(draft, "III")
    Criterion.objects.filter(pk=top.pk).update(kind="bonus")
    move(browser, top, parent=line(draft, "II").pk, code="3")
    assert (order(draft), line(draft, "II", "3").kind) == (["I", "II"], "base")


def test_criterion_below_which_another_moves_becomes_a_section_and_the_page_says_so(cast, draft, as_):
    browser, leaf, target = as_(cast.secretary), line(draft, "I", "1"), line(draft, "II", "1")
    page = browser.get(reverse("criterion_move", args=(leaf.pk,)))
    words = [
        name.replace("\N{NO-BREAK SPACE}", "") for _pk, name in page.context["form"].fields["parent"].choices
    ]
    assert words[1:] == [
        "I Nhiệm vụ chuyên môn",
        "2 Báo cáo (đang chấm điểm trực tiếp, sẽ thành mục)",
        "II Xây dựng Đảng",
        "1 Chi bộ (đang chấm điểm trực tiếp, sẽ thành mục)",
        "2 Công đoàn (đang chấm điểm trực tiếp, sẽ thành mục)",
    ]
    told = text(browser.get(move(browser, leaf, parent=target.pk).url))
    assert "1 Chi bộ nay là một mục, không còn cách chấm riêng." in told
    target.refresh_from_db()
    assert (target.rule, order(draft, "II", "1")) == ("", ["1"])


def test_line_cannot_be_moved_below_itself(cast, draft, as_):
    browser, section = as_(cast.secretary), line(draft, "I")
    page = move(browser, section, parent=line(draft, "I", "1").pk)
    assert list(page.context["form"].errors) == ["parent"]
    assert "2 dòng bên dưới chuyển theo." in text(browser.get(reverse("criterion_move", args=(section.pk,))))
