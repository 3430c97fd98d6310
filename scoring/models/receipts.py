"""The receipt of a submitted sheet: a fingerprint of exactly what the unit handed in."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from scoring import results

if TYPE_CHECKING:
    from scoring.models.scores import Score
    from scoring.models.scoresheets import ScoreSheet


def fingerprint(sheet: ScoreSheet) -> str:
    """SHA-256 over the unit's own figures, texts and documents by key, as 64 hexadecimal digits."""
    scores = results.keyed_scores(sheet)
    data = {
        "unit": sheet.unit.short_name,
        "year": sheet.bloc_year.year,
        "regulation": sheet.bloc_year.regulation.version,
        "lines": {key: _line(sheet, score) for key, score in sorted(scores.items())},
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def agrees(sheet: ScoreSheet) -> bool:
    """Whether the unit's own figures are still what was submitted."""
    return sheet.fingerprint == fingerprint(sheet)


def _line(sheet: ScoreSheet, score: Score) -> list[Any]:
    """What the unit handed in on a line.

    Documents that came later, with the explanation, are not part of it, nor is what others say: which lines
    are the unit's task.
    """
    figures = [_plain(value) for value in (score.target, score.actual, score.self_score)]
    proofs = sorted(
        link.evidence.file.sha256 if link.evidence.file else str(link.evidence)
        for link in score.evidence_links.all()
        if sheet.submitted_at is None or link.added_at <= sheet.submitted_at
    )
    return [*figures, score.explanation, proofs]


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
