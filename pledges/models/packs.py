"""Everything printable of a conference in one pack, made outside the request."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear
from blocs.permissions import headed_unit_ids
from blocs.workflow import Stateful, Step
from pledges import permissions
from pledges.models.papers import papers_storage, random_path

SILENCE = timedelta(seconds=30)  # a part takes some seconds; a worker that is silent for longer is gone
PATIENCE = timedelta(seconds=10)  # an idle worker looks every second


class PackState(models.TextChoices):
    """From the click to the download."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")


UNFINISHED = (PackState.WAITING, PackState.RUNNING)


class MeetingPackQuerySet(models.QuerySet["MeetingPack"]):
    """Packs by who may see them, and by whether somebody is at work on them."""

    def visible_to(self, user: Any) -> MeetingPackQuerySet:
        """Packs of the years that `user` runs: a pack holds what the other units may not see yet."""
        return self.filter(conference__bloc_year__head__in=headed_unit_ids(user))

    def left_behind(self, now: datetime) -> MeetingPackQuerySet:
        """Packs whose worker gives no sign of life any more."""
        return self.filter(state=PackState.RUNNING, beat_at__lt=now - SILENCE)

    def in_hand(self, now: datetime) -> MeetingPackQuerySet:
        """Packs that a worker is making."""
        return self.filter(state=PackState.RUNNING, beat_at__gte=now - SILENCE)


def _begun(pack: MeetingPack, user: Any) -> None:
    pack.attempt, pack.beat_at, pack.problem = pack.attempt + 1, timezone.now(), ""
    pack.save(update_fields=["attempt", "beat_at", "problem"])


def _again(pack: MeetingPack, user: Any) -> None:
    """From the beginning: what was wrong may have been put right in any of the parts."""
    pack.done, pack.problem, pack.finished_at = 0, "", None
    pack.asked_at = timezone.now()
    pack.save(update_fields=["done", "problem", "finished_at", "asked_at"])


def _stopped(pack: MeetingPack, user: Any) -> None:
    pack.problem = gettext("Stopped by %(person)s.") % {"person": user}
    pack.finished_at = timezone.now()
    pack.save(update_fields=["problem", "finished_at"])


def _another_is_made(pack: MeetingPack) -> list[str]:
    others = pack.conference.packs.exclude(pk=pack.pk).filter(state__in=UNFINISHED)
    return [gettext("Another pack of this conference is being made.")] if others.exists() else []


class MeetingPack(Stateful):
    """Everything printable of a conference: one PDF and one ZIP.

    `parts` are the papers in order, as mappings with kind, subject and label; a part that is made has also
    its title, pages, SHA-256 and where its bytes lie. `attempt` counts the workers that took the pack: only
    the latest may still write. With `duplex` every paper begins on a front side of the sheet.
    """

    conference = models.ForeignKey("pledges.Conference", models.CASCADE, related_name="packs")
    state = models.CharField(
        _("state"), max_length=10, choices=PackState, default=PackState.WAITING, editable=False
    )
    parts = models.JSONField(_("parts"), default=list)
    duplex = models.BooleanField(_("every paper begins on a front side"), default=False)
    done = models.PositiveSmallIntegerField(_("parts done"), default=0)
    total = models.PositiveSmallIntegerField(_("parts in all"), default=0)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0)
    pdf = models.FileField(_("one PDF"), storage=papers_storage, upload_to=random_path, blank=True)
    archive = models.FileField(_("archive"), storage=papers_storage, upload_to=random_path, blank=True)
    problem = models.TextField(_("problem"), blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested"), auto_now_add=True)
    asked_at = models.DateTimeField(_("put in the queue"), default=timezone.now)
    beat_at = models.DateTimeField(_("last sign of life"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = MeetingPackQuerySet.as_manager()
    steps = (
        Step(
            "begin",
            _("Begin making the pack"),
            (PackState.WAITING,),
            PackState.RUNNING,
            may=permissions.works,
            then=_begun,
        ),
        Step("finish", _("Finish the pack"), (PackState.RUNNING,), PackState.READY, may=permissions.works),
        Step(
            "fail",
            _("Give up the pack"),
            (PackState.RUNNING,),
            PackState.FAILED,
            may=permissions.works,
            needs_reason=True,
        ),
        Step(
            "put_back",
            _("Put the pack back into the queue"),
            (PackState.RUNNING,),
            PackState.WAITING,
            may=permissions.works,
        ),
        Step(
            "retry",
            _("Try again"),
            (PackState.FAILED,),
            PackState.WAITING,
            may=permissions.packs,
            obstacles=_another_is_made,
            primary=True,
            then=_again,
        ),
        Step("stop", _("Stop"), UNFINISHED, PackState.FAILED, may=permissions.packs, then=_stopped),
    )

    class Meta:
        verbose_name = _("meeting pack")
        verbose_name_plural = _("meeting packs")
        ordering = ("-requested_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=PackState.values), name="pack_state_is_known"),
            models.UniqueConstraint(
                fields=("conference",),
                condition=Q(state__in=("waiting", "running")),
                name="one_pack_being_made",
            ),
        )

    def __str__(self) -> str:
        return gettext("Meeting pack: %(conference)s") % {"conference": self.conference}

    def get_absolute_url(self) -> str:
        """The page with progress and downloads."""
        return reverse("pack", args=(self.pk,))

    @property
    def bloc_year(self) -> BlocYear:
        """The year of the conference."""
        return self.conference.bloc_year

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits or is being made."""
        return self.state in UNFINISHED

    @property
    def is_ready(self) -> bool:
        """Whether it can be downloaded."""
        return self.state == PackState.READY

    @property
    def folder(self) -> str:
        """Where its files lie in the storage of the papers."""
        return f"packs/{self.pk}"

    @property
    def pages(self) -> int:
        """The pages of the parts that are made."""
        return sum(part.get("pages", 0) for part in self.parts)

    @property
    def next_label(self) -> str:
        """The part that is being made, if one is left."""
        return str(self.parts[self.done]["label"]) if self.done < len(self.parts) else ""

    @property
    def is_kept_waiting(self) -> bool:
        """Whether nobody has begun for so long that no worker can be there."""
        now = timezone.now()
        waits = self.state == PackState.WAITING and self.asked_at < now - PATIENCE
        silent = self.state == PackState.RUNNING and bool(self.beat_at and self.beat_at < now - 2 * SILENCE)
        return silent or (waits and not MeetingPack.objects.in_hand(now).exists())
