"""Issued papers: bytes frozen with number, date and hash."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blocs.formats import short_date
from blocs.models import BlocYear, Unit
from blocs.pdf.marks import shown_code
from blocs.private_files import PrivateStorage
from blocs.stages import Activity
from blocs.workflow import Stateful, Step
from pledges import permissions

if TYPE_CHECKING:
    from pledges.models.copies import SignedCopy

CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that can be taken for another
CODE_LENGTH = 10


class PaperState(models.TextChoices):
    """What an issued paper is worth today."""

    IN_FORCE = "in_force", _("In force")
    REPLACED = "replaced", _("Replaced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


def papers_storage() -> PrivateStorage:
    """Where the bytes of issued papers and of their signed copies lie."""
    return PrivateStorage("papers")


def random_path(file: Paper | SignedCopy, name: str) -> str:
    """A name that says nothing and cannot be guessed."""
    return f"{secrets.token_hex(2)}/{secrets.token_hex(16)}"


def new_code() -> str:
    """A code that cannot be guessed: 50 bits, in signs that survive being read aloud."""
    return "".join(secrets.choice(CODE_SIGNS) for _place in range(CODE_LENGTH))


def plain_code(typed: str) -> str:
    """A code as it is stored, from what someone read off a paper: in either case, with spaces and hyphens."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


class PaperQuerySet(models.QuerySet["Paper"]):
    """Papers by who may see them: everyone in the bloc."""

    def visible_to(self, user: Any) -> PaperQuerySet:
        """Papers of the years that `user` may see."""
        return self.filter(bloc_year__in=BlocYear.objects.visible_to(user))

    def in_force(self) -> PaperQuerySet:
        """Those that count today."""
        return self.filter(state=PaperState.IN_FORCE)


class Paper(Stateful):
    """An issued paper. `kind` names a kind of `pledges.papers`, `subject` which of that kind in the year.

    The stored bytes are what was issued; nothing is ever rendered again in their place.
    """

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="papers")
    kind = models.CharField(_("kind"), max_length=30)
    subject = models.CharField(_("subject"), max_length=40, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name=_("unit")
    )
    issuer = models.CharField(_("issuing body"), max_length=200)
    serial = models.PositiveSmallIntegerField(_("number"))
    symbol = models.CharField(_("symbol"), max_length=30, help_text=_("E.g. GM-KTĐ."))
    issued_on = models.DateField(_("date of issue"))
    year = models.PositiveSmallIntegerField(_("year of the number"))
    title = models.CharField(_("title"), max_length=500)
    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code, editable=False)
    content = models.FileField(_("file"), storage=papers_storage, upload_to=random_path)
    name = models.CharField(_("name of the file"), max_length=200)
    size = models.PositiveBigIntegerField(_("size"))
    pages = models.PositiveSmallIntegerField(_("pages"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    is_sealed = models.BooleanField(_("sealed by the server"), default=False)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PaperState, default=PaperState.IN_FORCE, editable=False
    )
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )

    objects = PaperQuerySet.as_manager()
    steps = (
        Step(
            "withdraw",
            _("Withdraw"),
            (PaperState.IN_FORCE,),
            PaperState.WITHDRAWN,
            may=permissions.issues,
            activity=Activity.PAPERS,
            needs_reason=True,
            asks=_("The paper stays readable, and everyone who checks it is told that it is withdrawn."),
        ),
        Step(
            "replace",
            _("Replace"),
            (PaperState.IN_FORCE,),
            PaperState.REPLACED,
            may=permissions.issues,
        ),
    )

    class Meta:
        verbose_name = _("issued paper")
        verbose_name_plural = _("issued papers")
        ordering = ("issued_on", "serial", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("bloc_year", "kind", "subject"),
                condition=Q(state="in_force"),
                name="one_paper_in_force",
            ),
            models.CheckConstraint(condition=Q(state__in=PaperState.values), name="paper_state_is_known"),
            models.CheckConstraint(condition=Q(serial__gt=0), name="paper_number_from_1"),
            models.CheckConstraint(
                condition=Q(state=PaperState.REPLACED) | Q(replaced_by=None),
                name="replaced_paper_names_its_successor",
            ),
            models.UniqueConstraint(
                fields=("issuer", "year", "serial", "symbol"), name="number_once_a_year_per_body"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """The paper's page."""
        return reverse("paper", args=(self.pk,))

    @property
    def counting(self) -> Paper | None:
        """The issue that counts today, which may be this one; a successor may have been withdrawn itself."""
        return self.issues.in_force().first()

    @property
    def issues(self) -> PaperQuerySet:
        """Every issue of this paper in its year, the latest first."""
        return Paper.objects.filter(
            bloc_year=self.bloc_year_id, kind=self.kind, subject=self.subject
        ).order_by("-issued_at", "-pk")

    def steps_for(self, user: Any) -> list[Step]:
        """Withdrawing; replaced it is by the next issue."""
        return [step for step in super().steps_for(user) if step.name != "replace"]

    @property
    def shown_code(self) -> str:
        """The code as it is printed."""
        return shown_code(self.code)

    @property
    def day(self) -> str:
        """The date of issue as it is written on pages."""
        return short_date(self.issued_on)

    @property
    def number(self) -> str:
        """Number and symbol: numbers under 10 with a leading zero (Decree 30, element 3)."""
        return f"{self.serial:02d}/{self.symbol}"
