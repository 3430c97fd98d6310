"""The table of criteria as one form: code, name and maximum of every line that was sent.

A line that its person did not touch keeps what others wrote meanwhile; a line that both changed is refused
once and shows what stands there now. All of it is saved or nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from django.db.models import Value
from django.db.models.functions import Cast, Concat
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from blocs import audit
from blocs.forms import seal_of
from blocs.numbers import NumberError, parse_number
from blocs.text import composed
from scoring.core.tree import HUNDREDTH, ZERO
from scoring.forms.criteria import LineForm
from scoring.models import Criterion, Regulation
from scoring.outline import OutlineRow, outline_rows

_SEALED = re.compile(r"([0-9]{1,12})-seal")
NAMES = LineForm.Meta.fields


class TableForm:
    """What was typed into the table; without `data` the table as it is."""

    def __init__(self, regulation: Regulation, data: Any = None) -> None:
        self.regulation, self.data = regulation, composed(data or {})
        self.criteria = {criterion.pk: criterion for criterion in regulation.criteria.all()}
        sent = [int(found[1]) for name in self.data if (found := _SEALED.fullmatch(name))]
        touched = [pk for pk in sent if pk in self.criteria and not self._is_untouched(pk)]
        forms = {pk: self._form(pk) for pk in touched}
        self.forms = {pk: form for pk, form in forms.items() if form.has_changed()}
        self.gone = [pk for pk in sent if pk not in self.criteria]

    def _form(self, pk: int) -> LineForm:
        return LineForm(self.data, instance=self.criteria[pk], prefix=str(pk), among_others=True)

    def _is_untouched(self, pk: int) -> bool:
        """Whether a line was sent as the page had shown it, whatever others have made of it since."""
        try:
            maximum = parse_number(self.data.get(f"{pk}-maximum", ""), decimals=2) or ZERO
        except NumberError:
            return False
        texts = {name: self.data.get(f"{pk}-{name}", "") for name in ("code", "name")}
        shown = seal_of(texts | {"maximum": maximum.quantize(HUNDREDTH)})
        return bool(shown == self.data[f"{pk}-seal"])

    def is_valid(self) -> bool:
        """Whether everything can be stored as it was typed."""
        valid = all([form.is_valid() for form in self.forms.values()])
        return self._codes_are_unique() and valid and not self.gone

    def _codes_are_unique(self) -> bool:
        """No code twice below the same line, as they would all be stored: two lines may swap theirs."""
        codes = {pk: (line.parent_id, line.code) for pk, line in self.criteria.items()}
        for pk, form in self.forms.items():
            codes[pk] = (self.criteria[pk].parent_id, form.cleaned_data.get("code", f"?{pk}"))
        twice = {code for code, count in Counter(codes.values()).items() if count > 1}
        wrong = [
            form for pk, form in self.forms.items() if codes[pk] in twice and "code" in form.changed_data
        ]
        for form in wrong:
            form.add_error("code", _("A neighbouring line has this code already."))
        return not wrong

    @property
    def problems(self) -> list[str]:
        """What is wrong, line by line, for the top of the page."""
        words = _("A line was deleted meanwhile; what you typed was: %(typed)s.")
        lost = [" · ".join(self.data.get(f"{pk}-{name}", "") for name in NAMES) for pk in self.gone]
        found = [words % {"typed": typed} for typed in lost]
        for pk, form in self.forms.items():
            was = self._was(pk)
            found += [f"{was}: {text}" for texts in form.errors.values() for text in texts]
        return found

    def _was(self, pk: int) -> str:
        """A line as it is stored; the form has put what was typed into the row already."""
        initial = self.forms[pk].initial
        return f"{initial['code']} {initial['name']}"

    def rows(self) -> list[OutlineRow]:
        """Every line with its seal, and with what was typed where it was refused."""
        rows = outline_rows(self.regulation)
        for row in rows:
            row.seal = seal_of(model_to_dict(self.criteria[row.pk], NAMES))
            if form := self.forms.get(row.pk):
                row.seal, row.is_refused = form.shown, True
                row.typed = {name: self.data.get(f"{row.pk}-{name}", "") for name in NAMES}
                row.errors = {name.strip("_"): list(map(str, texts)) for name, texts in form.errors.items()}
        return rows

    def save(self, user: Any) -> int:
        """Store what changed with one entry of the history; how many lines that were."""
        changes = [
            change | {"of": self._was(pk)}
            for pk, form in self.forms.items()
            for change in audit.form_changes(form)
        ]
        renamed = [pk for pk, form in self.forms.items() if "code" in form.changed_data]
        passing = Concat(Value("/"), Cast("pk", Criterion._meta.get_field("code")))
        Criterion.objects.filter(pk__in=renamed).update(code=passing)  # so that codes can be swapped
        for form in self.forms.values():
            form.save(commit=False).save(update_fields=form.changed_data)
        if changes:
            audit.record(user, self.regulation, audit.Action.CHANGE, changes=changes)
        return len(self.forms)
