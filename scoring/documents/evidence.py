"""The list of evidence on paper: which documents a unit hands in, and what each of them proves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone, translation

from blocs import pdf
from blocs.pdf.bloc_papers import sheets
from blocs.pdf.letterhead import broken, letterhead, place_and_date
from blocs.pdf.signatures import Signature, offices, signature
from scoring.library import LibraryRow, library_rows, lines_of
from scoring.models import Score
from scoring.models.evidence import missing_evidence
from scoring.models.libraries import Library

NOT_SUBMITTED = "DỰ THẢO (chưa nộp)"
ACROSS = 84  # letters of 14 points across a page that lies
KIND = "DANH MỤC TÀI LIỆU KIỂM CHỨNG"


def evidence_list(library: Library) -> bytes:
    """The list as PDF; a draft until the sheet is submitted."""
    with translation.override("vi"):
        context = evidence_context(library)
    behind = sheets(library.bloc_year, landscape=True, draft=not is_submitted(library))
    return pdf.paper("evidence", context, sheets=behind, day=_day(library))


def is_submitted(library: Library) -> bool:
    """Whether the unit has handed its sheet in, and with it this list."""
    return library.sheet is not None and not library.sheet.awaits_unit


def evidence_context(library: Library) -> dict[str, Any]:
    """Everything the template of the list prints."""
    unit, year, rows = library.unit, library.bloc_year.year, library_rows(library)
    about = f"Kèm theo bảng tự chấm điểm thi đua năm {year} của {unit.name}"
    return {
        "title": f"Danh mục tài liệu kiểm chứng năm {year} của {unit.name}",
        "letterhead": letterhead(
            superior=unit.superior,
            issuer=unit.heading,
            number="",
            place_and_date=place_and_date(unit.place, _day(library)),
            mark="" if is_submitted(library) else NOT_SUBMITTED,
        ),
        "kind": KIND,
        "about": broken(about, ACROSS),
        "rows": [_cells(row) for row in rows],
        "notes": notes(library, rows),
        "closing": closing(rows),
        "addressees": [f"- {library.bloc_year.bloc.name};", "- Lưu: VT."],
        "signature": _signature(library),
    }


def _cells(row: LibraryRow) -> dict[str, Any]:
    document = row.document
    return {
        "place": row.place,
        "number": document.number or "–",
        "day": row.day or "–",
        "issuer": document.issuer or "–",
        "title": document.title,
        "proves": "; ".join(proof.words for proof in row.proofs) or "–",
        "file": row.file.kind if row.file else "Không kèm tệp",
    }


def closing(rows: list[LibraryRow]) -> str:
    """The last sentence, with the sign that closes the text."""
    with_file = sum(row.file is not None for row in rows)
    return f"Danh mục này có {len(rows):02d} tài liệu, trong đó {with_file:02d} tài liệu kèm tệp./."


def notes(library: Library, rows: list[LibraryRow]) -> list[str]:
    """Criteria that need evidence but have an explanation only, or nothing; documents without criteria."""
    lines = []
    if library.sheet is not None:
        missing = missing_evidence(library.sheet)
        explained = [
            score
            for score in library.sheet.scores.filter(
                assigned=True, criterion__needs_evidence=True, evidence_links=None
            ).exclude(pk__in=[score.pk for score in missing])
            if score.explanation.strip()
        ]
        lines += _named(library, "Tiêu chí có giải trình thay cho tài liệu", explained)
        lines += _named(library, "Tiêu chí cần minh chứng nhưng chưa có tài liệu hoặc giải trình", missing)
    loose = [str(row.place) for row in rows if not row.proofs]
    return lines + ([f"Tài liệu chưa gắn với tiêu chí nào: số thứ tự {', '.join(loose)}."] if loose else [])


def _named(library: Library, words: str, scores: list[Score]) -> list[str]:
    if not scores:
        return []
    table = lines_of(library.bloc_year)
    found = sorted((table[score.criterion_id] for score in scores), key=lambda line: line.place)
    return [f"{words}: {'; '.join(line.code for line in found)}."]


def evidence_filename(library: Library) -> str:
    """Under what name the paper is saved."""
    return f"Danh mục tài liệu kiểm chứng {library.bloc_year.year} - {library.unit.short_name}.pdf"


def _day(library: Library) -> date | None:
    sheet = library.sheet
    submitted = sheet.submitted_at if sheet is not None and is_submitted(library) else None
    return timezone.localdate(submitted) if submitted else None


def _signature(library: Library) -> Signature:
    """The unit's leader; nobody is named before the list is handed in."""
    day = _day(library)
    leader = library.unit.leader_on(day) if day else None
    if leader is None:
        return signature()
    return signature(offices=offices(leader.position), name=leader.full_name)
