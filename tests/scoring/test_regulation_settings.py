"""The general rules of a regulation: saved as a whole, read as sentences, never overwritten unseen."""

from __future__ import annotations

from decimal import Decimal

import pytest

from blocs.audit import AuditEntry
from scoring.models import ExclusionReason, Grade, Quota, TieBreak
from tests import factories
from tests.scoring.pages import address, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast):
    return factories.regulation(year=cast.year, adopted=False)


@pytest.fixture
def save(cast, draft, as_):
    """Save the page with some fields typed anew; lists that are not named are left blank."""

    def saved(**typed):
        fields = {
            "title": draft.title,
            "decimals": "2",
            "rounding": "half_up",
            "rounding_place": "total",
            "grade_basis": "percent",
            "bonus_may_exceed": "on",
        }
        return as_(cast.secretary).post(address("regulation_settings", cast.year), fields | typed)

    return saved


LISTS = {
    "grades-label": ["Tốt", "", "Xuất sắc"],
    "grades-threshold": ["85", "", "95,5"],
    "exclusion_reasons-text": ["Không đăng ký thi đua", "Có người bị kỷ luật"],
    "quotas-award": ["Cờ thi đua", "Bằng khen"],
    "quotas-units": ["1", ""],
    "quotas-percent": ["", "20"],
}


def ties(draft):
    return [str(tie.criterion_id or tie.by) for tie in draft.tie_breaks.all()]


def test_every_list_is_stored_in_its_order(draft, save):
    first, second = (str(draft.criteria.get(parent=None, code=code).pk) for code in ("II", "I"))
    by = [first, "", "fewest_deductions", second, "last_rank", "base"]
    assert save(**LISTS, **{"tie_breaks-by": by}).status_code == 302
    assert ties(draft) == [first, "fewest_deductions", second, "last_rank", "base"]
    assert [(grade.label, grade.threshold) for grade in draft.grades.all()] == [
        ("Xuất sắc", Decimal("95.5")),
        ("Tốt", Decimal(85)),
    ]
    assert [reason.text for reason in draft.exclusion_reasons.all()] == LISTS["exclusion_reasons-text"]
    assert [(quota.award, quota.units, quota.percent) for quota in draft.quotas.all()] == [
        ("Cờ thi đua", 1, None),
        ("Bằng khen", None, 20),
    ]


def test_scalars_are_stored(draft, save):
    sent = {"decimals": "3", "rounding": "half_even", "rounding_place": "leaf", "grade_basis": "total"}
    save(**sent, title="Quy chế mới", number="02/QC-KTĐ", issued_on="05/03/2026", bonus_may_exceed="")
    draft.refresh_from_db()
    assert (draft.decimals, draft.rounding, draft.rounding_place, draft.grade_basis) == (
        3,
        "half_even",
        "leaf",
        "total",
    )
    assert (draft.title, draft.number, str(draft.issued_on), draft.bonus_may_exceed) == (
        "Quy chế mới",
        "02/QC-KTĐ",
        "2026-03-05",
        False,
    )


def test_history_tells_each_list_before_and_after_once(draft, save):
    save(**LISTS)
    save(**LISTS | {"tie_breaks-by": ["last_rank"], "quotas-award": ["Cờ thi đua", "Giấy khen"]})
    changes = [
        {change["what"]: (change["before"], change["after"]) for change in entry.changes}
        for entry in AuditEntry.objects.order_by("pk")
    ]
    assert changes == [
        {
            "classes": ("", "Xuất sắc 95,5; Tốt 85"),
            "reasons for exclusion": ("", "Không đăng ký thi đua; Có người bị kỷ luật"),
            "quotas of awards": ("", "Cờ thi đua: 1; Bằng khen: 20 %"),
        },
        {
            "tie-breaks": ("", "Thứ hạng năm trước cao hơn"),
            "quotas of awards": ("Cờ thi đua: 1; Bằng khen: 20 %", "Cờ thi đua: 1; Giấy khen: 20 %"),
        },
    ]


def test_page_saved_as_it_stands_writes_nothing(cast, draft, save, as_):
    factories.tie_breaks(draft, "II")
    save(**LISTS, **{"tie_breaks-by": ties(draft)})
    before = list(Grade.objects.values_list("pk")), AuditEntry.objects.count()
    save(
        **LISTS | {"grades-label": ["Xuất sắc", "Tốt"], "grades-threshold": ["95.50", "85"]},
        **{"tie_breaks-by": ties(draft)},
    )
    assert (list(Grade.objects.values_list("pk")), AuditEntry.objects.count()) == before


@pytest.mark.parametrize(
    ("field", "wrong", "sentence"),
    [
        ("tie_breaks", {"tie_breaks-by": ["base", "base"]}, "dòng 2, Nội dung so sánh: bị lặp lại"),
        ("tie_breaks", {"tie_breaks-by": ["999999"]}, "dòng 1, Nội dung so sánh"),
        (
            "grades",
            {"grades-label": ["Tốt"], "grades-threshold": ["8x"]},
            "dòng 1, Từ: “8x” không phải là số",
        ),
        ("grades", {"grades-label": [""], "grades-threshold": ["8"]}, "dòng 1, Xếp loại"),
        ("grades", {"grades-label": ["A", "B"], "grades-threshold": ["8", "8,0"]}, "dòng 2, Từ: bị lặp lại"),
        (
            "grades",
            {"grades-label": ["A", "A"], "grades-threshold": ["8", "9"]},
            "dòng 2, Xếp loại: bị lặp lại",
        ),
        ("exclusion_reasons", {"exclusion_reasons-text": ["A", "A"]}, "dòng 2, Lý do: bị lặp lại"),
        (
            "quotas",
            {"quotas-award": ["Cờ"], "quotas-units": ["1"], "quotas-percent": ["20"]},
            "dòng 1, Đơn vị: chỉ ghi số lượng hoặc tỷ lệ phần trăm",
        ),
        (
            "quotas",
            {"quotas-award": ["Cờ"], "quotas-units": [""], "quotas-percent": [""]},
            "dòng 1, Đơn vị: chỉ ghi số lượng hoặc tỷ lệ phần trăm",
        ),
        (
            "quotas",
            {"quotas-award": ["Cờ"], "quotas-units": [""], "quotas-percent": ["101"]},
            "dòng 1, hoặc % số đơn vị: tối đa 100 phần trăm",
        ),
    ],
)
def test_wrong_row_is_named_and_nothing_is_saved(draft, save, field, wrong, sentence):
    page = save(title="Khác", **wrong)
    errors = page.context["form"].errors
    assert (page.status_code, list(errors)) == (200, [field])
    assert errors[field][0].startswith(sentence)
    draft.refresh_from_db()
    assert (draft.title, AuditEntry.objects.count()) == ("Quy chế chấm điểm thi đua", 0)
    lists = (draft.grades, draft.exclusion_reasons, draft.quotas, draft.tie_breaks)
    assert [stored.count() for stored in lists] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "change",
    [
        lambda draft: TieBreak.objects.create(regulation=draft, by="base"),
        lambda draft: Grade.objects.create(regulation=draft, label="A", threshold=1),
        lambda draft: ExclusionReason.objects.create(regulation=draft, text="A"),
        lambda draft: Quota.objects.create(regulation=draft, award="A", units=1),
        lambda draft: type(draft).objects.filter(pk=draft.pk).update(decimals=4),
    ],
)
def test_page_that_is_older_than_what_stands_there_is_refused_once(cast, draft, save, as_, change):
    url = address("regulation_settings", cast.year)
    older = as_(cast.secretary).get(url).context["form"].initial["seal"]
    change(draft)
    page = save(**LISTS, seal=older)
    assert (page.status_code, draft.quotas.filter(award="Bằng khen").count()) == (200, 0)
    again = page.context["form"]["seal"].value()
    assert save(**LISTS, seal=again).status_code == 302
    assert draft.quotas.filter(award="Bằng khen").count() == 1


def test_rules_stand_on_the_page_of_the_regulation_in_sentences(cast, draft, save, as_):
    factories.criteria(draft, [("V", "Điểm thưởng", "10", [("1", "Cờ thi đua", "10", "quantitative")])])
    second = str(draft.criteria.get(parent=None, code="II").pk)
    save(**LISTS, **{"tie_breaks-by": [second, "last_rank"]})
    groups = as_(cast.officer).get(address("regulation", cast.year)).context["general_rules"]
    told = {group.title: group.lines for group in groups}
    assert list(told) == [
        "Cách tính: So với chỉ tiêu và đơn vị dẫn đầu khối",
        "Xếp hạng",
        "Làm tròn",
        "Điểm thưởng, điểm trừ",
        "Khi bằng tỷ lệ",
        "Xếp loại",
        "Không xét thi đua",
        "Số lượng đề nghị khen thưởng",
    ]
    assert told["Khi bằng tỷ lệ"] == [
        "Điểm cao hơn ở mục II Xây dựng Đảng",
        "Thứ hạng năm trước cao hơn",
        "Nếu vẫn bằng nhau thì xếp cùng hạng.",
    ]
    assert told["Xếp loại"][0] == "Xuất sắc: từ 95,5 % thang điểm được giao trở lên"
    assert told["Số lượng đề nghị khen thưởng"] == [
        "Cờ thi đua: tối đa 1 đơn vị",
        "Bằng khen: tối đa 20 % số đơn vị",
    ]


def test_rules_without_anything_set_are_said_too(cast, draft, as_):
    page = text(as_(cast.officer).get(address("regulation", cast.year)))
    assert "Các đơn vị có tỷ lệ bằng nhau xếp cùng hạng." in page
    assert "Không xét thi đua" not in page
