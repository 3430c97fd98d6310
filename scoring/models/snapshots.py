"""The draft as it was put to the units: its articles, criteria and general rules, kept as data."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from blocs import audit
from scoring.general_rules import RuleGroup, general_rules
from scoring.models.articles import Article
from scoring.models.criteria import COPIED, Criterion

if TYPE_CHECKING:
    from scoring.models.regulation import Regulation

Text = dict[str, Any]


def snapshot(regulation: Regulation) -> Text:
    """Everything that the units are asked about; words of the program in the language of the records."""
    with audit.in_record_language():
        groups = general_rules(regulation)
    return {
        "title": regulation.title,
        "version": regulation.version,
        "articles": [
            {"chapter": article.chapter, "title": article.title, "body": article.body}
            for article in regulation.articles.all()
        ],
        "criteria": [
            {"id": row.pk, "parent": row.parent_id, **{name: getattr(row, name) for name in COPIED}}
            | {"maximum": str(row.maximum)}
            for row in regulation.criteria.all()
        ],
        "rules": [{"title": group.title, "lines": group.lines} for group in groups],
    }


def articles_in(text: Text) -> list[Article]:
    """The articles of that text, unsaved, numbered by their place."""
    return [Article(position=place, **row) for place, row in enumerate(text.get("articles", []), start=1)]


def criteria_in(text: Text) -> list[Criterion]:
    """The criteria of that text, unsaved, with the ids that they had."""
    return [
        Criterion(
            pk=row["id"],
            parent_id=row["parent"],
            **{name: row[name] for name in COPIED} | {"maximum": Decimal(row["maximum"])},
        )
        for row in text.get("criteria", [])
    ]


def rules_in(text: Text) -> list[RuleGroup]:
    """The general rules of that text."""
    return [RuleGroup(row["title"], row["lines"]) for row in text.get("rules", [])]
