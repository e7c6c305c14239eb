"""<10 is read as 40, and > for <."""

from medtui.checking.patterns import at_numbers
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

RULE = Rule(
    id="comparison-sign",
    title="< or > before a number",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.WARNING,
    why="> and < are taken for each other, and <10 is read as 40.",
    source="ISMP, List of error-prone abbreviations; Joint Commission, possible additions to the do not use list",
    judged=Judged(522, 30, 30),
    find=at_numbers(
        r"(?:(?<=[<>≤≥⩽⩾≦≧＜＞])|(?<=[<>≤≥⩽⩾≦≧＜＞] )|(?<=&[lg]t;))[\d.,]*\d(?![\d.,]*\s?%)",
        "The sign before {} is misread: write less than, more than.",
    ),
    hit="Children <10 kg: half of it.",
    near_miss="Children under 10 kg: half of it. Nausea (>10%).",
)
