"""Every page in Vietnamese: WCAG 2.1 AA as axe measures it, one title, no overflow; two widths, two themes.

The pages are those of tests/access_table.py, seen by the first role that it lets in, and by
others where they see something else. The states that no address shows by itself are in
test_accessibility_states.py. That no console says an error (the Content-Security-Policy's complaints are
such) is asked of every browser test.
"""

from __future__ import annotations

import pytest

from tests.access_table import EXPECTED, ROLES
from tests.browser.measures import faults, none

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHARES = 4  # tests among which the pages are dealt out, so that they run beside each other
FILES = {
    "agenda_pdf",
    "receipt_pdf",
    "review_pdf",
    "sheet_pdf",
    "sheet_workbook",
    "cells",
    "conference_state",
    "conferences",
    "consultation_open",
    "evidence_file[returned]",
    "evidence_file[draft]",
    "evidence_file[loose]",
    "evidence_pdf",
    "pack_file",
    "pack_progress",
    "regulation_export",
    "regulation_pdf",
    "rule_example",
    "scores_export",
    "signed_copy_file",
    "paper_file",
    "paper_preview",
    "paper_sheet",
    "pledge_pdf",
    "ranking_pdf[provisional]",
    "ranking_pdf[published]",
    "ranking_export[provisional]",
    "ranking_export[published]",
}
PAGES = [row for row in EXPECTED if not row.endswith("!") and row not in FILES]
OTHERS = [
    ("home", "leader"),
    ("home", "nobody"),
    ("overview", "officer"),
    ("setup", "observer"),
    ("pledges", "officer"),
    ("regulation", "observer"),
    ("sheets", "leader"),
    ("sheet[returned]", "secretary"),
    ("evidence_library[returned]", "officer"),
    ("evidence[returned]", "officer"),
    ("line_evidence", "officer"),
    ("ranking", "leader"),
    ("why[published]", "leader"),
    ("documents", "leader"),
]


def first_role(row):
    return next(role for role, status in zip(ROLES, EXPECTED[row], strict=True) if status == 200)


def seen(world, desk, visits):
    """What is wrong on each page for the role that visits it."""
    for row, role in visits:
        browser = desk(getattr(world.cast, role), language="vi").go(world.address(row))
        yield from faults(browser.page, f"{row} for {role}")


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_of_the_table_is_accessible(world, desk, share):
    none(seen(world, desk, [(row, first_role(row)) for row in PAGES[share::SHARES]]))


def test_pages_are_accessible_as_other_roles_see_them(world, desk):
    none(seen(world, desk, OTHERS))
