"""From a kind of paper to an issued one: what is proposed, refused, asked, and what is kept."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.urls import reverse

from blocs.models import BlocYear
from blocs.stages import Stage
from blocs.workflow import StepRefused
from pledges.issuing import Order, issue, obstacles, proposal
from pledges.models import Paper, Pledge
from pledges.papers import Subject, kinds
from tests import factories
from tests.cast import assemble
from tests.layout import measured

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    """The cast in a year whose joint pledge is signed."""
    year = factories.bloc_year(year=2026, bloc=factories.bloc(symbol="KTĐ"), stage=Stage.MIDYEAR)
    factories.pledge(year=year, state="signed", place="Khánh Hòa", signed_on=date(2026, 3, 1))
    return assemble(year)


@pytest.fixture
def set_once(monkeypatch):
    """Papers are not typeset: their page is their content, so that a test asks for many."""
    from blocs.pdf import typesetting  # slow import

    head = "<title>Trang</title><link rel='stylesheet' href='print/print.css'>"
    blank = typesetting.pdf(f"<html lang='vi'><head>{head}</head><p>Trang</p></html>")
    monkeypatch.setattr(typesetting, "pdf", lambda html, **options: blank + b"%" + html.encode())


def address(people, page="paper_issue", kind="pledge", subject="-"):
    year = people.year
    return reverse(page, args=(year.bloc.slug, year.year, kind, subject))


def entries(serial="5", symbol="GUTĐ-KTĐ", day="01/03/2026", **more):
    return {"serial": serial, "symbol": symbol, "issued_on": day, **more}


def issued(browser, people, **fields):
    """The answer to a confirmed issue."""
    current = Paper.objects.in_force().filter(kind="pledge").first()
    confirmed = str(current.pk) if current else "none"
    return browser.post(address(people), entries(**{"confirmed": confirmed, **fields}))


def errors(answer):
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def test_issue_keeps_number_day_code_and_the_bytes(people, as_):
    browser = as_(people.secretary)
    answer = issued(browser, people)
    paper = Paper.objects.get()
    assert (answer.status_code, answer.url) == (302, paper.get_absolute_url())
    assert (paper.number, paper.issued_on, paper.issuer) == (
        "05/GUTĐ-KTĐ",
        date(2026, 3, 1),
        people.year.bloc.name,
    )
    file = browser.get(reverse("paper_file", args=(paper.pk,)))
    content = b"".join(file.streaming_content)
    assert (hashlib.sha256(content).hexdigest(), len(content)) == (paper.sha256, paper.size)
    text = measured(content).text
    assert ("Số: 05/GUTĐ-KTĐ" in text, f"Mã tra cứu: {paper.shown_code}" in text) == (True, True)
    assert "ngày 01 tháng 3 năm 2026" in text


def test_form_proposes_what_is_planned_and_else_the_next_number_today(people, english):
    year, pledge = people.year, kinds()["pledge"]
    found = proposal(year, pledge, Subject())
    assert (found.serial, found.symbol, found.day) == (1, "GUTĐ-KTĐ", date(2026, 3, 1))
    factories.paper(year=year, kind="minutes", serial=8, symbol="BB-KTĐ", issued_on=date(2026, 3, 2))
    factories.paper(year=year, kind="report", serial=40)
    Paper.objects.filter(serial=40).update(year=2025)
    assert proposal(year, pledge, Subject()).serial == 9
    year.pledge.number, year.pledge.signed_on = "07/GƯ-KTĐ", None
    found = proposal(year, pledge, Subject())
    assert (found.serial, found.symbol, found.day) == (7, "GƯ-KTĐ", date(2026, 3, 10))
    factories.paper(year=year, kind="other", serial=7, symbol="GƯ-KTĐ")
    assert proposal(year, pledge, Subject()).serial == 9


def test_old_year_proposes_no_day(english):
    year = factories.bloc_year(year=2021)
    factories.pledge(year=year)
    assert proposal(year, kinds()["pledge"], Subject()).day is None


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"serial": "3"}, "serial", "This number is taken in 2026; 04 is free."),
        ({"serial": "0"}, "serial", "Numbers begin with 01."),
        ({"symbol": "GUTĐ KTĐ"}, "symbol", "Write groups of letters with hyphens and without spaces"),
        ({"symbol": "gutđ"}, "symbol", "Write groups of letters with hyphens and without spaces"),
        ({"symbol": "GUTĐ-"}, "symbol", "Write groups of letters with hyphens and without spaces"),
        ({"day": "01/03/2025"}, "issued_on", "Papers of the year 2026 are issued in 2026 or 2027."),
        ({"day": "01/03/2028"}, "issued_on", "Papers of the year 2026 are issued in 2026 or 2027."),
    ],
)
def test_form_refuses_what_is_taken_or_malformed(people, as_, wrong, field, sentence):
    factories.paper(year=people.year, kind="minutes", serial=3)
    found = errors(as_(people.secretary).post(address(people), entries(**wrong)))
    assert list(found) == [field]
    assert found[field][0].startswith(sentence)


def test_same_number_is_free_in_another_year_and_for_another_body(people, as_):
    factories.paper(year=people.year, kind="minutes", serial=5, issuer="Ban khác")
    answer = as_(people.secretary).post(address(people), entries(day="05/01/2027"))
    assert (answer.context["asking"], errors(answer)) == (True, {})


def test_first_post_asks_and_changes_nothing(people, as_):
    current = factories.paper(year=people.year, serial=2)
    page = as_(people.secretary).post(address(people), entries()).content.decode()
    assert Paper.objects.count() == 1
    for words in ("05/GUTĐ-KTĐ", "02/GUTĐ-KTĐ of 01/03/2026", "nothing in it changes any more"):
        assert words in page
    assert f'name="confirmed" value="{current.pk}"' in page
    assert "has to be signed anew" not in page


def test_asking_page_says_that_signatures_have_to_be_given_again(people, as_):
    current = factories.paper(year=people.year, serial=2)
    for serial, unit in enumerate(people.year.members[:2]):
        facts = {"means": "ink", "content": "x", "content_type": "image/png", "size": 1}
        current.signed_copies.create(
            unit=unit, name="x.png", sha256=str(serial) * 64, uploaded_by=people.secretary, **facts
        )
    page = as_(people.secretary).post(address(people), entries()).content.decode()
    assert "2 signed copies have been brought back for the paper that is replaced." in page


def test_numbers_and_days_that_do_not_go_up_together_are_pointed_out(people, as_):
    year, browser = people.year, as_(people.secretary)
    for serial, day in ((4, date(2026, 3, 5)), (6, date(2026, 3, 1)), (7, date(2026, 2, 27))):
        factories.paper(year=year, kind="minutes", subject=str(serial), serial=serial, issued_on=day)
    words = "bears the day {}. Numbers and days of a year should go up together."
    page = browser.post(address(people), entries()).content.decode()
    told = [
        f"No. {number}/GUTĐ-KTĐ {words.format(day)}"
        for number, day in (("04", "05/03/2026"), ("07", "27/02/2026"))
    ]
    assert [one in page for one in told] == [True, True]
    assert (page.count("should go up together"), 'name="confirmed"' in page) == (2, True)


def test_new_issue_replaces_the_one_in_force(people, as_, set_once):
    browser, first = as_(people.secretary), factories.paper(year=people.year, serial=2)
    issued(browser, people)
    first.refresh_from_db()
    second = Paper.objects.get(serial=5)
    assert (first.state, first.replaced_by, second.state) == ("replaced", second, "in_force")


def test_of_two_who_confirm_the_same_page_one_issues_and_the_other_is_told(people, as_, set_once):
    browser = as_(people.secretary)
    assert issued(browser, people).status_code == 302
    second = issued(browser, people, serial="6", confirmed="none")
    assert (second.status_code, Paper.objects.count()) == (409, 1)
    assert "Lê Thị Thư Ký has issued it meanwhile as 05/GUTĐ-KTĐ" in second.content.decode()


def test_number_given_between_form_and_lock_is_refused(people, as_, set_once, during_post):
    with during_post(lambda: factories.paper(year=people.year, kind="minutes", serial=5)):
        answer = issued(as_(people.secretary), people)
    assert (answer.status_code, Paper.objects.filter(kind="pledge").count()) == (409, 0)
    assert "The number 05/GUTĐ-KTĐ is taken in 2026; 06 is free." in answer.content.decode()


def test_obstacles_stand_instead_of_the_form_and_refuse(people, as_):
    people.year.pledge.__class__.objects.update(state="draft")
    page = as_(people.secretary).get(address(people)).content.decode()
    assert ("is issued when every unit has agreed to it" in page, 'name="serial"' in page) == (True, False)
    assert issued(as_(people.secretary), people).status_code == 409


def test_nothing_is_issued_in_a_year_that_is_handed_over(people, as_):
    BlocYear.objects.filter(pk=people.year.pk).update(stage=Stage.CLOSED)
    answer = issued(as_(people.secretary), people)
    assert (answer.status_code, Paper.objects.count()) == (409, 0)
    assert "The year is handed over" in answer.content.decode()


def test_what_changed_before_the_year_was_held_counts(people, set_once):
    kind, subject = kinds()["pledge"], Subject()
    order = Order(kind, subject, 5, "GUTĐ-KTĐ", date(2026, 3, 1))
    assert obstacles(people.year, kind, subject) == []  # from now on the year knows its pledge
    Pledge.objects.update(state="draft")
    with pytest.raises(StepRefused):
        issue(people.year, people.secretary, order)
    Pledge.objects.all().delete()
    with pytest.raises(StepRefused):
        issue(people.year, people.secretary, order)
    assert not Paper.objects.exists()


def test_only_what_exists_has_pages(people, as_):
    browser = as_(people.secretary)
    for kind, subject in (("pledge", "other"), ("nothing", "-")):
        assert browser.get(address(people, kind=kind, subject=subject)).status_code == 404


def test_preview_shows_number_and_day_but_stays_a_draft_without_code(people, as_, set_once):
    browser = as_(people.officer)
    plain = browser.get(address(people, "paper_preview")).content.decode("utf-8", "ignore")
    asked = browser.get(address(people, "paper_preview"), entries()).content.decode("utf-8", "ignore")
    assert ("Số: 05/GUTĐ-KTĐ" in plain, "Số: 05/GUTĐ-KTĐ" in asked) == (False, True)
    assert ("print/draft.css" in plain, "print/draft.css" in asked) == (True, True)
    assert ("data-code" in plain, "data-code" in asked) == (False, False)


def test_designer_sees_the_same_paper_with_our_style_sheets_only(people, as_):
    browser = as_(people.secretary)
    page = browser.get(address(people, "paper_design") + "?issued&marks")
    assert f'src="{address(people, "paper_sheet")}?issued&amp;marks"' in page.content.decode()
    sheet = browser.get(address(people, "paper_sheet") + "?issued&marks")
    html = sheet.content.decode()
    assert ("/static/print/print.css" in html, "/static/print/design.css" in html) == (True, True)
    assert ("Số: 01/GUTĐ-KTĐ" in html, "00000-00000" in html) == (True, True)
    assert (" style=" in html, "<style" in html, "<script" in html) == (False, False, False)
    assert "frame-ancestors 'self'" in sheet["Content-Security-Policy"]
    assert sheet["X-Frame-Options"] == "SAMEORIGIN"
    assert "data-code" not in browser.get(address(people, "paper_sheet")).content.decode()
