"""What is wrong with a page that is open: axe's violations, titles, width on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
WIDE, PHONE = 1440, 390


def check(page: Page, name: str) -> None:
    """Nothing is wrong with the page that is open."""
    none(faults(page, name))


def none(found: Iterable[str]) -> None:
    """Fail with every fault: which page, which rule, which node."""
    listed = list(found)
    assert not listed, "\n".join(listed)


def faults(page: Page, name: str) -> Iterator[str]:
    """At both widths and in both themes."""
    if (titles := page.locator("h1").count()) != 1:
        yield f"{name}: {titles} titles"
    for width in (PHONE, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        for theme in ("light", "dark"):
            page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
            yield from violations(page, f"{name}, {theme}, {width} px")
        if (needed := page.evaluate("document.scrollingElement.scrollWidth")) > width:
            yield f"{name}: {needed} px wide on a screen of {width} px"


def violations(page: Page, place: str) -> Iterator[str]:
    """The rules that a page breaks, and at which nodes."""
    for violation in Axe().run(page, options=RULES).response["violations"]:
        for node in violation["nodes"]:
            yield f"{place}: {violation['id']} at {node['target']}: {node['failureSummary']}"
