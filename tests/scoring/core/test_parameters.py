"""The parameters of a rule as stored: what stands, what is filled in, and every reason for a refusal."""

from __future__ import annotations

import pickle
from decimal import Decimal
from typing import Any

import pytest

from scoring.core.parameters import ParameterError
from scoring.core.rules import BANDS, COUNT, DIRECT, PASS_FAIL, PROPORTIONAL, QUANTITATIVE, RANK, values

TEN = Decimal(10)
ZERO, FIFTY = Decimal(0), Decimal(50)
LADDER = [["80", "5"], ["95", "10"]]

STANDS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (DIRECT, {}, {}),
    (PASS_FAIL, {}, {}),
    (PROPORTIONAL, {}, {"floor": ZERO, "cap": None}),
    (PROPORTIONAL, {"floor": "70", "cap": "8.5"}, {"floor": Decimal(70), "cap": Decimal("8.5")}),
    (PROPORTIONAL, {"floor": "", "cap": None}, {"floor": ZERO, "cap": None}),
    (PROPORTIONAL, {"floor": "100", "cap": "10"}, {"floor": Decimal(100), "cap": TEN}),
    (COUNT, {"per_item": "3"}, {"per_item": Decimal(3), "cap": None}),
    (COUNT, {"per_item": 3, "cap": Decimal(0)}, {"per_item": Decimal(3), "cap": ZERO}),
    (QUANTITATIVE, {}, {"met": FIFTY, "zero_target": "without_target"}),
    (QUANTITATIVE, {"met": "0", "zero_target": "met"}, {"met": ZERO, "zero_target": "met"}),
    (BANDS, {"bands": LADDER}, {
        "of": "percent",
        "bands": ((Decimal(80), Decimal(5)), (Decimal(95), TEN)),
    }),
    (BANDS, {"of": "actual", "bands": (("-5", "10"), ("0", "0"))}, {
        "of": "actual",
        "bands": ((Decimal(-5), TEN), (ZERO, ZERO)),
    }),
    (RANK, {"points": ["10", "7.5", "7.5", "0"]}, {
        "points": (TEN, Decimal("7.5"), Decimal("7.5"), ZERO),
        "better": "higher",
    }),
    (RANK, {"points": ("10",), "better": "lower"}, {"points": (TEN,), "better": "lower"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "raw", "expected"), STANDS)
def test_parameters_are_read(rule: str, raw: dict[str, Any], expected: dict[str, Any]) -> None:
    assert values(rule, raw, TEN) == expected


REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    (COUNT, {}, "missing", "per_item"),
    (COUNT, {"per_item": ""}, "missing", "per_item"),
    (COUNT, {"per_item": None}, "missing", "per_item"),
    (BANDS, {"of": "actual"}, "missing", "bands"),
    (BANDS, {"bands": []}, "missing", "bands"),
    (RANK, {"points": ()}, "missing", "points"),
    (DIRECT, {"cap": "5"}, "unknown", "cap"),
    (COUNT, {"per_item": "1", "zeal": "1", "mood": "1"}, "unknown", "mood"),
    (COUNT, {"per_item": "three"}, "not_a_number", "per_item"),
    (COUNT, {"per_item": "2,5"}, "not_a_number", "per_item"),
    (COUNT, {"per_item": "NaN"}, "not_a_number", "per_item"),
    (COUNT, {"per_item": "Infinity"}, "not_a_number", "per_item"),
    (COUNT, {"per_item": 2.5}, "not_a_number", "per_item"),
    (COUNT, {"per_item": True}, "not_a_number", "per_item"),
    (COUNT, {"per_item": {"is": "3"}}, "not_a_number", "per_item"),
    (COUNT, {"per_item": [0, [3], 0]}, "not_a_number", "per_item"),
    (COUNT, {"per_item": "1e400"}, "not_a_number", "per_item"),
    (RANK, {"points": "10"}, "not_a_number", "points"),
    (RANK, {"points": ["10", None]}, "not_a_number", "points"),
    (BANDS, {"bands": "80"}, "not_a_number", "bands"),
    (BANDS, {"bands": ["80"]}, "not_a_number", "bands"),
    (BANDS, {"bands": [["80"]]}, "not_a_number", "bands"),
    (BANDS, {"bands": [["80", "5", "x"]]}, "not_a_number", "bands"),
    (BANDS, {"bands": [["x", "5"]]}, "not_a_number", "bands"),
    (BANDS, {"bands": [["80", "x"]]}, "not_a_number", "bands"),
    (BANDS, {"bands": [["1000000000000", "5"]]}, "not_a_number", "bands"),
    (COUNT, {"per_item": "-1"}, "negative", "per_item"),
    (PROPORTIONAL, {"floor": "-0.1"}, "negative", "floor"),
    (BANDS, {"bands": [["80", "-5"]]}, "negative", "bands"),
    (RANK, {"points": ["-1"]}, "negative", "points"),
    (COUNT, {"per_item": "10.01"}, "over_maximum", "per_item"),
    (PROPORTIONAL, {"cap": "11"}, "over_maximum", "cap"),
    (BANDS, {"bands": [["80", "10.5"]]}, "over_maximum", "bands"),
    (RANK, {"points": ["60", "10"]}, "over_maximum", "points"),
    (PROPORTIONAL, {"floor": "100.01"}, "over_hundred", "floor"),
    (QUANTITATIVE, {"met": "101"}, "over_hundred", "met"),
    (QUANTITATIVE, {"zero_target": "ignored"}, "not_a_choice", "zero_target"),
    (RANK, {"points": ["1"], "better": ["higher"]}, "not_a_choice", "better"),
    (BANDS, {"bands": [["80", "5"], ["80", "10"]]}, "not_ascending", "bands"),
    (BANDS, {"bands": [["80", "5"], ["79.9", "10"]]}, "not_ascending", "bands"),
    (RANK, {"points": ["5", "6"]}, "not_descending", "points"),
]


@pytest.mark.parametrize(("rule", "raw", "code", "name"), REFUSED)
def test_parameters_are_refused(rule: str, raw: dict[str, Any], code: str, name: str) -> None:
    with pytest.raises(ParameterError) as refusal:
        values(rule, raw, TEN)
    assert (refusal.value.code, refusal.value.name) == (code, name)


def test_every_reason_of_a_refusal_has_its_case() -> None:
    codes = {code for _, _, code, _ in REFUSED}
    assert codes == {
        "missing",
        "unknown",
        "not_a_number",
        "negative",
        "over_maximum",
        "over_hundred",
        "not_a_choice",
        "not_ascending",
        "not_descending",
    }


def test_parameter_error_survives_pickling() -> None:
    copy = pickle.loads(pickle.dumps(ParameterError("missing", "per_item")))
    assert (copy.code, copy.name) == ("missing", "per_item")
