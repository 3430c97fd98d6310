"""What the papers of the repository promise, as far as a machine can compare it with the code."""

import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import get_commands

from scoring.demo import people

ROOT = Path(__file__).resolve().parent.parent
README, DOCS = ROOT / "README.md", ROOT / "docs"
OPERATOR, SECRETARIAT = DOCS / "operator.md", DOCS / "secretariat.md"
PAPERS = [README, ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
PICTURE_LIMIT = 250 * 1024


def words_in_code(path: Path) -> set[str]:
    """What stands between backticks in a paper."""
    return set(re.findall(r"`([^`\n]+)`", path.read_text(encoding="utf-8")))


def links(paper: Path) -> list[tuple[str, str]]:
    """Path and fragment of every link into the repository."""
    found = [link for link in LINK.findall(paper.read_text(encoding="utf-8")) if "://" not in link]
    return [(path, unquote(fragment)) for path, _, fragment in (link.partition("#") for link in found)]


def anchors(paper: Path) -> set[str]:
    """The fragments of a paper's headings, as Git hosts make them."""
    titles = re.findall(r"^#+ (.+)$", paper.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_operator_reads_about_every_environment_variable():
    settings = (ROOT / "blocs" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"', settings))
    rows = re.findall(r"^\| `([A-Z_]+)` \|", OPERATOR.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(names)


def test_operator_reads_about_every_command():
    own = {name for name, app in get_commands().items() if app in ("blocs", "pledges", "scoring")}
    assert own - words_in_code(OPERATOR) == set()


def test_readme_lists_every_log_in_of_the_demonstration():
    log_ins = {name for name, *_ in people.PERSONS} | {people.SITE_ADMINISTRATOR}
    assert log_ins - words_in_code(README) == set()


def test_readme_says_why_each_library_is_there():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    text = README.read_text(encoding="utf-8")
    section = text.partition("\n## Libraries")[2].partition("\n## ")[0]
    named = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", section))
    assert {re.split(r"[\[=>]", pin)[0] for pin in pins} - named == set()


def test_secretariat_reads_the_words_of_the_pages():
    catalogue = (ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    words = {
        re.sub(r"%\(\w+\)s|\{\w+\}", "…", text) for text in re.findall(r'^msgstr "(.+)"$', catalogue, re.M)
    }
    italics = re.findall(r"(?<!\*)\*([^*\s][^*\n]*)\*(?!\*)", SECRETARIAT.read_text(encoding="utf-8"))
    terms = {term for italic in italics for term in re.split(r" [→·] ", italic)}
    assert terms - words == set()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_links_lead_somewhere(paper):
    broken = []
    for path, fragment in links(paper):
        target = (paper.parent / path).resolve() if path else paper
        if not target.exists() or (fragment and fragment not in anchors(target)):
            broken.append(f"{path}#{fragment}")
    assert broken == []


def test_pictures_are_shown_and_small():
    shown = {(README.parent / path).resolve() for path, _ in links(README) if path.endswith(".png")}
    assert shown == set((DOCS / "pictures").glob("*.png"))
    assert [path.name for path in sorted(shown) if path.stat().st_size > PICTURE_LIMIT] == []
