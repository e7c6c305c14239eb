"""What someone meant to fill in, and did not."""

import re
from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.patterns import any_of, at_capitals, with_words
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity

_IN_BRACKETS = (
    "insert|add|enter|your|placeholder|fill|specific|specify|drug|medicine|medication|name|names? of|dose|dosage|date|"
    "number|amount|source|citation needed|x|n|tk|to be"
)
_MESSAGE = "{} is a placeholder: write what belongs there, or take it out."
_IN_TEXT = any_of(
    at_capitals(
        r"(?<!\w)(?:(?:TODO|FIXME|TBD|TBC|TBA|TK(?:TK)*|X{3,}|PLACEHOLDER)\b|XX ?(?:mg|mcg|g|mL|units|hours|days)\b)",
        _MESSAGE,
    ),
    with_words(
        "lorem ipsum|{|placeholder|to be added|to be completed|to be confirmed|to be determined|coming soon|[|???|____|"
        "goes here|insert|xx|xxx|xxxx",
        rf"\?{{3,}}|_{{4,}}|\{{\{{[^{{}}\n]{{0,80}}\}}\}}"
        rf"|(?i:\blorem ipsum\b|\[(?:{_IN_BRACKETS})\b[^\[\]\n]{{0,120}}\](?![(\w])"
        r"|\{(?:insert|drug|dose|name|placeholder)\b[^{}\n]{0,80}\}|\b(?:is a placeholder|placeholder text)\b"
        r"|\bx{2,4} ?(?:mg|mcg|g|mL|units|hours|days)\b"
        r"|\binsert (?:the )?(?:\w+ ){1,2}here\b|\b(?:dose|dosage|text|figure|value) goes here\b"
        r"|\bto be (?:added|completed|confirmed|determined)\b(?=\W*$)|\bcoming soon\b(?=\W*$))",
        _MESSAGE,
    ),
)
_IN_FIELD = re.compile(r"\b(?:TODO|FIXME)\b")
_AS_TAG = re.compile(rf"<(?:{_IN_BRACKETS})\b[^<>\n]*>")  # which is no prose


def _find(page: CheckedPage) -> Iterator[Finding]:
    for match in _IN_FIELD.finditer(page.text, 0, page.front):
        yield Finding(match.start(), match.end(), _MESSAGE.format(match[0]))
    for match in _AS_TAG.finditer(page.text, page.front):
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
    hit="Give [insert dose] or <dose> XX mg once.",
    near_miss="Insert the tablet under the tongue [see Usage]; the study was controlled with a placebo.",
)
