"""The page of papers, and the ranking on paper: for whom, as what, with which figures."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from blocs.stages import Stage
from pledges.models import Pledge
from pledges.papers import kinds
from scoring.documents import ranking_table
from scoring.explanations import tie_sentences
from tests import factories
from tests.cast import assemble
from tests.layout import fonts, measured

pytestmark = pytest.mark.django_db

ROWS = [*factories.TREE, factories.BONUS]
POINTS = [(38, 18, "20.5", "14.5", 2), (30, 20, 20, 10, 0), ("-", 20, "19.125", "11", 5)]


def url(name, year):
    return reverse(name, args=(year.bloc.slug, year.year))


def people(points=POINTS, **fields):
    year = factories.approved_year(points, rows=ROWS, **fields)
    factories.tie_breaks(year.regulation, "II", "I")
    return assemble(year)


def publish(cast):
    cast.year.ranking.take("publish", cast.secretary)
    return cast.year.ranking


def row(paper, first):
    """The texts on the baseline of the only line `first`, from left to right."""
    start = paper.line(first)
    same = [
        line
        for line in paper.lines
        if line.page == start.page and abs(line.baseline - start.baseline) < 0.5 and line.x0 >= start.x0
    ]
    return [line.text for line in sorted(same, key=lambda line: line.x0)]


def test_provisional_ranking_says_so_and_published_does_not(as_):
    cast = people()
    response = as_(cast.secretary).get(url("ranking_pdf", cast.year))
    assert "TẠM TÍNH (chưa công bố)" in measured(response.content).text
    assert "TẠM TÍNH" not in measured(ranking_table(publish(cast))).text


def test_published_ranking_is_printed_for_the_whole_bloc(as_, papers_set_once):
    cast = people()
    content = ranking_table(publish(cast))
    for person in (cast.secretary, cast.officer, cast.other_officer, cast.observer):
        assert as_(person).get(url("ranking_pdf", cast.year)).content == content
    assert as_(cast.stranger).get(url("ranking_pdf", cast.year)).status_code == 404


def test_ranking_does_not_exist_before_self_scoring(cast, as_):
    assert as_(cast.secretary).get(url("ranking_pdf", cast.year)).status_code == 404


def test_published_ranking_is_printed_from_what_was_frozen():
    cast = people()
    content = ranking_table(publish(cast))
    cast.year.score_sheets.first().scores.update(reviewed_score=0)
    cast.year.regulation.criteria.update(name="Khác")
    assert ranking_table(cast.year.ranking) == content


def test_ranking_prints_every_figure_in_its_column():
    cast = people()
    paper = measured(ranking_table(publish(cast)))
    keys = [unit.short_name for unit in (cast.year.members[0], cast.year.members[2], cast.year.members[1])]
    assert [line.text for line in paper.lines if line.text in keys] == keys
    assert row(paper, "Nhiệm vụ chuyên môn") == [
        "Nhiệm vụ chuyên môn",
        "60,000",
        "56,000",
        "20,000",
        "50,000",
    ]
    assert row(paper, "Giải ngân") == ["Giải ngân", "40,000", "38,000", "KG", "30,000"]
    assert row(paper, "Tổng điểm") == ["Tổng điểm", "100,000", "93,00", "55,13", "80,00"]
    assert row(paper, "Điểm tối đa được giao") == ["Điểm tối đa được giao", "100,000", "60,000", "100,000"]
    assert row(paper, "Tỷ lệ (%)") == ["Tỷ lệ (%)", "93,00", "91,88", "80,00"]
    assert row(paper, "Xếp hạng") == ["Xếp hạng", "1", "2", "3"]
    assert "KG: không giao" in paper.text


def test_ranking_prints_every_round_and_the_class():
    cast = people()
    cast.year.regulation.grades.create(label="Tốt", threshold=85)
    sheet = factories.sheet(year=cast.year, unit=cast.year.members[0])
    line = factories.lines(sheet)[0]
    line.self_score, line.final_score, line.final_reason = 40, 37, "Hội nghị quyết định"
    line.save()
    paper = measured(ranking_table(publish(cast)))
    assert row(paper, "Tổng điểm tự chấm") == ["Tổng điểm tự chấm", "95,00", "55,13", "80,00"]
    assert row(paper, "Tổng điểm thẩm định") == ["Tổng điểm thẩm định", "93,00", "55,13", "80,00"]
    assert row(paper, "Tổng điểm") == ["Tổng điểm", "100,000", "92,00", "55,13", "80,00"]
    assert row(paper, "Xếp loại") == ["Xếp loại", "Tốt", "Tốt"]


def test_units_that_are_not_considered_are_printed_with_reason_and_paper():
    cast = people()
    first = cast.year.members[0]
    factories.exclusion(year=cast.year, unit=first, reason="Bị phạt", source="Quyết định 7/QĐ")
    printed = measured(ranking_table(publish(cast))).text
    assert "Đơn vị không xét thi đua" in printed
    assert f"{first.name}: Bị phạt (căn cứ: Quyết định 7/QĐ)." in printed
    assert "có 03 đơn vị, xếp theo thứ tự từ cao xuống thấp, trong đó có 01 đơn vị không xét" in printed
    assert "Không xét thi đua đơn vị thuộc một trong các trường hợp: Bị phạt." in printed


def test_ranking_is_signed_by_the_leader_who_began_last():
    cast = people()
    factories.person("leader", cast.year.head, full_name="An Văn Mới", starts=date(2021, 1, 1))
    printed = measured(ranking_table(publish(cast))).text
    assert "An Văn Mới" in printed
    assert "Trần Văn Trưởng" not in printed


def test_endless_points_are_printed_as_the_total_is_rounded():
    rows = [("I", "Vốn", "10", [("1", "Giải ngân", "10", "proportional")])]
    year = factories.approved_year([(None,), (None,), (None,)], rows=rows)
    for unit, actual in zip(year.members, (1, 2, 3), strict=True):
        year.score_sheets.get(unit=unit).scores.update(target=3, actual=actual)
    paper = measured(ranking_table(publish(assemble(year))))
    assert row(paper, "Giải ngân") == ["Giải ngân", "10,00", "10,00", "6,67", "3,33"]
    assert "ghi đến 2 chữ số thập phân" in paper.text


def test_figures_of_a_column_end_on_one_edge():
    paper = measured(ranking_table(publish(people())))
    edges = {round(line.x1, 1) for line in paper.lines if line.text in {"56,000", "38,000", "93,00"}}
    assert max(edges) - min(edges) < 0.3


def test_ranking_prints_its_rules_and_ties():
    same = (30, 20, 20, 10, 0)
    cast = people([(30, 20, 19, 11, 0), (31, 20, 19, 10, 0), same, same])
    ranking = publish(cast)
    printed = measured(ranking_table(ranking)).text
    assert "a) Điểm mục II: Xây dựng Đảng; b) Điểm mục I: Nhiệm vụ chuyên môn." in printed
    assert "Điểm thưởng (mục III) cộng thêm vào tổng điểm; tổng điểm có thể vượt điểm tối đa" in printed
    assert (
        "Tổng điểm lấy 2 chữ số thập phân, trước đó không làm tròn, phần lẻ đúng một nửa làm tròn lên"
        in printed
    )
    with translation.override("vi"):
        sentences = tie_sentences(ranking.standing)
    assert len(sentences) == 2
    assert [sentence in printed for sentence in sentences] == [True, True]


def test_ranking_without_ties_says_so():
    assert "Không có đơn vị nào có tỷ lệ bằng nhau." in measured(ranking_table(publish(people()))).text


def test_ranking_is_signed_by_the_head_and_names_its_data(clock):
    cast = people(year=2025)
    paper = measured(ranking_table(publish(cast)))
    assert paper.line("TM. KHỐI THI ĐUA").style == "bold"
    assert paper.line("TRƯỞNG KHỐI").centre == pytest.approx(paper.line("Trần Văn Trưởng").centre, abs=0.5)
    word = paper.line("Nơi nhận:")
    assert (word.size, word.style) == (12, "bold italic")
    assert paper.line("- Các đơn vị thành viên;").size == 11
    assert "Khánh Hòa, ngày 10 tháng 3 năm 2026" in paper.text
    assert "Công bố lúc 09:00 ngày 10/03/2026." in paper.text
    assert f"Mã kiểm tra dữ liệu (SHA-256): {cast.year.ranking.hash}" in paper.text
    assert "Căn cứ chấm điểm: Quy chế chấm điểm thi đua, phiên bản 1." in paper.text


def test_provisional_ranking_says_what_is_not_scored():
    cast = people([POINTS[0], (None, 20, 20, 10, 0), POINTS[2]])
    printed = measured(ranking_table(cast.year.ranking)).text
    assert f"…: chưa chấm; {cast.year.members[1].name}: còn 1 tiêu chí chưa chấm." in printed


@pytest.mark.once
@pytest.mark.no_cover
@pytest.mark.parametrize(("units", "width"), [(2, 210), (6, 210), (7, 297), (20, 297)])
def test_ranking_lies_across_when_the_units_do_not_fit(units, width):
    cast = people(
        [(30, 20, n, 10, 0) for n in range(20, 0, -1)][: max(units, 3)] if units > 2 else POINTS[:3]
    )
    if units == 2:
        cast.year.memberships.last().delete()
        del cast.year.members
    paper = measured(ranking_table(cast.year.ranking))
    assert {round(page.width) for page in paper.pages} == {width}
    for page in paper.pages:
        assert min(line.x0 for line in page.lines) >= 30
        assert page.width - max(line.x1 for line in page.lines) >= 15
    assert {name for name, _embedded in fonts(paper.content)} <= {
        "Liberation-Serif",
        "Liberation-Serif-Bold",
        "Liberation-Serif-Italic",
        "Liberation-Serif-Bold-Italic",
    }


def test_documents_page_lists_what_there_is(as_):
    cast = people()
    Pledge.objects.create(bloc_year=cast.year)
    page = as_(cast.officer).get(url("documents", cast.year)).content.decode()
    assert reverse("paper_preview", args=(cast.year.bloc.slug, cast.year.year, "pledge", "-")) in page
    assert url("ranking_pdf", cast.year) not in page
    assert (
        url("ranking_pdf", cast.year) in as_(cast.secretary).get(url("documents", cast.year)).content.decode()
    )
    publish(cast)
    assert (
        url("ranking_pdf", cast.year) in as_(cast.officer).get(url("documents", cast.year)).content.decode()
    )


def test_documents_page_is_empty_at_first(cast, as_):
    page = as_(cast.officer).get(url("documents", cast.year))
    nothing_to_print = [kind for kind in kinds().values() if not kind.subjects(cast.year)]
    assert page.content.count(b"state-not_started") == len(nothing_to_print)
    assert as_(cast.stranger).get(url("documents", cast.year)).status_code == 404


def test_documents_page_does_not_compute_the_standing(as_, django_assert_max_num_queries):
    cast = people(stage=Stage.CONFERENCE)
    client = as_(cast.secretary)
    client.get(url("documents", cast.year))
    with django_assert_max_num_queries(14 + 4 * len(kinds())):
        client.get(url("documents", cast.year))
