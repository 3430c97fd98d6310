"""Báo cáo sơ kết, Báo cáo tổng kết: proposed texts, what is made from figures, the paper."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from blocs import pdf
from blocs.models import AuditEntry, BlocYear
from blocs.stages import Stage
from pledges.documents.reviews import MIDYEAR_REPORT, YEAREND_REPORT, review_report
from pledges.issuing import Order, issue
from pledges.models import LaunchedMovement, MovementReport, Period, ReviewReport, TargetResult
from pledges.papers import DRAFT, Face, Subject
from tests import factories
from tests.cast import Cast, assemble
from tests.layout import Paper, measured

pytestmark = pytest.mark.django_db

FACE = Face("05/BC-KTĐ", date(2026, 7, 2))


def followed_year(units: int = 3, targets: int = 2) -> Cast:
    """A year in self-scoring: the first unit met everything, the second is late, the third typed nothing."""
    bloc = factories.bloc(name="Khối thi đua các Ban Quản lý tỉnh Khánh Hòa")
    year = factories.bloc_year(stage=Stage.SELF_SCORING, year=2026, members=units, bloc=bloc)
    factories.pledge(year=year, state="signed", place="Khánh Hòa", signed_on=date(2026, 1, 1))
    people = assemble(year)
    for unit, value in zip(year.members, ("100", "20"), strict=False):
        mine = factories.registration(year=year, unit=unit, state="confirmed", targets=targets)
        TargetResult.objects.bulk_create(
            TargetResult(target=target, period=period, value=value, note="", entered_by=people.officer)
            for target in mine.targets.all()
            for period in Period
        )
    for unit in year.members[2:]:
        factories.registration(year=year, unit=unit, state="confirmed", targets=targets)
    movement = LaunchedMovement.objects.create(bloc_year=year, name="Chung tay vì người nghèo")
    MovementReport.objects.create(
        movement=movement,
        unit=year.members[1],
        period="midyear",
        text="Giúp 02 hộ nghèo;\nủng hộ 10 triệu đồng",
        written_by=people.officer,
    )
    return people


@pytest.fixture
def cast(db: None, clock) -> Cast:
    clock.move_to("2026-06-30 10:00+07:00")
    return followed_year()


@pytest.fixture(scope="module")
def paper(django_db_setup: None, django_db_blocker: Any) -> Paper:
    """A report of 6 units with 12 targets each, for all who only measure."""
    with django_db_blocker.unblock(), transaction.atomic():
        year = followed_year(units=6, targets=12).year
        measures = measured(review_report(year, Period.YEAREND, FACE).pdf())
        transaction.set_rollback(True)
    return measures


def url(year: BlocYear, period: str = "midyear") -> str:
    return reverse("review_report", args=(year.bloc.slug, year.year, period))


def texts(**changed: str) -> dict[str, str]:
    names = ("situation", "assessment", "shortcomings", "tasks", "proposals")
    return dict.fromkeys(names, "Như trên") | changed


def test_first_sentences_are_made_from_the_figures(cast, as_):
    form = as_(cast.secretary).get(url(cast.year)).context["form"]
    assert form["assessment"].value() == (
        "Tính đến ngày 30/06/2026, trong tổng số 06 chỉ tiêu do 03 đơn vị đã đăng ký giao ước thi đua, có 02 "
        "chỉ tiêu đạt, 02 chỉ tiêu chậm so với giao ước và 02 chỉ tiêu chưa có kết quả.\n"
        "Mức thực hiện bình quân của các chỉ tiêu định lượng đạt 60,0 % kế hoạch năm.\n"
        "Hoàn thành toàn bộ chỉ tiêu đã giao ước: Ban Quản lý số 1."
    )
    assert form["shortcomings"].value().splitlines()[0] == (
        "Còn 02 chỉ tiêu chậm so với giao ước tại 01 đơn vị: Ban Quản lý số 2 (02)."
    )
    assert "Bổ sung kết quả còn thiếu: Ban Quản lý số 3." in form["tasks"].value()
    assert not ReviewReport.objects.exists()  # looking stores nothing


def test_movement_with_a_quotation_in_its_name_is_not_quoted_again(cast, as_):
    factories.launched(year=cast.year, name="Phong trào “Nói đi đôi với làm”")
    form = as_(cast.secretary).get(url(cast.year)).context["form"]
    assert "”; Phong trào “Nói đi đôi với làm”.\n" in form["situation"].value()


def test_texts_are_kept_as_written_and_the_new_figures_stand_beside_them(cast, as_):
    browser = as_(cast.secretary)
    seal = browser.get(url(cast.year)).context["form"].seal
    browser.post(url(cast.year), texts(assessment="Khá.") | {"seal": seal})
    parts = browser.get(url(cast.year)).context["parts"]
    assert parts[1][0].value() == "Khá."
    assert parts[1][1].startswith("Tính đến ngày 30/06/2026")
    assert AuditEntry.objects.latest("pk").target == ReviewReport.objects.get()


def test_history_tells_the_bloc_what_stands_in_a_report_only_once_it_is_issued(cast, as_):
    as_(cast.secretary).post(url(cast.year), texts(tasks="Chưa công bố"))
    history, member = reverse("history", args=(cast.year.bloc.slug, cast.year.year)), as_(cast.other_officer)
    assert "Chưa công bố" in as_(cast.secretary).get(history).content.decode()
    assert "Chưa công bố" not in member.get(history).content.decode()
    order = Order(MIDYEAR_REPORT, Subject(), 5, "BC-KTĐ", date(2026, 6, 30))
    issue(cast.year, cast.secretary, order)
    assert "Chưa công bố" in member.get(history).content.decode()


def test_report_that_someone_else_wrote_meanwhile_is_not_overwritten(cast, as_):
    browser = as_(cast.secretary)
    seal = browser.get(url(cast.year)).context["form"].seal
    browser.post(url(cast.year), texts() | {"seal": seal})
    page = browser.post(url(cast.year), texts(tasks="Khác") | {"seal": seal})
    assert page.context["form"].non_field_errors()
    assert ReviewReport.objects.get().tasks == "Như trên"


def test_report_is_issued_only_after_its_texts_were_read_and_saved(cast, english):
    assert MIDYEAR_REPORT.obstacles(cast.year, Subject()) == [
        "The texts of the report are only proposed: read them, change and save them first."
    ]
    ReviewReport.objects.create(bloc_year=cast.year, period="midyear")
    assert MIDYEAR_REPORT.obstacles(cast.year, Subject()) == []


@pytest.mark.parametrize(
    ("stage", "midyear", "yearend"),
    [(Stage.SIGNING, 0, 0), (Stage.MIDYEAR, 1, 0), (Stage.SELF_SCORING, 1, 1), (Stage.CLOSED, 1, 1)],
)
def test_each_report_can_be_printed_from_its_stage_on(cast, stage, midyear, yearend):
    cast.year.stage = stage
    printable = [len(kind.subjects(cast.year)) for kind in (MIDYEAR_REPORT, YEAREND_REPORT)]
    assert printable == [midyear, yearend]


def test_draft_is_marked_and_an_issued_report_bears_number_and_day(cast):
    draft, issued = (review_report(cast.year, Period.MIDYEAR, face) for face in (DRAFT, FACE))
    assert (draft.sheets, issued.sheets) == ((pdf.DRAFT,), ())
    assert issued.context["letterhead"].number == "Số: 05/BC-KTĐ"
    assert issued.context["letterhead"].place_and_date == "Khánh Hòa, ngày 02 tháng 7 năm 2026"
    assert issued.context["signature"].name == "Trần Văn Trưởng"


def test_reports_of_the_movements_stand_in_the_report_of_their_review(cast):
    (movement,) = review_report(cast.year, Period.MIDYEAR, FACE).context["movements"]
    assert movement == {
        "title": "1. Chung tay vì người nghèo",
        "reports": ["Ban Quản lý số 2: Giúp 02 hộ nghèo; ủng hộ 10 triệu đồng"],
    }
    assert review_report(cast.year, Period.YEAREND, FACE).context["movements"][0]["reports"] == []


def test_two_renders_at_different_times_are_the_same_page(cast, clock):
    first = review_report(cast.year, Period.MIDYEAR, FACE).html()
    clock.move_to("2027-02-01 10:00+07:00")
    assert review_report(cast.year, Period.MIDYEAR, FACE).html() == first


def test_mid_year_report_knows_nothing_of_the_end_of_the_year(cast):
    line = review_report(cast.year, Period.MIDYEAR, FACE).context["line"]
    assert [point.words for point in line.points] == ["30/06: 60,0 %"]
    assert line.today_x == ""


@pytest.mark.once
@pytest.mark.no_cover
def test_paper_keeps_to_the_decree(paper):
    assert paper.line("BÁO CÁO").style == "bold"
    assert paper.line("Số: 05/BC-KTĐ").size == 13
    assert paper.line("Kính gửi: Hội đồng Thi đua - Khen thưởng tỉnh Khánh Hòa").style == "upright"
    closing = paper.line("Nơi nhận:")
    assert (closing.size, closing.style) == (12, "bold italic")
    assert paper.line("TM. KHỐI THI ĐUA").page == closing.page
    assert "./." in paper.pages[closing.page - 1].text  # nobody signs a page without text
    for page in paper.pages:
        assert min(line.x0 for line in page.lines) >= 30
        assert page.width - max(line.x1 for line in page.lines) >= 15


@pytest.mark.once
@pytest.mark.no_cover
def test_head_of_the_table_stands_on_every_page_of_it(paper):
    rows = {line.page for line in paper.lines if line.text.startswith("Giải ngân vốn đợt")}
    heads = {line.page for line in paper.lines if line.text == "TT"}
    assert len(rows) > 2
    assert rows == heads
