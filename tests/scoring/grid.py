"""Driving a score grid as a browser does: what a page shows is what comes back."""

from __future__ import annotations

import json

from django.urls import reverse

from tests import factories


def inputs(browser, url):
    """The cells of the page that can be typed in, by field and line: `self_score-12`."""
    rows = browser.get(url).context["table"].rows
    return {f"{cell.column.name}-{row.score.pk}": cell for row in rows for cell in row.cells if cell.name}


def page_fields(browser, url, typed=None):
    """What a browser without JavaScript sends back from the page at `url` when `typed` is typed."""
    cells = inputs(browser, url)
    return {cell.name: cell.text for cell in cells.values()} | {
        cells[key].name: text for key, text in (typed or {}).items()
    }


def names(sheet, field):
    """The cells of a column in the order of the table."""
    return [f"{field}-{line.pk}" for line in factories.lines(sheet)]


def column(sheet, field):
    return [getattr(line, field) for line in factories.lines(sheet)]


def shown(page, field):
    """The cells of a column on a page that was answered, lines only."""
    return [row.cell(field) for row in page.context["table"].rows if row.is_leaf]


def assignment_seals(browser, url):
    """The hidden fields of the page of criteria that are not assigned."""
    lines = browser.get(url).context["form"].lines
    return {f"was-assigned-{line.row.score.pk}": line.seal for line in lines if line.seal}


def address_of(sheet):
    return (sheet.bloc_year.bloc.slug, sheet.bloc_year.year)


class Page:
    """A grid that someone has open: it sends what is typed, with the seals that it has seen."""

    def __init__(self, browser, sheet, person, *, review=False):
        self.browser, self.person = browser, person
        self.url = reverse("cells", args=(sheet.pk,))
        page = browser.get(reverse("review", args=(sheet.pk,)) if review else sheet.get_absolute_url())
        table, self.version = page.context["table"], page.context["version"]
        self.decimals = table.decimals
        cells = (cell for row in table.rows for cell in row.cells if cell.name)
        self.seals = dict(cell.name.rsplit("-", 1) for cell in cells)

    def send(self, typed, mode="each", **more):
        """Type texts by cell (`self_score-12`) and let the page save them."""
        cells = [
            {"score": int(key.split("-")[1]), "field": key.split("-")[0], "value": text, "seal": seal}
            for key, text in typed.items()
            for seal in [self.seals.get(key, "0" * 12)]
        ]
        known = {"person": self.person.pk, "version": self.version, "decimals": self.decimals}
        body = {"mode": mode, "cells": cells} | known | more
        return self.browser.post(self.url, json.dumps(body), content_type="application/json")

    def save(self, typed, mode="each"):
        """Send, and take over what the answer says; the answer."""
        answer = self.send(typed, mode).json()
        for told in answer.get("cells", ()):
            if told["state"] == "saved":
                key, seal = told["name"].rsplit("-", 1)
                self.seals[key] = seal
        self.version = answer.get("version", self.version)
        return answer


def states(answer):
    """What became of every cell, by cell."""
    return {f"{told['field']}-{told['score']}": told["state"] for told in answer["cells"]}
