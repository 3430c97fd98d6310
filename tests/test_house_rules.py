"""The house rules that a machine can measure; each failure names file and line."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.no_cover  # reads the code and runs none of it

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {"blocs", "scoring", "pledges", "templates", "static", "tests", "locale", "docs", "var"}
FILES = {"manage.py", "run", "pyproject.toml", "requirements.txt", "requirements-dev.txt"}
PAPERS = {"README.md", "CHANGELOG.md", "LICENSE"}
APPS = ("blocs", "pledges", "scoring")
NO_HOME = {"common", "helpers", "managers", "services", "signals", "tools", "utils"}
REASONS = ("# slow import", "# app ready")
LINES_OF_A_FUNCTION, LINES_OF_A_FILE, LINES_OF_A_TEMPLATE = 25, 300, 100
INLINE = {
    "style=": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a script without src": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an on… attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*folders: str) -> list[Path]:
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


@cache
def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(read(path))))


def app_nodes(*folders: str) -> Iterator[tuple[Path, ast.AST]]:
    for path in sources(*(folders or APPS)):
        for node in nodes(path):
            yield path, node


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def place(path: Path, line: int | None = None) -> str:
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def none_of(rule: str, offenders: Iterable[str]) -> None:
    listed = sorted(set(offenders))
    assert not listed, f"{rule}:\n  " + "\n  ".join(listed)


def length(path: Path, function: Function) -> int:
    """Lines from `def` to the end, without docstring and empty lines."""
    lines = read(path).splitlines()
    first = function.body[0]
    doc = range(first.lineno, first.end_lineno + 1) if ast.get_docstring(function) else ()
    return sum(
        1 for n in range(function.lineno, function.end_lineno + 1) if n not in doc and lines[n - 1].strip()
    )


def too_long(paths: list[Path], limit: int) -> Iterator[str]:
    for path in paths:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > limit:
            yield f"{place(path)} has {lines}"


def is_state(target: ast.AST) -> bool:
    return isinstance(target, ast.Attribute) and target.attr == "state"


def sets_state(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return any(is_state(target) for target in node.targets)
    if isinstance(node, ast.AugAssign | ast.AnnAssign):
        return is_state(node.target)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr == "update" and any(word.arg == "state" for word in node.keywords)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr":
        return isinstance(node.args[1], ast.Constant) and node.args[1].value == "state"
    return False


def test_top_level_holds_only_what_the_architecture_names():
    there = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    none_of("Nothing else at the root without a reason in README", there - FOLDERS - FILES - PAPERS)


def test_functions_fit_on_a_screen():
    none_of(
        f"Functions have at most {LINES_OF_A_FUNCTION} lines, docstring and empty lines not counted",
        (
            f"{place(path, node.lineno)} {node.name} has {length(path, node)}"
            for path, node in app_nodes()
            if isinstance(node, Function) and length(path, node) > LINES_OF_A_FUNCTION
        ),
    )


def test_files_are_short():
    none_of(
        f"Files have at most {LINES_OF_A_FILE} lines; split them by noun",
        too_long(sources(*APPS, "tests"), LINES_OF_A_FILE),
    )


def test_templates_are_short():
    none_of(
        f"Templates have at most {LINES_OF_A_TEMPLATE} lines; cut partials out of them",
        too_long(templates(), LINES_OF_A_TEMPLATE),
    )


def test_templates_have_no_inline_style_or_script():
    none_of(
        "The Content-Security-Policy knows no inline styles and scripts",
        (
            f"{place(path, text[: match.start()].count(chr(10)) + 1)} {what}"
            for path in templates()
            for text in [path.read_text(encoding="utf-8")]
            for what, pattern in INLINE.items()
            for match in pattern.finditer(text)
        ),
    )


def test_modules_are_named_after_what_they_are_about():
    names = ((path, {path.stem, *path.relative_to(ROOT).parts}) for path in sources(*APPS, "tests"))
    none_of("These names are nobody's home", (place(path) for path, parts in names if parts & NO_HOME))


def test_imports_inside_functions_give_their_reason():
    none_of(
        f"An import inside a function needs one of {REASONS} behind it",
        (
            place(path, inner.lineno)
            for path, node in app_nodes()
            if isinstance(node, Function)
            for inner in ast.walk(node)
            if isinstance(inner, ast.Import | ast.ImportFrom)
            and not any(reason in read(path).splitlines()[inner.lineno - 1] for reason in REASONS)
        ),
    )


def test_core_knows_no_float():
    none_of(
        "Points are Decimal: scoring/core has no float; numbers.py alone reads those of a workbook's cells",
        (
            place(path, node.lineno)
            for path, node in app_nodes("scoring/core")
            if path.name != "numbers.py"
            and (
                (isinstance(node, ast.Name) and node.id == "float")
                or (isinstance(node, ast.Constant) and isinstance(node.value, float))
            )
        ),
    )


def test_only_the_step_table_changes_a_state():
    none_of(
        "A document changes its state by taking a step (blocs/workflow.py)",
        (
            place(path, node.lineno)
            for path, node in app_nodes()
            if sets_state(node) and path != ROOT / "blocs" / "workflow.py"
        ),
    )
