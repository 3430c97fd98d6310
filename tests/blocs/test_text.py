"""Text that comes in is composed, and nothing else about it changes."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from blocs.text import TextCleaningMixin, composed, nfc

WORDS = "Đẩy mạnh phong trào thi đua"
LOOSE = unicodedata.normalize("NFD", WORDS)


class _WordsForm(TextCleaningMixin, forms.Form):
    words = forms.CharField(max_length=len(WORDS))
    others = forms.MultipleChoiceField(choices=[(WORDS, WORDS)], required=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LOOSE, WORDS),
        (WORDS, WORDS),
        ("", ""),
        ("  hai  dấu cách\u00a0", "  hai  dấu cách\u00a0"),
        ("ﬁ ½ ２", "ﬁ ½ ２"),
    ],
)
def test_nfc_composes_letters_and_collapses_nothing(text: str, expected: str) -> None:
    assert nfc(text) == expected


def test_composed_returns_what_it_got_when_all_is_composed() -> None:
    data = QueryDict(mutable=True)
    data.setlist("words", [WORDS, "khác"])
    assert composed(data) is data


def test_composed_keeps_every_value_of_a_name() -> None:
    data = QueryDict(mutable=True)
    data.setlist("words", [LOOSE, "khác"])
    data["other"] = "nguyên"
    result = composed(data)
    assert (result.getlist("words"), result["other"]) == ([WORDS, "khác"], "nguyên")
    assert data.getlist("words") == [LOOSE, "khác"]


@pytest.mark.parametrize(
    "data", [{"words": LOOSE, "others": [WORDS]}, QueryDict(f"words={LOOSE}&others={LOOSE}")]
)
def test_form_measures_keeps_and_shows_composed_text(data: Any) -> None:
    form = _WordsForm(data)
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["words"], form["words"].value()) == (WORDS, WORDS)
    assert form.cleaned_data["others"] == [WORDS]


def test_form_without_data_stays_unbound() -> None:
    assert not _WordsForm().is_bound
