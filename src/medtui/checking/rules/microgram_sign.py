"""µg is read as mg: a thousand times too much."""

from medtui.checking.patterns import any_of, at_numbers, with_words
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

_MESSAGE = "{} is read as mg: write mcg or micrograms."
RULE = Rule(
    id="microgram-sign",
    title="µg or ug for micrograms",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.ERROR,
    why="µg is read as mg, a thousand times as much.",
    source="ISMP, List of error-prone abbreviations; NHS and BNF, prescription writing",
    judged=Judged(11, 11, 11),
    find=any_of(with_words("µ|μ|㎍", r"[µμ]g\b|㎍", _MESSAGE), at_numbers(r"[\d.,]+[*_]{0,2}\s?ug\b", _MESSAGE)),
    hit="Give 50 µg once.",
    near_miss="Give 50 micrograms once; a level of 50 µmol/L is no bug.",
)
