"""``manage.py export_documents``: every issued paper, and the signed copies of each, as files in a folder."""

from __future__ import annotations

import hashlib
import json
import re
from argparse import ArgumentParser
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from blocs.models import Bloc, BlocYear
from pledges.models import Paper, SignedCopy

INDEX = "index.json"
LONGEST = 150  # bytes of a title in the name of a file; file systems allow 255 for the whole


class Command(BaseCommand):
    """Write issued papers byte by byte as they were issued; a file that would be changed is refused."""

    help = "Write every issued paper with its signed copies into FOLDER/BLOC/YEAR, and an index beside them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which blocs and years; without them all."""
        parser.add_argument("--bloc", metavar="SLUG", help="only the papers of this bloc")
        parser.add_argument("--year", type=int, help="only the papers of this year")
        parser.add_argument("--to", required=True, metavar="FOLDER", help="where the files are written")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what is sound; then fail if anything was not."""
        self.problems: list[str] = []
        self.counts = {"papers": 0, "copies": 0}
        with translation.override(settings.LANGUAGE_CODE):
            years = _years(options["bloc"], options["year"])
            for bloc_year in years:
                self._export(bloc_year, Path(options["to"]))
            words = _("Papers: %(papers)s. Signed copies: %(copies)s. Written to %(folder)s.")
            self.stdout.write(words % {**self.counts, "folder": options["to"]})
            if self.problems:
                raise CommandError("\n".join(self.problems))

    def _export(self, bloc_year: BlocYear, folder: Path) -> None:
        papers = bloc_year.papers.select_related("unit", "replaced_by").order_by("issued_on", "serial", "pk")
        if not papers:
            return
        place = folder / bloc_year.bloc.slug / str(bloc_year.year)
        place.mkdir(parents=True, exist_ok=True)
        rows = [self._paper(paper, place) for paper in papers]
        text = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
        (place / INDEX).write_text(text, encoding="utf-8")

    def _paper(self, paper: Paper, place: Path) -> dict[str, Any]:
        name = _file_name(paper)
        if self._write(paper, place / f"{name}.pdf", str(paper)):
            self.counts["papers"] += 1
        copies = paper.signed_copies.select_related("unit")
        return {
            "file": f"{name}.pdf",
            **_facts(paper),
            "signed_copies": [self._copy(copy, place, name, n) for n, copy in enumerate(copies, start=1)],
        }

    def _copy(self, copy: SignedCopy, place: Path, name: str, number: int) -> dict[str, Any]:
        unit = f" {_plain(copy.unit.short_name)}" if copy.unit else ""
        file = f"{name} - bản ký {number:02d}{unit}{PurePath(copy.name).suffix.lower()}"
        if self._write(copy, place / file, str(copy)):
            self.counts["copies"] += 1
        return {
            "file": file,
            "unit": copy.unit.name if copy.unit else "",
            "means": copy.means,
            "sha256": copy.sha256,
            "brought_back": timezone.localtime(copy.uploaded_at).isoformat(timespec="seconds"),
        }

    def _write(self, row: Paper | SignedCopy, path: Path, what: str) -> bool:
        """Write the stored bytes if they are what was issued, and if no other file is in the way."""
        try:
            with row.content.open() as file:
                content = file.read()
        except OSError:
            return self._fail(_("%(what)s: its file is missing.") % {"what": what})
        if hashlib.sha256(content).hexdigest() != row.sha256:
            return self._fail(_("%(what)s: the stored file is not the one that was kept.") % {"what": what})
        if path.exists() and path.read_bytes() != content:
            words = _("%(what)s: %(file)s exists with other contents and was left alone.")
            return self._fail(words % {"what": what, "file": path})
        path.write_bytes(content)
        return True

    def _fail(self, sentence: str) -> bool:
        self.problems.append(sentence)
        return False


def _years(slug: str | None, year: int | None) -> list[BlocYear]:
    """The years that are meant; a name that does not exist is an error and not an empty folder."""
    if slug and not Bloc.objects.filter(slug=slug).exists():
        known = ", ".join(Bloc.objects.order_by("slug").values_list("slug", flat=True)) or "-"
        words = _("There is no bloc “%(bloc)s”. There are: %(known)s.")
        raise CommandError(words % {"bloc": slug, "known": known})
    chosen = {"bloc__slug": slug, "year": year}
    found = BlocYear.objects.filter(**{name: value for name, value in chosen.items() if value})
    if not found:
        raise CommandError(_("There is no year %(year)s.") % {"year": year or ""})
    return list(found.select_related("bloc").order_by("bloc__slug", "year"))


def _file_name(paper: Paper) -> str:
    """Number, title and code: readable, and never the name of another paper."""
    title = _plain(paper.title).encode()[:LONGEST].decode(errors="ignore").strip()
    return f"{_plain(paper.number)} {title} {paper.shown_code}"


def _plain(text: str) -> str:
    """Text without the signs that the names of files cannot have."""
    return re.sub(r"[\\/:*?\"<>|\s]+", " ", text.replace("/", "-")).strip(" .")


def _facts(paper: Paper) -> dict[str, Any]:
    """What the index tells of a paper."""
    return {
        "number": paper.number,
        "issued_on": paper.issued_on.isoformat(),
        "issuer": paper.issuer,
        "kind": paper.kind,
        "unit": paper.unit.name if paper.unit else "",
        "title": paper.title,
        "state": paper.state,
        "replaced_by": paper.replaced_by.number if paper.replaced_by else "",
        "code": paper.shown_code,
        "pages": paper.pages,
        "size": paper.size,
        "sha256": paper.sha256,
    }
