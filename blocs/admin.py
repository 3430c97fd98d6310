"""What belongs to the site administrator: persons, roles, units, blocs, a bloc's first year. No step."""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blocs import audit
from blocs.models import AuditEntry, Bloc, BlocYear, Membership, Representative, StageDates, Unit, User
from blocs.stages import Activity
from blocs.text import TextCleaningMixin, nfc

admin.site.unregister(Group)  # rights come from roles with dates, not from groups


class CleanedForm(TextCleaningMixin, forms.ModelForm):
    """What is typed here is composed like everything that is typed on the pages."""


class TrailedAdmin(admin.ModelAdmin):
    """What is saved here leaves the same trail as on the pages."""

    form: type[forms.ModelForm[Any]] = CleanedForm

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save and write the entry; of a row that exists only what was changed, so that no step is undone."""
        changes = self.changes(form)
        if change:
            columns = {field.name for field in obj._meta.concrete_fields}
            obj.save(update_fields=[name for name in form.changed_data if name in columns])
        else:
            super().save_model(request, obj, form, change)
        if changes or not change:
            action = audit.Action.CHANGE if change else audit.Action.CREATE
            audit.record(request.user, obj, action, changes=changes)

    def changes(self, form: Any) -> list[audit.Change]:
        """The values that the trail keeps."""
        return audit.form_changes(form)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Rows that are saved with the thing they belong to leave their own entries."""
        before = [(row, row.initial and self.changes(row)) for row in formset.forms if row.has_changed()]
        removed = [row.instance for row in formset.deleted_forms if row.instance.pk]
        for instance in removed:
            audit.record(request.user, instance, audit.Action.DELETE)
        super().save_formset(request, form, formset, change)
        for row, changes in before:
            if row.instance.pk and row.instance not in removed:
                action = audit.Action.CHANGE if changes else audit.Action.CREATE
                audit.record(request.user, row.instance, action, changes=changes or [])

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Write the entry and delete."""
        audit.record(request.user, obj, audit.Action.DELETE)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """One entry for every row."""
        for obj in queryset:
            self.delete_model(request, obj)


class PersonForm(TextCleaningMixin, UserChangeForm):
    """A person; the password has a page of its own."""


class PersonCreationForm(AdminUserCreationForm):
    """A new person: user name, name, position, password. The password is kept exactly as it was typed."""

    class Meta:
        model = User
        fields = ("username", "full_name", "position", "email")

    def clean_full_name(self) -> str:
        """The name in composed letters."""
        return nfc(self.cleaned_data["full_name"])

    def clean_position(self) -> str:
        """The position in composed letters."""
        return nfc(self.cleaned_data["position"])


class RepresentativeInline(admin.TabularInline):
    """The roles of a person, shown with the person."""

    model = Representative
    extra = 0
    can_delete = False
    max_num = 0
    readonly_fields = ("role", "unit", "bloc", "starts", "ends")


@admin.register(User)
class PersonAdmin(TrailedAdmin, UserAdmin):
    """Persons and their log-ins."""

    untrailed = ("password", "password1", "password2", "usable_password")

    form = PersonForm
    add_form = PersonCreationForm
    list_display = ("username", "full_name", "position", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff")
    filter_horizontal = ()
    search_fields = ("username", "full_name", "position")
    ordering = ("full_name", "username")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("full_name", "position", "email")}),
        (_("Site administration"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": (
                    "username",
                    "full_name",
                    "position",
                    "email",
                    "usable_password",
                    "password1",
                    "password2",
                )
            },
        ),
    )
    inlines = (RepresentativeInline,)

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """A password that is set here leaves an entry, without the password."""
        response: HttpResponse = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:  # an invalid form is shown again
            changes = [audit.change(gettext_noop("password"), "", "")]
            audit.record(request.user, User.objects.get(pk=id), audit.Action.CHANGE, changes=changes)
        return response

    def changes(self, form: Any) -> list[audit.Change]:
        """Never a password."""
        trailed = copy(form)
        trailed.changed_data = [name for name in form.changed_data if name not in self.untrailed]
        return super().changes(trailed)


@admin.register(Bloc)
class BlocAdmin(TrailedAdmin):
    """Blocs."""

    list_display = ("name", "kind", "council")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Unit)
class UnitAdmin(TrailedAdmin):
    """Units."""

    list_display = ("name", "short_name", "superior", "place")
    search_fields = ("name", "short_name")


@admin.register(Representative)
class RepresentativeAdmin(TrailedAdmin):
    """Who speaks for whom, from when to when."""

    list_display = ("user", "role", "unit", "bloc", "starts", "ends")
    list_filter = ("role", "bloc")
    search_fields = ("user__full_name", "user__username", "unit__name", "bloc__name")
    autocomplete_fields = ("user", "unit", "bloc")
    date_hierarchy = "starts"


class MembershipInline(admin.TabularInline):
    """The members of a year that is being created."""

    model = Membership
    extra = 6


class StageDatesInline(admin.TabularInline):
    """The dates of a year that is being created."""

    model = StageDates
    extra = 0


@admin.register(BlocYear)
class BlocYearAdmin(TrailedAdmin):
    """The first year of a bloc; its set-up can be put right while it is open. Steps move the stage."""

    list_display = ("bloc", "year", "head", "deputy", "stage")
    list_filter = ("bloc", "stage")
    autocomplete_fields = ("bloc", "head", "deputy")
    readonly_fields = ("stage",)
    inlines = (MembershipInline, StageDatesInline)

    def has_change_permission(self, request: HttpRequest, obj: BlocYear | None = None) -> bool:
        """While the set-up is open: a year with a wrong head has nobody else to correct it."""
        open_ = obj is None or obj.allows(Activity.SETUP)
        return open_ and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: BlocYear | None = None) -> bool:
        """Years are never deleted."""
        return False


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """The trail, to be read."""

    list_display = ("at", "user", "words", "subject", "bloc_year")
    list_filter = ("action",)
    search_fields = ("subject", "user__full_name")
    list_select_related = ("user", "bloc_year__bloc", "content_type")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Entries are written by what happens."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        """Entries are written once."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        """Entries stay."""
        return False
