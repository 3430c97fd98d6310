"""Where the lines of a regulation stand: putting one somewhere else, and what follows for those around it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blocs import audit
from scoring.models.criteria import Criterion, Kind
from scoring.rule_wording import rule_text


class CannotStand(Exception):
    """A place where a line cannot stand; the argument is the sentence that says why."""


def below(criterion: Criterion) -> list[Criterion]:
    """The line itself with everything below it, in no order; one query."""
    found, waiting = [], [criterion]
    children: dict[int | None, list[Criterion]] = {}
    for line in Criterion.objects.filter(regulation=criterion.regulation_id):
        children.setdefault(line.parent_id, []).append(line)
    while waiting:
        line = waiting.pop()
        found.append(line)
        waiting.extend(children.get(line.pk, []))
    return found


def neighbours_of(criterion: Criterion, parent: Criterion | None) -> list[Criterion]:
    """The other lines below `parent`, in order."""
    return list(
        Criterion.objects.filter(regulation=criterion.regulation_id, parent=parent).exclude(pk=criterion.pk)
    )


def put(user: Any, criterion: Criterion, parent: Criterion | None, place: int, code: str = "") -> None:
    """Put a line below `parent` (None: at the top) as number `place` from 0, with everything below it.

    With another `code`, where its own is taken. Raises `CannotStand`.
    """
    before, old_code, old_parent = place_words(criterion), criterion.code, criterion.parent_id
    neighbours = neighbours_of(criterion, parent)
    criterion.code = code or criterion.code
    _refuse_impossible(criterion, parent, neighbours)
    criterion.parent, criterion.kind = parent, Kind.BASE if parent else criterion.kind
    neighbours.insert(place, criterion)
    renumber(neighbours)
    criterion.save(update_fields=["parent", "kind", "code"])
    if criterion.parent_id != old_parent:
        make_section(user, parent)
    pairs = (
        (gettext_noop("place"), before, place_words(criterion)),
        (gettext_noop("code"), old_code, criterion.code),
    )
    changes = [audit.change(what, was, now) for what, was, now in pairs if was != now]
    if changes:
        audit.record(user, criterion, audit.Action.CHANGE, changes=changes)


def move_by(user: Any, criterion: Criterion, by: int) -> None:
    """Up or down among its neighbours; at the end of them it stays where it is."""
    neighbours = list(
        Criterion.objects.filter(regulation=criterion.regulation_id, parent=criterion.parent_id)
    )
    place = neighbours.index(criterion) + by
    if 0 <= place < len(neighbours):
        put(user, criterion, criterion.parent, place)


def renumber(neighbours: list[Criterion]) -> None:
    """The order of lines that stand below the same one."""
    for position, line in enumerate(neighbours, start=1):
        line.position = position
    Criterion.objects.bulk_update(neighbours, ["position"])


def _refuse_impossible(criterion: Criterion, parent: Criterion | None, neighbours: list[Criterion]) -> None:
    if parent and parent in below(criterion):
        raise CannotStand(_("A line cannot stand below itself."))
    if any(line.code == criterion.code for line in neighbours):
        words = _("There is a line %(code)s already where %(line)s is to stand; give it another code.")
        raise CannotStand(words % {"code": criterion.code, "line": criterion})


def place_words(criterion: Criterion) -> str:
    """`I Nhiệm vụ chuyên môn · 3`, or the number alone at the top."""
    if criterion.parent is None:
        return str(criterion.position)
    return f"{criterion.parent} · {criterion.position}"


def make_section(user: Any, parent: Criterion | None) -> None:
    """A line with others below it is a sum: it loses its rule, which the history keeps."""
    if parent is None or not parent.rule:
        return
    with audit.in_record_language():
        was = rule_text(parent.rule, parent.parameters, parent.maximum, parent.measure)
    parent.rule, parent.parameters, parent.measure, parent.needs_evidence = "", {}, "", False
    parent.save(update_fields=["rule", "parameters", "measure", "needs_evidence"])
    change = audit.change(gettext_noop("rule"), was, "")
    audit.record(user, parent, audit.Action.CHANGE, changes=[change])
