"""A paragraph whose lines medtui leaves as they are, though they look as if they went on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Rule, RuleGroup, Severity
from medtui.monograph import PartKind
from medtui.presentation.markdown.render import render
from medtui.presentation.markdown.styled import Flow
from medtui.presentation.page_passages import goes_on


def _find(page: CheckedPage) -> Iterator[Finding]:
    for start, part in page.placed_parts:
        if part.kind is PartKind.FRONT_MATTER:
            continue
        for before, block in pairwise(render(part.source)):
            if isinstance(block, Flow) and goes_on(before, block):
                at = start + max(part.source.find(block.text[:20]), 0)
                message = "This line goes on from the one before but stays apart: join them, or leave a line between."
                yield Finding(at, page.text.find("\n", at), message)


RULE = Rule(
    id="broken-lines",
    title="A paragraph that stays broken into lines",
    group=RuleGroup.STRUCTURE,
    severity=Severity.NOTE,
    why="A line that begins with a figure or in bold is not joined to the one before, lest a list be lost.",
    source="medtui; for a library that asks for it, as it takes ten times as long as reading",
    is_on=False,
    find=_find,
    hit="Well,\n10 mg.",
    near_miss="Take it with a full glass of water in the morning, before any food, and sit\nupright for half an hour.",
)
