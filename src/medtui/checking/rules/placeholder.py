"""What someone meant to fill in, and did not."""

from medtui.checking.patterns import with_words
from medtui.checking.rule import Rule, RuleGroup, Severity

_IN_BRACKETS = "insert|add|enter|your|placeholder|fill|specific|specify|drug|medication|name of|dose|dosage|date|number"

RULE = Rule(
    id="placeholder",
    title="A placeholder that nobody filled in",
    group=RuleGroup.CONTENT,
    severity=Severity.ERROR,
    why="Where a word or a figure should stand, there is none.",
    source="medtui",
    find=with_words(
        "todo|fixme|tbd|tbc|tba|xx|lorem ipsum|<insert|{insert|placeholder|to be added|to be completed|coming soon|"
        "[|???|____",
        rf"\b(?:TODO|FIXME|TBD|TBC|TBA)\b|\b[Xx]{{3,}}\b|\b[Xx]{{2}} ?(?:mg|mcg|g|mL|units|hours|days)\b"
        r"|\?{3,}|_{4,}"
        rf"|(?i:\blorem ipsum\b|\[(?:{_IN_BRACKETS})\b[^\]\n]*\](?!\()|[<{{](?:insert|placeholder)\b[^>}}\n]*[>}}]"
        r"|\b(?:is a placeholder|placeholder text)\b|\b(?:to be (?:added|completed)|coming soon)\b(?=\W*$))",
        "{} is a placeholder: write what belongs there, or take it out.",
    ),
    hit="Give [insert dose] once.",
    near_miss="Insert the tablet under the tongue [see Usage]; the study was controlled with a placebo.",
)
