"""MSO4 and MgSO4, AZT and its two drugs: short names that have killed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity
from medtui.library.names import data_rows
from medtui.library.names.abbreviations import meanings

_OTHERWISE = frozenset({"at ii", "at iii", "hct", "ms", "oxy", "pca", "pit", "t3", "tac", "dor"})
"""What mostly means something else in a monograph: haematocrit, multiple sclerosis, a hormone, chemotherapy."""
_LONGEST_BEFORE, _LONGEST = 2, 12


def _find(page: CheckedPage) -> Iterator[Finding]:
    done = 0
    for start in page.capitals:
        if match := _pattern().search(page.prose, max(done, start - _LONGEST_BEFORE), start + _LONGEST):
            done = match.end()
            drugs = " or ".join(meanings(match[0].lower()))
            yield Finding(match.start(), done, f"{match[0]} is read as another drug: write {drugs} in full.")


@cache
def _pattern() -> re.Pattern[str]:
    """What ISMP warns of, in capitals or as it is written in part (MgSO4, tPA)."""
    words = {row[0] for row in data_rows("abbreviations.tsv") if row[2] == "ismp"} - _OTHERWISE
    capitals = {word.upper() for word in words} | {"MgSO4", "ZnSO4", "tPA", "IV vanc"}
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(capitals))})(?![\w-])")


RULE = Rule(
    id="drug-name-abbreviation",
    title="A drug's name cut to letters",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.WARNING,
    why="The same letters mean two drugs, or are one stroke from another: MSO4 and MgSO4.",
    source="ISMP, List of error-prone abbreviations (drug names), in data/abbreviations.tsv",
    judged=Judged(16, 16, 16),
    find=_find,
    hit="Give MgSO4 once.",
    near_miss="Give magnesium sulfate once; watch for tachycardia in the ICU, MTX-7 and STAFF.",
)
