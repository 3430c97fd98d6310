"""The regulation as a paper (Decree 30, form 1.4): grounds, articles, signature, and the appendix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_lazy

from blocs import audit, pdf
from blocs.formats import roman
from blocs.pdf.bloc_papers import DRAFT_MARK, heading, recipients, sheets, signed_by_leader
from blocs.pdf.letterhead import WHOLE_LINE, broken, place_and_date
from pledges.papers import DRAFT, Face, Kind, Subject
from scoring.documents.regulation import appendix_context, day_of
from scoring.models import Regulation

if TYPE_CHECKING:
    from blocs.models import BlocYear
    from pledges.models import Paper

NAME = "Quy chế"
END = "./."
LONGEST = 400  # letters of a last line that may stand above the signature on one page with it


def whole_regulation(regulation: Regulation, face: Face = DRAFT) -> pdf.Composition:
    """The text with its appendix, or while there is no text that alone; a draft until it is issued."""
    name = "articles" if regulation.articles.exists() else "regulation"
    with translation.override("vi"):
        context = regulation_context(regulation, face)
    behind = sheets(regulation.bloc_year, draft=face.is_draft)
    return pdf.Composition(name, context, behind, face.day or day_of(regulation), for_signing=True)


def regulation_context(regulation: Regulation, face: Face) -> dict[str, Any]:
    """Everything the template prints."""
    year, day = regulation.bloc_year, face.day or regulation.issued_on or timezone.localdate()
    chapters = chapters_of(regulation)
    when = place_and_date(year.head.place, face.day, year.year)
    mark = DRAFT_MARK if face.is_draft else ""
    return {
        "title": regulation.title,
        "letterhead": heading(year, when, number=face.number, mark=mark),
        "about": broken(about(regulation.title), WHOLE_LINE),
        "grounds": grounds_of(regulation),
        "chapters": chapters,
        "last_lines": _ended(chapters),
        "addressees": recipients(year.bloc),
        "signature": signed_by_leader(year, day),
        "appendix": appendix_context(regulation, face) | {"mark": mark},
    }


def about(title: str) -> str:
    """What the regulation is about: its title without the name of the kind, which stands above."""
    rest = title.removeprefix(NAME).strip() if title.startswith(f"{NAME} ") else title
    return rest[:1].upper() + rest[1:]


def grounds_of(regulation: Regulation) -> list[str]:
    """Element 6: each on its own line, with a semicolon, the last with a full stop."""
    lines = [line.strip().rstrip(";., ") for line in regulation.grounds.splitlines() if line.strip()]
    return [f"{line}{'.' if line == lines[-1] else ';'}" for line in lines]


def chapters_of(regulation: Regulation) -> list[dict[str, Any]]:
    """Chapters in roman numbers, articles through the whole text; the first may stand before any chapter."""
    found: list[dict[str, Any]] = []
    for number, article in enumerate(regulation.articles.all(), start=1):
        if article.chapter or not found:
            count = sum(bool(chapter["title"]) for chapter in found) + 1
            found.append({"number": roman(count), "title": article.chapter.upper(), "articles": []})
        found[-1]["articles"].append({"number": number, "title": article.title, "lines": article.lines})
    return found


def _ended(chapters: list[dict[str, Any]]) -> list[str]:
    """Close the text; its last line stands together with the signature, which is never alone on a page."""
    if not chapters:
        return []
    last = chapters[-1]["articles"][-1]
    if not last["lines"]:
        last["title"] = last["title"].rstrip(". ") + END
        return []
    line = last["lines"][-1].rstrip(". ") + END
    if len(line) > LONGEST:
        last["lines"] = [*last["lines"][:-1], line]
        return []
    last["lines"], last["goes_on"] = last["lines"][:-1], True
    return [line]


def whole_filename(regulation: Regulation) -> str:
    """Under what name the paper is saved."""
    year = regulation.bloc_year
    return f"Quy chế {year.year} - {year.bloc.name} - phiên bản {regulation.version}.pdf"


# --- the regulation as a kind of paper --------------------------------------------------------------------
def _regulations(bloc_year: BlocYear) -> list[Subject]:
    return [Subject()] if hasattr(bloc_year, "regulation") else []


def _compose(bloc_year: BlocYear, subject: Subject, face: Face) -> pdf.Composition:
    return whole_regulation(bloc_year.regulation, face)


def _not_issuable(bloc_year: BlocYear, subject: Subject) -> list[str]:
    regulation = bloc_year.regulation
    lines = []
    if not regulation.articles.exists():
        lines.append(gettext("The regulation has no text yet; write its articles first."))
    if not regulation.is_adopted:
        lines.append(gettext("The regulation is still a draft; adopt it on its page, then issue it."))
    return lines


def _planned(bloc_year: BlocYear, subject: Subject) -> Face:
    """Number and day that were entered already, unless an issue has used them."""
    regulation = bloc_year.regulation
    issued = {paper.number for paper in bloc_year.papers.filter(kind="regulation")}
    return DRAFT if regulation.number in issued else Face(regulation.number, regulation.issued_on)


def _issued(paper: Paper) -> None:
    """Everything that names the regulation names the number and day of the issue."""
    regulation = Regulation.objects.get(bloc_year=paper.bloc_year)
    changes = [
        audit.change("number and symbol", regulation.number, paper.number),
        audit.change("date of issue", audit.shown(regulation.issued_on), audit.shown(paper.issued_on)),
    ]
    regulation.number, regulation.issued_on = paper.number, paper.issued_on
    regulation.save(update_fields=["number", "issued_on"])
    audit.record(paper.issued_by, regulation, audit.Action.CHANGE, changes=changes)


REGULATION = Kind(
    "regulation",
    gettext_lazy("Regulation with its appendix"),
    "QC",
    _regulations,
    _compose,
    obstacles=_not_issuable,
    planned=_planned,
    then=_issued,
    for_signing=True,
)
