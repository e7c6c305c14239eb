"""A page that says of itself that it is only an example."""

from medtui.checking.patterns import with_words
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

RULE = Rule(
    id="made-up",
    title="The page calls its drug or its figures an example",
    group=RuleGroup.CONTENT,
    severity=Severity.ERROR,
    why="A figure that was made up for illustration must not stand where people look for a dose.",
    source="medtui",
    judged=Judged(122, 30, 30),
    find=with_words(
        "hypothetical|illustrative|illustration|fictional|fictitious|not a real|example only",
        r"(?i:\*?\bhypothetical\b\*? (?:example|drug|medication|medicine|combination|product|formulation|dos)\w*"
        r"|\b(?:for )?illustrat(?:ive|ion) (?:purposes|only)\b|\billustrative (?:example|dos|figure)\w*"
        r"|\b(?:fictional|fictitious) \w+|\b(?:is|are) (?:\w+ )?(?:fictional|fictitious)\b"
        r"|\b(?:dose|figure|number)s? (?:is|are) (?:\w+ )?(?:hypothetical|illustrative)\b"
        r"|\bnot a real (?:\w+ )?(?:drug|medicine|medication|name|product)\b|\bexample only\b)",
        "{}: what is made up must not stand in a monograph.",
    ),
    hit="These doses are a hypothetical example.",
    near_miss="The risk is hypothetical; the figure shows the tablet.",
)
