"""Papers of a conference of 20 units: beside WeasyPrint alone, and beside LibreOffice with the same page."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from django.conf import settings
from django.contrib.staticfiles import finders

from blocs.models import BlocYear
from pledges import papers
from tests import factories
from tests.bench.bare import html_of_papers
from tests.bench.clock import repeated, side_by_side
from tests.bench.meetings import articles, gather

UNITS, SECTIONS, LEAVES, TURNS, COPIES = 20, 16, 10, 2, 2
PAPERS = ("pledge", "registration", "regulation", "minutes")
SHEET = re.compile(r'<link rel="stylesheet" href="[^"]*?(print/[^"]+)">')
HEAD = (
    f"\n{'papers of 20 units, appendix 176 rows':42}{'ours':>11}{'alone':>11}{'ratio':>9}{'LibreOffice':>15}"
)
FOOT = """
Papers: from rows to bytes, beside WeasyPrint on the same HTML in turn, and beside LibreOffice on the same
page with its styles, whose start is taken off by converting one and several copies. All in processor time.
LibreOffice needs its part Writer (libreoffice-writer-nogui) to convert a page at all."""


def conference_year() -> BlocYear:
    """A year that is ready for its signing conference, with a regulation of 176 rows."""
    leaf = "mức độ hoàn thành nhiệm vụ được giao trong năm"
    rows = [
        (str(n), f"Nhóm tiêu chí {n}", "100", [(str(m), f"Tiêu chí {n}.{m}: {leaf}", "10", "direct")
         for m in range(1, LEAVES + 1)]) for n in range(1, SECTIONS + 1)
    ]  # fmt: skip
    year = factories.bloc_year(members=UNITS)
    articles(factories.regulation(year=year, rows=rows, adopted=False))
    gather(year)
    return year


def rows(year: BlocYear) -> list[str]:
    """One line of the table for each paper."""
    return [HEAD, *(_row(year, name) for name in PAPERS), FOOT]


def _row(year: BlocYear, name: str) -> str:
    kind = papers.kinds()[name]
    subject = kind.subjects(year)[0]

    def ours() -> object:
        return kind.compose(BlocYear.objects.get(pk=year.pk), subject, papers.DRAFT).pdf()

    with html_of_papers() as found:
        ours()
    pair = side_by_side(repeated(ours), found[-1].alone, TURNS)
    times = f"{pair.act.processor:>8.0f} ms{pair.bare.processor:>8.0f} ms{pair.ratio:>7.2f} x"
    return f"{'paper: ' + name:42}{times}{_libreoffice(found[-1].html):>15}"


def _libreoffice(html: str) -> str:
    """Milliseconds of the processor's time for one more copy of the page."""
    program = shutil.which("soffice")
    if program is None:
        return "not installed"
    with tempfile.TemporaryDirectory(dir=settings.BENCH_FOLDER) as folder:
        for number in range(COPIES + 1):
            Path(folder, f"{number}.html").write_text(SHEET.sub(_inlined, html), encoding="utf-8")
        if not Path(settings.BENCH_FOLDER, "office").exists():
            _convert(program, folder, 1)  # its very first start makes a profile
        one, more = _convert(program, folder, 1), _convert(program, folder, COPIES + 1)
        if not Path(folder, f"{COPIES}.pdf").exists():
            return "has no Writer"
    return f"{(more - one) / COPIES * 1000:.0f} ms"


def _inlined(link: re.Match[str]) -> str:
    path = finders.find(link[1])
    return f"<style>{Path(path).read_text(encoding='utf-8')}</style>" if path else ""


def _convert(program: str, folder: str, copies: int) -> float:
    """Seconds of the processor's time that one run takes for so many copies."""
    before = _spent()
    profile = f"-env:UserInstallation=file://{settings.BENCH_FOLDER}/office"
    files = [f"{folder}/{number}.html" for number in range(copies)]
    command = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "pdf:writer_web_pdf_Export",
        "--outdir",
        folder,
    ]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    return _spent() - before


def _spent() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
