"""A table that does not stand side by side on a small screen."""

from __future__ import annotations

from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Rule, RuleGroup, Severity
from medtui.monograph import PartKind
from medtui.presentation.layout import UNBOUNDED, plain, wrap
from medtui.presentation.markdown.render import render
from medtui.presentation.markdown.styled import Table, words

_WIDTH = 80


def _find(page: CheckedPage) -> Iterator[Finding]:
    for start, part in page.placed_parts:
        if part.kind is PartKind.FRONT_MATTER or "|" not in part.source:
            continue
        for block in render(part.source):
            if isinstance(block, Table) and _is_stacked(block):
                title = words(block.header[0])
                at = start + max(part.source.find(f"| {title}"), 0)
                message = f"The table {title} has no room at {_WIDTH} columns: shorten it, or make it two."
                yield Finding(at, page.text.find("\n", at), message)


def _is_stacked(table: Table) -> bool:
    """Whether it falls into records, one under another."""
    lines = [line.text.strip() for line in wrap([table], _WIDTH)]
    has_rule = any(line and set(line) <= set("─┼") for line in lines)
    return not has_rule and bool(plain([table], UNBOUNDED).strip())


RULE = Rule(
    id="stacked-table",
    title="A table that is too wide for a small screen",
    group=RuleGroup.STRUCTURE,
    severity=Severity.NOTE,
    why="At 80 columns its rows stand one under another, and cannot be compared.",
    source="medtui; for a library that asks for it, as it takes ten times as long as reading",
    is_on=False,
    find=_find,
    hit="| extraordinarily long " * 4 + "|\n" + "|---" * 4 + "|\n" + "| incomprehensibilities " * 4 + "|",
    near_miss="| Age | Dose |\n|---|---|\n| 6 years | 5 mg |",
)
