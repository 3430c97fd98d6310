"""Driving a score grid as a browser does: what a page shows is what comes back."""

from __future__ import annotations

from tests import factories


def page_fields(browser, url):
    """What a browser sends back from the page at `url` when nothing is typed."""
    form = browser.get(url).context["form"]
    fields = {}
    for row in form.rows:
        for field in form.fields:
            fields[f"{field}-{row.score.pk}"] = row.typed[field]
            fields[f"was-{field}-{row.score.pk}"] = row.seals[field]
    return fields


def names(sheet, field):
    """The inputs of a column in the order of the table."""
    return [f"{field}-{line.pk}" for line in factories.lines(sheet)]


def column(sheet, field):
    return [getattr(line, field) for line in factories.lines(sheet)]


def assignment_seals(browser, url):
    """The hidden fields of the page of criteria that are not assigned."""
    rows = [row for row in browser.get(url).context["table"].rows if row.is_leaf]
    return {f"was-assigned-{row.score.pk}": row.seals["assigned"] for row in rows}


def address_of(sheet):
    return (sheet.bloc_year.bloc.slug, sheet.bloc_year.year)
