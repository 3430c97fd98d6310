"""The lines of a sheet to choose from: which of them a document proves, and which still miss evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from blocs.formats import decimals_needed, number
from scoring.models import Evidence, ScoreSheet
from scoring.results import keyed_scores, printed


@dataclass(frozen=True, slots=True)
class PickRow:
    """A line of the table: a section, or a leaf that can be ticked; `fixed` ones were seen by the review."""

    level: int
    code: str
    number: str
    name: str
    maximum: str
    is_leaf: bool
    is_off: bool
    score: Any = None  # of a leaf that is assigned
    is_linked: bool = False
    is_fixed: bool = False
    needs: bool = False
    lacks: bool = False
    documents: int = 0


def pick_rows(sheet: ScoreSheet, document: Evidence, fixed: set[int]) -> list[PickRow]:
    """The whole table in its order; a fixed number of queries."""
    tree, scores = sheet.bloc_year.regulation.tree, keyed_scores(sheet)
    off = tree.switched_off()
    decimals = decimals_needed(node.maximum for _level, node in tree.walk())

    def row(level: int, node: Any) -> PickRow:
        score = scores.get(node.key)
        assigned = score if score is not None and score.assigned and node.key not in off else None
        links = list(assigned.evidence_links.all()) if assigned else []
        return PickRow(
            level=level + 1,
            code=node.code,
            number=printed(node.key),
            name=node.name,
            maximum=number(node.maximum, decimals),
            is_leaf=node.is_leaf,
            is_off=node.key in off,
            score=assigned,
            is_linked=any(link.evidence_id == document.pk for link in links),
            is_fixed=bool(assigned and assigned.pk in fixed),
            needs=bool(assigned and assigned.criterion.needs_evidence),
            lacks=bool(assigned and assigned.lacks_proof),
            documents=len(links),
        )

    return [row(level, node) for level, node in tree.walk()]
