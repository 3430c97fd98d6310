"""Steps: the only way a document changes its state, and the source of its buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from blocs import audit
from blocs.stages import Activity, opening_stages

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Document = Any
STATE = gettext_noop("state")


class StepRefused(Exception):
    """A step that cannot be taken now; `reasons` are sentences for the person who tried."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


def _nothing_missing(document: Document) -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table: from which states to which, by whom, and what stands in the way.

    `activity` names what the stage of the year must have open. `asks` is the sentence of the page that asks
    before an act that cannot be undone, and `typed` the words that must be typed there. `then` runs inside
    the transaction, after the state has changed.
    """

    name: str
    label: StrOrPromise
    sources: tuple[str, ...]
    target: str
    may: Callable[[Any, Document], bool]
    activity: Activity | None = None
    obstacles: Callable[[Document], list[str]] = _nothing_missing
    needs_reason: bool = False
    asks: StrOrPromise = ""
    typed: str = ""
    primary: bool = False
    then: Callable[[Document, Any], None] | None = None

    @property
    def has_page(self) -> bool:
        """Whether the step is asked about on a page of its own."""
        return bool(self.needs_reason or self.asks or self.typed)


class Stateful(models.Model):
    """A document with a state and a table of steps. Subclasses belong to a `bloc_year`."""

    bloc_year: Any  # each document's own field or property
    steps: ClassVar[tuple[Step, ...]] = ()
    state_field: ClassVar[str] = "state"

    class Meta:
        abstract = True

    def step_url(self, name: str) -> str:
        """Where the step `name` is asked about and taken."""
        return reverse(f"{self._meta.model_name}_step", args=(self.pk, name))

    @property
    def current(self) -> str:
        """The state the document is in."""
        return str(getattr(self, self.state_field))

    def step(self, name: str) -> Step | None:
        """The step called `name`, if the table has it."""
        return next((step for step in self.steps if step.name == name), None)

    def steps_for(self, user: Any) -> list[Step]:
        """The steps `user` is offered now."""
        return [step for step in self.steps if self.offers(step) and step.may(user, self)]

    def offers(self, step: Step) -> bool:
        """Whether the document's state and the stage of its year allow `step`."""
        return self.current in step.sources and (
            step.activity is None or self.bloc_year.allows(step.activity)
        )

    def hold(self) -> None:
        """Lock the year before any of its rows: what a step or a save checks lies in other rows too."""
        year = self.bloc_year
        list(type(year)._base_manager.select_for_update().filter(pk=year.pk).values_list("pk"))

    @transaction.atomic
    def take(self, name: str, user: Any, reason: str = "") -> None:
        """Take the step `name`: lock the row, ask the table again, change the state, write the history."""
        self.hold()
        step, fresh = self.step(name), type(self)._base_manager.select_for_update().get(pk=self.pk)
        if step is None or not step.may(user, fresh):
            raise PermissionDenied
        fresh._refuse_unless_possible(step, reason)
        before = fresh._recorded_state()
        setattr(fresh, self.state_field, step.target)
        fresh.save(update_fields=[self.state_field])
        if step.then:
            step.then(fresh, user)
        change = audit.change(STATE, before, fresh._recorded_state())
        audit.record(user, fresh, audit.Action.STEP, detail=name, reason=reason.strip(), changes=[change])
        self.refresh_from_db()

    def _refuse_unless_possible(self, step: Step, reason: str) -> None:
        if self.current not in step.sources:
            raise StepRefused(
                _("Someone was quicker: it is now “%(state)s”.") % {"state": self._state_label()}
            )
        if step.activity and not self.offers(step):
            stages = ", ".join(str(stage.label) for stage in opening_stages(step.activity))
            raise StepRefused(_("This is possible only in the stage: %(stages)s.") % {"stages": stages})
        if step.needs_reason and not reason.strip():
            raise StepRefused(_("Give a reason."))
        if obstacles := step.obstacles(self):
            raise StepRefused(*obstacles)

    def _state_label(self) -> str:
        return str(getattr(self, f"get_{self.state_field}_display")())

    def _recorded_state(self) -> str:
        with audit.in_record_language():
            return self._state_label()
