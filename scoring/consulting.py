"""What the units said about the draft regulation, and what became of it: for pages and for the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from blocs import audit
from blocs.models import Unit
from scoring.articles.wording import Pair, Wording, paired
from scoring.differences import Differences, lines_among, lines_of, rules_beside, side_by_side
from scoring.general_rules import general_rules
from scoring.models import Article, Consultation, Opinion, Reply
from scoring.models.replies import ReplyState
from scoring.models.snapshots import criteria_in, rules_in


@dataclass(frozen=True, slots=True)
class Changes:
    """The text as it was put to the units beside the regulation as it is now."""

    articles: list[Pair]
    criteria: Differences

    @property
    def is_empty(self) -> bool:
        """Whether nothing was changed."""
        return not self.articles and self.criteria.is_empty


def changes_since(consultation: Consultation) -> Changes:
    """What is different now from what the units were asked about."""
    regulation = consultation.regulation
    pairs = paired(wordings(consultation.articles), wordings(regulation.articles.all()))
    with audit.in_record_language():  # in which the text was kept
        rules = rules_beside(rules_in(consultation.text), general_rules(regulation))
    return Changes(
        [pair for pair in pairs if pair.differs or _renumbered(pair)],
        side_by_side(
            lines_among(criteria_in(consultation.text)),
            lines_of(regulation),
            [rule for rule in rules if rule.differs],
            everything=False,
        ),
    )


def _renumbered(pair: Pair) -> bool:
    return bool(pair.before and pair.after and pair.before.number != pair.after.number)


def wordings(articles: Iterable[Article]) -> list[Wording]:
    """Articles as they are compared, numbered by their place."""
    return [
        Wording(number, one.chapter, one.title, "\n".join(one.lines))
        for number, one in enumerate(articles, start=1)
    ]


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a unit stands in a round; no reply while it has not begun one that the reader may see."""

    unit: Unit
    state: str  # waiting, agreed, commented, silent
    reply: Reply | None = None
    opinions: int = 0


@dataclass(frozen=True, slots=True)
class Standings:
    """Every unit in the order of the year, and how many stand where."""

    answers: list[Answer]
    counts: dict[str, int] = field(default_factory=dict)

    def names(self, state: str) -> str:
        """The units that stand so."""
        return "; ".join(one.unit.name for one in self.answers if one.state == state)


def standings(consultation: Consultation) -> Standings:
    """Who agreed, who commented, who is silent and for whom the bloc waits."""
    replies = {one.unit_id: one for one in consultation.replies.select_related("unit")}
    said = list(consultation.opinions.values_list("reply", flat=True))
    units = list(consultation.bloc_year.members)
    units += [one.unit for one in replies.values() if one.unit not in units]
    answers = [_answer(unit, replies.get(unit.pk), said) for unit in units]
    states = [one.state for one in answers]
    return Standings(answers, {state: states.count(state) for state in STATES})


STATES = ("agreed", "commented", "silent", "waiting")


def _answer(unit: Unit, reply: Reply | None, said: list[int]) -> Answer:
    count = said.count(reply.pk) if reply else 0
    if reply and reply.state == ReplyState.GIVEN:
        return Answer(unit, "commented" if count else "agreed", reply, count)
    is_silent = reply is not None and reply.state == ReplyState.SILENT
    return Answer(unit, "silent" if is_silent else "waiting", reply)


def in_order(opinions: Iterable[Opinion], consultation: Consultation) -> list[Opinion]:
    """Opinions in the order of the text: the whole, the articles, the criteria; then by unit."""
    order = [unit.pk for unit in consultation.bloc_year.members]
    lines = [line.key for line in lines_among(list(consultation.criteria.values()))]

    def place(opinion: Opinion) -> tuple[int, int, int, int]:
        unit = opinion.reply.unit_id
        criterion = lines.index(opinion.criterion) + 1 if opinion.criterion in lines else 0
        return (
            2 if opinion.criterion else 1 if opinion.article else 0,
            opinion.article or criterion,
            order.index(unit) if unit in order else len(order),
            opinion.pk,
        )

    return sorted(opinions, key=place)
