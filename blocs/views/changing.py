"""What every page that changes rows of a year has in common: one transaction, and the year held in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from blocs.models import BlocYear

View = Callable[..., HttpResponse]


def in_one_transaction(view: View) -> View:
    """A view whose POST happens wholly or not at all; a GET only reads."""

    @wraps(view)
    def whole(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return whole


def held(request: HttpRequest, bloc_year: BlocYear) -> BlocYear:
    """The year of a page; before a change it is locked and read again, so that what follows stays true."""
    if request.method == "POST":
        bloc_year.hold()
        bloc_year.refresh_from_db()
    return bloc_year
