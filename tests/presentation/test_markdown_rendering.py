"""What Markdown looks like once rendered, trap by trap."""

from __future__ import annotations

import unicodedata
from inspect import cleandoc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_texts import anything, markdown, markdown_without_html

from medtui.presentation.layout import plain
from medtui.presentation.markdown.faithful import faithful
from medtui.presentation.markdown.render import BADGE, as_written, render
from medtui.presentation.markdown.styled import Flow, Span, Table, visible, words
from medtui.safe_text import safe_text

RULE = "─" * 24

SIGNS = [
    ">25 kg: 500 mg",
    "> 25 kg: 500 mg",
    "<5 years",
    "≥10 and ≤20",
    "5 ± 2 mg/m²",
    "10⁸ CFU",
    "HLA-A*02:01 and HLA-B*15:02",
    "HLA-A*02:01 or CYP2C19*2/*3",
    "5*3*2",
    "4 *10 (at most 5* 10)",
    "2**3**4",
    "10 * 5",
    "-5 °C",
    "+5",
    "snake_case_name and 5_000",
    "~5 mg",
    "~~10 mg~~ and t~1/2~ and Na^+^",
    "[as ferrous] sulfate [1][2]",
    "[[Wiki link|shown]]",
    "![alt](image.png)",
    "[not a link] (see below)",
    "[empty]()",
    "<i>unclosed, <u>other</u> <p style='x'>tags</p>",
    "<!-- comment --> text",
    "<script>alert(1)</script>",
    "<https://example.org/_a_>",
    "https://example.org/_a_/*b*/c",
    "**Note: text",
    "5 mg* and 10 mg*",
    "*see note",
    "``unclosed `code",
    "&unknown; & &#27; &shy; &#8203;",
    "[id]: http://example.org",
    "text === text",
    "10. mg within a line",
    "#5 is not a heading",
    "a \\ b \\o C:\\dir",
    "| not | a table |",
    "ﷺ שלום عربى \u200bzero\u200b e\u0301 👩\u200d🔬 🇩🇪 \ufffd",
    "trailing backslash\\",
]


@pytest.mark.parametrize("text", SIGNS)
def test_is_shown_as_written_without_a_badge(text: str) -> None:
    assert plain(render(text)) == safe_text(text)


CASES = {
    "entities": ("&lt;5 &amp; &ge;3&nbsp;mg &#x2265; &#177;", "<5 & ≥3\u00a0mg ≥ ±"),
    "an entity for an entity": ("&amp;lt;5", "&lt;5"),
    "escapes": (r"\*5\* \# \[x\] 1986\. A \\ great \<5 \&lt;", r"*5* # [x] 1986. A \ great <5 &lt;"),
    "an escaped star inside bold": (r"**\*10**", "*10"),
    "emphasis": ("**a** *b* __c__ _d_ ***e*** **_f_ g**", "a b c d e f g"),
    "double underscores": ("__init__", "init"),
    "emphasis within a word": ("un**frigging**believable", "unfriggingbelievable"),
    "bold next to a number": ("**10**mg", "**10**mg"),
    "code": ("`<3 doses` and `` a`b `` and `*x* \\*`", "<3 doses and  a`b  and *x* \\*"),
    "superscript": ("10<sup>8</sup> m<SUP>2</SUP> 10<sup>-9</sup>", "10⁸ m² 10⁻⁹"),
    "superscript letters": ("1<sup>st</sup> x<sup>2a</sup>", "1^(st) x^(2a)"),
    "subscript": ("H<sub>2</sub>O C<sub>max</sub>", "H₂O C_(max)"),
    "breaks": ("a<br>b<br/>c<BR />d", "a\nb\nc\nd"),
    "styled tags": ("<i>a</i> <em>b</em> <b>c</b> <strong>d</strong>", "a b c d"),
    "links": (
        "[Note 2](http://x.org/a_b_c?d=*e*) and [**b**](u 'no title') [t](v \"title\")",
        "Note 2 (http://x.org/a_b_c?d=*e*) and [b](u 'no title') t (v \"title\")",
    ),
    "a target with parentheses": ("[a](http://x/b_(c)_d)", "a (http://x/b_(c)_d)"),
    "soft breaks": ("one\ntwo\n  three", "one\ntwo\nthree"),
    "hard breaks": ("one  \ntwo\\\nthree", "one\ntwo\nthree"),
    "double spaces": ("one.  Two   three\tfour", "one. Two three four"),
    "line ends": ("one\r\n\r\ntwo\rthree", "one\n\ntwo\nthree"),
    "paragraphs": ("one\n\n\n\ntwo", "one\n\ntwo"),
    "controls": ("a\x1b[31mb\0c\u202ed\x85", "a␛[31mb␀c⟨U+202E⟩d⟨U+0085⟩"),
    "headings": ("# One\ntext\n### Two ##\n####### seven", "One\ntext\n\nTwo\n####### seven"),
    "heading with hashes": ("## C# and F# #\n", "C# and F#"),
    "setext is text": ("One\n===\n", "One\n==="),
    "rules": ("a\n\n---\n\nb\n* * *\n", f"a\n\n{RULE}\n\nb\n{RULE}"),
    "indented code": ("    5 mg   *a*\n      10 mg\n\n\t  20 mg", "5 mg   *a*\n  10 mg\n\n20 mg"),
    "bullets": ("- a\n- 5 mg\n- -5 °C", "• a\n• 5 mg\n• -5 °C"),
    "plus bullets": ("+ 5\n+ 6", "• 5\n• 6"),
    "a starred note in a bullet": ("* \\*Note\n* *see* note", "• *Note\n• see note"),
    "a sign in a bullet": ("* >25 kg\n* > 30 kg\n* <5", "• >25 kg\n• > 30 kg\n• <5"),
    "loose bullets": ("- a\n\n- b\n- c", "• a\n\n• b\n• c"),
    "nested by two": ("- a\n  - b\n    - c\n      - d", "• a\n  ◦ b\n    ▪ c\n      • d"),
    "nested by four": ("* a\n    * b\n        * c", "• a\n  ◦ b\n    ▪ c"),
    "nested by tabs": ("* a\n\t* b\n\t\t* c", "• a\n  ◦ b\n    ▪ c"),
    "nested by eight": ("* a\n        * 5 mg", "• a\n  ◦ 5 mg"),
    "bullets right after text": ("Adults:\n* a\n* b\n\nEnd", "Adults:\n• a\n• b\n\nEnd"),
    "an item in paragraphs": ("- a\n\n  b\n- c", "• a\n\n  b\n• c"),
    "an item over lines": ("- a\nb\n  c", "• a\n  b\n  c"),
    "an empty item": ("- a\n-\n- b", "• a\n•\n• b"),
    "task items": ("- [ ] a\n- [x] b", "• [ ] a\n• [x] b"),
    "numbers": ("3. a\n4. b\n", "3. a\n4. b"),
    "numbers as written": ("1. a\n1. b\n1. c\n007) d", "1. a\n1. b\n1. c\n007) d"),
    "a number that begins a sentence": ("1986. A great year", "1986. A great year"),
    "an escaped number": (r"1986\. A great year", "1986. A great year"),
    "a number that begins a line": ("take\n10. mg", "take\n10. mg"),
    "bullets under numbers": ("1. a\n   - b\n   - c\n2. d", "1. a\n   • b\n   • c\n2. d"),
    "a bullet right after a number": ("1. - b", "1.\n   • b"),
    "a number right after a number": ("1. 2. b", "1. 2. b"),
    "an empty number": ("1.\n2. b", "1.\n2. b"),
    "quotes": ("> a\n> b\n>\n> c\n\nd", "│ a\n│ b\n│\n│ c\n\nd"),
    "nested quotes": ("> a\n> > b\n\n> - c\n>   d", "│ a\n│ │ b\n\n│ • c\n│   d"),
    "a line that is not of the quote": ("> a\n>25 kg\n> b", "│ a\n>25 kg\n│ b"),
    "a quote goes on with a number": ("> at most\n> 25 mg", "│ at most\n│ 25 mg"),
    "bold weights": ("> **25 kg**: 5 mg", "> 25 kg: 5 mg"),
    "a quote in a bullet": ("- > a\n  > b", "• │ a\n  │ b"),
    "fences": ("```r\nx <- *5*\n\n  y\n```\nz", "r\nx <- *5*\n\n  y\nz"),
    "a fence with a tab": ("```a\tb\nc\td\n```", "a b\nc   d"),
    "an open fence": ("~~~\n# a\n`b`", "# a\n`b`"),
    "a fence in a list": ("- a\n  ```\n  b\n  ```\n- c", "• a\n  b\n• c"),
    "code in three backticks": ("``` `x` ```", "`x`"),
    "a table": (
        "| Drug | Dose |\n|:--|--:|\n| A | 5 mg |\n| B \\| C | `x\\|y` |",
        "Drug  │ Dose\n──────┼─────\nA     │ 5 mg\nB | C │ x|y",
    ),
    "a table without outer pipes": ("a | b\n--|--\n>25 kg | 1", "a      │ b\n───────┼──\n>25 kg │ 1"),
    "a table with cells left out": ("|a|b|\n|-|-|\n|c|\n||d|", "a │ b\n──┼──\nc │\n  │ d"),
    "a table with line breaks": ("|a|b|\n|-|-|\n|c<br>d|e|", "a │ b\n──┼──\nc │ e\nd │"),
    "a note right below a table": ("|a|b|\n|-|-|\n|1|2|\nAt most 4 g", "a │ b\n──┼──\n1 │ 2\nAt most 4 g"),
    "a table in a quote": ("> |a|b|\n> |-|-|\n> |1|2|", "│ a │ b\n│ ──┼──\n│ 1 │ 2"),
    "a table in an item": ("- x\n\n  |a|b|\n  |-|-|\n  |1|2|", "• x\n\n  a │ b\n  ──┼──\n  1 │ 2"),
    "nothing": ("", ""),
    "blank": (" \n\t\n \n", ""),
}


@pytest.mark.parametrize(("source", "expected"), CASES.values(), ids=CASES.keys())
def test_renders(source: str, expected: str) -> None:
    assert plain(render(source)) == expected


def test_more_cells_than_columns_are_shown_as_written() -> None:
    source = cleandoc("""
        | a | b |
        |---|---|
        | 1 | 2 | 3 |""")
    assert plain(render(f"before\n\n{source}\n\nafter")) == f"before\n\nshown as written\n{source}\n\nafter"


def test_too_many_cells_left_out_are_not_filled_up() -> None:
    source = "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + "|\n" * 400
    assert not any(isinstance(block, Table) for block in render(source))


def test_the_badge_is_not_one_of_the_words() -> None:
    blocks = as_written(["*a*", "", "  b"])
    assert blocks[0] == Flow((BADGE,))
    assert "".join(block.text for block in blocks if isinstance(block, Flow)) == "*a*  b"


@pytest.mark.parametrize(
    ("source", "spans"),
    [
        ("**a** b", (Span("a", "strong"), Span(" b"))),
        ("*a* `b`", (Span("a", "em"), Span(" "), Span("b", "code"))),
        ("***a***", (Span("a", "strong-em"),)),
        ("**a <i>b</i>**", (Span("a ", "strong"), Span("b", "strong-em"))),
        ("# **a** b", (Span("a b", "heading"),)),
        ("3. a", (Span("3. ", "number"), Span("a"))),
        ("**a**  \nb", (Span("a", "strong"),)),
    ],
)
def test_styles(source: str, spans: tuple[Span, ...]) -> None:
    first = render(source)[0]
    assert isinstance(first, Flow)
    assert first.spans == spans


def test_continuation_lines_hang_under_the_text() -> None:
    (flow,) = render("10. one two three")
    assert isinstance(flow, Flow)
    assert (flow.first, flow.rest) == ("", "    ")
    assert plain(render("- 10. one two three four"), 16) == "• 10. one two\n      three four"


@given(anything | markdown)
@settings(max_examples=600)
def test_any_text_is_faithful_or_as_written(source: str) -> None:
    for block in render(source):
        assert not isinstance(block, Flow) or "\n" not in block.text
    assert all(isinstance(block, Flow) for block in as_written(source.split("\n")))


@given(markdown_without_html)
@settings(max_examples=600)
def test_no_letter_or_digit_is_lost_or_added(source: str) -> None:
    shown = "".join(_all_words(source))
    assert [c for c in shown if c.isalnum()] == [c for c in safe_text(source) if c.isalnum()]


@given(markdown)
@settings(max_examples=300)
def test_nothing_unsafe_comes_out(source: str) -> None:
    for text in _all_words(source):
        for character in text:
            assert character in "\n\u200b\u200d" or unicodedata.category(character) not in ("Cc", "Cs")


def _all_words(source: str) -> list[str]:
    texts: list[str] = []
    for block in render(source):
        if isinstance(block, Flow):
            texts.append(block.text)
        else:
            texts += [words(cell) for row in (block.header, *block.rows) for cell in row]
    return texts


def test_what_is_as_written_is_the_source() -> None:
    source = "a\x1b*b*\n\n  [c](d)\t&lt;\n"
    blocks = as_written(source.replace("\x1b", "␛").split("\n"))
    assert visible("".join(block.text for block in blocks if isinstance(block, Flow))) == visible(source).replace(
        "\x1b", "␛"
    )
    assert faithful(source, blocks)


STARTS = (
    "",
    " ",
    "   ",
    "    ",
    "- ",
    "* ",
    "+ ",
    "-",
    "# ",
    "### ",
    "####### ",
    "#",
    "**",
    "- **",
    "## **",
    "- # ",
    "**a:** ",
)
ENDS = ("", "\n", "  \n\n", "**", "** ", ":**\n", " **", " ##", "#", "\u00a0", "\t\n")
LETTERS = st.from_regex(r"[A-Za-z][\w ,.:?()>~-]*", fullmatch=True)


@settings(max_examples=1_000)
@given(st.sampled_from(STARTS), anything | LETTERS, st.sampled_from(ENDS))
def test_one_line_is_rendered_as_below_others(start: str, words: str, end: str) -> None:
    """A line by itself mostly needs no parser."""
    line = start + words + end
    assert render(line) == render(f"\n{line}")
