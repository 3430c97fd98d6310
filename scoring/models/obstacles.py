"""What stands in the way of a sheet's steps, in sentences that name the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from scoring import permissions, results
from scoring.core.tree import Kind, Tree
from scoring.models.deadlines import Deadline, Duty, deadline_of
from scoring.rounds import Round

if TYPE_CHECKING:
    from scoring.models.scores import Score
    from scoring.models.scoresheets import ScoreSheet

NAMED = 8  # lines named in an obstacle before “…”


def named(sheet: ScoreSheet, wanted: set[str]) -> dict[str, Any]:
    """How many lines, and the numbers of the first of them in the order of the table; by criterion key."""
    codes = [
        results.printed(leaf.key) for leaf in sheet.bloc_year.regulation.tree.leaves() if leaf.key in wanted
    ]
    return {"count": len(codes), "codes": "; ".join(codes[:NAMED]) + ("; …" if len(codes) > NAMED else "")}


def demanding(tree: Tree) -> list[str]:
    """The keys of the leaves that have to be scored, in the order of the table: all but deductions."""
    off = tree.switched_off()
    return [
        leaf.key
        for leaf in tree.leaves()
        if leaf.key not in off and tree.root_of(leaf.key).kind != Kind.DEDUCTION
    ]


def demanded(sheet: ScoreSheet) -> dict[str, Score]:
    """The lines that have to be scored and reviewed, by key: assigned, not switched off, no deductions."""
    scores = results.keyed_scores(sheet)
    keys = demanding(sheet.bloc_year.regulation.tree)
    return {key: scores[key] for key in keys if key in scores and scores[key].assigned}


def unscored(sheet: ScoreSheet) -> list[str]:
    """Lines without points of the unit: not scored, or a result whose target is missing."""
    lines = demanded(sheet)
    points = results.sheet_tally(sheet, Round.SELF).points
    empty = {key for key in lines if points[key].value is None}
    untargeted = {key for key in empty if points[key].working[-1].operation == "no_target"}
    sentences = (
        (empty - untargeted, _("%(count)s criteria are not scored yet (%(codes)s).")),
        (untargeted, _("%(count)s criteria have a result but no target (%(codes)s).")),
    )
    return [words % named(sheet, keys) for keys, words in sentences if keys]


def unproved(sheet: ScoreSheet) -> list[str]:
    """Lines whose criterion needs evidence and that have neither a document nor a written explanation."""
    lines = {key for key, score in demanded(sheet).items() if score.lacks_proof}
    words = _("%(count)s criteria need a document or a written explanation (%(codes)s).")
    return [words % named(sheet, lines)] if lines else []


def too_late(sheet: ScoreSheet) -> list[str]:
    """A hard deadline that is past; a sheet that was sent back is corrected after it all the same."""
    if sheet.state == "returned":
        return []
    return _refused(deadline_of(sheet.bloc_year, Duty.SUBMISSION))


def past_correcting(sheet: ScoreSheet) -> list[str]:
    """A unit takes its sheet back only while it could still be submitted in time."""
    deadline = deadline_of(sheet.bloc_year, Duty.SUBMISSION)
    if deadline is None or not deadline.is_past:
        return []
    words = _("The deadline of %(time)s is past; ask the secretariat to send the sheet back.")
    return [words % {"time": deadline.words}]


def _refused(deadline: Deadline | None) -> list[str]:
    if deadline is None or not deadline.refuses:
        return []
    words = _("The deadline of %(time)s is past; only the secretariat can set a later one.")
    return [words % {"time": deadline.words}]


def unreviewed(sheet: ScoreSheet) -> list[str]:
    """Lines without review, and lines that the review changed without a reason (a deduction: its source)."""
    empty = {key for key, score in demanded(sheet).items() if not (score.is_reviewed or score.is_decided)}
    scores = results.keyed_scores(sheet)
    bare = {key for key, score in scores.items() if score.differs and not score.review_reason.strip()}
    sentences = (
        (empty, _("%(count)s criteria are not reviewed yet (%(codes)s).")),
        (bare, _("A reason is missing where the reviewed score differs: %(count)s criteria (%(codes)s).")),
    )
    return [words % named(sheet, keys) for keys, words in sentences if keys]


def nothing_to_explain(sheet: ScoreSheet) -> list[str]:
    """What keeps the review from being sent to the unit."""
    if problems := unreviewed(sheet):
        return problems
    if not sheet.scores.differing().exists():
        return [_("The review changed nothing; approve the sheet.")]
    return []


def unexplained(sheet: ScoreSheet) -> list[str]:
    """Lines on which the unit has not answered, or disagrees without a word; and a hard deadline."""
    scores = results.keyed_scores(sheet)
    differing = {key: score for key, score in scores.items() if score.differs}
    silent = {key for key, score in differing.items() if score.agrees is None}
    wordless = {key for key, score in differing.items() if score.agrees is False and not score.answer.strip()}
    sentences = (
        (silent, _("%(count)s criteria are not answered yet (%(codes)s).")),
        (wordless, _("Say why you do not agree: %(count)s criteria (%(codes)s).")),
    )
    lines = [words % named(sheet, keys) for keys, words in sentences if keys]
    return lines + _refused(deadline_of(sheet.bloc_year, Duty.EXPLANATION))


def still_to_be_explained(sheet: ScoreSheet) -> list[str]:
    """The unit's time to answer is not over; without a deadline it never is."""
    deadline = deadline_of(sheet.bloc_year, Duty.EXPLANATION)
    if deadline is None:
        return [_("No deadline for explanations is set; set one first.")]
    if deadline.is_past:
        return []
    return [_("The unit may explain until %(time)s.") % {"time": deadline.words}]


def undecided(sheet: ScoreSheet) -> list[str]:
    """What keeps a sheet from being final."""
    if problems := unreviewed(sheet):
        return problems
    scores = results.keyed_scores(sheet)
    if sheet.state == "submitted":
        differing = {key for key, score in scores.items() if score.differs}
        words = _("The unit has not been asked about %(count)s changed criteria (%(codes)s).")
        return [words % named(sheet, differing)] if differing else []
    open_lines = {key for key, score in scores.items() if score.is_disputed and not score.is_decided}
    bare = {key for key, score in scores.items() if score.is_decided and not score.final_reason.strip()}
    sentences = (
        (open_lines, _("%(count)s disputed criteria are not decided yet (%(codes)s).")),
        (bare, _("A decision needs its reason: %(count)s criteria (%(codes)s).")),
    )
    return [words % named(sheet, keys) for keys, words in sentences if keys]


def published(sheet: ScoreSheet) -> list[str]:
    """A published ranking has frozen its scores."""
    if not permissions.is_published(sheet.bloc_year):
        return []
    return [_("The ranking is published; its scores no longer change.")]
