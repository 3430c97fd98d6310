"""The regulation's text in the browser: begun, pasted, written, moved, deleted, frozen."""

from __future__ import annotations

import pytest
from django.urls import reverse

from blocs.models import AuditEntry
from scoring.models import Regulation
from tests import factories
from tests.scoring.consultations import TEXT, articles, consultation

LINES = "Chương I. Một\nĐiều 1. Phạm vi\n1. Khoản\nĐiều 2. Nguyên tắc\n2. Khoản"


@pytest.fixture
def draft(cast) -> Regulation:
    return factories.regulation(year=cast.year, adopted=False)


def url(name: str, regulation: Regulation, **query: object) -> str:
    address = reverse(name, args=(regulation.bloc_year.bloc.slug, regulation.bloc_year.year))
    return address + "".join(f"?{key}={value}" for key, value in query.items())


def told(regulation: Regulation) -> list[tuple[str, str]]:
    return list(regulation.articles.values_list("chapter", "title"))


def test_empty_text_can_be_begun_with_the_proposal(cast, as_, draft):
    as_(cast.secretary).post(url("begin_articles", draft))

    draft.refresh_from_db()
    assert told(draft)[0] == ("Quy định chung", "Phạm vi điều chỉnh, đối tượng áp dụng")
    assert draft.grounds.startswith("Căn cứ Luật Thi đua, Khen thưởng")


def test_text_that_is_there_is_not_begun_again(cast, as_, draft):
    articles(draft)

    as_(cast.secretary).post(url("begin_articles", draft))

    assert told(draft) == [(chapter, title) for chapter, title, _body in TEXT]


def test_empty_text_can_be_copied_from_the_year_before(cast, as_, draft):
    before = factories.bloc_year(bloc=cast.year.bloc, year=2020, units=cast.year.members)
    articles(factories.regulation(year=before, grounds="Căn cứ Luật"))

    as_(cast.secretary).post(url("begin_articles", draft), {"copy": "1"})

    draft.refresh_from_db()
    assert told(draft) == [(chapter, title) for chapter, title, _body in TEXT]
    assert draft.grounds == "Căn cứ Luật"


def test_copying_a_regulation_copies_its_text(cast, as_):
    before = factories.bloc_year(bloc=cast.year.bloc, year=2020, units=cast.year.members)
    articles(factories.regulation(year=before))

    as_(cast.secretary).post(
        url("begin_regulation", before.regulation).replace("/2020/", "/2021/"), {"copy": 1}
    )

    assert told(cast.year.regulation) == [(chapter, title) for chapter, title, _body in TEXT]


def test_pasted_text_is_shown_before_it_is_saved(cast, as_, draft):
    articles(draft)
    page = as_(cast.secretary).post(url("articles_paste", draft), {"text": LINES, "how": "replace"})

    assert [one.title for one in page.context["found"].articles] == ["Phạm vi", "Nguyên tắc"]
    assert page.context["replaced"] == 3
    assert draft.articles.count() == 3


def test_pasted_text_replaces_what_is_there_or_follows_it(cast, as_, draft):
    articles(draft)
    browser, sent = as_(cast.secretary), {"text": LINES, "save": "1"}

    browser.post(url("articles_paste", draft), sent | {"how": "append"})
    assert [title for _chapter, title in told(draft)][3:] == ["Phạm vi", "Nguyên tắc"]

    browser.post(url("articles_paste", draft), sent | {"how": "replace"})
    assert told(draft) == [("Một", "Phạm vi"), ("", "Nguyên tắc")]


def test_paste_is_refused_when_the_text_changed_after_the_preview(cast, as_, draft):
    articles(draft)
    browser = as_(cast.secretary)
    seen = browser.post(url("articles_paste", draft), {"text": LINES, "how": "replace"}).context["form"].seal
    draft.articles.filter(position=1).update(body="Khác")

    page = browser.post(
        url("articles_paste", draft), {"text": LINES, "how": "replace", "save": "1", "seal": seen}
    )

    assert page.context["form"].non_field_errors() == [
        "Có người vừa sửa nội dung. Hãy xem lại bản xem trước."
    ]
    assert draft.articles.count() == 3


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("Không có điều nào", "Không nhận ra điều nào: mỗi điều phải bắt đầu ở đầu dòng, ví dụ “Điều 1. …”."),
        ("Điều 7. " + "a" * 301, "Tên Điều 7 dài quá 300 ký tự; hãy chuyển bớt xuống dòng dưới."),
        ("Điều 7.", "Điều 7 chưa có tên."),
    ],
)
def test_text_that_makes_no_articles_is_refused_with_what_to_do(cast, as_, draft, text, error):
    page = as_(cast.secretary).post(url("articles_paste", draft), {"text": text, "save": "1"})

    assert page.context["form"].errors["text"] == [error]


def test_new_article_stands_after_the_one_it_was_asked_below(cast, as_, draft):
    first = articles(draft)[0]

    as_(cast.secretary).post(url("article_new", draft, after=first.pk), {"title": "Giải thích từ ngữ"})

    assert [title for _chapter, title in told(draft)][:3] == [
        "Phạm vi điều chỉnh",
        "Giải thích từ ngữ",
        "Nguyên tắc",
    ]


def test_article_that_someone_else_changed_is_not_overwritten_unseen(cast, as_, draft):
    one = articles(draft)[0]
    browser, address = as_(cast.secretary), reverse("article", args=(one.pk,))
    seal = browser.get(address).context["form"].shown
    draft.articles.filter(pk=one.pk).update(body="Người khác viết")

    sent = {"title": one.title, "chapter": one.chapter, "body": "Tôi viết", "seal": seal}
    page = browser.post(address, sent)

    one.refresh_from_db()
    assert one.body == "Người khác viết"
    assert page.context["form"]["body"].value() == "Tôi viết"


def test_article_crosses_into_the_next_chapter_by_one_move(cast, as_, draft):
    second = articles(draft)[1]

    as_(cast.secretary).post(reverse("article_move", args=(second.pk,)), {"down": "1"})

    assert told(draft) == [
        ("Quy định chung", "Phạm vi điều chỉnh"),
        ("Khen thưởng", "Nguyên tắc"),
        ("", "Đề nghị khen thưởng"),
    ]


def test_move_that_would_empty_a_chapter_is_refused(cast, as_, draft):
    last = articles(draft)[2]

    page = as_(cast.secretary).post(reverse("article_move", args=(last.pk,)), {"up": "1"}, follow=True)

    assert [str(one) for one in page.context["messages"]] == ["Chương “Khen thưởng” sẽ không còn điều nào."]
    assert told(draft) == [(chapter, title) for chapter, title, _body in TEXT]


def test_deleting_the_first_article_of_a_chapter_keeps_the_chapter_and_the_text_in_the_history(
    cast, as_, draft
):
    first = articles(draft)[0]

    as_(cast.secretary).post(reverse("article_delete", args=(first.pk,)))

    assert told(draft) == [("Quy định chung", "Nguyên tắc"), ("Khen thưởng", "Đề nghị khen thưởng")]
    entry = AuditEntry.objects.get(action="delete")
    assert [change["before"] for change in entry.changes] == list(TEXT[0])


def test_adopted_text_is_frozen_and_what_was_typed_stays_on_the_page(cast, as_, draft):
    one = articles(draft)[0]
    draft.take("adopt", cast.secretary)

    page = as_(cast.secretary).post(
        reverse("article", args=(one.pk,)), {"title": "Khác", "chapter": "", "body": "Khác"}
    )

    assert page.status_code == 409
    assert page.context["form"]["title"].value() == "Khác"
    assert as_(cast.secretary).get(reverse("article", args=(one.pk,))).status_code == 403
    one.refresh_from_db()
    assert one.title == "Phạm vi điều chỉnh"


def test_regulation_is_not_adopted_while_opinions_are_open(cast, draft):
    articles(draft)
    consultation(draft)

    assert draft.step("adopt").obstacles(draft) == [
        "Đợt lấy ý kiến về dự thảo chưa đóng; cần đóng đợt lấy ý kiến trước."
    ]
