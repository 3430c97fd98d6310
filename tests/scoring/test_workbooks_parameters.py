"""Parameters of rules in one column: what is written, what is read, what is refused."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.core import rules
from scoring.workbooks.regulation.parameters import ParametersError, canonical, parameters_in, text_of

WRITTEN = [
    ({}, ""),
    ({"per_item": "3", "cap": "9"}, "mỗi mục: 3; tối đa: 9"),
    ({"cap": "7.50", "floor": "50"}, "tối thiểu: 50%; tối đa: 7,5"),
    ({"bands": [["80", "5"], ["95.5", "10"]]}, "từ 80: 5; từ 95,5: 10"),
    ({"of": "actual", "bands": [["-1", "0"], ["0", "2"]]}, "tính theo: kết quả; từ -1: 0; từ 0: 2"),
    ({"met": "60", "zero_target": "met"}, "bằng chỉ tiêu: 60%; chỉ tiêu 0: đạt"),
    (
        {"points": ["60", "45", "0"], "better": "lower"},
        "hạng 1: 60; hạng 2: 45; hạng 3: 0; xếp trên: thấp hơn",
    ),
]


@pytest.mark.parametrize(("raw", "text"), WRITTEN)
def test_parameters_are_written_as_people_write_them_and_read_again(raw, text):
    assert text_of(raw) == text
    assert canonical(parameters_in(text)) == canonical(raw)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("per_item: 3; cap: 9", {"per_item": "3", "cap": "9"}),
        ("MOI MUC : 3 điểm ;\nToi da: 9,0 điểm;", {"per_item": "3", "cap": "9"}),
        ("from 80%: 5; FROM 95: 10 points", {"bands": [["80", "5"], ["95", "10"]]}),
        ("of: actual; bands: 0=1 / 2,5 = 2", {"of": "actual", "bands": [["0", "1"], ["2.5", "2"]]}),
        ("points: 60 / 45 / 0; better: higher", {"points": ["60", "45", "0"], "better": "higher"}),
        ("rank 2: 45; rank 1: 60", {"points": ["60", "45"]}),
        ("zero_target: without_target; met: 50 %", {"zero_target": "without_target", "met": "50"}),
        ("  ;  ", {}),
    ],
)
def test_english_names_and_other_ways_of_writing_are_read(text, raw):
    assert parameters_in(text) == raw


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("9", "“9” is no parameter. Write a name, a colon and a value: “tối đa: 9”."),
        ("tối đa:", "“tối đa:” is no parameter. Write a name, a colon and a value: “tối đa: 9”."),
        (
            "cao nhất: 9",
            "“cao nhất” is the name of no parameter. There are: tối thiểu, tối đa, mỗi mục, tính theo, "
            "bằng chỉ tiêu, chỉ tiêu 0, xếp trên, từ …, hạng ….",
        ),
        ("tối đa: 9; cap: 8", "“cap” stands there twice."),
        ("hạng 1: 9; hạng 1: 8", "“hạng 1” stands there twice."),
        ("hạng 1: 9; points: 8", "“points by rank” stands there twice."),
        ("từ 1: 9; bands: 2=8", "“bands” stands there twice."),
        ("hạng 1: 9; hạng 3: 8", "The points of rank 2 are missing."),
        ("hạng đầu: 9", "“hạng đầu” names no rank."),
        ("tối đa: chín", "“chín” is not a number; write it like 8,25."),
        ("tối đa: %", "“%” is not a number; write it like 8,25."),
        ("từ 1.250: 5", "“1.250” can be read in two ways; write 1250 or 1,25."),
        ("xếp trên: bằng nhau", "“xếp trên” can be: cao hơn, thấp hơn; not “bằng nhau”."),
        ("bands: 80", "“80” is no band. Write where it begins and its points: “80 = 5”."),
    ],
)
def test_text_that_is_not_clear_is_refused(text, sentence):
    with translation.override("en"), pytest.raises(ParametersError) as refusal:
        parameters_in(text)
    assert str(refusal.value) == sentence


number = st.decimals(0, 1000, places=4).map(str)
signed = st.decimals(-1000, 1000, places=2).map(str)
anything = st.fixed_dictionaries(
    {},
    optional={
        "cap": number,
        "floor": number,
        "per_item": number,
        "met": number,
        "of": st.sampled_from(["percent", "actual"]),
        "better": st.sampled_from(["higher", "lower"]),
        "zero_target": st.sampled_from(["without_target", "met"]),
        "bands": st.lists(st.tuples(signed, number).map(list), min_size=1, max_size=5),
        "points": st.lists(number, min_size=1, max_size=12),
    },
)


@given(raw=anything)
@settings(deadline=None)
def test_any_parameters_survive_their_text(raw):
    assert canonical(parameters_in(text_of(raw))) == canonical(raw)


def test_every_parameter_of_every_rule_has_a_name():
    names = {parameter.name for rule in rules.RULES.values() for parameter in rule.parameters}
    for name in names - {"bands", "points"}:
        assert text_of({name: "1"}).partition(":")[0] != name


@pytest.mark.parametrize("value", ["x", "NaN", ["a"], [["1"]], Decimal("1.50"), 3, True])
def test_draft_with_parameters_of_another_form_can_still_be_written(value):
    assert text_of({"bands": value, "cap": value})
