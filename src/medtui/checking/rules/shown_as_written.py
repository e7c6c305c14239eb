"""A table that cannot be shown as a table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity
from medtui.monograph import PartKind
from medtui.presentation.layout import UNBOUNDED, plain
from medtui.presentation.markdown.render import BADGE, render
from medtui.presentation.markdown.styled import Block, Flow

_LONG = 15_000


def _find(page: CheckedPage) -> Iterator[Finding]:
    if not _may_fail(page.text):  # nor does a part of it
        return
    for start, part in page.placed_parts:
        if part.kind is PartKind.FRONT_MATTER or not _may_fail(part.source):
            continue
        blocks = render(part.source)
        for place, block in enumerate(blocks):
            if isinstance(block, Flow) and block.spans[:1] == (BADGE,):
                below = takewhile(_is_line, blocks[place + 1 :])
                lines = [plain([flow], UNBOUNDED).strip() for flow in below]
                first = max(part.source.find(lines[0]), 0) if lines else 0
                last = max(part.source.find(lines[-1], first), first) + len(lines[-1]) if lines else len(part.source)
                message = "This is shown as it is written: check that each row has as many cells as the first."
                yield Finding(start + first, start + last, message)


def _is_line(block: Block) -> bool:
    return isinstance(block, Flow) and block.verbatim and bool(block.spans)


def _may_fail(source: str) -> bool:
    """Whether it is worth rendering, which takes ten times as long as reading: in 2,110 public pages nothing fails, and
    of what we know only rows of too many cells, tags and endless text can."""
    if len(source) > _LONG or "<t" in source:
        return True
    cells = None
    for line in source.split("\n") if "|" in source else ():
        count = line.count("|")
        if not count or not line.strip("|-: >\t\r"):
            cells = count or None
        elif cells is not None and count > cells:
            return True
    return False


RULE = Rule(
    id="shown-as-written",
    title="Text that is shown as it is written",
    group=RuleGroup.CONTENT,
    severity=Severity.WARNING,
    why="What cannot be drawn without losing something is shown with its marks, which are hard to read.",
    source="medtui, which compares what it draws with the source",
    judged=Judged(0, 0, 0),
    find=_find,
    hit="| Age | Dose |\n|---|---|\n| 6 years | 5 mg | 10 mg |",
    near_miss="| Age | Dose |\n|---|---|\n| 6 years | 5 mg |\n| 10 kg <sup>2</sup> |",
)
