"""Rounds, names and words on the sheets of a workbook of scores, in both languages."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from scoring.workbooks.regulation.layout import ALIASES, HEADINGS

SCORES_SHEET = "Điểm"
TITLE = "BẢNG ĐIỂM THI ĐUA"
COLUMNS = {name: HEADINGS[name] for name in ("key", "code", "name", "maximum")}
REQUIRED = {"key": HEADINGS["key"]}
KNOWN = ALIASES  # columns of the regulation's workbook may stand here too; only key and maximum are read

BLOC, YEAR, ROUND, VERSION = "Khối thi đua", "Năm", "Vòng", "Phiên bản quy chế"
LEFT_OUT, TOO_LONG = "Không có trong tệp", "Chữ quá dài, không ghi vào tệp"
IDENTITY = {  # folded labels above the header
    "khoithidua": "bloc",
    "bloc": "bloc",
    "nam": "year",
    "year": "year",
    "vong": "round",
    "round": "round",
    "phienbanquyche": "version",
    "regulationversion": "version",
}

NOT_ASSIGNED = "KG"
NOT_ASSIGNED_WORDS = {"kg", "khonggiao", "notassigned"}
PASSED, FAILED = {"dat", "pass"}, {"khongdat", "fail"}


class Round(TextChoices):
    """Whose scores a workbook holds."""

    SELF = "self", _("Self scores")
    REVIEW = "review", _("Reviewed scores")

    @property
    def points_field(self) -> str:
        """The field of a line that the numbers go to."""
        return "self_score" if self == Round.SELF else "reviewed_score"

    @property
    def text_field(self) -> str:
        """The field of a line that the texts of the second sheet go to."""
        return "explanation" if self == Round.SELF else "review_reason"

    @property
    def word(self) -> str:
        """As written above the table."""
        return "Tự chấm" if self == Round.SELF else "Thẩm định"

    @property
    def text_sheet(self) -> str:
        """The name of the second sheet."""
        return "Giải trình" if self == Round.SELF else "Lý do"


ROUNDS = {"tucham": Round.SELF, "self": Round.SELF, "thamdinh": Round.REVIEW, "review": Round.REVIEW}
