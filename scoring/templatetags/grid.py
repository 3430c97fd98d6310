"""The cells of a line as markup: drawn in Python, because a template takes far longer for a whole sheet."""

from __future__ import annotations

import html
from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from scoring.grids import GridCell, GridRow
from scoring.grids.bloc import BlocCell, BlocRow
from scoring.grids.leaves import INPUT, WORDS

register = template.Library()


@register.simple_tag
def grid_cells(row: GridRow) -> SafeString:
    """Every cell of a line behind its name and maximum."""
    return mark_safe("".join(_cell(row, cell) for cell in row.cells))  # noqa: S308  # everything is escaped


@register.simple_tag
def bloc_cells(row: BlocRow, decimals: int) -> SafeString:
    """Every unit's cell of a line of the bloc's table."""
    points = gettext("points")
    cells = (_typed_by_bloc(row, one, decimals, points) if one.is_typed else _shown(one) for one in row.cells)
    return mark_safe("".join(cells))  # noqa: S308  # everything is escaped


def _typed_by_bloc(row: BlocRow, one: BlocCell, decimals: int, points: str) -> str:
    """A cell that a reviewer types into; beside a result stands what it earns."""
    cell, column = one.cell, one.column
    place = {
        "class": f"{cell.css} is-entry",
        "data-label": column.unit.short_name,
        "data-cells": column.cells_url,
        "data-version": str(column.version),
        "data-decimals": str(decimals),
        "data-line-url": one.url,
        "data-flags": one.flags,
        "data-figure": cell.figure,
    }
    attributes = {
        "name": cell.name,
        "id": f"{cell.column.name}-{column.sheet.pk}-{row.pk}",
        "placeholder": cell.hint,
        "aria-labelledby": f"h-{column.sheet.pk} c-{row.pk} r-{row.pk}",
    }
    kind = f'class="cell num" value="{escape(cell.text)}" inputmode="decimal" autocomplete="off"'
    after = _note(cell)
    if earned := one.points:
        shown = f'<span class="shown">{escape(earned.shown)}</span> {escape(points)}{_note(earned)}'
        after = f'<span class="cell-points" data-figure="{escape(earned.figure)}">{shown}</span>'
    return f"<td{_written(place)}><input {kind}{_written(attributes)}>{after}</td>"


def _shown(one: BlocCell) -> str:
    """A cell that is read: it leads to the line on the unit's sheet, where there is one."""
    cell, column = one.cell, one.column
    content = f'<span class="shown">{escape(cell.text or ("–" if one.url else ""))}</span>'
    if one.url:
        content = f'<a class="figure-link" href="{escape(one.url)}">{content}</a>'
    place = {
        "class": cell.css,
        "data-label": column.unit.short_name,
        "data-cells": column.cells_url if column.is_entered else "",
        "data-figure": cell.figure,
    }
    return f"<td{_written(place)}>{content}{_note(cell) if cell.note else ''}</td>"


def _cell(row: GridRow, cell: GridCell) -> str:
    if cell.kind in (INPUT, WORDS):
        content, label = _input(row, cell), True
    elif cell.figure:
        content = f'<span class="shown">{escape(cell.text)}</span>{_note(cell)}'
        label = True
    else:
        content = f'<span class="shown">{escape(cell.text)}</span>' if cell.text else ""
        label = bool(cell.text)
    attributes = {
        "class": f"{cell.css} is-entry" if cell.kind in (INPUT, WORDS) else cell.css,
        "data-label": cell.column.label if label else "",
        "data-figure": cell.figure,
        "data-state": "refused" if cell.error else "",
    }
    return f"<td{_written(attributes)}>{content}</td>"


def _input(row: GridRow, cell: GridCell) -> str:
    """What is typed in, named by column and line for who does not see them."""
    line = row.score.pk if row.score else ""
    attributes = {
        "class": "cell num" if cell.kind == INPUT else "cell",
        "name": cell.name,
        "id": f"{cell.column.name}-{line}",
        "aria-labelledby": f"h-{cell.column.name} c-{row.pk} r-{row.pk}",
        "aria-invalid": "true" if cell.error else "",
        "aria-describedby": f"e-{cell.name}" if cell.error else "",
    }
    error = f'<span class="cell-error" id="e-{cell.name}">{escape(cell.error)}</span>' if cell.error else ""
    if cell.kind == WORDS:
        # a browser drops the first line break of a text
        return f'<textarea rows="1"{_written(attributes)}>\n{escape(cell.text)}</textarea>{error}'
    attributes |= {"value": cell.text, "placeholder": cell.hint}
    kind = ' inputmode="decimal" autocomplete="off"'
    return f"<input{kind}{_written(attributes)}>{_note(cell) if cell.figure else ''}{error}"


def escape(text: object) -> str:
    """As Django's own, which for a whole bloc spends more on asking whether a text is lazy."""
    return html.escape(str(text))


def _note(cell: GridCell) -> str:
    return f'<small class="cell-note">{escape(cell.note)}</small>'


def _written(attributes: Mapping[str, object]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value)
