"""Sentences for what the core finds wrong: one wording for cells, forms and workbooks."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.formats import number
from scoring.core.parameters import ParameterError
from scoring.core.rules import Problem


def problem_sentence(problem: Problem) -> str:
    """Why a criterion's rule does not take a value."""
    sentences = {
        "over_maximum": _("%(value)s is over the maximum of %(maximum)s."),
        "not_pass_or_fail": _("Pass or fail: only 0 or %(maximum)s, not %(value)s."),
        "negative": _("%(value)s is below zero."),
        "not_whole": _("%(value)s is not a whole number; items are counted one by one."),
    }
    return sentences[problem.code] % {"value": number(problem.value), "maximum": number(problem.maximum)}


PARAMETER_NAMES = {
    "floor": gettext_lazy("least percent of the target"),
    "cap": gettext_lazy("at most points"),
    "of": gettext_lazy("bands of"),
    "bands": gettext_lazy("bands"),
    "per_item": gettext_lazy("points per item"),
    "met": gettext_lazy("percent of the maximum for meeting the target"),
    "zero_target": gettext_lazy("a target of 0"),
    "points": gettext_lazy("points by rank"),
    "better": gettext_lazy("better is"),
}


def parameter_sentence(error: ParameterError) -> str:
    """What is wrong with a parameter of a rule."""
    sentences = {
        "missing": _("Give “%(name)s”."),
        "unknown": _("The rule knows no “%(name)s”."),
        "not_a_number": _("“%(name)s” is not a number."),
        "negative": _("“%(name)s” is below zero."),
        "over_maximum": _("“%(name)s” is over the maximum of the criterion."),
        "not_a_choice": _("“%(name)s” is none of the choices."),
        "not_ascending": _("The thresholds of “%(name)s” must rise from line to line."),
        "over_hundred": _("“%(name)s” is over 100 percent."),
        "not_descending": _("In “%(name)s” a later rank may not earn more than an earlier one."),
    }
    return sentences[error.code] % {"name": PARAMETER_NAMES.get(error.name, error.name)}


def working_pattern(operation: str) -> str:
    """The sentence of one step of a working, with the places of its facts."""
    return str((_STEPS_OF_SUMS | _STEPS_OF_RULES)[operation])


_STEPS_OF_SUMS = {
    "scored": gettext_lazy("%(value)s of %(limit)s points"),
    "not_scored": gettext_lazy("not scored"),
    "not_assigned": gettext_lazy("not assigned"),
    "switched_off": gettext_lazy("not applied this year"),
    "waiting": gettext_lazy("%(value)s points wait for the unit's answer and do not count yet"),
    "overridden": gettext_lazy("%(value)s points given in place of the %(computed)s computed"),
    "added": gettext_lazy("%(terms)s = %(value)s"),
    "capped": gettext_lazy("capped at %(limit)s"),
    "bonus_cut": gettext_lazy("cut at %(limit)s, because bonus may not lift the total over the maximum"),
    "deducted": gettext_lazy("less %(terms)s = %(value)s"),
    "floored": gettext_lazy("nothing is less than 0"),
    "rounded": gettext_lazy("rounded to %(value)s"),
    "percent": gettext_lazy("%(value)s %% of the %(limit)s points assigned"),
}
_STEPS_OF_RULES = {
    "no_actual": gettext_lazy("no result yet"),
    "no_target": gettext_lazy("no target yet"),
    "proportion": gettext_lazy("%(actual)s of %(target)s = %(percent)s %% of the target: %(value)s points"),
    "below_floor": gettext_lazy("%(percent)s %% of the target, below the least of %(floor)s %%: 0 points"),
    "band": gettext_lazy("%(measured)s reaches the band from %(from)s: %(value)s points"),
    "below_bands": gettext_lazy("%(measured)s lies below every band: 0 points"),
    "items": gettext_lazy("%(actual)s x %(per_item)s points = %(value)s"),
    "below_target": gettext_lazy("%(actual)s of %(target)s, below the target: %(value)s points"),
    "met_target": gettext_lazy("%(actual)s of %(target)s, target just met: %(value)s points"),
    "led": gettext_lazy(
        "%(actual)s of %(target)s, the highest above its target in the bloc: %(value)s points"
    ),
    "above_target": gettext_lazy(
        "%(actual)s of %(target)s, %(exceed)s %% above the target where the leader is %(lead)s %% above: "
        "%(value)s points"
    ),
    "without_target": gettext_lazy(
        "no target; %(actual)s against the best %(best)s among such units: %(value)s points"
    ),
    "placed": gettext_lazy("%(actual)s is rank %(rank)s of %(of)s: %(value)s points"),
}
