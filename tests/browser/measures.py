"""What is wrong with a page that is open: axe's violations, titles, width on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, PHONE = 1440, 390
TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RULES = {"light": TAGS, "dark": COLOURS}  # of one theme every rule: the other differs in its colours only
RUN = """async ([theme, rules]) => {
    document.documentElement.dataset.bsTheme = theme
    return (await axe.run({runOnly: rules, resultTypes: ["violations"]})).violations
}"""


def check(page: Page, name: str) -> None:
    """Nothing is wrong with the page that is open."""
    none(faults(page, name))


def none(found: Iterable[str]) -> None:
    """Fail with every fault: which page, which rule, which node."""
    every = list(found)
    assert not every, "\n".join(every)


def faults(page: Page, name: str) -> Iterator[str]:
    """At both widths and in both themes."""
    if (titles := page.locator("h1").count()) != 1:
        yield f"{name}: {titles} titles"
    page.evaluate(Axe().axe_script)
    for width in (PHONE, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        for theme, rules in RULES.items():
            yield from listed(page.evaluate(RUN, [theme, rules]), f"{name}, {theme}, {width} px")
        if (needed := page.evaluate("document.scrollingElement.scrollWidth")) > width:
            yield f"{name}: {needed} px wide on a screen of {width} px"


def listed(violations: list[dict[str, Any]], place: str) -> Iterator[str]:
    """The rules that a page breaks, and at which nodes."""
    for violation in violations:
        for node in violation["nodes"]:
            yield f"{place}: {violation['id']} at {node['target']}: {node['failureSummary']}"
