"""What belongs to the site administrator: persons, units, blocs, the first year of a bloc, roles. No step passes here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from blocs import audit
from blocs.models import AuditEntry, Bloc, BlocYear, Membership, Representative, StageDates, Unit, User


class TrailedAdmin(admin.ModelAdmin):
    """What is saved here leaves the same trail as on the pages."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save and write the entry."""
        changes = audit.form_changes(form)
        super().save_model(request, obj, form, change)
        if changes or not change:
            action = audit.Action.CHANGE if change else audit.Action.CREATE
            audit.record(request.user, obj, action, changes=changes)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Write the entry and delete."""
        audit.record(request.user, obj, audit.Action.DELETE)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """One entry for every row."""
        for obj in queryset:
            self.delete_model(request, obj)


class PersonCreationForm(AdminUserCreationForm):
    """A new person: user name, name, position, password."""

    class Meta:
        model = User
        fields = ("username", "full_name", "position", "email")


class RepresentativeInline(admin.TabularInline):
    """The roles of a person, shown with the person."""

    model = Representative
    extra = 0
    can_delete = False
    max_num = 0
    readonly_fields = ("role", "unit", "bloc", "starts", "ends")


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Persons and their log-ins."""

    add_form = PersonCreationForm
    list_display = ("username", "full_name", "position", "is_active", "is_staff")
    search_fields = ("username", "full_name", "position")
    ordering = ("full_name", "username")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("full_name", "position", "email")}),
        (_("Site administration"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
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
    """The first year of a bloc; from then on the secretariat has it, and stages move by steps only."""

    list_display = ("bloc", "year", "head", "deputy", "stage")
    list_filter = ("bloc", "stage")
    autocomplete_fields = ("bloc", "head", "deputy")
    readonly_fields = ("stage",)
    inlines = (MembershipInline, StageDatesInline)

    def has_change_permission(self, request: HttpRequest, obj: BlocYear | None = None) -> bool:
        """A year that exists is changed on its own pages, by its secretariat."""
        return obj is None and super().has_change_permission(request, obj)

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
