"""A workbook of scores on pages: seen before it is taken in, confirmed exactly as seen."""

import pytest

from blocs.audit import Action, AuditEntry
from blocs.models import BlocYear
from blocs.stages import Stage
from scoring.models import Exclusion, Score, ScoreSheet
from tests import factories
from tests.cast import assemble
from tests.scoring.books import opened, values
from tests.scoring.grids import KEYS, grid, line, names, points
from tests.scoring.pages import CHANGED, GONE, address, files, text, token, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


def send(browser, year, data, round_="self", **fields):
    sent = {"file": upload(data, "điểm.xlsx"), "round": round_} | fields
    return browser.post(address("scores_import", year), sent)


def test_preview_shows_totals_and_lines_and_writes_nothing(scoring_cast, english):
    year = scoring_cast.year
    factories.fill(factories.sheet(year=year, unit=year.head), 1, 20)
    page = send(english(scoring_cast.secretary), year, grid(year, [39.5, 20, "KG", None]))
    assert page.status_code == 200
    assert f"{year.head} 2 21.00 → 59.50 1 → 1 2 → 1" in text(page)
    assert "I/1 Giải ngân self score 1 → 39.5" in text(page)
    assert f"Units that are not in the workbook stay as they are: {'; '.join(names(year)[1:])}." in text(page)
    assert points(year) == [1, 20, None, None]


def test_page_refuses_reviews_of_sheets_that_are_not_submitted(scoring_cast, english):
    year = scoring_cast.year
    factories.sheet(year=year, unit=year.members[1], state="submitted")
    data = grid(year, [5, 0, 6, 7], [1, 20, 3, 4], headings=names(year)[1:])
    page = send(english(scoring_cast.secretary), year, data, "review")
    said = f"Only submitted sheets are reviewed; these are not submitted, or approved: {names(year)[2]}."
    assert (page.status_code, said in text(page)) == (422, True)


def test_confirmation_asks_the_stage_again(scoring_cast, english, during_post):
    year, browser = scoring_cast.year, english(scoring_cast.secretary)
    page = send(browser, year, grid(year, [1, 20, 3, 4]))
    with during_post(lambda: BlocYear.objects.filter(pk=year.pk).update(stage=Stage.SUBMISSION)):
        done = browser.post(address("scores_import_now", year), {"token": token(page)})
    assert (done.status_code, points(year)) == (409, [None] * 4)


def test_confirmation_writes_all_units(scoring_cast, english, folder):
    year, browser = scoring_cast.year, english(scoring_cast.secretary)
    ScoreSheet.objects.filter(bloc_year=year).update(state="submitted")
    data = grid(year, [1, 20, 3, 4], [5, 0, 6, 7], headings=names(year)[1:])
    page = send(browser, year, data, "review", reason="Biên bản")
    done = browser.post(address("scores_import_now", year), {"token": token(page)})
    assert (done.status_code, done.url) == (302, address("sheets", year))
    assert [points(year, "reviewed_score", unit) for unit in (1, 2)] == [[1, 20, 3, 4], [5, 0, 6, 7]]
    found = line(year, "I/1", 1)
    assert (found.review_reason, found.reviewed_by) == ("Biên bản", scoring_cast.secretary)
    assert files(folder) == []


def test_nothing_to_import_has_no_button(scoring_cast, english):
    year = scoring_cast.year
    factories.fill(factories.sheet(year=year, unit=year.head), 1, 20, 3, 4)
    page = send(english(scoring_cast.secretary), year, grid(year, [1, 20, 3, 4]))
    assert "there is nothing to import" in text(page)
    assert "Import now" not in text(page)


def test_one_wrong_value_refuses_the_file(scoring_cast, english, folder):
    year = scoring_cast.year
    page = send(english(scoring_cast.secretary), year, grid(year, [41, 20, 3, 4]))
    assert page.status_code == 422
    assert f"Row 2 (cell B2): I/1, {names(year)[0]}: 41 is over the maximum of 40." in text(page)
    assert files(folder) == []


def test_score_changed_meanwhile_is_shown_again(scoring_cast, english):
    year, browser = scoring_cast.year, english(scoring_cast.secretary)
    page = send(browser, year, grid(year, [1, 20, 3, 4]))
    Score.objects.filter(pk=line(year, "I/1").pk).update(self_score=7)
    again = browser.post(address("scores_import_now", year), {"token": token(page)})
    assert (again.status_code, CHANGED in text(again)) == (409, True)
    assert points(year) == [7, None, None, None]
    browser.post(address("scores_import_now", year), {"token": token(again)})
    assert points(year) == [1, 20, 3, 4]


def test_another_line_changed_meanwhile_does_no_harm(scoring_cast, english):
    year, browser = scoring_cast.year, english(scoring_cast.secretary)
    page = send(browser, year, grid(year, [1, None, 3, 4]))
    Score.objects.filter(pk=line(year, "I/2").pk).update(self_score=20)
    browser.post(address("scores_import_now", year), {"token": token(page)})
    assert points(year) == [1, 20, 3, 4]


def test_second_confirmation_does_nothing(scoring_cast, english):
    year, browser = scoring_cast.year, english(scoring_cast.secretary)
    sent = {"token": token(send(browser, year, grid(year, [1, 20, 3, 4])))}
    browser.post(address("scores_import_now", year), sent)
    assert GONE in text(browser.post(address("scores_import_now", year), sent))
    assert AuditEntry.objects.filter(action=Action.IMPORT).count() == 1


def test_stage_must_allow_the_round(english):
    cast = assemble(factories.scoring_year(stage=Stage.CONFERENCE))
    page = send(english(cast.secretary), cast.year, grid(cast.year, [1, 20, 3, 4]))
    assert "This is possible only in the stage: Self-scoring, Review." in text(page)


def test_round_must_be_chosen(scoring_cast, english):
    year = scoring_cast.year
    page = send(english(scoring_cast.secretary), year, grid(year, [1, 20, 3, 4]), "third")
    assert page.status_code == 422


def columns(browser, year, round_):
    page = browser.get(address("scores_export", year), {"round": round_})
    rows = values(opened(page.content)["Điểm"])
    left_out = [row[1] for row in rows if row[0] == "Không có trong tệp"]
    return rows[8][4:], left_out, [row[4:] for row in rows[9:] if row[0] in KEYS]


def test_export_holds_the_sheets_a_person_may_see_and_names_the_others(scoring_cast, as_):
    year, (head, member, other) = scoring_cast.year, names(scoring_cast.year)
    factories.fill(factories.sheet(year=year, unit=year.head, state="submitted"), 1, 20, 3, "-")
    shown = columns(as_(scoring_cast.officer), year, "self")
    assert shown == (
        [head, member],
        [f"1 đơn vị: {other}"],
        [[1, None], [20, None], [3, None], ["KG", None]],
    )
    assert columns(as_(scoring_cast.observer), year, "self")[0] == [head]
    assert columns(as_(scoring_cast.secretary), year, "self")[:2] == ([head, member, other], [])


def test_reviewed_scores_stay_with_the_secretariat_until_the_conference(as_):
    rows = [(1, 20, 3, 4), (5, 0, 6, 7), (8, 0, 9, 1)]
    year = factories.approved_year(rows, stage=Stage.REVIEW)
    cast, (head, member, other) = assemble(year), names(year)
    assert columns(as_(cast.officer), year, "review")[:2] == ([head, member], [f"1 đơn vị: {other}"])
    assert columns(as_(cast.other_officer), year, "review")[:2] == ([other], [f"2 đơn vị: {head}; {member}"])
    assert columns(as_(cast.observer), year, "review")[0] == []
    assert columns(as_(cast.secretary), year, "review")[0] == [head, member, other]
    BlocYear.objects.filter(pk=year.pk).update(stage=Stage.CONFERENCE)
    assert columns(as_(cast.observer), year, "review")[0] == [head, member, other]
    assert columns(as_(cast.other_officer), year, "final")[0] == [other]


def test_export_for_the_secretariat_sums_up_and_names_who_is_not_considered(scoring_cast, as_):
    year = scoring_cast.year
    factories.fill(factories.sheet(year=year, unit=year.head, state="submitted"), 1, 20, 3, "-")
    Exclusion.objects.create(bloc_year=year, unit=year.members[2], reason="Bị phạt", source="QĐ 1")
    exported = {
        who: opened(as_(getattr(scoring_cast, who)).get(address("scores_export", year)).content)
        for who in ("secretary", "officer")
    }
    assert exported["officer"].sheetnames == ["Điểm", "Giải trình"]
    book = exported["secretary"]
    assert book.sheetnames == ["Điểm", "Giải trình", "Không xét thi đua", "Tổng hợp"]
    assert values(book["Không xét thi đua"]) == [
        ["Đơn vị", "Lý do", "Căn cứ"],
        [names(year)[2], "Bị phạt", "QĐ 1"],
    ]
    assert [row[2:5] for row in values(book["Tổng hợp"])[-6:]] == [
        ["Chi bộ", 25.5, 3],
        ["Công đoàn", 14.5, "KG"],
        ["Tổng điểm", None, 24],
        ["Thang điểm được giao", None, 85.5],
        ["Phần trăm điểm được giao", None, 28.0702],
        ["Thứ hạng (tạm tính)", None, 1],
    ]


def test_export_of_an_unknown_round_or_without_a_regulation_is_not_found(cast, scoring_cast, as_):
    browser = as_(scoring_cast.secretary)
    assert browser.get(address("scores_export", scoring_cast.year), {"round": "x"}).status_code == 404
    assert as_(cast.secretary).get(address("scores_export", cast.year)).status_code == 404


@pytest.mark.parametrize("name", ["regulation_import", "scores_import"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("head_leader", 403),
        ("leader", 403),
        ("officer", 403),
        ("other_officer", 403),
        ("observer", 403),
        ("stranger", 404),
        ("nobody", 404),
    ],
)
def test_only_the_secretariat_imports(scoring_cast, as_, name, who, status):
    browser = as_(getattr(scoring_cast, who))
    assert browser.get(address(name, scoring_cast.year)).status_code == status
    assert browser.post(address(name, scoring_cast.year)).status_code == status
    assert browser.post(address(f"{name}_now", scoring_cast.year)).status_code == status
    assert browser.get(address(f"{name}_now", scoring_cast.year)).status_code == 405


def test_secretary_is_offered_the_forms(scoring_cast, as_):
    for name in ("regulation_import", "scores_import"):
        assert as_(scoring_cast.secretary).get(address(name, scoring_cast.year)).status_code == 200
