"""The tables of targets and movements as a browser sees them."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from pledges.forms.line import written
from pledges.models import Registration


def url(registration: Registration, kind: str = "targets") -> str:
    return reverse(f"registration_{kind}", args=(registration.pk,))


def sent(client: Client, address: str) -> dict[str, str]:
    """What a browser sends back from the page when nothing is typed."""
    fields = {}
    for row in client.get(address).context["lines"].rows:
        fields[f"{row.prefix}-seal"] = row.seal
        for cell in (*row.cells, row["position"]):
            fields[cell.html_name] = written(cell.value())
    return fields


def key(registration: Registration, place: int, name: str) -> str:
    line = list(registration.targets.all())[place - 1]
    return f"line-{line.pk}-{name}"


def contents(registration: Registration) -> list[str]:
    return list(registration.targets.values_list("content", flat=True))
