"""Lines on which self score and review differ: both figures, the reason, the evidence, the unit's answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F, prefetch_related_objects
from django.urls import reverse

from blocs.formats import decimals_needed, number, signed
from blocs.models import BlocYear
from scoring.core.rules import RULES
from scoring.core.tally import Points, Tally
from scoring.core.tree import Kind, Node
from scoring.models import Evidence, Score, ScoreSheet
from scoring.models.evidence import evidence_numbers
from scoring.models.scoresheets import SheetState
from scoring.results import keyed_scores, keys_of, peers_of, printed, sheet_tallies, sheet_tally
from scoring.rounds import Round

Tallies = Mapping[Round, Tally]
Wanted = Callable[[Score], bool]
ANSWERED = (
    SheetState.SECOND_REVIEW,
    SheetState.APPROVED,
)  # the unit has sent its answers, or its time is over


@dataclass(frozen=True, slots=True)
class Proof:
    """A document that proves a line, by its number in the unit's list of evidence."""

    place: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What a round says of a line: the points and, on a measured line, the result they come from."""

    points: str = ""
    actual: str = ""


@dataclass(slots=True)
class ChangedLine:
    """A line with what self score, review and decision say.

    `difference` is what the review makes of the unit's total: points that a deduction takes off are negative.
    `typed`, `errors` and `seals` are filled by the form that reads the page back, by field name.
    """

    score: Score
    number: str
    name: str
    maximum: str
    is_measured: bool
    is_deduction: bool
    own: Figure
    reviewed: Figure
    final: Figure
    difference: str
    final_difference: str
    reviewed_points: Decimal | None = None
    proofs: list[Proof] = field(default_factory=list)
    place: int = 0
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    seals: dict[str, str] = field(default_factory=dict)

    @property
    def is_answered(self) -> bool:
        """Whether the unit has agreed, or said why it does not."""
        return self.score.agrees is not None


@dataclass(frozen=True, slots=True)
class Disputed:
    """A sheet with the lines on which its unit does not agree."""

    sheet: ScoreSheet
    lines: list[ChangedLine]


def differs(score: Score) -> bool:
    """The lines that the unit is asked about."""
    return score.differs


def changed_lines(sheet: ScoreSheet, wanted: Wanted = differs) -> list[ChangedLine]:
    """The wanted lines of one sheet in the order of the table; a fixed number of queries."""
    scores, peers = keyed_scores(sheet), peers_of(sheet)
    tallies = {one: sheet_tally(sheet, one, scores, peers) for one in Round}
    return _lines(sheet, scores, tallies, evidence_numbers(sheet), wanted)


def disputed(bloc_year: BlocYear) -> list[Disputed]:
    """The disputed-items agenda: what units do not agree with, numbered through; a fixed number of queries.

    Sheets come in the order of the members, lines in the order of the table. Answers that a unit has not sent
    yet are its own business.
    """
    sheets, regulation = _sheets(bloc_year), bloc_year.regulation
    tallies = {one: sheet_tallies(sheets, regulation, one) for one in Round}
    places = _evidence_places(bloc_year)
    found, place = [], 0
    for key, (sheet, scores) in sheets.items():
        if sheet.state not in ANSWERED:
            continue
        rounds = {one: tallies[one][key] for one in Round}
        lines = _lines(sheet, scores, rounds, places, lambda score: score.is_disputed)
        for line in lines:
            place += 1
            line.place = place
        if lines:
            found.append(Disputed(sheet, lines))
    return found


def _sheets(bloc_year: BlocYear) -> dict[str, tuple[ScoreSheet, dict[str, Score]]]:
    """Every sheet that was submitted, with its lines by key, in the order of the members."""
    keys = keys_of(list(bloc_year.regulation.criteria.all()))
    order = {unit.pk: place for place, unit in enumerate(bloc_year.members)}
    sheets = bloc_year.score_sheets.exclude(state=SheetState.DRAFT).select_related("unit")
    found = sorted(
        (sheet for sheet in sheets.prefetch_related("scores") if sheet.unit_id in order),
        key=lambda sheet: order[sheet.unit_id],
    )
    for sheet in found:
        sheet.bloc_year = bloc_year
    named = [score for sheet in found for score in sheet.scores.all() if score.is_disputed]
    prefetch_related_objects(named, "criterion", "evidence_links__evidence__file")
    return {
        str(sheet.pk): (sheet, {keys[score.criterion_id]: score for score in sheet.scores.all()})
        for sheet in found
    }


def _evidence_places(bloc_year: BlocYear) -> dict[int, int]:
    """Document id → its number in its unit's list of evidence; one query for the whole bloc."""
    documents = Evidence.objects.filter(bloc_year=bloc_year)
    order = documents.order_by("unit", F("issued_on").asc(nulls_last=True), "number", "pk")
    places: dict[int, int] = {}
    reached: dict[int, int] = {}
    for pk, unit in order.values_list("pk", "unit"):
        reached[unit] = reached.get(unit, 0) + 1
        places[pk] = reached[unit]
    return places


def _lines(
    sheet: ScoreSheet,
    scores: Mapping[str, Score],
    tallies: Tallies,
    places: Mapping[int, int],
    wanted: Wanted,
) -> list[ChangedLine]:
    tree = sheet.bloc_year.regulation.tree
    here = scores.keys() - tree.switched_off()
    leaves = [leaf for leaf in tree.leaves() if leaf.key in here and wanted(scores[leaf.key])]
    points = {leaf.key: [earned(tallies[one].points[leaf.key]) for one in Round] for leaf in leaves}
    decimals = decimals_needed(value for row in points.values() for value in row)
    maxima = decimals_needed(leaf.maximum for leaf in leaves)

    def line(leaf: Node) -> ChangedLine:
        score, off = scores[leaf.key], tree.root_of(leaf.key).kind == Kind.DEDUCTION
        return ChangedLine(
            score,
            printed(leaf.key),
            leaf.name,
            number(leaf.maximum, maxima),
            is_measured=RULES[leaf.rule].is_measured,
            proofs=_proofs(score, places),
            **_figures(score, points[leaf.key], decimals, off=off),
        )

    return [line(leaf) for leaf in leaves]


def _figures(score: Score, points: list[Decimal | None], decimals: int, *, off: bool) -> dict[str, Any]:
    """What the three rounds say of a line, and what that makes of the total; `off` for a deduction."""
    own, reviewed, final = points
    decided = score.is_decided
    return {
        "is_deduction": off,
        "own": Figure(number(own, decimals), number(score.actual)),
        "reviewed": Figure(number(reviewed, decimals), number(score.reviewed_actual)),
        "final": Figure(number(final, decimals), number(score.final_actual)) if decided else Figure(),
        "difference": effect(own, reviewed, decimals, off=off),
        "reviewed_points": reviewed,
        "final_difference": effect(own, final, decimals, off=off) if decided else "",
    }


def _proofs(score: Score, places: Mapping[int, int]) -> list[Proof]:
    found = [
        Proof(places[link.evidence_id], str(link.evidence), reverse("evidence", args=(link.evidence_id,)))
        for link in score.evidence_links.all()
        if link.evidence_id in places
    ]
    return sorted(found, key=lambda proof: proof.place)


def earned(points: Points) -> Decimal | None:
    """The points of a leaf, also those of a deduction that waits for the unit's answer."""
    last = points.working[-1]
    return last.value if points.value is None and last.operation == "waiting" else points.value


def effect(before: Decimal | None, after: Decimal | None, decimals: int, *, off: bool = False) -> str:
    """What a change makes of the total, signed; nothing where there are no points after it."""
    if after is None:
        return ""
    change = after - (before or Decimal(0))
    return signed(-change if off else change, decimals)


def place_words(proofs: Iterable[Any]) -> str:
    """The numbers of documents in a row: `1; 3; 12`."""
    return "; ".join(str(proof.place) for proof in proofs)
