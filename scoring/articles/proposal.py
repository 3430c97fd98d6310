"""A text to begin with: a short regulation that is complete; what only the bloc can know is left in dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from scoring.articles.pasting import Pasted, pasted

if TYPE_CHECKING:
    from blocs.models import BlocYear


def proposal(bloc_year: BlocYear) -> Pasted:
    """Grounds by the law of the year, and articles with the bloc's own names in them."""
    bloc = bloc_year.bloc
    names = {
        "bloc": bloc.name,
        "council": bloc.council,
        "word": bloc.worded("Khối"),
        "year": bloc_year.year,
    }
    return pasted(render_to_string("scoring/regulation_proposal.txt", names))
