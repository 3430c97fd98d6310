"""The acts of a year, each as the person who has to do it performs it at the screen."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from blocs.models import BlocYear
from blocs.stages import Stage
from scoring.models import Score, ScoreSheet
from tests.browser.desk import Desk

Rows = list[tuple[str, str, str, str]]


def address(year: BlocYear) -> tuple[str, int]:
    """What the addresses of a year's pages are made from."""
    return year.bloc.slug, year.year


def open_stage(desk: Desk, year: BlocYear, stage: Stage) -> None:
    """The secretary moves the year on."""
    desk.go("overview", *address(year)).take(f"Open the stage: {stage.label}")
    expect(desk.page.locator(".stage-now strong")).to_have_text(str(stage.label))


# --- the set-up of the year ------------------------------------------------------------------------
def enter_members(desk: Desk, year: BlocYear, *names: str) -> None:
    """Units join the year below those that are there."""
    there = len(year.members)
    desk.go("members", *address(year))
    rows = {f"memberships-{there + place}-unit": name for place, name in enumerate(names)}
    desk.write(**rows).press("Save")
    desk.told("Saved.")


def enter_dates(desk: Desk, year: BlocYear, **days: tuple[str, str]) -> None:
    """First and last days by stage."""
    desk.go("dates", *address(year))
    for stage, (opens, closes) in days.items():
        desk.write(**{f"{stage}-opens": opens, f"{stage}-closes": closes})
    desk.press("Save")
    desk.told("Saved.")


# --- the regulation --------------------------------------------------------------------------------
def write_regulation(desk: Desk, year: BlocYear, sections: Rows, lines: dict[str, Rows]) -> None:
    """Sections first, then the lines below each of them."""
    desk.go("regulation", *address(year)).press("Begin with an empty table")
    desk.press("Add a section")
    write_lines(desk, sections)
    for section, rows in lines.items():
        desk.press(f"Add below {section}")
        write_lines(desk, rows)


def write_lines(desk: Desk, rows: Rows) -> None:
    """Lines of the table, one after the other on the same page."""
    for code, name, maximum, rule in rows:
        desk.write(code=code, name=name, maximum=maximum)
        desk.page.locator(f'main [name="rule"][value="{rule}"]').check()
        desk.press("Save" if (code, name, maximum, rule) == rows[-1] else "Save and add another")
        desk.told(f"Added: {code} {name}.")


def choose(desk: Desk, data: bytes, ask: str = "Show what it would do") -> int:
    """Choose a workbook and ask what it would do; the status of the answer."""
    file = {"name": "tệp.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    desk.page.locator("input[type=file]").set_input_files(file)
    return desk.press(ask).status


# --- what the units promise ------------------------------------------------------------------------
def register(desk: Desk, year: BlocYear, unit: str, target: dict[str, str], movement: dict[str, str]) -> None:
    """A unit's officer registers one target and one movement."""
    desk.go("pledges", *address(year)).press(f"Begin the registration: {unit}")
    desk.press("Enter the targets")
    desk.write(**{f"new-1-{name}": value for name, value in target.items()}).press("Save")
    desk.press("Enter the movements")
    desk.write(**{f"new-1-{name}": value for name, value in movement.items()}).press("Save")
    desk.reads(target["content"]).reads(movement["name"])


def compose_pledge(desk: Desk, year: BlocYear, sections: dict[str, str]) -> None:
    """The secretary writes the joint pledge and asks the units."""
    desk.go("pledge", *address(year)).press("Begin the joint pledge")
    desk.press("Add a section")
    for title, body in sections.items():
        desk.write(title=title, body=body)
        desk.press("Save" if title == list(sections)[-1] else "Save and add another")
    desk.take("Send to the units for agreement")


def agree(desk: Desk, unit: str) -> None:
    """A leader comes from the task at home."""
    desk.go("home").press(f"Read and agree: Agree to the joint pledge for {unit}")
    desk.take("Agree to the joint pledge")


def sign(desk: Desk, year: BlocYear, facts: dict[str, str], signers: dict[str, str]) -> None:
    """The secretary enters what the conference signed, who signed for a unit, and records it."""
    desk.go("pledge", *address(year)).press("Enter place, date and signers")
    desk.write(**facts)
    for unit, name in signers.items():
        desk.page.get_by_label(f"Signer of {unit}", exact=True).fill(name)
    desk.press("Save")
    desk.told("Saved.").take("Record the signing")


# --- points ----------------------------------------------------------------------------------------
def score_by_keyboard(desk: Desk, unit: str, *points: str) -> None:
    """A unit types its points downwards; they are saved by themselves."""
    desk.go("home").press(f"Score: Score and submit the sheet of {unit}")
    desk.page.locator("input.cell").first.focus()
    keys = [key for value in points for key in (value, "Enter")]
    type_keys(desk, *keys)


def type_keys(desk: Desk, *keys: str, said: str = r"Saved at \d\d:\d\d") -> None:
    """Type texts and press keys where the person is in a grid, and wait until all of it is saved."""
    for key in keys:
        press = desk.page.keyboard.press if key in ("Enter", "Tab") else desk.page.keyboard.type
        press(key)
    expect(desk.page.locator("[data-state=edited], [data-state=saving]")).to_have_count(0)
    expect(desk.page.locator("[data-grid-state]")).to_have_text(re.compile(f"^{said}$"))


def submit(desk: Desk, sheet: ScoreSheet) -> None:
    """A unit hands its sheet in."""
    desk.go("sheet", sheet.pk).take("Submit")


def review_one(desk: Desk, sheet: ScoreSheet, place: int, *keys: str) -> None:
    """A reviewer types from the reviewed score of a line on, counted from 0."""
    desk.go("review", sheet.pk).page.locator(".cell[name^=reviewed_score-]").nth(place).focus()
    type_keys(desk, *keys)


def accept_remaining(desk: Desk, sheet: ScoreSheet, count: int) -> None:
    """The reviewer takes over the unit's own scores where nothing was entered."""
    desk.go("review", sheet.pk).press("Accept the remaining self scores")
    desk.press(f"Accept {count} scores")
    desk.told(f"{count} cells saved at ")


def disagree(desk: Desk, unit: str, words: str) -> None:
    """A unit comes from its task, does not agree on the one line that was changed, and sends its answer."""
    desk.go("home").press(f"Explain: Answer the review of {unit}, line by line")
    line = desk.page.locator("tr[data-line]")
    line.get_by_label("We do not agree").check()
    line.get_by_role("textbox").fill(words)
    line.get_by_role("textbox").blur()
    expect(line.locator("[data-state]")).to_have_text(re.compile(r"^Saved at "))
    desk.take("Send the answers")


def decide(desk: Desk, line: Score, points: str, reason: str) -> None:
    """Points and their reason typed on the page of the decisions; saved once it was shown who moves."""
    desk.write(**{f"final_score-{line.pk}": points, f"final_reason-{line.pk}": reason})
    with desk.page.expect_navigation():
        desk.page.locator(f"[name=final_score-{line.pk}]").press("Enter")


def save_decision(desk: Desk) -> None:
    """Having seen who moves."""
    desk.press("Save 1 decision")
    desk.told("1 decision saved at ")


def approve(desk: Desk, sheet: ScoreSheet) -> None:
    """The reviewer is content with a sheet on which nothing was changed."""
    desk.go("review", sheet.pk).take("Approve")


# --- the ranking -----------------------------------------------------------------------------------
def publish(desk: Desk, year: BlocYear) -> None:
    """Asked once, with words to type."""
    desk.go("ranking", *address(year)).take("Publish the ranking", typed="CÔNG BỐ")
    expect(desk.page.locator(".provisional")).to_have_count(0)
