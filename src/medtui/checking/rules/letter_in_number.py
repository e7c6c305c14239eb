"""1O mg with a letter O: it looks like 10, and no search or program reads it so."""

from medtui.checking.patterns import any_of, at_numbers
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

_MESSAGE = "{} has a letter where a digit should be: type the number again."
_UNIT = r"(?:mcg|mg|g|m[Ll]|units|%|tablets?|hours?|days?)\b"

RULE = Rule(
    id="letter-in-number",
    title="A letter O or l in a number",
    group=RuleGroup.CONTENT,
    severity=Severity.ERROR,
    why="1O mg looks like 10 mg, but is read as 1 by programs, and found by no search.",
    source="ISMP, on look-alike letters and digits",
    judged=Judged(0, 0, 0),
    find=any_of(
        at_numbers(
            rf"(?<![A-Za-z\d.,-])[\d.,]*[\d.,](?:[OolI]+[\d.,]*(?=[\s-]?{_UNIT})|[OolI]\d+\b(?![A-Za-z]))", _MESSAGE
        ),
        at_numbers(
            rf"(?:(?<![\w.][lIO])(?<=[lIO])|(?<![\w.]O\.)(?<=O\.))[.\d]*\d(?=[\s-]?{_UNIT})",
            "A letter stands before {} where a digit should be: type the number again.",
        ),
    ),
    hit="Give 1O mg once.",
    near_miss="Give 10 mg once, in 1 L or 5 l of fluid.",
)
