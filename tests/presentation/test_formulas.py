"""Between dollars no character of a formula is dropped; prices read as any other text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.presentation.layout import plain
from medtui.presentation.markdown.faithful import faithful
from medtui.presentation.markdown.render import render
from medtui.presentation.markdown.styled import Flow, Span

SIGNS = [
    "\\ge",
    "\\%",
    "\\,",
    "\\\\",
    "\\*",
    "\\_",
    "x",
    "5",
    "_",
    "^",
    "*",
    "**",
    "`",
    "{",
    "}",
    "[",
    "](u)",
    "<i>",
    "</i>",
    "&lt;",
    "#",
    "~",
]
formula = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=12).map("".join)
PLACES = ["{}", "- {}", "> {}", "12. {}", "# {} #", "a **b** {} \\*c", "| a |\n|---|\n| {} |", "> [!note] {}\n> {}"]


@given(formula, st.sampled_from(["$", "$$"]), st.sampled_from(PLACES))
def test_no_character_is_dropped(text: str, mark: str, place: str) -> None:
    written = f"{mark}{text}{mark}"
    shown = plain(render(place.replace("{}", written)))
    assert shown.count(written) == place.count("{}")
    assert "shown as written" not in shown


@given(
    st.lists(formula.map(lambda text: text.replace("`", "")), min_size=1, max_size=6),
    st.sampled_from(["", "- ", "+ ", "1. ", "> ", "# ", "| "]),
)
def test_lines_between_two_dollars_are_as_they_are(lines: list[str], beginning: str) -> None:
    written = "\n".join(["$$", *(beginning + line for line in lines), "$$"])
    assert plain(render(f"Before\n{written}\nAfter")) == f"Before\n{written}\nAfter"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("**$5** and *$10*", "$5 and $10"),
        ("$5 *each* and $10 *each*", "$5 each and $10 each"),
        ("$5-$10 *each*", "$5-$10 each"),
        ("($5/$6, *each*)", "($5/$6, each)"),
        ("US$5 *or* CA$6$", "US$5 or CA$6$"),
        ("5$ *to* 10$", "5$ to 10$"),
        (r"\$5 *or* \$6", "$5 or $6"),
        ("$$$ *dear*, $$ *cheap*", "$$$ dear, $$ cheap"),
        ("`$a` *b* $", "$a b $"),
        ("[a $x](b) *y*$", "a $x (b) y$"),
        ("$$ *moderate*\n\nb $$", "$$ moderate\n\nb $$"),
        ("$a\n*b* c$", "$a\n*b* c$"),
    ],
)
def test_prices_and_formulas(source: str, shown: str) -> None:
    assert plain(render(source)) == shown


@pytest.mark.parametrize("dropped", ["\\", "_", "*"])
def test_the_check_lets_nothing_be_dropped_between_dollars(dropped: str) -> None:
    source = r"a $\ge *x_1* 5\%$ b"
    assert faithful(source, render(source))
    assert not faithful(source, [Flow((Span(source.replace(dropped, "")),))])
