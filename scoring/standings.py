"""What a ranking is computed from, and what follows from it: values without rows.

Built from rows in ``results`` and from frozen texts in ``archive``; pages and papers read nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from scoring.core.distance import Race
from scoring.core.evaluation import Entry
from scoring.core.grades import Basis, Grade, grade_of
from scoring.core.ranking import Place, TieBreak, ranking
from scoring.core.rounding import Rounding
from scoring.core.tally import Points, Tally, tallies
from scoring.core.tree import Tree

Entries = Mapping[str, Mapping[str, Entry]]


class OnDemand(Mapping[str, Entries]):
    """Entries by the name of a round, worked out when they are asked for: few pages look back."""

    def __init__(self, known: Mapping[str, Callable[[], Entries]]) -> None:
        self._known = known
        self._found: dict[str, Entries] = {}

    def __getitem__(self, name: str) -> Entries:
        if name not in self._found:
            self._found[name] = self._known[name]()
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


@dataclass(frozen=True, slots=True)
class Member:
    """A unit in a standing: its key is its short name, unique on the site."""

    key: str
    name: str
    pk: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What a regulation says besides its criteria.

    `quotas` are (award, number or percent as printed), `exclusion_reasons` the texts of its list.
    """

    rounding: Rounding
    bonus_may_exceed: bool
    tie_breaks: tuple[TieBreak, ...] = ()
    grades: tuple[Grade, ...] = ()
    grade_basis: Basis = Basis.PERCENT
    quotas: tuple[tuple[str, str], ...] = ()
    exclusion_reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contest:
    """Everything a ranking is computed from: who, by which rules, with which figures.

    `last_ranks` are those of the year before by member key, `excluded` the reasons by member key and
    `sources` the papers they rest on. `earlier` are the entries of the rounds before (``rounds``) by the name
    of the round: they rank nobody, and show what the review changed.
    """

    bloc: str
    year: int
    regulation: str
    tree: Tree
    members: tuple[Member, ...]
    entries: Entries
    rules: Rules
    last_ranks: Mapping[str, int]
    excluded: Mapping[str, str]
    sources: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, Entries] = field(default_factory=dict)

    def with_entries(self, entries: Entries) -> Contest:
        """The same contest with other figures."""
        return replace(self, entries=entries)


@dataclass(frozen=True, slots=True)
class Standing:
    """A contest with what follows from it: every unit's tally and the order."""

    contest: Contest
    tallies: Mapping[str, Tally]
    places: tuple[Place, ...]

    def member(self, key: str) -> Member:
        """The member with this key."""
        return next(member for member in self.contest.members if member.key == key)

    def place(self, key: str) -> Place:
        """The place of the member with this key."""
        return next(place for place in self.places if place.unit == key)

    def grade(self, place: Place) -> str:
        """The class of a place; empty when it reaches none."""
        return grade_of(place, self.contest.rules.grades, self.contest.rules.grade_basis)

    @property
    def race(self) -> Race:
        """The order with what it was made of, as the core measures distances in it."""
        rules = self.contest.rules
        return Race(
            tree=self.contest.tree,
            tallies=self.tallies,
            places=self.places,
            rounding=rules.rounding,
            bonus_may_exceed=rules.bonus_may_exceed,
            tie_breaks=rules.tie_breaks,
            last_ranks=self.contest.last_ranks,
        )

    def earlier(self, round_: str) -> Mapping[str, Tally]:
        """Every unit's points after an earlier round; nothing where that round is not known."""
        entries = self.contest.earlier.get(round_)
        return {} if entries is None else tallied(self.contest, entries)


def is_off(points: Points) -> bool:
    """Whether a line counts for nobody this year, and not only for one unit."""
    return points.working[-1].operation == "switched_off"


def tallied(contest: Contest, entries: Entries) -> dict[str, Tally]:
    """Every unit's points by the rules of a contest."""
    rules = contest.rules
    return tallies(contest.tree, entries, rounding=rules.rounding, bonus_may_exceed=rules.bonus_may_exceed)


def standing(contest: Contest) -> Standing:
    """What follows from a contest."""
    counted = tallied(contest, contest.entries)
    places = ranking(
        counted,
        contest.rules.tie_breaks,
        last_ranks=contest.last_ranks,
        excluded=frozenset(contest.excluded),
    )
    return Standing(contest, counted, places)
