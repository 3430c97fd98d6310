"""What was done to a paper since it was issued or signed, from each revision of the file to the next.

pyHanko compares revisions of files that have a form already. An issued paper has none before its first
signature, which brings the form along: this says what may come with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, IndirectObject
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, SuspiciousModification
from pyhanko.sign.diff_analysis.form_rules_api import (
    FieldComparisonContext,
    FieldComparisonSpec,
    FormUpdate,
    FormUpdatingRule,
)
from pyhanko.sign.diff_analysis.policies import StandardDiffPolicy

from pledges.signatures.findings import Changes

_OF_A_FORM = {"/Fields", "/SigFlags", "/DR", "/DA", "/Type"}  # not /XFA, which can show another document
_Update = tuple[ModificationLevel, FormUpdate]


class FirstFormRule(FormUpdatingRule):
    """A form may be brought along when there is none; it holds nothing but fields for signatures."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterator[_Update]:
        """The objects that are accounted for."""
        if "/AcroForm" in old.root:
            yield from super().apply(old, new)
        elif "/AcroForm" in new.root:
            yield from self._first(old, new)

    def _first(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterator[_Update]:
        form = new.root["/AcroForm"]
        if set(form) - _OF_A_FORM:
            raise SuspiciousModification("A form with more than fields for signatures was added.")
        for reference in (_reference(new.root, "/AcroForm"), _reference(form, "/Fields")):
            if reference and old.is_ref_unassignable(reference):
                yield ModificationLevel.LTA_UPDATES, FormUpdate(reference, field_name=None)
        if "/DR" in form:
            for reference in new.collect_dependencies(form.raw_get("/DR"), since_revision=old.revision + 1):
                yield ModificationLevel.FORM_FILLING, FormUpdate(reference, field_name=None)
        context = FieldComparisonContext(dict(_added(form["/Fields"])), old, new)
        for rule in self.field_rules:
            yield from rule.apply(context)


def _reference(holder: Any, key: str) -> Any:
    value = holder.raw_get(key)
    return value.reference if isinstance(value, IndirectObject) else None


def _added(fields: Any) -> Iterator[tuple[str, FieldComparisonSpec]]:
    if not isinstance(fields, ArrayObject) or not all(isinstance(one, IndirectObject) for one in fields):
        raise SuspiciousModification("The fields of the form are no list.")
    for one in fields:
        field = one.get_object()
        spec = FieldComparisonSpec(field.get("/FT"), None, one.reference, None)
        yield str(field.get("/T", one.reference)), spec


_POLICY = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=FirstFormRule(getattr(DEFAULT_DIFF_POLICY.form_rule, "field_rules", [])),
)


class History:
    """The revisions of a file; each step from one to the next is looked at once, however many sign."""

    def __init__(self, reader: PdfFileReader, *, is_compared: bool) -> None:
        self.reader, self.is_compared = reader, is_compared
        self._steps: dict[int, Changes] = {}

    @cached_property
    def revisions(self) -> int:
        """How many there are."""
        return int(self.reader.xrefs.total_revisions)

    def since(self, revision: int) -> Changes:
        """The gravest of what was done after a revision."""
        steps = [self._step(after) for after in range(revision, self.revisions - 1)]
        return max(steps, key=_GRAVITY.index, default=Changes.NONE)

    def _step(self, revision: int) -> Changes:
        if not self.is_compared:
            return Changes.UNKNOWN
        if revision not in self._steps:
            self._steps[revision] = self._compared(revision)
        return self._steps[revision]

    def _compared(self, revision: int) -> Changes:
        old, new = (self.reader.get_historical_resolver(one) for one in (revision, revision + 1))
        try:
            level = _POLICY.apply(old, new).modification_level
        except SuspiciousModification:
            return Changes.FORBIDDEN
        return Changes.SIGNED if level <= ModificationLevel.FORM_FILLING else Changes.FORBIDDEN


_GRAVITY = (Changes.NONE, Changes.SIGNED, Changes.UNKNOWN, Changes.FORBIDDEN)
