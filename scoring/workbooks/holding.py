"""Holding a year still while a workbook is compared with it and written."""

from __future__ import annotations

from blocs.models import BlocYear
from scoring.models import Regulation, ScoreSheet


def hold(bloc_year: BlocYear) -> None:
    """Lock the year, its regulation and its sheets until the transaction ends, always in this order."""
    for rows in (
        BlocYear.objects.filter(pk=bloc_year.pk),
        Regulation.objects.filter(bloc_year=bloc_year),
        ScoreSheet.objects.filter(bloc_year=bloc_year),
    ):
        list(rows.select_for_update().order_by("pk").values_list("pk"))
