"""Nobody reviews their own unit: the secretariat names who reviews the head."""

from __future__ import annotations

import pytest
from django.urls import reverse

from blocs.models import AuditEntry
from blocs.models.people import Role
from blocs.stages import Stage
from tests import factories

pytestmark = pytest.mark.django_db


def url(year, name="head_reviewer"):
    return reverse(name, args=(year.bloc.slug, year.year))


def fresh(year):
    return type(year).objects.get(pk=year.pk)


def test_reviewer_is_named_and_the_history_keeps_it(cast, as_):
    third = cast.year.members[2]
    answer = as_(cast.secretary).post(url(cast.year), {"head_reviewer": third.pk})
    assert (answer.status_code, fresh(cast.year).head_reviewer) == (302, third)
    (change,) = AuditEntry.objects.get().changes
    assert (change["what"], change["after"]) == ("reviewer of the head", third.name)


def test_without_a_name_the_deputy_reviews(cast, as_):
    as_(cast.secretary).post(url(cast.year), {"head_reviewer": cast.year.members[2].pk})
    as_(cast.secretary).post(url(cast.year), {"head_reviewer": ""})
    year = fresh(cast.year)
    assert (year.head_reviewer, year.reviewer_of_head) == (None, cast.year.deputy)


def test_head_cannot_be_named_nor_a_unit_in_which_nobody_could_review(cast, as_):
    browser, choices = as_(cast.secretary), cast.year.members
    for unit in (choices[0], factories.unit()):
        page = browser.post(url(cast.year), {"head_reviewer": unit.pk})
        assert list(page.context["form"].errors) == ["head_reviewer"]
    cast.other_officer.roles.update(role=Role.LEADER)
    page = browser.post(url(cast.year), {"head_reviewer": choices[2].pk})
    assert list(page.context["form"].errors) == ["head_reviewer"]
    assert fresh(cast.year).head_reviewer is None


def test_reviewer_who_becomes_the_head_is_none(cast):
    third = cast.year.members[2]
    type(cast.year).objects.filter(pk=cast.year.pk).update(head_reviewer=third, head=third)
    assert fresh(cast.year).reviewer_of_head == cast.year.deputy


@pytest.mark.parametrize("stage", list(Stage))
def test_reviewer_is_named_until_the_scores_are_handed_on(cast, as_, stage):
    type(cast.year).objects.filter(pk=cast.year.pk).update(stage=stage)
    finished = stage in (Stage.SUBMISSION, Stage.CLOSED)
    third = cast.year.members[2].pk
    answer = as_(cast.secretary).post(url(cast.year), {"head_reviewer": third})
    assert answer.status_code == (403 if finished else 302)
    page = as_(cast.secretary).get(url(cast.year, "setup"))
    assert (page.context["reviewer_form"] is None) is finished


def test_reviewer_stays_a_member(cast, as_):
    third = cast.year.members[2]
    type(cast.year).objects.filter(pk=cast.year.pk).update(head_reviewer=third)
    browser, members = as_(cast.secretary), url(cast.year, "members")
    formset = browser.get(members).context["formset"]
    data = {
        field.html_name: field.value() or "" for form in (formset.management_form, *formset) for field in form
    }
    row = next(form for form in formset if form.initial.get("unit") == third.pk)
    page = browser.post(members, data | {row.add_prefix("DELETE"): "on"})
    assert (page.status_code, third in fresh(cast.year).members) == (200, True)
