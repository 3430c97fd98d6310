"""The rows of the sheet of criteria, each checked by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from django.utils.translation import gettext as _

from scoring.core.tree import Kind
from scoring.models import Criterion
from scoring.results import SEPARATOR
from scoring.workbooks.findings import Findings
from scoring.workbooks.reading import Cell
from scoring.workbooks.regulation.layout import KINDS, RULE_WORDS, RULES, TRUTHS
from scoring.workbooks.regulation.parameters import ParametersError, Raw, parameters_in
from scoring.workbooks.tables import Table, folded, number_in, text_in, usable

_LENGTHS: dict[str, int] = {
    field.name: field.max_length or 0
    for field in Criterion._meta.concrete_fields
    if field.name in ("code", "name", "measure")
}
MAXIMUM_DECIMALS: int = Criterion._meta.get_field("maximum").decimal_places

Word = TypeVar("Word")


@dataclass(eq=False, slots=True)
class Line:
    """A row as a criterion to be. `maximum` is None when it is refused, `rule` blank when none is given.

    `path` is the key that the criterion will have: the codes from the top down.
    """

    row: int
    key: str
    parent_key: str
    code: str
    name: str
    maximum: Decimal | None
    rule: str
    kind: Kind
    parameters: Raw = field(default_factory=dict)
    measure: str = ""
    needs_evidence: bool = False
    is_off: bool = False
    told: Cell | None = None  # where the parameters stand
    path: str = ""
    children: list[Line] = field(default_factory=list)


def lines_of(table: Table, findings: Findings) -> list[Line]:
    """Every row of the table in its order."""
    return [_line(table, row, findings) for row in sorted(table.lines())]


def _line(table: Table, row: int, findings: Findings) -> Line:
    def text(name: str) -> str:
        return text_in(table.cell(row, name), findings)

    key = text("key")
    line = Line(
        row=row,
        key=key,
        parent_key=text("parent"),
        code=text("code") or key.rpartition(SEPARATOR)[2].strip(),
        name=text("name"),
        maximum=number_in(table.cell(row, "maximum"), findings, decimals=MAXIMUM_DECIMALS),
        rule=_rule(table.cell(row, "rule"), findings),
        kind=_kind(table.cell(row, "kind"), findings),
        parameters=_parameters(table.cell(row, "parameters"), findings),
        measure=text("measure"),
        needs_evidence=_truth(table.cell(row, "needs_evidence"), findings),
        is_off=_truth(table.cell(row, "is_off"), findings),
        told=table.cell(row, "parameters"),
    )
    _check_presence(table, row, findings)
    _check_texts(line, table, findings)
    return line


def _check_presence(table: Table, row: int, findings: Findings) -> None:
    """The cells that no criterion can do without."""
    for name, sentence in (
        ("key", _("the key is missing.")),
        ("name", _("the name of the criterion is missing.")),
        ("maximum", _("the maximum is missing.")),
    ):
        if table.cell(row, name) is None:
            findings.refuse(sentence, row)


def _check_texts(line: Line, table: Table, findings: Findings) -> None:
    """Lengths, and no separator in a code."""
    for name, text in (("code", line.code), ("name", line.name), ("measure", line.measure)):
        length = _LENGTHS[name]
        if len(text) > length:
            words = _("the text is longer than %(length)s characters (%(start)s…).")
            _refuse_at(
                words % {"length": length, "start": text[:30]}, line, table.cell(line.row, name), findings
            )
    if SEPARATOR in line.code:
        words = _("the code “%(code)s” contains “/”.") % {"code": line.code}
        _refuse_at(words, line, table.cell(line.row, "code"), findings)
    elif not line.code and line.key:
        findings.refuse(_("the code is missing."), line.row)


def _refuse_at(text: str, line: Line, cell: Cell | None, findings: Findings) -> None:
    if cell is None:
        findings.refuse(text, line.row)
    else:
        findings.refuse_cell(text, cell)


def _rule(cell: Cell | None, findings: Findings) -> str:
    """The rule of the core; blank when the cell is blank or refused."""
    words = _("“%(word)s” is no rule. There are: %(known)s.")
    known = {"known": ", ".join(f"“{word}”" for word in RULE_WORDS.values()), "word": "%(word)s"}
    return _known(cell, RULES, words % known, findings) or ""


def _kind(cell: Cell | None, findings: Findings) -> Kind:
    words = _("“%(word)s” is no kind of points. Leave the cell empty, or write “Thưởng” or “Trừ”.")
    return _known(cell, KINDS, words, findings) or Kind.BASE


def _parameters(cell: Cell | None, findings: Findings) -> Raw:
    """What the rule is told; whether the rule takes it is asked when it is known to be a leaf."""
    try:
        return parameters_in(text_in(cell, findings))
    except ParametersError as error:
        if cell:
            findings.refuse_cell(str(error), cell)
        return {}


def _truth(cell: Cell | None, findings: Findings) -> bool:
    if cell is not None and isinstance(cell.value, bool) and usable(cell, findings):
        return cell.value
    words = _("“%(word)s” is neither yes nor no. Write “Có”, or leave the cell empty.")
    return bool(_known(cell, TRUTHS, words, findings))


def _known(cell: Cell | None, known: Mapping[str, Word], words: str, findings: Findings) -> Word | None:
    """What the word in a cell stands for; None when it is blank or refused."""
    word = text_in(cell, findings)
    found = known.get(folded(word)) if word else None
    if cell and word and found is None:
        findings.refuse_cell(words % {"word": word[:60]}, cell)
    return found
