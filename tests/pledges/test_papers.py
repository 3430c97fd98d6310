"""The page of an issued paper, and the list of a year's papers."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.models import BlocYear
from blocs.models.people import Role
from blocs.stages import Stage
from pledges.catalogue import catalogue
from pledges.models import Paper
from pledges.papers import kinds
from tests import factories
from tests.cast import assemble

pytestmark = pytest.mark.django_db


def documents(year):
    return reverse("documents", args=(year.bloc.slug, year.year))


def replaced(year):
    """A paper and the one that replaced it."""
    first = factories.paper(year=year, serial=2, state="replaced")
    second = factories.paper(year=year, serial=5)
    Paper.objects.filter(pk=first.pk).update(replaced_by=second)
    return first, second


def entry(year, user, kind="pledge"):
    """The only entry of a kind in the list."""
    rows = [row for group in catalogue(year, user) for row in group.rows if row.kind.name == kind]
    (found,) = [one for row in rows for one in row.entries]
    return found


def test_file_is_served_as_it_is_stored_under_its_name(cast, as_):
    paper = factories.paper(year=cast.year, content=b"%PDF-1.7 nguyen van", name="Bản giao ước.pdf")
    answer = as_(cast.officer).get(reverse("paper_file", args=(paper.pk,)))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 nguyen van"
    assert (answer["Content-Type"], answer["Content-Length"]) == ("application/pdf", "19")
    assert answer["Content-Disposition"].endswith("''B%E1%BA%A3n%20giao%20%C6%B0%E1%BB%9Bc.pdf")
    assert answer["Content-Security-Policy"] == "frame-ancestors 'none'"
    saved = as_(cast.officer).get(reverse("paper_file", args=(paper.pk,)) + "?download")
    assert b"".join(saved.streaming_content) == b"%PDF-1.7 nguyen van"
    assert saved["Content-Disposition"].startswith("attachment;")


def test_page_of_a_paper_shows_what_was_issued(cast, as_):
    paper = factories.paper(year=cast.year, serial=2, pages=3)
    page = as_(cast.officer).get(paper.get_absolute_url()).content.decode()
    for words in ("02/GUTĐ-KTĐ", paper.sha256, paper.shown_code, "3 pages", "In force", paper.issuer):
        assert words in page
    assert ("This paper has been replaced" in page, "Issues of this paper" in page) == (False, False)


def test_replaced_paper_stays_readable_and_leads_to_its_successor(cast, as_):
    first, second = replaced(cast.year)
    page = as_(cast.officer).get(first.get_absolute_url()).content.decode()
    assert "This paper has been replaced." in page
    assert page.count(f'href="{second.get_absolute_url()}"') == 2  # on top, and among the issues
    successor = as_(cast.officer).get(second.get_absolute_url()).content.decode()
    assert (f'href="{first.get_absolute_url()}"' in successor, "has been replaced" in successor) == (
        True,
        False,
    )
    answer = as_(cast.officer).get(reverse("paper_file", args=(first.pk,)))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_paper_whose_successor_was_withdrawn_does_not_say_that_it_counts(cast, as_):
    first, second = replaced(cast.year)
    second.take("withdraw", cast.secretary, "Sai")
    page = as_(cast.officer).get(first.get_absolute_url()).content.decode()
    assert "No issue of this paper is in force today." in page


def test_withdrawn_paper_says_by_whom_and_why(cast, as_):
    paper = factories.paper(year=cast.year)
    browser = as_(cast.secretary)
    assert "Give a reason" not in browser.get(paper.step_url("withdraw")).content.decode()
    assert browser.post(paper.step_url("withdraw")).status_code == 200  # a reason is asked for
    answer = browser.post(paper.step_url("withdraw"), {"reason": "Sai tên đơn vị"}, follow=True)
    page = answer.content.decode()
    assert ("This paper has been withdrawn." in page, "Sai tên đơn vị" in page) == (True, True)
    assert ("Lê Thị Thư Ký, 10/03/2026:" in page, paper.step_url("withdraw") in page) == (True, False)


def test_paper_is_replaced_by_issuing_alone(cast, as_):
    paper, browser = factories.paper(year=cast.year), as_(cast.secretary)
    url = reverse("paper_step", args=(paper.pk, "replace"))
    assert [browser.get(url).status_code, browser.post(url).status_code] == [404, 404]
    paper.refresh_from_db()
    assert paper.state == "in_force"


def test_paper_of_a_year_that_is_handed_over_stays_as_it_is(cast, as_):
    paper = factories.paper(year=cast.year)
    BlocYear.objects.filter(pk=cast.year.pk).update(stage="closed")
    browser = as_(cast.secretary)
    assert paper.step_url("withdraw") not in browser.get(paper.get_absolute_url()).content.decode()
    assert browser.post(paper.step_url("withdraw"), {"reason": "Sai"}).status_code == 409
    assert Paper.objects.get().state == "in_force"


def test_paper_of_a_unit_is_issued_and_withdrawn_by_its_leader(cast, as_):
    paper = factories.paper(year=cast.year, kind="registration", subject="x", unit=cast.year.members[1])
    step = paper.step_url("withdraw")
    assert [as_(one).get(step).status_code for one in (cast.leader, cast.secretary)] == [200, 403]


def test_page_of_the_pledge_leads_to_the_issue_and_then_to_what_was_issued(as_):
    year = factories.bloc_year(year=2026)
    factories.pledge(year=year, state="signed", place="Khánh Hòa", signed_on=date(2026, 3, 1))
    cast = assemble(year)
    address = (year.bloc.slug, 2026)
    issue = f'href="{reverse("paper_issue", args=(*address, "pledge", "-"))}"'
    pages = [
        as_(one).get(reverse("pledge", args=address)).content.decode()
        for one in (cast.secretary, cast.officer)
    ]
    assert [issue in page for page in pages] == [True, False]
    paper = factories.paper(year=year, serial=5)
    page = as_(cast.officer).get(reverse("pledge", args=address)).content.decode()
    assert f'href="{paper.get_absolute_url()}"' in page
    answer = as_(cast.officer).get(reverse("pledge_pdf", args=address))
    assert (answer.status_code, answer.url) == (302, reverse("paper_file", args=(paper.pk,)))


# --- the list -----------------------------------------------------------------------------------------------
def test_list_tells_drafts_issued_replaced_and_withdrawn_apart(cast, english):
    factories.pledge(year=cast.year)
    found = entry(cast.year, cast.secretary)
    assert (found.state, found.label, found.paper, found.may_issue) == ("draft", "Not issued", None, True)
    _first, second = replaced(cast.year)
    found = entry(cast.year, cast.officer)
    assert (found.state, found.paper, found.may_issue) == ("in_force", second, False)
    second.take("withdraw", cast.secretary, "Sai")
    assert (entry(cast.year, cast.secretary).state, entry(cast.year, cast.secretary).in_force) == (
        "withdrawn",
        False,
    )


def test_paper_that_can_be_printed_no_more_stays_in_the_list(cast, as_):
    unit = factories.unit(name="Ban Quản lý đã rời khối")
    gone = factories.paper(
        year=cast.year, kind="minutes", subject="gone", unit=unit, title="Biên bản năm cũ", symbol="BB-KTĐ"
    )
    page = as_(cast.officer).get(documents(cast.year)).content.decode()
    assert ("Biên bản năm cũ" in page, gone.get_absolute_url() in page) == (True, True)
    assert reverse("paper_preview", args=(cast.year.bloc.slug, 2021, "minutes", "gone")) not in page


def test_every_kind_is_listed_once_in_the_order_of_the_year(cast):
    groups = catalogue(cast.year, cast.officer)
    stages = [group.stage for group in groups]
    assert stages == sorted(stages, key=list(Stage).index)
    named = [row.kind.name for group in groups for row in group.rows]
    assert sorted(set(named)) == sorted(kinds())


def test_list_of_twenty_units_is_one_row_to_open_and_asks_no_more_of_the_database(as_):
    counts = []
    for members in (4, 20):
        year = factories.bloc_year(members=members, year=2026)
        for unit in year.members:
            factories.registration(year=year, unit=unit)
        browser = as_(factories.person(Role.SECRETARY, year.head))
        browser.get(documents(year))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = browser.get(documents(year)).content.decode()
        counts.append(len(queries))
        assert f"<strong>Registration of the pledge</strong> · 0 of {members} issued" in page
    assert counts[0] == counts[1]


def test_number_and_day_are_written_as_the_decree_asks(cast):
    paper = factories.paper(year=cast.year, serial=9, symbol="GM-KTĐ", issued_on=date(2021, 2, 5))
    assert (paper.number, paper.day) == ("09/GM-KTĐ", "05/02/2021")


def test_draft_of_a_report_is_for_the_head_until_it_is_issued(as_, papers_set_once):
    cast = assemble(factories.bloc_year(year=2026, stage=Stage.MIDYEAR))
    preview = reverse("paper_preview", args=(cast.year.bloc.slug, 2026, "midyear_report", "-"))
    people = (cast.secretary, cast.head_leader, cast.leader, cast.observer)
    assert [as_(one).get(preview).status_code for one in people] == [200, 200, 403, 403]
    assert [preview in as_(one).get(documents(cast.year)).content.decode() for one in people] == [
        True,
        True,
        False,
        False,
    ]
    paper = factories.paper(year=cast.year, kind="midyear_report", symbol="BC-KTĐ")
    assert paper.get_absolute_url() in as_(cast.leader).get(documents(cast.year)).content.decode()
