"""Any regulation goes out to a workbook and comes in again without loss."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from scoring.models import Criterion, ExclusionReason, Grade, Quota, Regulation, TieBreak
from scoring.workbooks.regulation.parameters import canonical
from scoring.workbooks.regulation.plan import SETTINGS, regulation_plan
from scoring.workbooks.regulation.preview import regulation_preview
from scoring.workbooks.regulation.saving import save_regulation
from scoring.workbooks.regulation.terms import stored_terms
from scoring.workbooks.regulation.writing import regulation_workbook
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(db):
    return factories.bloc_year()


def imported(year, data):
    plan = regulation_plan(year, data, "quy-che.xlsx")
    assert plan.findings.problems == []
    return save_regulation(plan, None)


def everything(regulation):
    """All that belongs to a regulation, without ids; parameters by what they mean."""
    fresh = Regulation.objects.get(pk=regulation.pk)
    columns = ("position", "code", "name", "maximum", "rule", "kind", "measure", "needs_evidence", "is_off")
    criteria = {criterion.pk: criterion for criterion in fresh.criteria.all()}
    rows = [
        [criteria[criterion.parent_id].code if criterion.parent_id else "", canonical(criterion.parameters)]
        + [getattr(criterion, name) for name in columns]
        for criterion in criteria.values()
    ]
    rows.sort(key=lambda row: (row[0], row[2]))
    return [getattr(fresh, name) for name in SETTINGS], rows, stored_terms(fresh)


points = st.decimals(0, 10, places=2)
PARAMETERS = {
    "direct": st.just({}),
    "pass_fail": st.just({}),
    "proportional": st.fixed_dictionaries({}, optional={"floor": points.map(str), "cap": points.map(str)}),
    "bands": st.lists(st.integers(-50, 200), min_size=1, max_size=4, unique=True).flatmap(
        lambda starts: st.fixed_dictionaries(
            {"bands": st.just([[str(start), "10"] for start in sorted(starts)])},
            optional={"of": st.sampled_from(["percent", "actual"])},
        )
    ),
    "count": st.fixed_dictionaries({"per_item": points.map(str)}, optional={"cap": points.map(str)}),
    "quantitative": st.fixed_dictionaries(
        {}, optional={"met": points.map(str), "zero_target": st.sampled_from(["met", "without_target"])}
    ),
    "rank": st.lists(points, min_size=1, max_size=5).map(
        lambda some: {"points": [str(one) for one in sorted(some, reverse=True)]}
    ),
}
leaf = st.sampled_from(sorted(PARAMETERS)).flatmap(
    lambda rule: st.tuples(
        st.just(rule),
        PARAMETERS[rule],
        st.text("%ạbc", max_size=5).map(str.strip),
        st.booleans(),
        st.booleans(),
    )
)
section = st.tuples(st.sampled_from(["base", "bonus", "deduction"]), st.lists(leaf, min_size=1, max_size=3))


@given(
    sections=st.lists(section, min_size=1, max_size=3),
    decimals=st.integers(0, 4),
    choices=st.tuples(
        st.sampled_from(["leaf", "section", "total"]),
        st.sampled_from(["percent", "total"]),
        st.sampled_from(["half_up", "half_even"]),
        st.booleans(),
    ),
    breakers=st.lists(st.sampled_from(["base", "fewest_deductions", "last_rank", "points"]), unique=True),
    grades=st.lists(st.decimals(0, 200, places=4), max_size=3, unique=True),
    quotas=st.lists(st.tuples(st.booleans(), st.integers(0, 100)), max_size=3),
)
@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.once
def test_any_regulation_survives_the_workbook(year, sections, decimals, choices, breakers, grades, quotas):
    Regulation.objects.all().delete()
    place, basis, mode, exceeds = choices
    source = Regulation.objects.create(
        bloc_year=factories.bloc_year(),
        title="Quy chế",
        decimals=decimals,
        rounding_place=place,
        grade_basis=basis,
        rounding=mode,
        bonus_may_exceed=exceeds,
    )
    for number, (kind, leaves) in enumerate(sections, start=1):
        root = _criterion(source, None, number, kind=kind, maximum=10 * len(leaves))
        for place_below, (rule, parameters, measure, proof, off) in enumerate(leaves, start=1):
            facts = {"rule": rule, "parameters": parameters, "measure": measure}
            _criterion(source, root, place_below, maximum=10, needs_evidence=proof, is_off=off, **facts)
    for number, by in enumerate(breakers, start=1):
        criterion = source.criteria.filter(parent=None).last() if by == "points" else None
        TieBreak.objects.create(regulation=source, by=by, criterion=criterion, position=number)
    for number, threshold in enumerate(grades):
        Grade.objects.create(regulation=source, label=f"Loại {number}", threshold=threshold)
        ExclusionReason.objects.create(regulation=source, text=f"=Lý do {number}", position=number)
    for number, (by_percent, value) in enumerate(quotas):
        Quota.objects.create(
            regulation=source,
            award=f"Cờ {number}",
            percent=value if by_percent else None,
            units=None if by_percent else value,
            position=number,
        )
    data = regulation_workbook(source)
    assert regulation_preview(regulation_plan(source.bloc_year, data, "a.xlsx")).changes_nothing
    assert everything(imported(year, data)) == everything(source)


def _criterion(regulation, parent, number, **fields):
    return Criterion.objects.create(
        regulation=regulation,
        parent=parent,
        position=number,
        code=str(number),
        name=f"Dòng {number}",
        **fields,
    )
