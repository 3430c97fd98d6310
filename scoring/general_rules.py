"""What a regulation says besides its criteria, in sentences: on its page, on paper and between two years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.formats import number
from scoring.clauses import kind_clauses, rounding_clause
from scoring.core.grades import Basis
from scoring.results import rules_of
from scoring.rule_wording import HOW_COMPUTED, RULE_NAMES

if TYPE_CHECKING:
    from scoring.models import Regulation


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules about one matter; `in_order` where the order of the lines matters."""

    title: str
    lines: list[str]
    in_order: bool = False


def general_rules(regulation: Regulation) -> list[RuleGroup]:
    """Every matter in the order of the paper; one that has nothing to say is left out."""
    groups = [
        *_computed(regulation),
        RuleGroup(_("Ranking"), _ranking()),
        RuleGroup(_("Rounding"), [rounding_clause(rules_of(regulation))]),
        RuleGroup(
            _("Bonus and deductions"),
            kind_clauses(regulation.tree, bonus_may_exceed=regulation.bonus_may_exceed),
        ),
        RuleGroup(_("When percents are equal"), _tie_breaks(regulation), in_order=True),
        RuleGroup(_("Classes"), _classes(regulation)),
        RuleGroup(_("Not considered"), [row.text for row in regulation.exclusion_reasons.all()]),
        RuleGroup(_("Awards proposed"), _quotas(regulation)),
        RuleGroup(_("Not applied this year"), _switched_off(regulation)),
    ]
    return [group for group in groups if group.lines]


def _computed(regulation: Regulation) -> list[RuleGroup]:
    """How points follow from target and result, for the rules that are in use."""
    used = {leaf.rule for leaf in regulation.tree.leaves()}
    return [
        RuleGroup(_("Computed: %(rule)s") % {"rule": RULE_NAMES[rule]}, list(map(str, lines)))
        for rule, lines in HOW_COMPUTED.items()
        if rule in used
    ]


def _ranking() -> list[str]:
    return [
        _("Units are ranked by the percent of their total in the maximum of the criteria assigned to them."),
        _("A criterion that is not assigned to a unit leaves that unit's maximum."),
    ]


def _tie_breaks(regulation: Regulation) -> list[str]:
    ties = regulation.tie_breaks.select_related("criterion")
    lines = [tie_words(tie.by, str(tie.criterion or "")) for tie in ties]
    rest = (
        _("Units that are still equal share the place.")
        if lines
        else _("Units with equal percents share the place.")
    )
    return [*lines, rest]


def tie_words(by: str, criterion: str) -> str:
    """What a tie-break compares."""
    words = {
        "points": _("More points in: %(criterion)s"),
        "base": _("More points of the table, without bonus and deductions"),
        "fewest_deductions": _("Fewer points deducted"),
        "last_rank": _("Better rank in the year before"),
    }
    return words[by] % {"criterion": criterion}


def _classes(regulation: Regulation) -> list[str]:
    if regulation.grade_basis == Basis.PERCENT:
        pattern = _("%(label)s: from %(threshold)s %% of the points assigned")
    else:
        pattern = _("%(label)s: from %(threshold)s points, bonus and deductions included")
    return [
        pattern % {"label": grade.label, "threshold": number(grade.threshold)}
        for grade in regulation.grades.all()
    ]


def _quotas(regulation: Regulation) -> list[str]:
    lines = []
    for quota in regulation.quotas.all():
        if quota.units is None:
            words = _("%(award)s: at most %(percent)s %% of the units")
            lines.append(words % {"award": quota.award, "percent": quota.percent})
        else:
            words = ngettext(
                "%(award)s: at most %(count)s unit", "%(award)s: at most %(count)s units", quota.units
            )
            lines.append(words % {"award": quota.award, "count": quota.units})
    return lines


def _switched_off(regulation: Regulation) -> list[str]:
    return [f"{node.code} {node.name}" for _level, node in regulation.tree.walk() if node.is_off]
