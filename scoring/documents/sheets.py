"""A unit's score sheet on paper, self-scored or reviewed, and the receipt of its submission."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone, translation

from blocs import audit, pdf
from blocs.pdf.bloc_papers import heading, sheets, word_for
from blocs.pdf.letterhead import WHOLE_LINE, Letterhead, broken, letterhead, place_and_date
from blocs.pdf.signatures import Signature, offices, signature
from scoring.documents.sheet_rows import HEADS, PaperTable, paper_table
from scoring.models import ScoreSheet, receipts
from scoring.models.deadlines import Duty, deadline_of
from scoring.models.scoresheets import SheetState
from scoring.rounds import Round

NOT_SUBMITTED = "DỰ THẢO (chưa nộp)"
NOT_APPROVED = "DỰ THẢO (chưa duyệt)"
ACROSS = 84  # letters of 14 points across a landscape page
NAMES = {Round.SELF: "Bảng tự chấm điểm", Round.REVIEW: "Bảng thẩm định"}


def self_sheet(sheet: ScoreSheet) -> bytes:
    """The sheet as its unit scores it; a draft until it is submitted."""
    with translation.override("vi"):
        table = paper_table(sheet, (Round.SELF,))
        context = _context(sheet, Round.SELF, table) | {
            "letterhead": _of_unit(sheet),
            "closing": f"Bảng này có {len(table.rows):02d} mục, tiêu chí./.",
            "addressees": [f"- {sheet.bloc_year.bloc.name};", "- Lưu: VT."],
            "signature": _leader(sheet),
        }
    return _paper("score_sheet", sheet, context, is_draft=sheet.awaits_unit, day=_submitted(sheet))


def review_sheet(sheet: ScoreSheet, *, shows_final: bool) -> bytes:
    """The sheet with its review; with the decision for those who may see it. A draft until it is approved."""
    rounds = (Round.SELF, Round.REVIEW) + ((Round.FINAL,) if shows_final else ())
    with translation.override("vi"):
        context = _context(sheet, Round.REVIEW, paper_table(sheet, rounds)) | {
            "letterhead": _of_bloc(sheet, _approved(sheet), sheet.state != SheetState.APPROVED),
            "closing": "",
            "signatures": [_leader(sheet), _reviewers(sheet)],
        }
    is_draft = sheet.state != SheetState.APPROVED
    return _paper("score_sheet", sheet, context, is_draft=is_draft, day=_approved(sheet))


def _context(sheet: ScoreSheet, round_: Round, table: PaperTable) -> dict[str, Any]:
    """What both tables print."""
    year, name = sheet.bloc_year.year, NAMES[round_]
    by_whom = " của " if round_ == Round.SELF else " đối với "
    return {
        "kind": name.upper() + (" ĐIỂM THI ĐUA" if round_ == Round.REVIEW else " THI ĐUA"),
        "title": f"{name} năm {year}{by_whom}{sheet.unit.name}",
        "about": broken(f"Năm {year}{by_whom}{sheet.unit.name}", ACROSS),
        "heads": HEADS,
        "table": table,
        "legend": _legend(sheet, table),
        "colophon": [_rules(sheet), *_receipt_lines(sheet)],
    }


def _legend(sheet: ScoreSheet, table: PaperTable) -> str:
    parts = ["KG: không giao"] if any(row.own == "KG" for row in table.rows) else []
    if table.unscored:
        parts.append(f"còn {table.unscored} tiêu chí chưa chấm")
    return f"Ghi chú: {'; '.join(parts)}." if parts else ""


def _rules(sheet: ScoreSheet) -> str:
    return f"Căn cứ chấm điểm: {sheet.bloc_year.regulation.reference}."


def _receipt_lines(sheet: ScoreSheet) -> list[str]:
    """When and by whom it was submitted, and the fingerprint of that; nothing while it is with the unit."""
    if sheet.awaits_unit or sheet.submitted_at is None:
        return []
    return [
        f"Đơn vị nộp bảng lúc {moment(sheet.submitted_at)}; người nộp: {sheet.submitted_by}.",
        f"Mã kiểm tra bản đã nộp (SHA-256): {sheet.fingerprint}",
    ]


def moment(at: datetime) -> str:
    """A second as it is written on paper: `16 giờ 05 phút 09 giây ngày 05/12/2025`."""
    return f"{timezone.localtime(at):%H giờ %M phút %S giây ngày %d/%m/%Y}"


def _of_unit(sheet: ScoreSheet) -> Letterhead:
    unit = sheet.unit
    return letterhead(
        superior=unit.superior,
        issuer=unit.heading,
        number="",
        place_and_date=place_and_date(unit.place, _submitted(sheet)),
        mark=NOT_SUBMITTED if sheet.awaits_unit else "",
    )


def _of_bloc(sheet: ScoreSheet, day: date | None, is_draft: bool = False) -> Letterhead:
    when = place_and_date(sheet.bloc_year.head.place, day)
    return heading(sheet.bloc_year, when, mark=NOT_APPROVED if is_draft else "")


def _paper(
    template: str, sheet: ScoreSheet, context: dict[str, Any], *, is_draft: bool, day: date | None
) -> bytes:
    behind = sheets(sheet.bloc_year, landscape=True, draft=is_draft)
    return pdf.paper(template, context, sheets=behind, day=day)


def _submitted(sheet: ScoreSheet) -> date | None:
    found = None if sheet.awaits_unit else sheet.submitted_at
    return timezone.localdate(found) if found else None


def _approved(sheet: ScoreSheet) -> date | None:
    """The day of the approval that holds."""
    entry = audit.latest(sheet, "approve") if sheet.state == SheetState.APPROVED else None
    return timezone.localdate(entry.at) if entry else None


def _leader(sheet: ScoreSheet) -> Signature:
    """The unit's leader; nobody is named before the sheet is handed in."""
    day = _submitted(sheet)
    leader = sheet.unit.leader_on(day) if day else None
    if leader is None:
        return signature()
    return signature(offices=offices(leader.position), name=leader.full_name)


def _reviewers(sheet: ScoreSheet) -> Signature:
    word = word_for(sheet.bloc_year.bloc)
    return signature(f"TM. TỔ THƯ KÝ {word} THI ĐUA", offices=["NGƯỜI THẨM ĐỊNH"])


def sheet_filename(sheet: ScoreSheet, round_: Round) -> str:
    """Under what name the paper is saved."""
    return f"{NAMES[round_]} {sheet.bloc_year.year} - {sheet.unit.short_name}.pdf"


def receipt(sheet: ScoreSheet) -> bytes:
    """The receipt of a submitted sheet: one page."""
    day = _submitted(sheet)
    with translation.override("vi"):
        year, unit = sheet.bloc_year.year, sheet.unit.name
        context = {
            "title": f"Giấy biên nhận bảng tự chấm điểm năm {year} của {unit}",
            "letterhead": _of_bloc(sheet, day),
            "kind": "GIẤY BIÊN NHẬN",
            "about": broken(f"Bảng tự chấm điểm thi đua năm {year} của {unit}", WHOLE_LINE),
            "opening": f"Tổ thư ký {sheet.bloc_year.bloc.name} đã nhận bảng tự chấm điểm thi đua năm {year} "
            f"của {unit}, nộp trên hệ thống, với các thông tin sau:",
            "facts": _facts(sheet),
            "addressees": [f"- {unit};", f"- Lưu: hồ sơ {sheet.bloc_year.bloc.name}."],
            "signature": signature("TM. TỔ THƯ KÝ", offices=["NGƯỜI NHẬN"]),
        }
    return pdf.paper("receipt", context, sheets=sheets(sheet.bloc_year), day=day)


def _facts(sheet: ScoreSheet) -> list[tuple[str, str]]:
    """What the receipt confirms, as words and values."""
    table = paper_table(sheet, (Round.SELF,))
    total = table.totals[0]
    submitted_by = sheet.submitted_by
    position = f", {submitted_by.position}" if submitted_by and submitted_by.position else ""
    holds = receipts.agrees(sheet)
    return [
        ("Đơn vị nộp", sheet.unit.name),
        ("Người nộp", f"{submitted_by or '–'}{position}"),
        ("Thời điểm nộp", moment(sheet.submitted_at) if sheet.submitted_at else "–"),
        ("Hạn nộp", _deadline(sheet)),
        ("Quy chế áp dụng", sheet.bloc_year.regulation.reference),
        ("Tổng điểm tự chấm", f"{total.own} trên {total.maximum} điểm tối đa được giao"),
        ("Tài liệu kiểm chứng", f"{_documents(sheet):02d} tài liệu"),
        ("Mã kiểm tra (SHA-256)", " ".join(_in_eights(sheet.fingerprint))),
        (
            "Kiểm tra khi in",
            "Nội dung hiện tại khớp với bản đã nộp" if holds else "Nội dung hiện tại KHÁC với bản đã nộp",
        ),
    ]


def _deadline(sheet: ScoreSheet) -> str:
    deadline = deadline_of(sheet.bloc_year, Duty.SUBMISSION)
    if deadline is None:
        return "không quy định"
    return f"{moment(deadline.at)} ({'nộp muộn' if sheet.is_late else 'nộp đúng hạn'})"


def _documents(sheet: ScoreSheet) -> int:
    """How many documents came with the sheet."""
    links = sheet.scores.filter(evidence_links__added_at__lte=sheet.submitted_at)
    return links.values("evidence_links__evidence").distinct().count()


def _in_eights(fingerprint: str) -> list[str]:
    return [fingerprint[start : start + 8] for start in range(0, len(fingerprint), 8)]


def receipt_filename(sheet: ScoreSheet) -> str:
    """Under what name the receipt is saved."""
    return f"Giấy biên nhận {sheet.bloc_year.year} - {sheet.unit.short_name}.pdf"
