"""A bloc in four years with everything that addresses can point at.

In 2019 the member explains and the third unit's sheet is in its second review; 2020 is published; 2021 is
being reviewed (the member's sheet was sent back to it, the head's is submitted and waits for the deputy's
people, the third unit still scores) and its pledge waits for agreement; 2022 is being prepared (regulation,
pledge and the member's registration are drafts). `stranger` is the secretary of another bloc, so every visit
of hers is an attack with ids that are not hers.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from blocs.stages import Stage
from tests import brought_back, convened, factories, followed_up, launched, packed, reminded
from tests.cast import Cast, assemble
from tests.scoring import consultations
from tests.scoring.reviews import reviewed
from tests.scoring.shelves import document, file, shelf


class World:
    """The rows that the table's addresses point at."""

    def __init__(self) -> None:
        units = [factories.unit() for _ in range(3)]
        bloc = factories.bloc()
        self.old = factories.approved_year([(1, 0, 1, 1)] * 3, bloc=bloc, year=2020, units=units)
        contested = factories.scoring_year(stage=Stage.REVIEW, bloc=bloc, year=2019, units=units)
        self.reviewed = factories.scoring_year(stage=Stage.REVIEW, bloc=bloc, year=2021, units=units)
        self.prepared = factories.bloc_year(bloc=bloc, year=2022, units=units)
        self.cast: Cast = assemble(self.prepared)
        self.old.ranking.take("publish", self.cast.secretary)
        self.returned = factories.sheet(year=self.reviewed, unit=units[1], state="returned")
        self.submitted = factories.sheet(year=self.reviewed, unit=units[0], state="submitted")
        self.draft = factories.sheet(year=self.reviewed, unit=units[2])
        self.explaining = reviewed(contested, unit=units[1], state="explaining", line_0=28)
        self.second = reviewed(contested, unit=units[2], state="second_review", line_0=28)
        handed_in = {"submitted_at": timezone.now(), "submitted_by": self.cast.officer}
        contested.score_sheets.update(**handed_in, fingerprint="0" * 64)
        self.regulation = factories.regulation(year=self.prepared, adopted=False)
        self.pledge = factories.pledge(year=self.prepared)
        self.registration = factories.registration(year=self.prepared, unit=units[1])
        self.exclusion = factories.exclusion(year=self.reviewed, unit=units[2])
        self.issued = factories.paper(year=self.prepared)
        asked = factories.pledge(year=self.reviewed, state="agreeing")
        self.agreement = asked.agreements.create(unit=units[1])
        self.shelves = {name: shelf(self.reviewed, units[n]) for name, n in (("returned", 1), ("draft", 2))}
        self.papers = {name: document(it, "Báo cáo", file=file(it)) for name, it in self.shelves.items()}
        self.loose = file(self.shelves["returned"], name="tep-cho.pdf")

    def address(self, row: str) -> str:
        """The address that a row of the table names."""
        name = row.rstrip("!")
        addresses = self._objects() | self._years() | self._evidence() | self._contested()
        addresses |= launched.addresses(self.prepared, self.reviewed, self.registration)
        addresses |= followed_up.addresses(self.reviewed) | brought_back.addresses(self.issued)
        addresses |= convened.addresses(self.reviewed)
        addresses |= packed.addresses(self.prepared, self.cast.secretary)
        addresses |= reminded.addresses(self.registration, self.cast.secretary)
        return consultations.address(name, self.regulation) or addresses.get(name) or reverse(name)

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
            "paper": self.issued.get_absolute_url(),
            "paper_file": reverse("paper_file", args=(self.issued.pk,)),
            "paper_step": self.issued.step_url("withdraw"),
            "criterion": reverse("criterion", args=(leaf.pk,)),
            "criterion_delete": reverse("criterion_delete", args=(leaf.pk,)),
            "criterion_move": reverse("criterion_move", args=(leaf.pk,)),
            "regulation_step": self.regulation.step_url("adopt"),
            "sheet[returned]": self.returned.get_absolute_url(),
            "sheet[draft]": self.draft.get_absolute_url(),
            "review": reverse("review", args=sheet),
            "cells": reverse("cells", args=(self.returned.pk,)) + "?round=self",
            "line": reverse("line", args=(self.returned.pk, self.returned.scores.first().criterion_id)),
            "acceptance": reverse("acceptance", args=sheet),
            "assignments": reverse("assignments", args=sheet),
            "sheet_workbook": reverse("sheet_workbook", args=(self.returned.pk,)),
            "sheet_workbook_upload": reverse("sheet_workbook_upload", args=(self.returned.pk,)),
            "sheet_workbook_now": reverse("sheet_workbook_now", args=(self.returned.pk,)),
            "scoresheet_step[submit]": self.returned.step_url("submit"),
            "scoresheet_step[approve]": self.submitted.step_url("approve"),
            "exclusion": reverse("exclusion", args=(self.exclusion.pk,)),
            "exclusion_delete": reverse("exclusion_delete", args=(self.exclusion.pk,)),
            "ranking_step": self.reviewed.ranking.step_url("publish"),
        }

    def _contested(self) -> dict[str, str]:
        explaining, second = (self.explaining.pk,), (self.second.pk,)
        answering = ("explanation", "answers", "agreement", "comparison", "review_pdf")
        deciding = ("decisions", "decisions_now", "receipt", "receipt_pdf", "sheet_pdf")
        year = (self.prepared.bloc.slug, 2019)
        return (
            {name: reverse(name, args=explaining) for name in answering}
            | {name: reverse(name, args=second) for name in deciding}
            | {name: reverse(name, args=year) for name in ("agenda", "agenda_pdf", "deadlines")}
            | {"scoresheet_step[send_back]": self.second.step_url("send_back")}
        )

    def _evidence(self) -> dict[str, str]:
        pk, line = self.papers["returned"].pk, self.returned.scores.first()
        acts = ("edit", "delete", "links", "places")
        addresses = {f"evidence_{act}": reverse(f"evidence_{act}", args=(pk,)) for act in acts}
        for name, library in self.shelves.items():
            addresses[f"evidence_library[{name}]"] = library.get_absolute_url()
            addresses[f"evidence[{name}]"] = self.papers[name].get_absolute_url()
            addresses[f"evidence_file[{name}]"] = reverse("evidence_file", args=(self.papers[name].file.pk,))
        for name in ("evidence_pdf", "evidence_new", "evidence_upload"):
            addresses[name] = reverse(name, args=self.shelves["returned"].address)
        return addresses | {
            "evidence_libraries": reverse("evidence_libraries", args=self.shelves["draft"].address[:2]),
            "evidence_file[loose]": reverse("evidence_file", args=(self.loose.pk,)),
            "evidence_file_delete": reverse("evidence_file_delete", args=(self.loose.pk,)),
            "line_evidence": reverse("line_evidence", args=(self.returned.pk, line.criterion_id)),
        }

    def _years(self) -> dict[str, str]:
        slug, third = self.prepared.bloc.slug, self.prepared.members[2].pk
        old, reviewed, prepared = (slug, 2020), (slug, 2021), (slug, 2022)
        return {
            "new_year": reverse("new_year", args=(slug,)),
            "year_step": self.prepared.step_url("open_submission"),
            "begin_registration": reverse("begin_registration", args=(*prepared, third)),
            **{name: reverse(name, args=(*prepared, "pledge", "-")) for name in PAPER_PAGES},
            "rule_example": f"{reverse('rule_example', args=prepared)}?rule=count",
            "scores_import": reverse("scores_import", args=reviewed),
            "scores_import_now": reverse("scores_import_now", args=reviewed),
            "scores_export": reverse("scores_export", args=reviewed),
            "sheets": reverse("sheets", args=reviewed),
            "bloc_table": reverse("bloc_table", args=reviewed),
            "bloc_changes": reverse("bloc_changes", args=reviewed),
            "ranking": reverse("ranking", args=reviewed),
            "ranking_export[provisional]": reverse("ranking_export", args=reviewed),
            "ranking_export[published]": reverse("ranking_export", args=old),
            "what_if[provisional]": reverse("what_if", args=reviewed),
            "what_if[published]": reverse("what_if", args=old),
            "exclusions[provisional]": reverse("exclusions", args=reviewed),
            "exclusions[published]": reverse("exclusions", args=old),
            "ranking_pdf[provisional]": reverse("ranking_pdf", args=reviewed),
            "ranking_pdf[published]": reverse("ranking_pdf", args=old),
            "why[provisional]": reverse("why", args=(*reviewed, third)),
            "why[published]": reverse("why", args=(*old, third)),
        } | {name: reverse(name, args=prepared) for name in YEAR_PAGES}


PAPER_PAGES = ("paper_preview", "paper_issue", "paper_design", "paper_sheet")
YEAR_PAGES = """
    overview setup members dates head_reviewer history documents pledges pledge pledge_pdf begin_pledge
    pledge_sections pledge_signing regulation begin_regulation regulation_settings regulation_import
    regulation_import_now regulation_export regulation_pdf regulation_differences regulation_lines
    criterion_new articles begin_articles article_new articles_paste regulation_grounds consultations
""".split()  # noqa: SIM905  # a list of words reads best as words
