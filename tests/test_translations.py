"""The catalogue sees only the names that gettext is known by."""

from __future__ import annotations

import ast
from pathlib import Path

KNOWN = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext"}
ROOT = Path(__file__).resolve().parent.parent


def imported_names(path: Path) -> set[str]:
    """The names under which a module knows the functions of gettext."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    return {
        alias.asname or alias.name
        for node in imports
        if node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name
    }


def test_gettext_is_imported_only_under_names_that_the_collector_knows():
    modules = [path for app in ("blocs", "pledges", "scoring") for path in (ROOT / app).rglob("*.py")]
    strange = {
        str(path.relative_to(ROOT)): names - KNOWN for path in modules if (names := imported_names(path))
    }
    assert {path: names for path, names in strange.items() if names} == {}
