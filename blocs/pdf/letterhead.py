"""The head of an official paper (Decree 30, Annex I, elements 1 to 5): issuer, number, place and date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from blocs.formats import long_date

LEFT_COLUMN = 21  # capitals of 13 points in the left column
WHOLE_LINE = 56  # letters of 14 points across the page
GAP = "......"  # to be filled in by hand

# Words that belong together; a line does not end inside them if that can be helped.
_TOGETHER = (
    ("thi", "đua"),
    ("khen", "thưởng"),
    ("chấm", "điểm"),
    ("bình", "xét"),
    ("xếp", "hạng"),
    ("tổ", "chức"),
    ("hoạt", "động"),
    ("hội", "đồng"),
    ("ủy", "ban"),
    ("nhân", "dân"),
    ("các", "ban"),
    ("các", "khu"),
    ("các", "công", "trình"),
    ("ban", "quản", "lý"),
    ("dự", "án"),
    ("đầu", "tư"),
    ("xây", "dựng"),
    ("phát", "triển"),
    ("giao", "thông"),
    ("nông", "nghiệp"),
    ("nông", "thôn"),
    ("dân", "dụng"),
    ("khu", "du", "lịch"),
    ("khu", "kinh", "tế"),
    ("khu", "công", "nghiệp"),
    ("công", "nghiệp"),
    ("kỹ", "thuật"),
    ("khoa", "học"),
    ("công", "nghệ"),
    ("chuyển", "đổi", "số"),
    ("tiêu", "chuẩn"),
    ("đo", "lường"),
    ("chất", "lượng"),
    ("ứng", "dụng"),
    ("tiến", "bộ"),
    ("môi", "trường"),
    ("văn", "hóa"),
    ("thể", "thao"),
    ("du", "lịch"),
    ("dịch", "vụ"),
    ("việc", "làm"),
    ("doanh", "nghiệp"),
    ("sự", "nghiệp"),
    ("đơn", "vị"),
    ("cơ", "quan"),
    ("dân", "tộc"),
    ("tôn", "giáo"),
    ("bệnh", "viện"),
    ("trung", "tâm"),
    ("cao", "đẳng"),
    ("kiểm", "soát"),
    ("bệnh", "tật"),
    ("thành", "phố"),
    ("của", "khối"),
    ("của", "cụm"),
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Lines of the heading, broken as they are to be printed; a `mark` (DỰ THẢO) stands under the number."""

    superior: list[str]
    issuer: list[str]
    number: str
    place_and_date: str
    mark: str = ""
    long_date: bool = field(init=False)

    def __post_init__(self) -> None:
        """A long place still fits on its line at 13 points, the smaller of the two sizes allowed."""
        object.__setattr__(self, "long_date", len(self.place_and_date) > 44)


def letterhead(*, superior: str, issuer: str, number: str, place_and_date: str, mark: str = "") -> Letterhead:
    """The heading of a paper of `issuer`, which stands under `superior`; no number leaves a gap for it."""
    return Letterhead(
        superior=broken(superior.upper(), LEFT_COLUMN),
        issuer=broken(issuer.upper(), LEFT_COLUMN),
        number=f"Số: {number or GAP + '/' + GAP}",
        place_and_date=place_and_date,
        mark=mark,
    )


def place_and_date(place: str, day: date | None, year: int | None = None) -> str:
    """`Khánh Hòa, ngày 01 tháng 3 năm 2021`; without a day there are gaps, and for a year not known."""
    if day:
        return f"{place}, {long_date(day)}"
    return f"{place}, ngày {GAP} tháng {GAP} năm {year or GAP}"


def broken(text: str, most: int) -> list[str]:
    """`text` in few lines of at most `most` letters, about equally long; what belongs together stays so."""
    words = tuple(text.split())

    @cache
    def best(start: int) -> tuple[int, tuple[str, ...]]:
        if start == len(words):
            return 0, ()
        return min(_with_line(words, start, end, most, best(end)) for end in range(start + 1, len(words) + 1))

    return list(best(0)[1])


def _with_line(
    words: tuple[str, ...], start: int, end: int, most: int, rest: tuple[int, tuple[str, ...]]
) -> tuple[int, tuple[str, ...]]:
    """The line of the words from `start` to `end` before `rest`, with what both cost."""
    line = " ".join(words[start:end])
    too_long = 100 * max(0, len(line) - most)
    cost = most * (most + too_long) + len(line) ** 2 + (most * most * 3 // 4 if _cuts(words, end) else 0)
    return cost + rest[0], (line, *rest[1])


def _cuts(words: tuple[str, ...], end: int) -> bool:
    """Whether a line that ends before the word `end` tears apart what belongs together."""
    if end == len(words):
        return False
    if "-" in words[end - 1 : end + 1] or words[end].isdigit():
        return True
    if end == len(words) - 1:  # names of places have two syllables
        return True
    lower = [word.lower().rstrip(",;") for word in words]
    return any(
        tuple(lower[end - before : end - before + len(group)]) == group
        for group in _TOGETHER
        for before in range(1, len(group))
        if end >= before
    )
