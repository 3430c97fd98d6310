"""The names on the sheets of a regulation's workbook, in both languages."""

from __future__ import annotations

from scoring.core import rules
from scoring.core.tree import Kind

CRITERIA_SHEET = "Quy chế"
SETTINGS_SHEET = "Quy tắc chung"

HEADINGS = {
    "key": "Mã số",
    "parent": "Thuộc mã số",
    "code": "TT",
    "name": "Nội dung tiêu chí",
    "maximum": "Thang điểm",
    "rule": "Cách chấm",
    "kind": "Loại điểm",
}
REQUIRED = {name: HEADINGS[name] for name in ("key", "parent", "name", "maximum")}
ALIASES = {  # folded headings
    "maso": "key",
    "key": "key",
    "thuocmaso": "parent",
    "parent": "parent",
    "tt": "code",
    "stt": "code",
    "code": "code",
    "noidungtieuchi": "name",
    "noidung": "name",
    "tieuchi": "name",
    "name": "name",
    "thangdiem": "maximum",
    "diemtoida": "maximum",
    "max": "maximum",
    "maximum": "maximum",
    "cachcham": "rule",
    "rule": "rule",
    "loaidiem": "kind",
    "kind": "kind",
}

RULE_WORDS = {rules.DIRECT: "Chấm trực tiếp", rules.PASS_FAIL: "Đạt/Không đạt"}
RULES = {  # folded words
    "chamtructiep": rules.DIRECT,
    "tructiep": rules.DIRECT,
    "direct": rules.DIRECT,
    "directpoints0tomax": rules.DIRECT,
    "datkhongdat": rules.PASS_FAIL,
    "passfail": rules.PASS_FAIL,
    "qualitativepassfail": rules.PASS_FAIL,
}
LATER_RULES = {"quantitative", "dinhluong"}  # taken as direct until there is such a rule
KIND_WORDS = {Kind.BASE: "", Kind.BONUS: "Thưởng"}
KINDS = {
    "trongthang": Kind.BASE,
    "coban": Kind.BASE,
    "base": Kind.BASE,
    "thuong": Kind.BONUS,
    "diemthuong": Kind.BONUS,
    "bonus": Kind.BONUS,
}

TITLE = "Tên quy chế"
NUMBER = "Số ký hiệu"
ISSUED_ON = "Ngày ban hành"
DECIMALS = "Số chữ số thập phân"
ROUNDING = "Cách làm tròn"
BONUS_MAY_EXCEED = "Điểm thưởng được vượt thang"
TIE_BREAK = "Tiêu chí phụ"
SETTINGS = {  # folded words → field of the regulation
    "tenquyche": "title",
    "title": "title",
    "sokyhieu": "number",
    "number": "number",
    "ngaybanhanh": "issued_on",
    "issuedon": "issued_on",
    "sochusothapphan": "decimals",
    "decimals": "decimals",
    "cachlamtron": "rounding",
    "rounding": "rounding",
    "diemthuongduocvuotthang": "bonus_may_exceed",
    "bonusmayexceed": "bonus_may_exceed",
}
TIE_BREAKS = ("tieuchiphu", "tiebreak")  # folded, before the number
ROUNDING_WORDS = {"half_up": "Nửa lên", "half_even": "Nửa về số chẵn"}
ROUNDINGS = {
    "nualen": "half_up",
    "halfup": "half_up",
    "nuavesochan": "half_even",
    "halfeven": "half_even",
}
TRUTHS = {"co": True, "yes": True, "true": True, "khong": False, "no": False, "false": False}
TRUTH_WORDS = {True: "Có", False: "Không"}
