"""Signed copies of issued papers that were brought back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blocs.filetypes import Kind, kind_named
from blocs.models import BlocYear, Unit
from pledges.models.papers import Paper, papers_storage, random_path
from pledges.signatures.findings import Findings, Overall, from_json
from pledges.signatures.wording import overall_word


class Means(models.TextChoices):
    """How a copy was signed."""

    INK = "ink", _("signed in ink, scanned")
    DIGITAL = "digital", _("signed with a certificate")


class SignedCopyQuerySet(models.QuerySet["SignedCopy"]):
    """Signed copies by who may see them: everyone in the bloc, like the papers."""

    def visible_to(self, user: Any) -> SignedCopyQuerySet:
        """Copies of the papers that `user` may see."""
        return self.filter(paper__in=Paper.objects.visible_to(user))


class SignedCopy(models.Model):
    """A signed version of an issued paper that was brought back; `findings` is what was read from it then.

    Without a unit it is one sheet with the signatures of all.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="signed_copies")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signer's unit")
    )
    means = models.CharField(_("means"), max_length=10, choices=Means)
    content = models.FileField(_("file"), storage=papers_storage, upload_to=random_path)
    name = models.CharField(_("name of the file"), max_length=200)
    content_type = models.CharField(_("type of the file"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    findings = models.JSONField(_("findings"), default=dict)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)

    objects = SignedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("signed copy")
        verbose_name_plural = _("signed copies")
        ordering = ("uploaded_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("paper", "unit", "sha256"), name="copy_once_per_signer"),
            models.CheckConstraint(condition=Q(means__in=Means.values), name="copy_means_are_known"),
        )

    def __str__(self) -> str:
        return f"{self.paper}: {self.name}"

    def get_absolute_url(self) -> str:
        """The copy's page."""
        return reverse("signed_copy", args=(self.pk,))

    @property
    def bloc_year(self) -> BlocYear:
        """The year of the paper."""
        return self.paper.bloc_year

    @property
    def kind(self) -> Kind:
        """What it was told to be when it came in."""
        return kind_named(self.content_type)

    @property
    def read(self) -> Findings:
        """What was found in it."""
        return from_json(self.findings)

    @property
    def overall(self) -> Overall:
        """The one word for it."""
        return self.read.overall

    @property
    def word(self) -> str:
        """The same for people."""
        return overall_word(self.overall)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is known against it: good signatures, whoever they are by, or a scan."""
        return self.overall in {Overall.GOOD, Overall.UNCONFIRMED, Overall.SCAN}

    @property
    def is_continued(self) -> bool:
        """Whether others may sign on in this very file: a paper of ours with signatures that hold."""
        return self.means == Means.DIGITAL and self.overall in {Overall.GOOD, Overall.UNCONFIRMED}
