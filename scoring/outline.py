"""The criteria of a regulation as its page shows them: every line with its rule in words and its sums."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.formats import decimals_needed, number, typed
from scoring.core import rules
from scoring.core.parameters import ParameterError
from scoring.core.tree import ZERO, Kind, Node, disagreements
from scoring.models import Criterion, Regulation
from scoring.results import keys_of
from scoring.rule_wording import rule_text
from scoring.wording import parameter_sentence


@dataclass(slots=True)
class OutlineRow:
    """A line. `sum` and `difference` (with its sign) are blank on leaves, the latter also where it is 0.

    `problem` says what the rule still needs. `typed`, `errors` and
    `is_refused` (not saved yet) are filled by the form of the table.
    """

    pk: int
    parent: int | None
    level: int
    key: str
    code: str
    name: str
    maximum: str
    rule: str
    is_leaf: bool
    kind: str
    kind_label: str
    is_off: bool
    needs_evidence: bool
    sum: str
    difference: str
    problem: str
    below: int
    seal: str = ""
    is_refused: bool = False
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Totals:
    """What the top sections of each kind add up to."""

    base: str
    bonus: str
    deduction: str
    wrong: int


def outline_rows(regulation: Regulation) -> list[OutlineRow]:
    """The lines in order; a fixed number of queries."""
    criteria = {criterion.pk: criterion for criterion in regulation.criteria.all()}
    by_key = {key: criteria[pk] for pk, key in keys_of(list(criteria.values())).items()}
    wrong = {row.key: row.children_sum - row.maximum for row in disagreements(regulation.tree)}
    decimals = decimals_needed(node.maximum for _level, node in regulation.tree.walk())
    return [
        _row(level, node, by_key[node.key], wrong.get(node.key), decimals)
        for level, node in regulation.tree.walk()
    ]


def totals(regulation: Regulation) -> Totals:
    """The sums over the top sections, and how many parents do not agree with what is below them."""
    roots = regulation.tree.roots
    sums = {kind: sum((root.maximum for root in roots if root.kind == kind), ZERO) for kind in Kind}
    return Totals(
        base=number(sums[Kind.BASE]),
        bonus=number(sums[Kind.BONUS]),
        deduction=number(sums[Kind.DEDUCTION]),
        wrong=len(disagreements(regulation.tree)),
    )


def _row(
    level: int, node: Node, criterion: Criterion, difference: Decimal | None, decimals: int
) -> OutlineRow:
    children = sum((child.maximum for child in node.children), ZERO)
    is_marked = level == 0 and node.kind != Kind.BASE
    return OutlineRow(
        pk=criterion.pk,
        parent=criterion.parent_id,
        level=level + 1,
        key=node.key,
        code=node.code,
        name=node.name,
        maximum=number(node.maximum, decimals),
        rule=rule_of(criterion) if node.is_leaf else "",
        is_leaf=node.is_leaf,
        kind=node.kind.value if level == 0 else "",
        kind_label=str(KIND_WORDS[node.kind]) if is_marked else "",
        is_off=criterion.is_off,
        needs_evidence=criterion.needs_evidence and node.is_leaf,
        sum="" if node.is_leaf else number(children, decimals),
        difference=signed(difference),
        problem=rule_problem(node) if node.is_leaf else "",
        below=len(node.children),
        typed={"code": node.code, "name": node.name, "maximum": typed(node.maximum)},
    )


KIND_WORDS = {Kind.BASE: "", Kind.BONUS: gettext_lazy("Bonus"), Kind.DEDUCTION: gettext_lazy("Deduction")}


def signed(difference: Decimal | None) -> str:
    """`+1` or `−0,5`; nothing where there is no difference."""
    if not difference:
        return ""
    return f"{'+' if difference > 0 else '−'}{number(abs(difference))}"


def rule_of(criterion: Criterion) -> str:
    """How a leaf is scored, in words."""
    return rule_text(criterion.rule, criterion.parameters, criterion.maximum, criterion.measure)


def rule_problem(leaf: Node) -> str:
    """What the rule of a leaf still needs before the regulation can be adopted."""
    if not leaf.rule:
        return _("No rule is chosen yet.")
    try:
        rules.values(leaf.rule, leaf.parameters, leaf.maximum)
    except ParameterError as error:
        return parameter_sentence(error)
    return ""
