"""Sentences for what the core finds wrong: one wording for cells, forms and workbooks."""

from django.utils.translation import gettext as _

from blocs.formats import number
from scoring.core.numbers import NumberError
from scoring.core.rules import Problem


def number_sentence(error: NumberError, decimals: int = 4) -> str:
    """What is wrong with a text that should be a number, and what to do."""
    sentences = {
        "not_a_number": _("“%(text)s” is not a number; write it like 8,25."),
        "ambiguous": _("“%(text)s” can be read in two ways; write 1250 or 1,25."),
        "too_many_decimals": _("“%(text)s” has more than %(decimals)s decimals."),
        "negative": _("“%(text)s” is below zero."),
        "too_large": _("“%(text)s” is too large."),
    }
    return sentences[error.code] % {"text": error.text.strip(), "decimals": decimals}


def problem_sentence(problem: Problem) -> str:
    """Why a criterion's rule does not take a value."""
    sentences = {
        "over_maximum": _("%(value)s is over the maximum of %(maximum)s."),
        "not_pass_or_fail": _("Pass or fail: only 0 or %(maximum)s, not %(value)s."),
        "negative": _("%(value)s is below zero."),
    }
    return sentences[problem.code] % {"value": number(problem.value), "maximum": number(problem.maximum)}
