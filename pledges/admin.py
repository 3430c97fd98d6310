"""What belongs to the site administrator: the catalogue of titles."""

from __future__ import annotations

from django.contrib import admin

from blocs.admin import TrailedAdmin
from pledges.models import Title


@admin.register(Title)
class TitleAdmin(TrailedAdmin):
    """Titles with their conditions; one that is offered no longer stays where it is registered."""

    list_display = ("name", "holder", "position", "source", "is_offered")
    list_filter = ("holder", "is_offered")
    search_fields = ("name",)
