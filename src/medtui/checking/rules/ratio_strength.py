"""1:1,000 and 1:10,000 of adrenaline are mixed up: ten times too much."""

from medtui.checking.patterns import with_words
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

RULE = Rule(
    id="ratio-strength",
    title="A strength as a ratio",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.WARNING,
    why="1:1,000 and 1:10,000 of adrenaline are mixed up, ten times too much or too little.",
    source="ISMP, List of error-prone abbreviations; USP <7>, no ratios for single drugs since 2016",
    # More dilute ratios stay: that of adrenaline in a local anaesthetic is on its label.
    judged=Judged(0, 0, 0),
    find=with_words(
        "adrenaline|epinephrine|isoprenaline|isoproterenol|neostigmine",
        r"(?<![\d:.,])(?<!g/mL \()1\s?:\s?(?:10,?000|1,?000|5,?000|2,?000)(?!\d|,\d)",
        "{} is a strength as a ratio: write the mg in each mL.",
    ),
    hit="Give adrenaline 1:1,000 into the muscle.",
    near_miss="Give adrenaline 1 mg/mL, or lidocaine with adrenaline 1:200,000; 1 in 1,000 people has hives.",
)
