"""What proves the scores: each document once in its unit's library of the year, linked to many lines."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear, Unit
from scoring.models.scores import Score


def evidence_storage() -> Storage:
    """Where the files lie: a folder that no address leads to."""
    return storages["evidence"]


def random_path(file: EvidenceFile, name: str) -> str:
    """A name that says nothing and cannot be guessed; the uploaded name is only ever shown."""
    return f"{file.bloc_year_id}/{secrets.token_hex(16)}"


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

    class Meta:
        verbose_name = _("file of evidence")
        verbose_name_plural = _("files of evidence")
        constraints = (
            models.UniqueConstraint(fields=("bloc_year", "unit", "sha256"), name="one_file_per_content"),
            models.CheckConstraint(condition=Q(size__gt=0), name="evidence_file_is_not_empty"),
        )

    def __str__(self) -> str:
        return self.name


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

    class Meta:
        verbose_name = _("link to a criterion")
        verbose_name_plural = _("links to criteria")
        constraints = (
            models.UniqueConstraint(fields=("evidence", "score"), name="evidence_linked_once_to_a_line"),
        )

    def __str__(self) -> str:
        return f"{self.evidence} → {self.score_id}"


def evidence_in(sheet: Any) -> models.QuerySet[Evidence]:
    """The library of a sheet's unit and year."""
    return Evidence.objects.filter(bloc_year=sheet.bloc_year_id, unit=sheet.unit_id)
