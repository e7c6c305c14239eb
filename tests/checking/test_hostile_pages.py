"""Rules over pages that nobody writes: each ends, and tells of places that are in the page."""

from __future__ import annotations

import pytest
from test_rules import SETTINGS

from medtui.checking.checked_page import checked_page
from medtui.checking.rule import Rule
from medtui.checking.rules import all_rules

LONG = 60_000
"""Characters in one line: what grows with their square takes minutes."""
ONE_LINE = [
    "1",
    "1,",
    ".5",
    "5 ",
    "*",
    "[",
    "[dose ",
    "<dose ",
    "_",
    "?",
    "AB ",
    "A",
    "see Aspirin ",
    "Do not use with ",
    "| a ",
    "](x.md) [",
    "{{",
    "I'm ",
    "I cannot ",
    "b.i.d.",
    "5\u200b",
    "a\u0430",
    "\u0430",
    "1.0 and ",
    "5 mg to ",
    "5-",
    "maximum daily dose of 5 mg ",
    "boxed warning ",
    "contraindicated in pregnancy ",
    "<!-- ",
    "`",
    "1O",
    "q8h ",
    "allergic to it; with warfarin, ",
    "\u0130\ud800 ",
]


@pytest.mark.parametrize("run", [*ONE_LINE, "zeros"], ids=repr)
def test_rules_come_to_an_end(run: str) -> None:
    line = "1." + "0" * LONG if run == "zeros" else run * (LONG // len(run))
    text = f"# X\n\n### Dosage\n\n{line}\n\n### Precautions\n\n{line}\n"
    page = checked_page("x.md", text.encode(errors="surrogatepass"), SETTINGS)
    for rule in all_rules().values():
        if rule.is_on and isinstance(rule, Rule):
            assert all(0 <= found.start <= found.end <= len(page.text) for found in rule.find(page)), rule.id
        elif rule.is_on and not isinstance(rule, Rule):
            rule.gather(page)
