"""Who may do what with the regulation, score sheets and the ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from blocs.permissions import LEADER, OFFICER, SECRETARY, heads, leads, observes, roles, speaks_for, unit_ids
from blocs.stages import Stage

if TYPE_CHECKING:
    from blocs.models import BlocYear
    from pledges.models import Registration
    from scoring.models import Consultation, Ranking, Regulation, Reply, ScoreSheet

# From these stages on, leaders of the units and observers see the provisional ranking: the conference is
# about it. Before, only who reviews does.
SHOWN_TO_LEADERS = (Stage.CONFERENCE, Stage.SUBMISSION, Stage.CLOSED)
UNTIL_SELF_SCORING = (Stage.PREPARE, Stage.SIGNING, Stage.MIDYEAR, Stage.SELF_SCORING)


def drafts(user: Any, regulation: Regulation | Consultation | Reply) -> bool:
    """The bloc's secretariat writes the regulation, asks the units about it and answers them."""
    return heads(user, regulation.bloc_year)


def replies(user: Any, reply: Reply) -> bool:
    """People of the unit write its opinions on the draft regulation."""
    return speaks_for(user, reply.unit)


def gives(user: Any, reply: Reply) -> bool:
    """The unit's leader gives the unit's word."""
    return leads(user, reply.unit)


def owns(user: Any, sheet: ScoreSheet) -> bool:
    """People of the unit whose sheet it is."""
    return speaks_for(user, sheet.unit)


def reviews(user: Any, sheet: ScoreSheet) -> bool:
    """The bloc's secretariat; nobody their own unit: the head's is reviewed by another's people."""
    if sheet.unit_id in unit_ids(user):
        return False
    if sheet.unit_id == sheet.bloc_year.head_id:
        return _reviews_head(user, sheet.bloc_year)
    return heads(user, sheet.bloc_year)


def _reviews_head(user: Any, bloc_year: BlocYear) -> bool:
    """Secretaries and officers of the unit named for it, by default the deputy."""
    named = bloc_year.head_reviewer_id if bloc_year.head_reviewer_id != bloc_year.head_id else None
    return any(
        role.unit_id == (named or bloc_year.deputy_id) and role.role in (SECRETARY, OFFICER)
        for role in roles(user)
    )


def counsels(user: Any, bloc_year: BlocYear) -> bool:
    """The council: leaders of the head and of the deputy."""
    council = {bloc_year.head_id, bloc_year.deputy_id} - {None}
    return any(role.unit_id in council and role.role == LEADER for role in roles(user))


def sends_back(user: Any, sheet: ScoreSheet) -> bool:
    """Who reviews; leaders and council as well, though they edit nothing; nobody their own unit's."""
    if sheet.unit_id in unit_ids(user):
        return False
    return reviews(user, sheet) or counsels(user, sheet.bloc_year)


def sees_review(user: Any, sheet: ScoreSheet) -> bool:
    """Reviewed scores: secretariat, reviewers, who sees the standing, and the unit once it is asked."""
    if heads(user, sheet.bloc_year) or reviews(user, sheet) or sees_standing(user, sheet.bloc_year):
        return True
    return sheet.state not in ("draft", "submitted") and speaks_for(user, sheet.unit)


def sees_decision(user: Any, sheet: ScoreSheet) -> bool:
    """Decided scores: as the review, but the unit's own people only when the sheet is final."""
    if heads(user, sheet.bloc_year) or reviews(user, sheet) or sees_standing(user, sheet.bloc_year):
        return True
    return sheet.state == "approved" and speaks_for(user, sheet.unit)


def feeds(user: Any, registration: Registration) -> bool:
    """Linking targets to criteria: the unit while it registers, the secretariat until self-scoring closes."""
    if registration.editable_by(user):
        return True
    return heads(user, registration.bloc_year) and registration.bloc_year.stage in UNTIL_SELF_SCORING


def is_published(bloc_year: BlocYear) -> bool:
    """Whether the year's ranking is published."""
    ranking = getattr(bloc_year, "ranking", None)
    return ranking is not None and ranking.is_published


def publishes(user: Any, ranking: Ranking) -> bool:
    """The bloc's secretariat publishes the ranking, in one act."""
    return heads(user, ranking.bloc_year)


def excludes(user: Any, bloc_year: BlocYear) -> bool:
    """The bloc's secretariat names the units that are not considered, until the ranking is published."""
    return heads(user, bloc_year) and not is_published(bloc_year)


def sets_deadlines(user: Any, bloc_year: BlocYear) -> bool:
    """The bloc's secretariat sets the deadlines of scoring, until the ranking is published."""
    return heads(user, bloc_year) and not is_published(bloc_year)


def sees_standing(user: Any, bloc_year: BlocYear) -> bool:
    """The ranking: everyone once published; before, the secretariat, and leaders at the conference.

    The embargo covers what follows from it too: sums of the review, order, exports and papers.
    """
    if is_published(bloc_year) or heads(user, bloc_year):
        return True
    return bloc_year.stage in SHOWN_TO_LEADERS and (
        observes(user, bloc_year)
        or any(role.role == LEADER and role.unit in bloc_year.members for role in roles(user))
    )


def compares(user: Any, bloc_year: BlocYear) -> bool:
    """How the review changed the scores of the whole bloc: the reviewers, and who sees the ranking."""
    return _reviews_head(user, bloc_year) or sees_standing(user, bloc_year)
