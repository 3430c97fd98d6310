"""A unit's workbook on pages: downloaded, uploaded, compared, decided, saved."""

import pytest
from django.urls import reverse

from blocs.audit import Action, AuditEntry
from blocs.models import BlocYear
from blocs.stages import Stage
from scoring.models import Score
from scoring.rounds import Round
from tests import factories
from tests.scoring.pages import CHANGED, GONE, files, text, token, upload
from tests.scoring.sheet_books import filled, forget

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]
KEYS = ["I/1", "I/2", "II/1", "II/2"]  # 40 direct, 20 pass or fail, 25.5 direct, 14.5 direct


def download(browser, sheet, round_=None):
    page = browser.get(reverse("sheet_workbook", args=(sheet.pk,)), {"round": round_} if round_ else {})
    assert page.status_code == 200
    return page.content


def send(browser, sheet, data, round_=""):
    address = reverse("sheet_workbook_upload", args=(sheet.pk,)) + (f"?round={round_}" if round_ else "")
    return browser.post(address, {"file": upload(data, "tự chấm.xlsx")})


def save(browser, sheet, page, round_="", **choices):
    address = reverse("sheet_workbook_now", args=(sheet.pk,)) + (f"?round={round_}" if round_ else "")
    return browser.post(address, {"token": token(page)} | choices)


def line(sheet, key):
    section, code = key.split("/")
    return Score.objects.get(sheet=sheet, criterion__code=code, criterion__parent__code=section)


def choice(sheet, key, field="self_score"):
    return f"choice-{field}-{line(sheet, key).pk}"


@pytest.fixture
def sheet(scoring_cast):
    found = factories.sheet(year=scoring_cast.year)
    factories.fill(found, 1, 20, 3, None)
    return found


@pytest.fixture
def officer(scoring_cast, english):
    return english(scoring_cast.officer)


def test_what_was_filled_in_is_shown_and_then_saved(scoring_cast, sheet, officer, folder):
    data = filled(download(officer, sheet), {("I/1", "self_score"): 39.5, ("II/2", "explanation"): "Vượt"})
    page = send(officer, sheet, data)
    shown = text(page)
    assert page.status_code == 200
    assert "Total 24.00 → 62.50" in shown
    assert "I.1 Giải ngân self score 1 39.5 1" in shown
    assert "II.2 Công đoàn explanation (empty) Vượt (empty)" in shown
    assert line(sheet, "I/1").self_score == 1
    done = save(officer, sheet, page)
    assert (done.status_code, done.url) == (302, sheet.get_absolute_url())
    assert (line(sheet, "I/1").self_score, line(sheet, "II/2").explanation) == (39.5, "Vượt")
    entries = AuditEntry.objects.filter(user=scoring_cast.officer).order_by("pk")
    assert [(entry.action, entry.reason, entry.inner) for entry in entries] == [
        (Action.CHANGE, "", False),
        (Action.IMPORT, "tự chấm.xlsx", False),
    ]
    assert files(folder) == []


def test_name_of_the_file_says_what_it_is(sheet, officer):
    page = officer.get(reverse("sheet_workbook", args=(sheet.pk,)))
    assert page["Content-Disposition"].startswith("attachment; filename")
    assert f"2021%20-%20{sheet.unit.short_name}.xlsx" in page["Content-Disposition"]


def test_cells_that_both_changed_are_asked_about_one_by_one(sheet, officer):
    figures = {("I/1", "self_score"): 39, ("II/1", "self_score"): 20, ("II/2", "self_score"): 5}
    data = filled(download(officer, sheet), figures)
    Score.objects.filter(pk=line(sheet, "I/1").pk).update(self_score=10)
    Score.objects.filter(pk=line(sheet, "II/1").pk).update(self_score=11)
    Score.objects.filter(pk=line(sheet, "I/2").pk).update(self_score=0)
    page = send(officer, sheet, data)
    assert "Cells taken from the workbook 1 Cells to decide 2" in text(page)
    assert "I.1 Giải ngân self score 1 39 10" in text(page)
    assert "I.2 Báo cáo self score 20 20 0" in text(page)

    unsure = save(officer, sheet, page, **{choice(sheet, "I/1"): "mine"})
    assert unsure.status_code == 422
    assert "Nothing was saved: 1 cell is not decided yet." in text(unsure)
    assert (
        f'value="mine" aria-describedby="what-{choice(sheet, "I/1")[7:]}" checked' in unsure.content.decode()
    )
    assert line(sheet, "II/2").self_score is None

    chosen = {choice(sheet, "I/1"): "mine", choice(sheet, "II/1"): "theirs"}
    assert save(officer, sheet, unsure, **chosen).status_code == 302
    assert [line(sheet, key).self_score for key in KEYS] == [39, 0, 11, 5]


@pytest.mark.parametrize(("rest", "expected"), [("mine", [39, 20, 20, None]), ("theirs", [39, 20, 11, None])])
def test_the_rest_may_be_decided_at_once(sheet, officer, rest, expected):
    data = filled(download(officer, sheet), {("I/1", "self_score"): 39, ("II/1", "self_score"): 20})
    Score.objects.filter(pk=line(sheet, "I/1").pk).update(self_score=10)
    Score.objects.filter(pk=line(sheet, "II/1").pk).update(self_score=11)
    page = send(officer, sheet, data)
    assert save(officer, sheet, page, rest=rest, **{choice(sheet, "I/1"): "mine"}).status_code == 302
    assert [line(sheet, key).self_score for key in KEYS] == expected


def test_figure_written_between_preview_and_saving_is_shown_again(sheet, officer):
    page = send(officer, sheet, filled(download(officer, sheet), {("I/1", "self_score"): 39}))
    Score.objects.filter(pk=line(sheet, "I/1").pk).update(self_score=7)
    again = save(officer, sheet, page)
    assert (again.status_code, CHANGED in text(again)) == (409, True)
    assert line(sheet, "I/1").self_score == 7
    assert save(officer, sheet, again, **{choice(sheet, "I/1"): "mine"}).status_code == 302
    assert line(sheet, "I/1").self_score == 39


def test_saving_twice_is_refused_and_another_line_does_no_harm(sheet, officer):
    page = send(officer, sheet, filled(download(officer, sheet), {("I/1", "self_score"): 39}))
    Score.objects.filter(pk=line(sheet, "II/2").pk).update(self_score=7)
    assert save(officer, sheet, page).status_code == 302
    assert [line(sheet, key).self_score for key in KEYS] == [39, 20, 3, 7]
    assert GONE in text(save(officer, sheet, page))


def test_workbook_that_brings_nothing_has_nothing_to_save(sheet, officer):
    page = send(officer, sheet, download(officer, sheet))
    assert "The workbook brings nothing new." in text(page)
    assert 'name="token"' not in page.content.decode()


def test_workbook_without_memory_is_asked_about_as_a_whole(sheet, officer):
    data = filled(download(officer, sheet), {("I/1", "self_score"): 39}, change=forget)
    page = send(officer, sheet, data)
    assert "every difference is asked about" in text(page)
    assert "I.1 Giải ngân self score not known 39 1" in text(page)


def test_sheet_submitted_meanwhile_takes_nothing(sheet, officer, during_post):
    page = send(officer, sheet, filled(download(officer, sheet), {("I/1", "self_score"): 39}))
    with during_post(lambda: type(sheet).objects.filter(pk=sheet.pk).update(state="submitted")):
        done = save(officer, sheet, page)
    assert done.status_code == 409
    assert "The sheet can no longer be changed here: it is now “Submitted”." in text(done)
    assert line(sheet, "I/1").self_score == 1


def test_sheet_that_is_not_open_offers_a_copy_only(sheet, officer):
    data = download(officer, sheet)
    type(sheet).objects.filter(pk=sheet.pk).update(state="submitted")
    page = officer.get(reverse("sheet_workbook_upload", args=(sheet.pk,)))
    assert "The sheet takes no figures now: it is “Submitted”." in text(page)
    assert 'type="file"' not in page.content.decode()
    assert send(officer, sheet, data).status_code == 422
    assert download(officer, sheet)


def test_stage_closes_the_workbook_too(sheet, officer):
    data = download(officer, sheet)
    BlocYear.objects.filter(pk=sheet.bloc_year_id).update(stage=Stage.SUBMISSION)
    assert send(officer, sheet, data).status_code == 422


def test_review_goes_home_with_its_reviewers(scoring_cast, sheet, english):
    type(sheet).objects.filter(pk=sheet.pk).update(state="submitted")
    other = factories.sheet(year=scoring_cast.year, unit=scoring_cast.year.members[2], state="submitted")
    factories.fill(other, 2, 20, 3, None)
    browser = english(scoring_cast.secretary)
    figures = {
        ("I/1", "reviewed_score"): 30,
        ("I/1", "review_reason"): "Đủ hồ sơ",
        ("I/2", "reviewed_score"): "Đạt",
    }
    data = filled(download(browser, sheet, "review"), figures, round_=Round.REVIEW)
    page = send(browser, sheet, data, "review")
    assert "Total 24.00 → 53.00" in text(page)
    assert f"{other.unit.name} 25.00 → 25.00 1 → 2" in text(page)
    done = save(browser, sheet, page, "review")
    assert (done.status_code, done.url) == (302, reverse("review", args=(sheet.pk,)))
    found = line(sheet, "I/1")
    assert (found.reviewed_score, found.review_reason, found.reviewed_by) == (
        30,
        "Đủ hồ sơ",
        scoring_cast.secretary,
    )
    assert set(AuditEntry.objects.filter(user=scoring_cast.secretary).values_list("inner", flat=True)) == {
        True
    }


@pytest.mark.parametrize(
    ("who", "round_", "status"),
    [
        ("officer", "self", 200),
        ("officer", "review", 403),
        ("secretary", "self", 403),
        ("secretary", "review", 200),
        ("other_officer", "review", 403),
        ("head_leader", "review", 403),
        ("observer", "", 403),
        ("officer", "final", 403),
        ("stranger", "", 404),
    ],
)
def test_each_round_belongs_to_those_who_enter_it(scoring_cast, as_, who, round_, status):
    found = factories.sheet(year=scoring_cast.year, state="submitted")
    browser, round_ = as_(getattr(scoring_cast, who)), {"round": round_} if round_ else {}
    for name in ("sheet_workbook", "sheet_workbook_upload"):
        assert browser.get(reverse(name, args=(found.pk,)), round_).status_code == status


def test_preview_of_another_sheet_or_round_is_not_taken(scoring_cast, sheet, officer, english):
    page = send(officer, sheet, filled(download(officer, sheet), {("I/1", "self_score"): 39}))
    other = factories.sheet(year=scoring_cast.year, unit=scoring_cast.year.members[2])
    browser = english(scoring_cast.other_officer)
    address = reverse("sheet_workbook_now", args=(other.pk,))
    assert GONE in text(browser.post(address, {"token": token(page)}))
    assert line(sheet, "I/1").self_score == 1
