"""The appendix of a regulation: its criteria with their rules, and its general rules, as it is issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone, translation

from blocs import pdf
from blocs.formats import decimals_needed, long_date, number, short_date
from blocs.pdf.bloc_papers import DRAFT_MARK, sheets
from blocs.pdf.letterhead import GAP, WHOLE_LINE, broken
from pledges.papers import Face
from scoring.core import rules
from scoring.core.codes import LETTERS
from scoring.core.tree import ZERO, Kind, Node
from scoring.general_rules import RuleGroup, general_rules
from scoring.models import Criterion, Regulation
from scoring.results import keys_of
from scoring.rule_wording import rule_text

OFF = "Không áp dụng trong năm"
EVIDENCE = "có tài liệu kiểm chứng"
KINDS = {Kind.BASE: "", Kind.BONUS: "Điểm thưởng, cộng ngoài thang điểm", Kind.DEDUCTION: "Điểm trừ"}
SUMS = {
    Kind.BASE: "Tổng điểm của bảng",
    Kind.BONUS: "Điểm thưởng tối đa",
    Kind.DEDUCTION: "Điểm trừ tối đa",
}
SHORT = {rules.DIRECT: "Chấm trực tiếp", rules.PASS_FAIL: "Đạt/Không đạt"}  # most lines; said in full once
IN_FULL = {
    rules.DIRECT: "Chấm trực tiếp: căn cứ tài liệu kiểm chứng cho điểm từ 0 đến thang điểm.",
    rules.PASS_FAIL: "Đạt/Không đạt: đạt được đủ thang điểm, không đạt được 0 điểm.",
}
SAYS_ITS_MEASURE = (rules.COUNT, rules.BANDS)  # rules whose sentence names the unit of measure already


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table on paper."""

    style: str
    code: str
    name: str
    maximum: str
    rule: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered matter of the general rules with its sentences, lettered where there are several."""

    title: str
    lines: list[str]


def appendix(regulation: Regulation) -> bytes:
    """The paper; a draft is marked as one on every sheet. The same bytes for the same rows."""
    with translation.override("vi"):
        context = appendix_context(regulation)
    behind = sheets(regulation.bloc_year, draft=not regulation.is_adopted)
    context = {"title": context["title"], "appendix": context}
    return pdf.paper("regulation", context, sheets=behind, day=day_of(regulation))


def appendix_context(regulation: Regulation, face: Face | None = None) -> dict[str, Any]:
    """Everything the template prints; by itself the appendix names what the regulation says of its issue."""
    face = face or Face(regulation.number, regulation.issued_on)
    year = regulation.bloc_year.year
    title = f"Bảng tiêu chí và thang điểm thi đua năm {year}"
    return {
        "title": title,
        "heading": broken(title.upper(), WHOLE_LINE),
        "belongs_to": _belongs_to(regulation, face),
        "mark": "" if regulation.is_adopted else DRAFT_MARK,
        "rows": table_rows(regulation),
        "sums": sum_rows(regulation),
        "clauses": _clauses([*_short_rules(regulation), *general_rules(regulation)]),
        "colophon": _colophon(regulation),
    }


def table_rows(regulation: Regulation) -> list[Row]:
    """The criteria in order, sections with their kind, leaves with their rule in words."""
    criteria = {criterion.pk: criterion for criterion in regulation.criteria.all()}
    by_key = {key: criteria[pk] for pk, key in keys_of(list(criteria.values())).items()}
    decimals = decimals_needed(node.maximum for _level, node in regulation.tree.walk())
    return [
        Row(
            style=f"level-{level + 1}{' section' if not node.is_leaf else ''}",
            code=node.code,
            name=node.name,
            maximum=number(node.maximum, decimals),
            rule=_how(node, by_key[node.key], is_top=level == 0),
        )
        for level, node in regulation.tree.walk()
    ]


def _how(node: Node, criterion: Criterion, *, is_top: bool) -> str:
    """What stands under “Cách chấm”."""
    if criterion.is_off:
        return OFF
    parts = [KINDS[node.kind]] if is_top and KINDS[node.kind] else []
    if node.is_leaf:
        words = rule_text(node.rule, node.parameters, node.maximum, criterion.measure)
        parts.append(SHORT.get(node.rule, words))
        if criterion.measure and rules.RULES[node.rule or rules.DIRECT].is_measured:
            parts += [f"đơn vị tính: {criterion.measure}"] if node.rule not in SAYS_ITS_MEASURE else []
        parts += [EVIDENCE] if criterion.needs_evidence else []
    return "; ".join(part for part in parts if part)


def sum_rows(regulation: Regulation) -> list[Row]:
    """What the table adds up to, and what may come on top or off."""
    tops = regulation.tree.roots
    decimals = decimals_needed(node.maximum for _level, node in regulation.tree.walk())
    return [
        Row("total", "", words, number(sum((top.maximum for top in found), ZERO), decimals), "")
        for kind, words in SUMS.items()
        if (found := [top for top in tops if top.kind == kind]) or kind == Kind.BASE
    ]


def _short_rules(regulation: Regulation) -> list[RuleGroup]:
    """What the short words of the table stand for."""
    used = {leaf.rule for leaf in regulation.tree.leaves()}
    lines = [words for rule, words in IN_FULL.items() if rule in used]
    return [RuleGroup("Cách chấm", lines)] if lines else []


def _clauses(groups: list[RuleGroup]) -> list[Clause]:
    """The matters with their lines lettered; the sign that closes the text stands at the end."""
    clauses = [Clause(group.title, _lettered(group.lines)) for group in groups]
    clauses[-1].lines[-1] += "/."
    return clauses


def _lettered(lines: list[str]) -> list[str]:
    ended = [line.rstrip(".") for line in lines]
    if len(lines) == 1:
        return [f"{ended[0]}."]
    letters = [*LETTERS, *["-"] * len(lines)]
    marks = [";"] * (len(lines) - 1) + ["."]
    return [
        f"{letter}{')' if letter != '-' else ''} {line}{mark}"
        for letter, line, mark in zip(letters, ended, marks, strict=False)
    ]


def _belongs_to(regulation: Regulation, face: Face) -> list[str]:
    """(Kèm theo Quy chế số … ngày … của …); what is not known yet is left to be filled in."""
    day = long_date(face.day) if face.day else _open_date(regulation)
    of = face.number or f"{GAP}/{GAP}"
    issuer = broken(f"của {regulation.bloc_year.bloc.name})", WHOLE_LINE)
    return [f"(Kèm theo Quy chế số {of} {day}", *issuer]


def _open_date(regulation: Regulation) -> str:
    return f"ngày {GAP} tháng {GAP} năm {regulation.bloc_year.year}"


def day_of(regulation: Regulation) -> date | None:
    """The day that the paper bears: of its issue, else of its adoption."""
    if regulation.issued_on:
        return regulation.issued_on
    return timezone.localdate(regulation.adopted_at) if regulation.adopted_at else None


def _colophon(regulation: Regulation) -> list[str]:
    """By which version: every score names the same."""
    version = f"{regulation.title}, phiên bản {regulation.version}"
    if not regulation.adopted_at:
        return [f"{version} (dự thảo, chưa thông qua)."]
    return [f"{version}, thông qua ngày {short_date(timezone.localdate(regulation.adopted_at))}."]


def filename(regulation: Regulation) -> str:
    """Under what name the paper is saved."""
    year = regulation.bloc_year
    return f"Phụ lục Quy chế {year.year} - {year.bloc.name} - phiên bản {regulation.version}.pdf"
