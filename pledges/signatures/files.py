"""Opening PDFs."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader


class IndexedReader(PdfFileReader):
    """A reader that looks once where the objects of a stream begin.

    pyHanko looks through all places again for each object: a tagged paper of some pages takes a minute.
    """

    def __init__(self, content: bytes, *, strict: bool) -> None:
        self._places: dict[int, tuple[Any, bytes, dict[int, tuple[int, int]]]] = {}
        super().__init__(BytesIO(content), strict=strict)

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        content, places = self._indexed(stmnum)
        index, start = places.get(idnum, (-1, 0))
        if index == idx:
            stream = BytesIO(content)
            stream.seek(start)
            found = generic.read_object(stream, generic.Reference(idnum, 0, self))
            if not isinstance(found, generic.StreamObject | generic.IndirectObject):
                return found
        return super()._get_object_from_stream(idnum, stmnum, idx)  # says what is wrong

    def _indexed(self, number: int) -> tuple[bytes, dict[int, tuple[int, int]]]:
        """The objects of a stream: number → which of them it is and where it begins."""
        stream: Any = generic.Reference(number, 0, self).get_object()
        known = self._places.get(number)
        if known is None or known[0] is not stream:
            content = bytes(stream.read_data(DecodePurpose.OBJECT_STREAM))
            numbers = [int(one) for one in content[: stream["/First"]].split()]
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            places = {one: (place, stream["/First"] + start) for place, (one, start) in enumerate(pairs)}
            known = self._places[number] = (stream, content, places)
        return known[1], known[2]
