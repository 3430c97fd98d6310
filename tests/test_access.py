"""Every address of the site, walked by every role, compared with one table.

The world is a bloc in three years: 2020 is published; 2021 is being reviewed (the member's sheet was sent
back to it, the head's is submitted, the third unit still scores) and its pledge waits for agreement; 2022 is
being prepared (regulation, pledge and the member's registration are drafts). `stranger` is the secretary of
another bloc, so every visit of hers is an attack with ids that are not hers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from blocs.stages import Stage
from tests import factories
from tests.cast import Cast, assemble

ROLES = ("secretary", "head_leader", "leader", "officer", "other_officer", "observer", "stranger", "nobody")

# What each role is answered. “name” is a GET, “name!” a POST; the words in brackets say which of several.
TABLE = """
                              secretary head_leader leader officer other_officer observer stranger nobody
home                             200       200       200     200       200         200      200     200
password                         200       200       200     200       200         200      200     200
logout!                          302       302       302     302       302         302      302     302

overview                         200       200       200     200       200         200      404     404
setup                            200       200       200     200       200         200      404     404
setup!                           200       403       403     403       403         403      404     404
members                          200       403       403     403       403         403      404     404
members!                         200       403       403     403       403         403      404     404
dates                            200       403       403     403       403         403      404     404
dates!                           200       403       403     403       403         403      404     404
new_year                         200       403       403     403       403         403      404     404
new_year!                        200       403       403     403       403         403      404     404
year_step                        200       403       403     403       403         403      404     404
year_step!                       409       403       403     403       403         403      404     404
history                          200       200       200     200       200         200      404     404

pledges                          200       200       200     200       200         200      404     404
begin_registration!              403       403       403     403       302         403      404     404
registration                     200       200       200     200       200         200      404     404
registration_targets             403       403       200     200       403         403      404     404
registration_targets!            403       403       302     302       403         403      404     404
registration_movements           403       403       200     200       403         403      404     404
registration_movements!          403       403       302     302       403         403      404     404
copy_registration!               403       403       302     302       403         403      404     404
registration_step[confirm]       403       403       200     403       403         403      404     404
registration_step[confirm]!      403       403       302     403       403         403      404     404
registration_step[send_back]     200       403       403     403       403         403      404     404
pledge                           200       200       200     200       200         200      404     404
begin_pledge!                    302       403       403     403       403         403      404     404
pledge_sections                  200       403       403     403       403         403      404     404
pledge_sections!                 200       403       403     403       403         403      404     404
pledge_section                   200       403       403     403       403         403      404     404
pledge_section!                  200       403       403     403       403         403      404     404
pledge_section_delete            200       403       403     403       403         403      404     404
pledge_section_delete!           302       403       403     403       403         403      404     404
pledge_section_move!             302       403       403     403       403         403      404     404
pledge_signing                   200       403       403     403       403         403      404     404
pledge_signing!                  200       403       403     403       403         403      404     404
pledge_step                      200       403       403     403       403         403      404     404
pledge_step!                     302       403       403     403       403         403      404     404
agreement_step                   403       403       200     403       403         403      404     404
agreement_step!                  403       403       409     403       403         403      404     404
pledge_pdf                       200       200       200     200       200         200      404     404

regulation                       200       200       200     200       200         200      404     404
begin_regulation!                302       403       403     403       403         403      404     404
regulation_settings              200       403       403     403       403         403      404     404
regulation_settings!             200       403       403     403       403         403      404     404
regulation_import                200       403       403     403       403         403      404     404
regulation_import!               422       403       403     403       403         403      404     404
regulation_import_now!           409       403       403     403       403         403      404     404
regulation_export                200       200       200     200       200         200      404     404
tie_breaks                       200       403       403     403       403         403      404     404
tie_breaks!                      200       403       403     403       403         403      404     404
criterion_new                    200       403       403     403       403         403      404     404
criterion_new!                   200       403       403     403       403         403      404     404
criterion                        200       403       403     403       403         403      404     404
criterion!                       200       403       403     403       403         403      404     404
criterion_delete                 200       403       403     403       403         403      404     404
criterion_delete!                302       403       403     403       403         403      404     404
criterion_move!                  302       403       403     403       403         403      404     404
regulation_step                  200       403       403     403       403         403      404     404
regulation_step!                 302       403       403     403       403         403      404     404

sheets                           200       200       200     200       200         200      404     404
scores_import                    200       403       403     403       403         403      404     404
scores_import!                   422       403       403     403       403         403      404     404
scores_import_now!               409       403       403     403       403         403      404     404
scores_export                    200       200       200     200       200         200      404     404
sheet[returned]                  200       200       200     200       200         200      404     404
sheet[returned]!                 403       403       302     302       403         403      404     404
sheet[draft]                     200       404       404     404       200         404      404     404
sheet[draft]!                    403       404       404     404       302         404      404     404
review                           200       403       403     403       403         403      404     404
review!                          302       403       403     403       403         403      404     404
acceptance                       200       403       403     403       403         403      404     404
acceptance!                      200       403       403     403       403         403      404     404
assignments                      200       403       403     403       403         403      404     404
assignments!                     302       403       403     403       403         403      404     404
scoresheet_step[submit]          403       403       200     200       403         403      404     404
scoresheet_step[submit]!         403       403       409     409       403         403      404     404
scoresheet_step[approve]         200       403       403     403       403         403      404     404
scoresheet_step[approve]!        409       403       403     403       403         403      404     404

ranking                          200       200       200     200       200         200      404     404
ranking_pdf[provisional]         200       403       403     403       403         403      404     404
ranking_pdf[published]           200       200       200     200       200         200      404     404
why[provisional]                 200       403       403     403       403         403      404     404
why[published]                   200       200       200     200       200         200      404     404
exclusions[provisional]          200       403       403     403       403         403      404     404
exclusions[provisional]!         200       403       403     403       403         403      404     404
exclusions[published]            200       200       200     200       200         200      404     404
exclusions[published]!           403       403       403     403       403         403      404     404
exclusion                        200       404       404     404       404         404      404     404
exclusion!                       200       404       404     404       404         404      404     404
exclusion_delete                 200       404       404     404       404         404      404     404
exclusion_delete!                302       404       404     404       404         404      404     404
ranking_step                     200       403       403     403       403         403      404     404
ranking_step!                    409       403       403     403       403         403      404     404
documents                        200       200       200     200       200         200      404     404
"""
ANYONE = {"login", "set_language"}  # the only addresses that need no log-in
EXPECTED = {
    cells[0]: tuple(int(cell) for cell in cells[1:])
    for line in TABLE.strip().splitlines()[1:]
    if (cells := line.split())
}


class World:
    """The rows that the table's addresses point at."""

    def __init__(self) -> None:
        units = [factories.unit() for _ in range(3)]
        bloc = factories.bloc()
        self.old = factories.approved_year([(1, 0, 1, 1)] * 3, bloc=bloc, year=2020, units=units)
        self.reviewed = factories.scoring_year(stage=Stage.REVIEW, bloc=bloc, year=2021, units=units)
        self.prepared = factories.bloc_year(bloc=bloc, year=2022, units=units)
        self.cast: Cast = assemble(self.prepared)
        self.old.ranking.take("publish", self.cast.secretary)
        self.returned = factories.sheet(year=self.reviewed, unit=units[1], state="returned")
        self.submitted = factories.sheet(year=self.reviewed, unit=units[0], state="submitted")
        self.draft = factories.sheet(year=self.reviewed, unit=units[2])
        self.regulation = factories.regulation(year=self.prepared, adopted=False)
        self.pledge = factories.pledge(year=self.prepared)
        self.registration = factories.registration(year=self.prepared, unit=units[1])
        self.exclusion = factories.exclusion(year=self.reviewed, unit=units[2])
        asked = factories.pledge(year=self.reviewed, state="agreeing")
        self.agreement = asked.agreements.create(unit=units[1])

    def address(self, row: str) -> str:
        """The address that a row of the table names."""
        name = row.rstrip("!")
        return self._objects().get(name) or self._years().get(name) or reverse(name)

    def _objects(self) -> dict[str, str]:
        leaf = self.regulation.criteria.filter(children=None).first()
        section, sheet = self.pledge.sections.first(), (self.submitted.pk,)
        return {
            "registration": self.registration.get_absolute_url(),
            "registration_targets": reverse("registration_targets", args=(self.registration.pk,)),
            "registration_movements": reverse("registration_movements", args=(self.registration.pk,)),
            "copy_registration": reverse("copy_registration", args=(self.registration.pk,)),
            "registration_step[confirm]": self.registration.step_url("confirm"),
            "registration_step[send_back]": self.registration.step_url("send_back"),
            "pledge_section": reverse("pledge_section", args=(section.pk,)),
            "pledge_section_delete": reverse("pledge_section_delete", args=(section.pk,)),
            "pledge_section_move": reverse("pledge_section_move", args=(section.pk,)),
            "pledge_step": self.pledge.step_url("ask_units"),
            "agreement_step": self.agreement.step_url("agree"),
            "criterion": reverse("criterion", args=(leaf.pk,)),
            "criterion_delete": reverse("criterion_delete", args=(leaf.pk,)),
            "criterion_move": reverse("criterion_move", args=(leaf.pk,)),
            "regulation_step": self.regulation.step_url("adopt"),
            "sheet[returned]": self.returned.get_absolute_url(),
            "sheet[draft]": self.draft.get_absolute_url(),
            "review": reverse("review", args=sheet),
            "acceptance": reverse("acceptance", args=sheet),
            "assignments": reverse("assignments", args=sheet),
            "scoresheet_step[submit]": self.returned.step_url("submit"),
            "scoresheet_step[approve]": self.submitted.step_url("approve"),
            "exclusion": reverse("exclusion", args=(self.exclusion.pk,)),
            "exclusion_delete": reverse("exclusion_delete", args=(self.exclusion.pk,)),
            "ranking_step": self.reviewed.ranking.step_url("publish"),
        }

    def _years(self) -> dict[str, str]:
        slug, third = self.prepared.bloc.slug, self.prepared.members[2].pk
        old, reviewed, prepared = (slug, 2020), (slug, 2021), (slug, 2022)
        return {
            "new_year": reverse("new_year", args=(slug,)),
            "year_step": self.prepared.step_url("open_submission"),
            "begin_registration": reverse("begin_registration", args=(*prepared, third)),
            "scores_import": reverse("scores_import", args=reviewed),
            "scores_import_now": reverse("scores_import_now", args=reviewed),
            "scores_export": reverse("scores_export", args=reviewed),
            "sheets": reverse("sheets", args=reviewed),
            "ranking": reverse("ranking", args=reviewed),
            "exclusions[provisional]": reverse("exclusions", args=reviewed),
            "exclusions[published]": reverse("exclusions", args=old),
            "ranking_pdf[provisional]": reverse("ranking_pdf", args=reviewed),
            "ranking_pdf[published]": reverse("ranking_pdf", args=old),
            "why[provisional]": reverse("why", args=(*reviewed, third)),
            "why[published]": reverse("why", args=(*old, third)),
        } | {name: reverse(name, args=prepared) for name in YEAR_PAGES}


YEAR_PAGES = """
    overview setup members dates history documents pledges pledge pledge_pdf begin_pledge pledge_sections
    pledge_signing regulation begin_regulation regulation_settings regulation_import regulation_import_now
    regulation_export tie_breaks criterion_new
""".split()  # noqa: SIM905  # a list of words reads best as words


def url_names(patterns: Any = None) -> set[str]:
    """The names of all addresses but those of the administration, which Django guards."""
    found = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            found |= set() if pattern.app_name == "admin" else url_names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.add(pattern.name)
    return found


def visit(browser: Client, row: str, url: str) -> int:
    """The status that a row's visit is answered with."""
    return (browser.post(url) if row.endswith("!") else browser.get(url)).status_code


def test_table_names_every_address_of_the_site():
    named = {row.rstrip("!").partition("[")[0] for row in EXPECTED}
    assert named | ANYONE == url_names()


def answers(world: World, row: str, as_: Callable[[Any], Client]) -> dict[str, int]:
    """The row as it is; those who may do it come last, so that a refusal is never due to another's act."""
    url = world.address(row)
    found = {role: visit(as_(getattr(world.cast, role)), row, url) for role in reversed(ROLES)}
    return {role: found[role] for role in ROLES}


def expected(row: str) -> dict[str, int]:
    """The row as it should be."""
    return dict(zip(ROLES, EXPECTED[row], strict=True))


def test_pages_answer_every_role_as_the_table_says(db, as_):
    world, rows = World(), [row for row in EXPECTED if not row.endswith("!")]
    assert {row: answers(world, row, as_) for row in rows} == {row: expected(row) for row in rows}


@pytest.mark.parametrize("row", [row for row in EXPECTED if row.endswith("!")])
def test_act_answers_every_role_as_the_table_says(db, as_, row):
    assert answers(World(), row, as_) == expected(row)


def test_every_address_leads_the_anonymous_to_the_log_in(db, client):
    world = World()
    for row in EXPECTED.keys() - {"logout!"}:
        url = world.address(row)
        answer = client.post(url) if row.endswith("!") else client.get(url)
        assert (row, answer.status_code, answer.url.split("?")[0]) == (row, 302, reverse("login"))


@pytest.mark.parametrize("role", ROLES)
def test_administration_is_closed_to_every_role_of_a_bloc(db, as_, role):
    answer = as_(getattr(World().cast, role)).get(reverse("admin:index"))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("admin:login"))


def test_role_that_ended_opens_nothing(db, as_, clock):
    world = World()
    browser = as_(world.cast.secretary)
    world.cast.secretary.roles.update(ends="2026-03-10")
    url = reverse("overview", args=(world.prepared.bloc.slug, 2022))
    assert browser.get(url).status_code == 200
    clock.move_to("2026-03-10T17:00:00+00:00")  # midnight in Vietnam
    assert as_(world.cast.secretary).get(url).status_code == 404
