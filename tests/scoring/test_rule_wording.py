"""How a criterion is scored, in the words of a regulation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from scoring.core import rules
from scoring.models.criteria import Rule
from scoring.rule_wording import RULE_NAMES, rule_text

SENTENCES = [
    ("", {}, "10", "", ""),
    ("direct", {}, "10", "", "Chấm trực tiếp từ 0 đến thang điểm"),
    ("pass_fail", {}, "10", "", "Đạt/Không đạt: đủ thang điểm hoặc 0"),
    ("proportional", {}, "10", "%", "Tỷ lệ so với chỉ tiêu"),
    ("proportional", {"cap": "10"}, "10", "%", "Tỷ lệ so với chỉ tiêu"),
    (
        "proportional",
        {"floor": "50", "cap": "7.5"},
        "10",
        "%",
        "Tỷ lệ so với chỉ tiêu; dưới 50 % chỉ tiêu không tính điểm; tối đa 7,5 điểm",
    ),
    (
        "bands",
        {"bands": [["80", "5"], ["95.5", "10"]]},
        "10",
        "hồ sơ",
        "Theo mức tỷ lệ đạt so với chỉ tiêu: từ 80 % được 5 điểm; từ 95,5 % được 10 điểm; "
        "dưới mức thấp nhất không tính điểm",
    ),
    (
        "bands",
        {"of": "actual", "bands": [["0", "1"], ["3", "2"]]},
        "2",
        "hồ sơ",
        "Theo mức kết quả: từ 0 hồ sơ được 1 điểm; từ 3 hồ sơ được 2 điểm",
    ),
    (
        "bands",
        {"of": "actual", "bands": [["1", "2"]]},
        "2",
        "",
        "Theo mức kết quả: từ 1 được 2 điểm; dưới mức thấp nhất không tính điểm",
    ),
    ("count", {"per_item": "0.5"}, "2", "sáng kiến", "Mỗi sáng kiến 0,5 điểm, tối đa 2 điểm"),
    ("count", {"per_item": "3", "cap": "6"}, "9", "", "Mỗi trường hợp 3 điểm, tối đa 6 điểm"),
    (
        "quantitative",
        {},
        "15",
        "%",
        "So với chỉ tiêu và đơn vị dẫn đầu khối; bằng chỉ tiêu được 7,5 điểm (50 % thang điểm)",
    ),
    (
        "rank",
        {"points": ["60", "45"], "better": "lower"},
        "60",
        "",
        "Theo thứ hạng trong khối, kết quả thấp hơn xếp trên: hạng 1 được 60 điểm; hạng 2 được 45 điểm; "
        "các hạng sau không tính điểm",
    ),
    (
        "rank",
        {"points": ["2", "0"]},
        "60",
        "",
        "Theo thứ hạng trong khối, kết quả cao hơn xếp trên: hạng 1 được 2 điểm; hạng 2 được 0 điểm",
    ),
]


@pytest.mark.parametrize(("rule", "parameters", "maximum", "measure", "sentence"), SENTENCES)
def test_rule_is_said_with_its_parameters(rule, parameters, maximum, measure, sentence):
    with translation.override("vi"):
        assert rule_text(rule, parameters, Decimal(maximum), measure) == sentence


def test_target_of_zero_is_mentioned_only_where_it_is_met():
    with translation.override("vi"):
        clauses = rule_text("quantitative", {"zero_target": "met"}, Decimal(10)).split("; ")
    assert clauses[-1] == "chỉ tiêu bằng 0 coi là đạt khi kết quả bằng 0"


@pytest.mark.parametrize("parameters", [{}, {"per_item": "11"}, {"per_item": "x"}, {"other": "1"}])
def test_rule_with_a_parameter_that_cannot_stand_is_only_named(parameters):
    with translation.override("vi"):
        assert rule_text("count", parameters, Decimal(10), "sáng kiến") == "Tính điểm theo số lượng"


def test_every_rule_has_the_name_that_forms_offer():
    assert {rule.value: rule.label for rule in Rule} == {rule: RULE_NAMES[rule] for rule in rules.RULES}
