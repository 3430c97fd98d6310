"""The pack as one PDF: bookmarks and page labels by paper, blank backs where it is printed on both sides."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Page, Pdf

from pledges.models import MeetingPack
from pledges.packing import archives

A4 = (595.276, 841.89)


def bound(pack: MeetingPack) -> bytes:
    """The bytes of the whole: the same for the same papers. Signatures do not survive; the ZIP has them."""
    whole, target, labels = Pdf.new(), BytesIO(), []
    with whole.open_outline() as outline:
        for place, part in enumerate(pack.parts, start=1):
            first = len(whole.pages)
            labels += [first, Dictionary(S=Name.D, P=f"{place}-")]
            item = OutlineItem(f"{place}. {part['label']}", first, "Fit")
            with pikepdf.open(BytesIO(archives.stored(part["file"]))) as paper:
                item.children.extend(_headings(paper, first))
                _append(whole, paper)
            outline.root.append(item)
            if pack.duplex and len(whole.pages) % 2 and place < len(pack.parts):
                whole.add_blank_page(page_size=A4)
    whole.Root.PageLabels = Dictionary(Nums=Array(labels))
    _entitle(whole, pack)
    whole.save(target, min_version="1.7", deterministic_id=True)
    return target.getvalue()


def _append(whole: Pdf, paper: Pdf) -> None:
    """The pages of a paper without what belongs to its own file: tags and fields of signatures."""
    for page in paper.pages:
        whole.pages.append(page)
        _loosen(whole.pages[-1])


def _loosen(page: Page) -> None:
    for key in ("/StructParents", "/Tabs"):
        if key in page.obj:
            del page.obj[key]
    if "/Annots" in page.obj:
        page.obj.Annots = Array([one for one in page.obj.Annots if _stays(one)])


def _stays(annotation: Any) -> bool:
    """Links to the outside stay; fields, and links to pages of the paper's own file, do not."""
    return annotation.get("/Subtype") == Name.Link and annotation.get("/A", {}).get("/S") == Name.URI


def _headings(paper: Pdf, first: int) -> list[OutlineItem]:
    """The bookmarks of a paper, as they lead from the whole; `first` is where its pages begin there."""
    places = {page.obj.objgen: number for number, page in enumerate(paper.pages)}
    with paper.open_outline() as outline:
        return [_moved(item, places, first) for item in outline.root]


def _moved(item: OutlineItem, places: dict[tuple[int, int], int], first: int) -> OutlineItem:
    destination = item.destination
    there, view = 0, dict[str, Any]()
    if isinstance(destination, Array) and len(destination) > 0:
        there = places.get(destination[0].objgen, 0)
        if len(destination) == 5 and destination[1] == Name.XYZ:
            view = {"page_location": "XYZ", "left": float(destination[2]), "top": float(destination[3])}
    moved = OutlineItem(item.title, first + there, **view)
    moved.children.extend(_moved(child, places, first) for child in item.children)
    moved.is_closed = True
    return moved


def _entitle(whole: Pdf, pack: MeetingPack) -> None:
    conference = pack.conference
    words = f"Bộ tài liệu {str(conference.get_occasion_display()).lower()} năm {conference.bloc_year.year}"
    whole.docinfo["/Title"] = f"{words} – {conference.bloc_year.bloc.name}"
    whole.Root.Lang = "vi"
    whole.Root.PageMode = Name.UseOutlines
    whole.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
