"""Who did what, when, and what stood there before: the trail behind every history page."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any, NotRequired, TypedDict

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.db.models.functions import Cast
from django.forms import ModelForm
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.formats import number


class Change(TypedDict):
    """One value that changed: `of` which line, `what` (an English msgid), and the texts as shown.

    `row` is the id of that line, where lines can be called alike.
    """

    of: str
    row: NotRequired[int]
    what: str
    before: str
    after: str


class Action(models.TextChoices):
    """Kinds of entries; `STEP` entries keep the name of the step in `detail`."""

    CREATE = "create", _("created")
    CHANGE = "change", _("changed")
    DELETE = "delete", _("deleted")
    IMPORT = "import", _("imported from a workbook")
    STEP = "step", _("took the step")


class AuditEntry(models.Model):
    """One act of one person on one thing; written once, never changed."""

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    bloc_year = models.ForeignKey("blocs.BlocYear", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(
        "blocs.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("unit")
    )
    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    subject = models.CharField(_("subject"), max_length=300)
    action = models.CharField(_("action"), max_length=10, choices=Action)
    detail = models.CharField(_("detail"), max_length=60, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    changes = models.JSONField(_("changes"), default=list)
    inner = models.BooleanField(_("for the secretariat only"), default=False)

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history entries")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("content_type", "object_id")),)

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%d/%m/%Y %H:%M} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the entry; an entry that exists already is never written again."""
        if self.pk is not None:
            raise TypeError("A history entry is written once.")
        super().save(*args, **kwargs)

    @property
    def words(self) -> str:
        """What was done, in the language of the reader."""
        if self.action != Action.STEP:
            return self.get_action_display()
        model = self.content_type.model_class()
        labels = {step.name: step.label for step in getattr(model, "steps", ())}
        return str(labels.get(self.detail, self.detail))

    @property
    def shown_changes(self) -> list[Change]:
        """The changes with the field's name in the language of the reader."""
        return [
            change | {"what": gettext(change["what"]) if change["what"] else ""} for change in self.changes
        ]


def in_record_language() -> AbstractContextManager[None]:
    """Names and values are kept in the site's language, whoever acted in whichever language."""
    return translation.override(settings.LANGUAGE_CODE)


def record(  # noqa: PLR0913  # each is one column of the entry
    user: Any,
    target: Any,
    action: Action,
    *,
    changes: Iterable[Change] = (),
    detail: str = "",
    reason: str = "",
    inner: bool = False,
) -> AuditEntry:
    """Write what `user` (None: the operator's command line) did to `target`.

    `inner` entries are read by the bloc's secretariat only: they tell of decisions that are not taken yet.
    """
    with in_record_language():
        subject = str(target)[:300]
    return AuditEntry.objects.create(
        user=user,
        bloc_year=getattr(target, "bloc_year", None),
        unit=getattr(target, "unit", None),
        target=target,
        subject=subject,
        action=action,
        detail=detail,
        reason=reason,
        changes=list(changes),
        inner=inner,
    )


def change(what: str, before: str, after: str, of: str = "", row: int | None = None) -> Change:
    """One changed value: `what` is an English msgid."""
    if row is None:
        return {"of": of, "what": what, "before": before, "after": after}
    return {"of": of, "row": row, "what": what, "before": before, "after": after}


def shown(value: Any) -> str:
    """A value as the trail keeps it: text, with nothing for None."""
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, Decimal):
        return number(value, language=settings.LANGUAGE_CODE)
    return "" if value is None else str(value)


def form_changes(form: ModelForm[Any], among: Collection[str] | None = None) -> list[Change]:
    """The fields that a bound, valid form changes, with the values before and after; or only some of them."""
    changes: list[Change] = []
    for name in (name for name in form.changed_data if among is None or name in among):
        before, after = form.initial.get(name), form.cleaned_data.get(name)
        field = form.fields[name]
        if hasattr(field, "queryset") and before is not None:
            before = field.queryset.model._default_manager.filter(pk=before).first()
        with in_record_language():
            before, after = _as_chosen(field, before), _as_chosen(field, after)
        changes.append(change(_msgid(form, name), before, after))
    return changes


def _as_chosen(field: Any, value: Any) -> str:
    """A value as the form shows it: the words of a choice, not its code."""
    choices = {} if hasattr(field, "queryset") else dict(getattr(field, "choices", ()))
    return shown(choices.get(value, value))


def _msgid(form: ModelForm[Any], name: str) -> str:
    """The model's own word for a field, which is in the catalogue; a form writes it with a capital."""
    with translation.override("en"):
        try:
            return str(form._meta.model._meta.get_field(name).verbose_name)
        except FieldDoesNotExist:
            return str(form.fields[name].label or name)


@transaction.atomic
def save_form(user: Any, form: ModelForm[Any], *, inner: bool = False) -> Any:
    """Save a valid form and write the entry; an unchanged form writes neither.

    Only the changed columns of a row are written, so that a state reached meanwhile is not set back.
    """
    created = form.instance.pk is None
    if not created and not form.has_changed():
        return form.instance
    changes, saved = form_changes(form), form.save(commit=False)
    saved.save(update_fields=None if created else _columns(form))
    record(user, saved, Action.CREATE if created else Action.CHANGE, changes=changes, inner=inner)
    return saved


def _columns(form: ModelForm[Any]) -> list[str]:
    """The changed fields that are columns of the form's model."""
    columns = {field.name for field in form.instance._meta.concrete_fields}
    return [name for name in form.changed_data if name in columns]


def disclose(**which: Any) -> None:
    """Open the inner entries of a year or a document: its decision is taken. The one change entries know."""
    AuditEntry.objects.filter(inner=True, **which).update(inner=False)


def entries_of(target: models.Model) -> models.QuerySet[AuditEntry]:
    """What was done to `target` itself."""
    content_type = ContentType.objects.get_for_model(target)
    return AuditEntry.objects.filter(content_type=content_type, object_id=target.pk)


def about_row(target: models.Model, row: int) -> models.QuerySet[AuditEntry]:
    """What was done to `target` in which its line `row` changed, newest first."""
    kept = Cast("changes", models.TextField())  # PostgreSQL and SQLite write the same text here
    return entries_of(target).annotate(text=kept).filter(text__contains=f'"row": {row}, ')


def latest(target: models.Model, step: str) -> AuditEntry | None:
    """The latest entry of a step taken on `target`: who sent it back, when and why."""
    return entries_of(target).filter(detail=step).select_related("user").first()
