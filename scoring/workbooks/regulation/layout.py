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
    "parameters": "Tham số",
    "measure": "Đơn vị tính",
    "needs_evidence": "Cần minh chứng",
    "kind": "Loại điểm",
    "is_off": "Không áp dụng",
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
    "thamso": "parameters",
    "thongso": "parameters",
    "parameters": "parameters",
    "donvitinh": "measure",
    "measure": "measure",
    "unitofmeasure": "measure",
    "canminhchung": "needs_evidence",
    "minhchung": "needs_evidence",
    "needsevidence": "needs_evidence",
    "loaidiem": "kind",
    "kind": "kind",
    "khongapdung": "is_off",
    "khongapdungnamnay": "is_off",
    "switchedoff": "is_off",
    "isoff": "is_off",
}

RULE_WORDS = {
    rules.DIRECT: "Chấm trực tiếp",
    rules.PASS_FAIL: "Đạt/Không đạt",
    rules.PROPORTIONAL: "Tỷ lệ so với chỉ tiêu",
    rules.BANDS: "Theo mức",
    rules.COUNT: "Theo số lượng",
    rules.QUANTITATIVE: "Định lượng",
    rules.RANK: "Theo thứ hạng",
}
RULES = {  # folded words: those above, those of pages, and those of lists in use
    "chamtructiep": rules.DIRECT,
    "chamtructieptu0denthangdiem": rules.DIRECT,
    "tructiep": rules.DIRECT,
    "direct": rules.DIRECT,
    "directpoints0tomax": rules.DIRECT,
    "datkhongdat": rules.PASS_FAIL,
    "datkhongdatduthangdiemhoac0": rules.PASS_FAIL,
    "passfail": rules.PASS_FAIL,
    "qualitativepassfail": rules.PASS_FAIL,
    "tylesovoichitieu": rules.PROPORTIONAL,
    "tyle": rules.PROPORTIONAL,
    "proportional": rules.PROPORTIONAL,
    "theomuc": rules.BANDS,
    "bands": rules.BANDS,
    "theosoluong": rules.COUNT,
    "tinhdiemtheosoluong": rules.COUNT,
    "count": rules.COUNT,
    "dinhluong": rules.QUANTITATIVE,
    "sovoichitieuvadonvidandaukhoi": rules.QUANTITATIVE,
    "quantitative": rules.QUANTITATIVE,
    "theothuhang": rules.RANK,
    "theothuhangtrongkhoi": rules.RANK,
    "rank": rules.RANK,
}
KIND_WORDS = {Kind.BASE: "", Kind.BONUS: "Thưởng", Kind.DEDUCTION: "Trừ"}
KINDS = {
    "trongthang": Kind.BASE,
    "coban": Kind.BASE,
    "base": Kind.BASE,
    "thuong": Kind.BONUS,
    "diemthuong": Kind.BONUS,
    "bonus": Kind.BONUS,
    "tru": Kind.DEDUCTION,
    "diemtru": Kind.DEDUCTION,
    "deduction": Kind.DEDUCTION,
}
TRUTHS = {
    "co": True,
    "yes": True,
    "true": True,
    "x": True,
    "1": True,
    "khong": False,
    "no": False,
    "false": False,
    "0": False,
}
TRUTH_WORDS = {True: "Có", False: "Không"}

TITLE = "Tên quy chế"
NUMBER = "Số ký hiệu"
ISSUED_ON = "Ngày ban hành"
DECIMALS = "Số chữ số thập phân"
ROUNDING = "Cách làm tròn"
ROUNDING_PLACE = "Nơi làm tròn"
BONUS_MAY_EXCEED = "Điểm thưởng được vượt thang"
GRADE_BASIS = "Xếp loại theo"
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
    "noilamtron": "rounding_place",
    "roundingplace": "rounding_place",
    "diemthuongduocvuotthang": "bonus_may_exceed",
    "bonusmayexceed": "bonus_may_exceed",
    "xeploaitheo": "grade_basis",
    "gradebasis": "grade_basis",
}
ROUNDING_WORDS = {"half_up": "Nửa lên", "half_even": "Nửa về số chẵn"}
ROUNDINGS = {
    "nualen": "half_up",
    "halfup": "half_up",
    "nuavesochan": "half_even",
    "halfeven": "half_even",
}
PLACE_WORDS = {"leaf": "Từng tiêu chí", "section": "Từng mục lớn", "total": "Tổng điểm"}
PLACES = {
    "tungtieuchi": "leaf",
    "leaf": "leaf",
    "tungmuclon": "section",
    "tungmuc": "section",
    "section": "section",
    "tongdiem": "total",
    "total": "total",
}
BASIS_WORDS = {"percent": "Phần trăm điểm được giao", "total": "Tổng điểm"}
BASES = {
    "phantramdiemduocgiao": "percent",
    "phantram": "percent",
    "percent": "percent",
    "tongdiem": "total",
    "total": "total",
}

TIE_BREAK = "Tiêu chí phụ"
GRADE = "Xếp loại"
REASON = "Lý do không xét"
QUOTA = "Hạn mức khen thưởng"
TERMS = {  # folded words, before the number → list of the regulation
    "tieuchiphu": "tie_breaks",
    "tiebreak": "tie_breaks",
    "xeploai": "grades",
    "grade": "grades",
    "class": "grades",
    "lydokhongxet": "exclusion_reasons",
    "exclusionreason": "exclusion_reasons",
    "hanmuckhenthuong": "quotas",
    "quota": "quotas",
}
BREAKER_WORDS = {
    "base": "Điểm trong thang",
    "fewest_deductions": "Ít điểm trừ hơn",
    "last_rank": "Thứ hạng năm trước",
}
BREAKERS = {
    "diemtrongthang": "base",
    "base": "base",
    "itdiemtruhon": "fewest_deductions",
    "fewestdeductions": "fewest_deductions",
    "thuhangnamtruoc": "last_rank",
    "lastrank": "last_rank",
}
