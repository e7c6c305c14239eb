"""What someone meant to fill in, and did not."""

import re
from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.patterns import with_words
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity

_IN_BRACKETS = "insert|add|enter|your|placeholder|fill|specific|specify|drug|medication|name of|dose|dosage|date|number"

_MESSAGE = "{} is a placeholder: write what belongs there, or take it out."
_IN_TEXT = with_words(
    "todo|fixme|tbd|tbc|tba|xx|lorem ipsum|<insert|{insert|placeholder|to be added|to be completed|coming soon|"
    "[|???|____",
    rf"\b(?:TODO|FIXME|TBD|TBC|TBA)\b|\b[Xx]{{3,}}\b|\b[Xx]{{2}} ?(?:mg|mcg|g|mL|units|hours|days)\b"
    r"|\?{3,}|_{4,}"
    rf"|(?i:\blorem ipsum\b|\[(?:{_IN_BRACKETS})\b[^\]\n]*\](?!\()|[<{{](?:insert|placeholder)\b[^>}}\n]*[>}}]"
    r"|\b(?:is a placeholder|placeholder text)\b|\b(?:to be (?:added|completed)|coming soon)\b(?=\W*$))",
    _MESSAGE,
)
_IN_FIELD = re.compile(r"\b(?:TODO|FIXME)\b")


def _find(page: CheckedPage) -> Iterator[Finding]:
    for match in _IN_FIELD.finditer(page.text, 0, page.front):
        yield Finding(match.start(), match.end(), _MESSAGE.format(match[0]))
    yield from _IN_TEXT(page)


RULE = Rule(
    id="placeholder",
    title="A placeholder that nobody filled in",
    group=RuleGroup.CONTENT,
    severity=Severity.ERROR,
    why="Where a word or a figure should stand, there is none.",
    source="medtui",
    judged=Judged(6, 6, 6),
    find=_find,
    hit="Give [insert dose] once.",
    near_miss="Insert the tablet under the tongue [see Usage]; the study was controlled with a placebo.",
)
