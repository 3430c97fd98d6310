"""The public page: what anyone learns with a code, and what nobody learns without."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.urls import reverse

from pledges.models import Paper
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def anyone(client):
    """A browser that never logged in, in English."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def page_of(browser, code):
    return browser.get(reverse("verify", args=(code,)))


def test_anyone_with_the_code_sees_the_paper_and_its_fingerprint(anyone):
    paper = factories.paper(serial=5, pages=4, title="Bản giao ước thi đua năm 2021")
    answer = page_of(anyone, paper.code)
    page = answer.content.decode()
    for words in ("05/GUTĐ-KTĐ", "01/03/2021", paper.title, paper.issuer, paper.sha256, "is in force"):
        assert words in page
    assert f'data-size="{paper.size}" data-sha256="{paper.sha256}"' in page
    assert str(paper.issued_by) not in page


def test_page_is_kept_by_nobody_and_found_by_no_search_engine(anyone):
    answer = page_of(anyone, factories.paper().code)
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert set(answer["Cache-Control"].split(", ")) == {"no-cache", "private"}
    assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()


def test_code_is_found_however_it_is_typed(anyone):
    code = factories.paper(code="ABCDE23456").code
    for typed in ("abcde23456", "ABCDE-23456", " abcde 23456 ", "aBcDe–23456"):
        answer = anyone.get(reverse("verification"), {"code": typed})
        assert (answer.status_code, answer.url) == (302, reverse("verify", args=(code,)))
    assert page_of(anyone, "abcde-23456").status_code == 200
    assert anyone.get("/VERIFY/ABCDE23456/").status_code == 200  # as QR codes have it


@pytest.mark.parametrize("typed", ["ABCDE23457", "ABC", "Ω'\"<b>", "a" * 3000])
def test_wrong_code_says_what_to_compare_and_nothing_else(anyone, typed):
    factories.paper(code="ABCDE23456")
    answer = page_of(anyone, typed)
    page = answer.content.decode()
    assert (answer.status_code, "The letters I and O and the figures 0 and 1" in page) == (404, True)
    assert ("ABCDE23456" in page, "<b>" in page) == (False, False)
    assert len(page) < 20_000


def test_wrong_length_is_named(anyone):
    page = anyone.get(reverse("verification"), {"code": "abc-def"})
    assert (page.status_code, "A code has 10 letters and figures; this has 6." in page.content.decode()) == (
        404,
        True,
    )


def test_empty_entry_asks_for_a_code(anyone):
    page = anyone.get(reverse("verification"))
    assert (page.status_code, 'role="alert"' in page.content.decode()) == (200, False)


def test_replaced_paper_names_its_successor(anyone):
    first = factories.paper(serial=2, state="replaced")
    second = factories.paper(year=first.bloc_year, serial=5)
    Paper.objects.filter(pk=first.pk).update(replaced_by=second)
    page = page_of(anyone, first.code).content.decode()
    assert ("has been replaced" in page, "is in force" in page) == (True, False)
    assert f'href="{reverse("verify", args=(second.code,))}">05/GUTĐ-KTĐ of 01/03/2021</a>' in page


def test_page_names_what_is_in_force_today_or_that_nothing_is(anyone, cast):
    first, second, third = replaced_twice(cast)
    page = page_of(anyone, first.code).content.decode()
    links = [
        f'<a href="{reverse("verify", args=(one.code,))}">{one.number} of 01/03/2021</a>'
        for one in (second, third)
    ]
    assert [f"Its successor is {links[0]}." in page, f"In force today is {links[1]}." in page] == [True, True]
    third.take("withdraw", cast.secretary, "Sai")
    sentence = "No issue of this paper is in force today."
    assert [sentence in page_of(anyone, one.code).content.decode() for one in (first, third)] == [True, True]
    fourth = factories.paper(year=cast.year, serial=5)
    page = page_of(anyone, third.code).content.decode()
    assert (f'"{reverse("verify", args=(fourth.code,))}">05/GUTĐ-KTĐ' in page, sentence in page) == (
        True,
        False,
    )


def replaced_twice(cast):
    """Three issues of one paper; the last is in force."""
    first, second = (factories.paper(year=cast.year, serial=n, state="replaced") for n in (2, 3))
    third = factories.paper(year=cast.year, serial=4)
    Paper.objects.filter(pk=second.pk).update(replaced_by=third)
    Paper.objects.filter(pk=first.pk).update(replaced_by=second)
    return first, second, third


def test_withdrawn_paper_says_so_without_telling_why(anyone, cast):
    paper = factories.paper(year=cast.year)
    paper.take("withdraw", cast.secretary, "Lý do nội bộ")
    page = page_of(anyone, paper.code).content.decode()
    assert ("has been withdrawn" in page, "Lý do nội bộ" in page, f"{paper.number} is in force" in page) == (
        True,
        False,
        False,
    )


def test_answers_for_copies_and_other_issues_carry_their_fingerprints(anyone):
    first = factories.paper(serial=2, state="replaced", content=b"%PDF-1.7 mot")
    second = factories.paper(year=first.bloc_year, serial=5, content=b"%PDF-1.7 hai")
    unit = first.bloc_year.members[1]
    copy = second.signed_copies.create(
        unit=unit,
        means="digital",
        name="da-ky.pdf",
        content="x",
        content_type="application/pdf",
        size=9,
        sha256="c" * 64,
        uploaded_by=second.issued_by,
    )
    page = page_of(anyone, second.code).content.decode()
    answers = re.findall(r'data-answer="(\w+)" data-sha256="(\w+)"', page)
    assert answers == [("copy", copy.sha256), ("other", first.sha256)]
    assert ("signed with a certificate" in page, f"brought back for {unit.name}" in page) == (True, True)


def test_members_are_led_to_the_papers_page_and_strangers_are_not(cast, as_):
    paper = factories.paper(year=cast.year)
    link = f'href="{paper.get_absolute_url()}"'
    pages = [page_of(as_(one), paper.code).content.decode() for one in (cast.officer, cast.stranger)]
    assert [link in page for page in pages] == [True, False]


def test_paper_of_a_demonstration_is_called_one(anyone):
    ribbon = "names and figures are made up"
    pages = [
        page_of(anyone, factories.paper(year=factories.bloc_year(is_demo=is_demo)).code).content.decode()
        for is_demo in (True, False)
    ]
    assert [ribbon in page for page in pages] == [True, False]


def test_public_pages_only_answer(anyone):
    code = factories.paper().code
    for url in (reverse("verify", args=(code,)), reverse("verification")):
        assert [anyone.post(url).status_code, anyone.head(url).status_code] == [405, 200]
