"""What proves the scores: each document once in its unit's library of the year, linked to many lines."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blocs.filetypes import Kind, kind_named
from blocs.models import BlocYear, Unit
from blocs.permissions import headed_unit_ids, unit_ids
from blocs.private_files import PrivateStorage
from scoring import results
from scoring.models import obstacles
from scoring.models.scores import Score
from scoring.models.scoresheets import ScoreSheet


def evidence_storage() -> PrivateStorage:
    """Where the files lie."""
    return PrivateStorage("evidence")


def random_path(file: EvidenceFile, name: str) -> str:
    """A name that says nothing and cannot be guessed; the uploaded name is only ever shown."""
    return f"{file.bloc_year_id}/{secrets.token_hex(16)}"


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    """Files by who may open them."""

    def visible_to(self, user: Any) -> EvidenceFileQuerySet:
        """Files of the documents that `user` may see; one without a document only for its unit's people."""
        documents = Evidence.objects.visible_to(user)
        return self.filter(Q(evidence__in=documents) | Q(evidence=None, unit__in=unit_ids(user)))


class EvidenceFile(models.Model):
    """The bytes of a document: uploaded in a request of their own, kept once in a unit and year."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="evidence_files")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="evidence_files", verbose_name=_("unit"))
    content = models.FileField(_("file"), storage=evidence_storage, upload_to=random_path)
    name = models.CharField(_("name of the file"), max_length=200)
    content_type = models.CharField(_("type of the file"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of evidence")
        verbose_name_plural = _("files of evidence")
        constraints = (
            models.UniqueConstraint(fields=("bloc_year", "unit", "sha256"), name="one_file_per_content"),
            models.CheckConstraint(condition=Q(size__gt=0), name="evidence_file_is_not_empty"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> Kind:
        """What it was told to be when it came in."""
        return kind_named(self.content_type)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Documents by who may see them, in the order of their numbers in the list of evidence."""

    def visible_to(self, user: Any) -> EvidenceQuerySet:
        """Of one's own unit, for the secretariat all; for others with the sheet that they prove."""
        sheets = ScoreSheet.objects.visible_to(user)
        same = sheets.filter(bloc_year=OuterRef("bloc_year"), unit=OuterRef("unit"))
        own = Q(unit__in=unit_ids(user)) | Q(bloc_year__head__in=headed_unit_ids(user))
        return self.filter(own | Exists(same), bloc_year__in=BlocYear.objects.visible_to(user))

    def in_order(self) -> EvidenceQuerySet:
        """From the oldest to the newest; what has no date stands last."""
        return self.order_by(F("issued_on").asc(nulls_last=True), "number", "pk")


class Evidence(models.Model):
    """A document that proves something: what it is called, and its file if there is one."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="evidence")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="evidence", verbose_name=_("unit"))
    number = models.CharField(_("number and symbol"), max_length=60, blank=True)
    title = models.CharField(_("abstract"), max_length=500)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    issuer = models.CharField(_("issuing body"), max_length=200, blank=True)
    file = models.OneToOneField(
        EvidenceFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("file"),
    )
    scores: models.ManyToManyField[Score, EvidenceLink] = models.ManyToManyField(
        Score, through="EvidenceLink", related_name="evidence"
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("issued_on", "number", "pk")

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        """The document's page."""
        return reverse("evidence", args=(self.pk,))


class EvidenceLink(models.Model):
    """A document proves a line of the sheet; `place` says where in it to look."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="links")
    score = models.ForeignKey(Score, models.CASCADE, related_name="evidence_links")
    place = models.CharField(_("page, section"), max_length=100, blank=True)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("link to a criterion")
        verbose_name_plural = _("links to criteria")
        constraints = (
            models.UniqueConstraint(fields=("evidence", "score"), name="evidence_linked_once_to_a_line"),
        )

    def __str__(self) -> str:
        return f"{self.evidence} → {self.score_id}"


def evidence_numbers(sheet: ScoreSheet) -> dict[int, int]:
    """Document id → its number in the list of evidence; one query."""
    documents = Evidence.objects.filter(bloc_year=sheet.bloc_year_id, unit=sheet.unit_id).in_order()
    return {pk: number for number, pk in enumerate(documents.values_list("pk", flat=True), start=1)}


def missing_evidence(sheet: ScoreSheet) -> list[Score]:
    """The lines that need a document or a written explanation and have neither, in the order of the table."""
    return missing_by_sheet(sheet.bloc_year, [sheet]).get(sheet.pk, [])


def missing_by_sheet(bloc_year: BlocYear, sheets: Iterable[ScoreSheet]) -> dict[int, list[Score]]:
    """The same for many sheets of a year, by sheet id; a fixed number of queries."""
    regulation = bloc_year.regulation
    keys = results.keys_of(list(regulation.criteria.all()))
    places = {key: place for place, key in enumerate(obstacles.demanding(regulation.tree))}
    needing = Score.objects.filter(sheet__in=list(sheets), assigned=True, criterion__needs_evidence=True)
    found: dict[int, dict[int, Score]] = {}
    for score in needing.select_related("criterion").prefetch_related("evidence_links"):
        place = places.get(keys[score.criterion_id])
        if place is not None and score.lacks_proof:
            found.setdefault(score.sheet_id, {})[place] = score
    return {pk: [scores[place] for place in sorted(scores)] for pk, scores in found.items()}
