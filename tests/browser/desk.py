"""What a person does at the screen: goes to a page, presses what stands there, writes, reads."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse
from playwright.sync_api import Locator, Page, Response, expect


class Desk:
    """A person's browser. What it presses and fills is named by the words of the English pages."""

    def __init__(self, page: Page, root: str) -> None:
        self.page, self.root = page, root

    def go(self, name: str, *args: Any) -> Desk:
        """Open a page by its name, or by its address."""
        answer = self.page.goto(self.root + (name if name.startswith("/") else reverse(name, args=args)))
        assert answer, name
        assert answer.ok, f"{name}: {answer.status}"
        return self

    def find(self, words: str) -> Locator:
        """The link or button with these words, seen or heard: the unseen ones stand apart."""
        name = re.compile(rf"^{re.escape(words).replace(':', ' ?:')}$")
        return self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name))

    def press(self, words: str | Locator) -> Response:
        """Press a link or button that leads to a page, and wait for that page."""
        with self.page.expect_navigation() as moved:
            (self.find(words) if isinstance(words, str) else words).click()
        return moved.value

    def write(self, **values: str) -> Desk:
        """Fill fields by their names: a select gets the choice with this value or these words."""
        for name, value in values.items():
            self.fill(self.page.locator(f'main [name="{name}"]'), value)
        return self

    def fill(self, field: Locator, value: str) -> None:
        """Fill one field."""
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)

    def take(self, step: str, **values: str) -> Desk:
        """Take a step: press it where it stands, answer what its page asks, press it again."""
        self.press(step)
        if self.page.url.rstrip("/").split("/")[-2] == "steps":
            self.write(**values).press(step)
        return self.told(f"Done: {step}.")

    def take_refused(self, step: str, words: str) -> None:
        """A step that is not possible yet names what is missing."""
        self.press(step)
        self.warned(words)

    def told(self, words: str) -> Desk:
        """The page says so on top."""
        expect(self.page.get_by_role("status").filter(has_text=words)).to_have_count(1)
        return self

    def warned(self, words: str) -> Desk:
        """The page refuses and says why."""
        expect(self.page.get_by_role("alert").filter(has_text=words)).to_have_count(1)
        return self

    def reads(self, words: str) -> Desk:
        """These words stand on the page."""
        expect(self.page.locator("main")).to_contain_text(words)
        return self

    def row(self, words: str) -> Locator:
        """The row of a table in which these words stand."""
        return self.page.get_by_role("row").filter(has_text=words)

    def kind_of(self, link: str) -> str:
        """What the address behind a link answers with: “200 application/pdf”."""
        answer = self.page.request.get(self.root + str(self.find(link).get_attribute("href")))
        return f"{answer.status} {answer.headers['content-type']}"
