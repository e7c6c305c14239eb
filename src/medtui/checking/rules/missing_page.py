"""A link, or `see Aspirin`, to a page that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, LibraryRule, RuleGroup, Severity
from medtui.library.names.folding import fold
from medtui.library.names.synonyms import known_inn

_LINK = re.compile(r"\]\(<?(?P<file>(?![a-z]+:|/)[^)\s#>]+\.(?:md|markdown))(?:#[^)\s]*)?>?\)")
_SEE = re.compile(
    r"\b[Ss]ee (?:also )?(?:(?:the )?(?:page|monograph|entry) (?:on|of|for|about) |(?=[A-Z]))"
    r"(?P<name>[A-Za-z][\w-]{3,}(?: (?:and )?[\w-]{4,}){0,2})|\[\[(?P<wiki>[^\]|#\n]+)"
)
_NO_MONOGRAPH = re.compile(r"(?:^|/)(?:readme|index|license|changelog|contributing)\.", re.IGNORECASE)


class _Named(NamedTuple):
    """names: the substances that the page is about. files, drugs: what it leads to, with the place."""

    names: frozenset[str]
    files: tuple[tuple[str, int, int], ...]
    drugs: tuple[tuple[str, int, int], ...]


def _gather(page: CheckedPage) -> _Named:
    files = tuple(
        (normpath(join(dirname(page.path), unquote(link["file"]))), link.start("file"), link.end("file"))
        for link in (_LINK.finditer(page.text, page.front) if "]" in page.text else ())
        if not _NO_MONOGRAPH.search(link["file"])
    )
    drugs = []
    for start, end in page.lines_with(("see ", "[")):
        for match in _SEE.finditer(page.prose, start, end):
            group = "name" if match["name"] else "wiki"
            words = match[group].split()
            for count in range(len(words), 0 if group == "name" else len(words) - 1, -1):
                name = " ".join(words[:count])
                if drug := known_inn(fold(name)):
                    drugs.append((drug, match.start(group), match.start(group) + len(name)))
                    break
    names = {known_inn(folded) or folded for name in page.monograph.names if (folded := fold(name))}
    return _Named(frozenset(names), files, tuple(drugs))


def _compare(facts: Mapping[str, _Named]) -> Iterator[tuple[str, Finding]]:
    known = frozenset[str]().union(*(named.names for named in facts.values()))
    for path, named in facts.items():
        for file, start, end in named.files:
            if file not in facts:
                yield path, Finding(start, end, f"The link leads to {file}, which is not in the library.")
        for drug, start, end in named.drugs:
            if drug not in known:
                yield path, Finding(start, end, f"It leads to {drug}, but no page has that name.")


RULE = LibraryRule(
    id="missing-page",
    title="A link to a page that is not there",
    group=RuleGroup.LINKS,
    severity=Severity.WARNING,
    why="Who follows it finds nothing, in the middle of a question.",
    source="medtui",
    judged=Judged(32, 32, 32),
    gather=_gather,
    compare=_compare,
    hit=("# Examplin\n\n### Usage\n\nPain; for fever see Paracetamol, or [this](fever.md).\n",),
    near_miss=(
        "# Examplin\n\n### Usage\n\nPain; for fever see Paracetamol, or [this](page-1.md). See Usage.\n",
        "# Acetaminophen\n\n### Usage\n\nFever.\n",
    ),
)
