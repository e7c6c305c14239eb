"""A name that ends in the middle: Pyridoxal-"""

from __future__ import annotations

import re
from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity

_CUT = re.compile(
    r"(?:\s(?:and|with|plus|or|of)|[-–/+&,(;:]|\s\.)\s*$|\w-\s*[+/,]|^\s*[-+/&,)]|\.\.\.|…", re.IGNORECASE
)


def _find(page: CheckedPage) -> Iterator[Finding]:
    for name in dict.fromkeys(page.monograph.names):
        unpaired = next((pair for pair in ("()", "[]") if name.count(pair[0]) != name.count(pair[1])), "")
        if (_CUT.search(name) or unpaired) and (at := page.text.find(name)) >= 0:
            what = "has a bracket without its other half" if unpaired else "is cut short"
            yield Finding(at, at + len(name), f"The name {name} {what}: write all of it.")


RULE = Rule(
    id="cut-name",
    title="A name that is cut short",
    group=RuleGroup.STRUCTURE,
    severity=Severity.ERROR,
    why="Half a name is found under the wrong letters, or taken for another drug.",
    source="medtui",
    judged=Judged(26, 26, 25),
    find=_find,
    hit="---\ntitle: Examplin + Pyridoxal-\n---\n\n# Examplin + Pyridoxal-\n\n### Usage\n\nPain.\n",
    near_miss="---\ntitle: Examplin + Pyridoxal-5-phosphate (oral)\n---\n\n### Usage\n\nPain.\n",
)
