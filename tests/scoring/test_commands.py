"""The commands that bring workbooks in and take them out."""

from decimal import Decimal

import pytest

from blocs.audit import Action, AuditEntry
from blocs.models.people import Role
from blocs.stages import Stage
from scoring.models import Criterion, Regulation, Score, ScoreSheet
from tests import factories
from tests.scoring.books import ROWS, book, changed, content
from tests.scoring.commands import refusal, run
from tests.scoring.grids import grid, names, points

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def year(db):
    return factories.bloc_year()


@pytest.fixture
def file(tmp_path):
    def written(data, name="tep.xlsx"):
        (tmp_path / name).write_bytes(data)
        return str(tmp_path / name)

    return written


def test_regulation_is_imported_and_counted(year, file):
    out, err = run("import_regulation", year, file(changed({"F4": None})))
    assert out == "Imported: 8 criteria, 5 leaves, 3 levels, 80 points, bonus 5.\n"
    assert err == "No rule was given, so points are given directly: rows 4.\n"
    assert Criterion.objects.filter(regulation__bloc_year=year).count() == 8


def test_dry_run_of_a_regulation_writes_nothing(year, file):
    out, _err = run("import_regulation", year, file(content(book(ROWS))), dry_run=True)
    assert out.startswith("Nothing was written. The workbook has 8 criteria")
    assert (Regulation.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_refused_regulation_leaves_the_draft_as_it_was(year, file):
    factories.regulation(year=year, adopted=False)
    before = list(Criterion.objects.values())
    assert refusal("import_regulation", year, file(changed({"E2": 51, "E9": "x"}))) == [
        "Nothing was imported.",
        "Row 2: I has the maximum 51, but the lines below it add up to 50.",
        "Row 9 (cell E9): “x” is not a number; write it like 8,25.",
    ]
    assert list(Criterion.objects.values()) == before


def test_file_that_is_no_workbook_is_refused(year, file):
    assert refusal("import_regulation", year, file(b"TT;Ten\n")) == ["This is not an Excel workbook (.xlsx)."]


def test_bloc_and_year_that_do_not_exist_are_answered_with_those_that_do(year, file):
    path = file(content(book(ROWS)))
    year.bloc.slug, slug = "khac", year.bloc.slug
    assert refusal("import_regulation", year, path) == [f"There is no bloc “khac”. There are: {slug}."]
    year.bloc.slug, year.year = slug, 1999
    assert refusal("import_regulation", year, path) == [f"The bloc “{slug}” has no year 1999. It has: 2021."]


def test_adopting_takes_the_step_in_the_name_of_a_secretary(year, file):
    secretary = factories.person(Role.SECRETARY, year.head, username="thuky")
    run("import_regulation", year, file(content(book(ROWS))), adopt=True, user="thuky")
    assert Regulation.objects.get().is_adopted
    assert [(e.action, e.user) for e in AuditEntry.objects.order_by("pk")] == [
        (Action.IMPORT, secretary),
        (Action.STEP, secretary),
    ]


def test_adopting_needs_somebody_who_may(year, file):
    path = file(content(book(ROWS)))
    leader = factories.person(Role.LEADER, year.head, username="truong")
    assert refusal("import_regulation", year, path, adopt=True) == [
        "Adopting needs --user with a secretary of the head of the bloc."
    ]
    assert refusal("import_regulation", year, path, adopt=True, user="ai") == ["There is no user “ai”."]
    assert refusal("import_regulation", year, path, adopt=True, user="truong") == [
        f"{leader} is not in the secretariat of {year}."
    ]


def test_refused_adoption_imports_nothing(file):
    year = factories.bloc_year(stage=Stage.REVIEW)
    factories.person(Role.SECRETARY, year.head, username="thuky")
    lines = refusal("import_regulation", year, file(content(book(ROWS))), adopt=True, user="thuky")
    assert lines[0] == "Nothing was imported."
    assert not Regulation.objects.exists()


def test_exported_regulation_comes_in_again(year, tmp_path):
    regulation = factories.regulation()
    path = str(tmp_path / "quy-che.xlsx")
    assert run("export_regulation", regulation.bloc_year, path) == (f"Written: {path}.\n", "")
    run("import_regulation", year, path)
    assert Regulation.objects.get(bloc_year=year).tree == regulation.tree


def test_export_without_a_regulation_or_a_folder_is_refused(year, tmp_path):
    path = str(tmp_path / "none" / "quy-che.xlsx")
    assert refusal("export_regulation", year, path) == [f"{year} has no regulation yet."]
    assert refusal("export_scores", year, path, round="self") == [f"{year} has no regulation yet."]
    factories.regulation(year=year)
    assert "cannot be written" in refusal("export_regulation", factories.BlocYear.objects.get(), path)[0]


def test_scores_come_in_and_open_the_sheets(year, file):
    factories.regulation(year=year)
    data = grid(year, [39, 20, 3, 4], ["KG", 0, 1, None])
    out, err = run("import_scores", year, file(data), round="self")
    head, member, other = names(year)
    assert out == (
        f"{head}: 4 lines change, total 0 → 66.\n"
        f"{member}: 3 lines change, total 0 → 1.\n"
        "Imported: 7 lines in 2 sheets.\n"
    )
    assert err == (
        f"Units that are not in the workbook stay as they are: {other}.\n"
        f"{member} has no points afterwards on 1 criteria (II/2).\n"
    )
    assert points(year) == [39, 20, 3, 4]
    assert ScoreSheet.objects.count() == 3


def test_dry_run_of_scores_writes_nothing(year, file):
    factories.regulation(year=year)
    out, _err = run("import_scores", year, file(grid(year, [39, 20, 3, 4])), round="self", dry_run=True)
    assert out.endswith("Nothing was written. The workbook would change 4 lines in 1 sheets.\n")
    assert (ScoreSheet.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_one_wrong_score_refuses_the_whole_file(year, file):
    factories.regulation(year=year)
    data = grid(year, [39, 20, 3, 4], [41, 0, 1, 1])
    assert refusal("import_scores", year, file(data), round="self") == [
        "Nothing was imported.",
        f"Row 2 (cell C2): I/1, {names(year)[1]}: 41 is over the maximum of 40.",
    ]
    assert (ScoreSheet.objects.count(), Score.objects.count()) == (0, 0)


def test_scores_wait_for_an_adopted_regulation(year, file):
    factories.regulation(year=year, adopted=False)
    lines = refusal("import_scores", year, file(grid(year, [1, 20, 3, 4])), round="self")
    assert lines[0].startswith("The regulation is not adopted yet. Adopt it on its page")


def test_scores_are_imported_only_in_the_name_of_the_secretariat(year, file):
    officer = factories.person(Role.OFFICER, year.head, username="canbo")
    path = file(grid(year, [1, 20, 3, 4]))
    assert refusal("import_scores", year, path, round="self", user="canbo") == [
        f"{officer} is not in the secretariat of {year}."
    ]


def test_exported_scores_come_in_again(file, tmp_path):
    year = factories.approved_year([(40, 20, "25.5", "14.5"), (1, 0, 2, 3)], stage=Stage.REVIEW)
    path = str(tmp_path / "diem.xlsx")
    run("export_scores", year, path, round="review")
    out, _err = run("import_scores", year, path, round="review")
    assert out.endswith("Imported: 0 lines in 0 sheets.\n")
    ScoreSheet.objects.update(state="submitted")
    Score.objects.update(reviewed_score=None)
    run("import_scores", year, path, round="review", reason="Biên bản")
    assert points(year, "reviewed_score") == [40, 20, Decimal("25.5"), Decimal("14.5")]
