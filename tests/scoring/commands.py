"""Running the commands about a year, and how they refuse."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command


def run(name: str, year: Any, *args: Any, **options: Any) -> tuple[str, str]:
    """Standard output and standard error of a command about a year."""
    out, err = io.StringIO(), io.StringIO()
    call_command(
        name, *args, bloc=year.bloc.slug, year=year.year, stdout=out, stderr=err, no_color=True, **options
    )
    return out.getvalue(), err.getvalue()


def refusal(name: str, year: Any, *args: Any, **options: Any) -> list[str]:
    """The lines of a refusal, which ends with exit code 1."""
    with pytest.raises(CommandError) as refused:
        run(name, year, *args, **options)
    assert refused.value.returncode == 1
    return str(refused.value).splitlines()
