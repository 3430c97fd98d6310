"""By which rules points became ranks, clause by clause: the same under every ranking, on page and paper."""

from __future__ import annotations

from django.utils.translation import gettext as _

from blocs.formats import decimals_needed, number
from scoring.core.grades import Basis
from scoring.core.rounding import Mode, Place
from scoring.core.tally import PERCENT_DECIMALS
from scoring.core.tree import Kind, Tree
from scoring.standings import Rules, Standing


def clauses(standing: Standing) -> list[str]:
    """How points become a total, a percent, a rank and a class; without the list of tie-breaks."""
    rules, tree = standing.contest.rules, standing.contest.tree
    found = [
        _(
            "Units are ranked by the percent of their total in the maximum of the criteria assigned to them; "
            "a criterion that is not assigned to a unit leaves its maximum."
        ),
        rounding_clause(rules),
        *kind_clauses(tree, bonus_may_exceed=rules.bonus_may_exceed),
    ]
    if off := [node.code for _level, node in tree.walk() if node.is_off]:
        found.append(_("Not applied this year: %(codes)s.") % {"codes": ", ".join(off)})
    if not rules.tie_breaks:
        found.append(_("Units with the same percent share the place."))
    if rules.grades:
        found.append(_grades(rules))
    if rules.exclusion_reasons:
        reasons = "; ".join(rules.exclusion_reasons)
        found.append(
            _("Not considered is a unit for one of these reasons: %(reasons)s.") % {"reasons": reasons}
        )
    if rules.quotas:
        quotas = "; ".join(f"{award}: {size}" for award, size in rules.quotas)
        found.append(_("Units that the bloc may propose for awards: %(quotas)s.") % {"quotas": quotas})
    return found


def rounding_clause(rules: Rules) -> str:
    """Where, to how many decimals and in which mode."""
    patterns = {
        Place.LEAF: _("The points of every criterion and the total are rounded to %(decimals)s decimals"),
        Place.SECTION: _(
            "The points of every top section and the total are rounded to %(decimals)s decimals"
        ),
        Place.TOTAL: _("The total is rounded to %(decimals)s decimals, nothing before it"),
    }
    modes = {
        Mode.HALF_UP: _("an exact half upwards"),
        Mode.HALF_EVEN: _("an exact half to the even digit"),
    }
    rounding = rules.rounding
    return _(
        "%(place)s, %(mode)s; the percent is computed from the rounded total, to %(percent)s decimals."
    ) % {
        "place": patterns[rounding.place] % {"decimals": rounding.decimals},
        "mode": modes[rounding.mode],
        "percent": PERCENT_DECIMALS,
    }


def kind_clauses(tree: Tree, *, bonus_may_exceed: bool) -> list[str]:
    """What bonus and deductions do to the total, where the table has some."""
    found = []
    if bonuses := _codes(tree, Kind.BONUS):
        words = (
            _("Bonus (%(codes)s) comes on top; with it the total may go over the maximum.")
            if bonus_may_exceed
            else _("Bonus (%(codes)s) comes on top; the total does not go over the maximum assigned.")
        )
        found.append(words % {"codes": bonuses})
    if deductions := _codes(tree, Kind.DEDUCTION):
        words = _(
            "Deductions (%(codes)s) are taken off the total, which does not go below 0; one found by the "
            "review counts once the unit has answered or its time to answer is over."
        )
        found.append(words % {"codes": deductions})
    return found


def _codes(tree: Tree, kind: Kind) -> str:
    return ", ".join(root.code for root in tree.roots if root.kind == kind)


def _grades(rules: Rules) -> str:
    """The classes from the highest threshold down."""
    descending = sorted(rules.grades, key=lambda grade: grade.threshold, reverse=True)
    decimals = decimals_needed(grade.threshold for grade in descending)
    labels = [
        _("%(label)s from %(threshold)s") % {"label": row.label, "threshold": number(row.threshold, decimals)}
        for row in descending
    ]
    patterns = {
        Basis.PERCENT: _("Classes by the percent: %(grades)s."),
        Basis.TOTAL: _("Classes by the total with bonus and deductions: %(grades)s."),
    }
    return patterns[rules.grade_basis] % {"grades": "; ".join(labels)}
