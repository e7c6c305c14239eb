"""Two pages of one title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, LibraryRule, RuleGroup, Severity
from medtui.library.same_titles import as_seen
from medtui.reading.label_fields import label_fields

_Titled = tuple[str, int, int]


def _gather(page: CheckedPage) -> _Titled | None:
    """Nothing for a label: those of one drug have one title, and are told apart by their labelers."""
    if label_fields(page.monograph.metadata) is not None:
        return None
    return as_seen(page.monograph.title), *page.beginning


def _compare(facts: Mapping[str, _Titled]) -> Iterator[tuple[str, Finding]]:
    by_title: dict[str, list[str]] = defaultdict(list)
    for path, (title, _, _) in facts.items():
        by_title[title].append(path)
    for paths in by_title.values():
        for path in paths if len(paths) > 1 else ():
            others = ", ".join(sorted(other for other in paths if other != path))
            yield path, Finding(*facts[path][1:], f"{others} has the same title: say what is different, or join them.")


RULE = LibraryRule(
    id="duplicate-title",
    title="Two pages of one title",
    group=RuleGroup.STRUCTURE,
    severity=Severity.WARNING,
    why="Nobody can tell which of them to open, and the two can differ.",
    source="medtui",
    judged=Judged(30, 30, 30),
    gather=_gather,
    compare=_compare,
    hit=("# Examplin\n\n### Usage\n\nPain.\n", "# EXAMPLIN\n\n### Usage\n\nGout.\n"),
    near_miss=("# Examplin\n\n### Usage\n\nPain.\n", "# Examplin (topical)\n\n### Usage\n\nRash.\n"),
)
