"""The documents of a library in their order, everything formatted already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blocs.formats import short_date
from blocs.models import BlocYear
from blocs.text import folded
from scoring.models import Evidence, EvidenceFile, EvidenceLink, Score
from scoring.models.libraries import Library
from scoring.results import keys_of, printed

ALL, UNLINKED, WITHOUT_FILE = "", "unlinked", "no-file"
SHOWN = {
    ALL: _("All documents"),
    UNLINKED: _("Linked to no criterion"),
    WITHOUT_FILE: _("Without a file"),
}


@dataclass(frozen=True, slots=True)
class FileView:
    """A file as it is shown: its kind, name and size, and where it is opened."""

    pk: int
    name: str
    kind: str
    size: str
    url: str
    shown_url: str
    is_picture: bool


def file_view(file: EvidenceFile) -> FileView:
    """What pages show of a file."""
    kind, url = file.kind, reverse("evidence_file", args=(file.pk,))
    shown = f"{url}?inline" if kind.shown_by_browsers else ""
    return FileView(file.pk, file.name, kind.name, filesizeformat(file.size), url, shown, kind.is_picture)


@dataclass(frozen=True, slots=True)
class Line:
    """A leaf of the regulation: where it stands in the table and how it is called."""

    place: int
    code: str
    name: str


def lines_of(bloc_year: BlocYear) -> dict[int, Line]:
    """Criterion id → its line; the leaves of the regulation in their order."""
    regulation = bloc_year.regulation
    pks = {key: pk for pk, key in keys_of(list(regulation.criteria.all())).items()}
    return {
        pks[leaf.key]: Line(place, printed(leaf.key), leaf.name)
        for place, leaf in enumerate(regulation.tree.leaves())
    }


@dataclass(frozen=True, slots=True)
class Proof:
    """A criterion that a document proves, with the place in it."""

    link: EvidenceLink
    line: Line
    url: str

    @property
    def words(self) -> str:
        """The number of the criterion, and where to look."""
        return f"{self.line.code} ({self.link.place})" if self.link.place else self.line.code


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A document of the library."""

    document: Evidence
    place: int
    day: str
    file: FileView | None
    proofs: list[Proof] = field(default_factory=list)

    @property
    def facts(self) -> str:
        """Number, day and issuing body in one line, as far as they are known."""
        return " · ".join(filter(None, (self.document.number, self.day, self.document.issuer)))

    @property
    def searched(self) -> str:
        """What the search looks at."""
        return folded(f"{self.facts} {self.document.title}")


def library_rows(library: Library) -> list[LibraryRow]:
    """The documents in their order, numbered; a fixed number of queries."""
    documents = library.documents.select_related("file").prefetch_related("links__score")
    lines = lines_of(library.bloc_year) if library.sheet else {}
    return [_row(library, place, document, lines) for place, document in enumerate(documents, start=1)]


def document_row(library: Library, document: Evidence) -> LibraryRow:
    """A single document, with its number in the library."""
    place = list(library.documents.values_list("pk", flat=True)).index(document.pk) + 1
    return _row(library, place, document, lines_of(library.bloc_year) if library.sheet else {})


def _row(library: Library, place: int, document: Evidence, lines: dict[int, Line]) -> LibraryRow:
    sheet = library.sheet
    proofs = [
        Proof(link, lines[link.score.criterion_id], line_url(sheet.pk, link.score.criterion_id))
        for link in document.links.all()
        if sheet is not None and link.score.criterion_id in lines
    ]
    return LibraryRow(
        document,
        place,
        short_date(document.issued_on) if document.issued_on else "",
        file_view(document.file) if document.file else None,
        sorted(proofs, key=lambda proof: proof.line.place),
    )


def line_url(sheet: int, criterion: int) -> str:
    """The page about the evidence of one line."""
    return reverse("line_evidence", args=(sheet, criterion))


def chosen(rows: Iterable[LibraryRow], query: str, show: str) -> list[LibraryRow]:
    """The rows that a search asks for; every word of it must be found."""
    words = folded(query).split()
    wanted = {UNLINKED: lambda row: not row.proofs, WITHOUT_FILE: lambda row: row.file is None}
    fits = wanted.get(show, lambda row: True)
    return [row for row in rows if fits(row) and all(word in row.searched for word in words)]


@dataclass(frozen=True, slots=True)
class Need:
    """A line that needs evidence and has none."""

    place: int
    code: str
    name: str
    url: str


def needs(library: Library, missing: Iterable[Score]) -> list[Need]:
    """The lines that miss evidence, as links to the page where it is linked."""
    lines = lines_of(library.bloc_year)
    return [
        Need(
            lines[score.criterion_id].place,
            lines[score.criterion_id].code,
            score.criterion.name,
            line_url(score.sheet_id, score.criterion_id),
        )
        for score in missing
    ]
