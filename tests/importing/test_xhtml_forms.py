"""The text of EU product information as Markdown; whatever XHTML is nested in whatever, none of its words is lost."""

from __future__ import annotations

from itertools import count

import pytest
from epi_texts import label_of, section, summary, usage
from hypothesis import given, settings
from hypothesis import strategies as st

from medtui.importing.gate_counts import counts_of
from medtui.importing.label_making import faults_of
from medtui.importing.label_page import label_page

PICTURE = '<img src="data:image/png;base64,iVBORw0KGgo=" alt="A pen [closed]"/>'
NESTED = "<table><tr><td>c</td><td><p>1</p><p>2</p></td></tr><tr><td>d</td><td>3</td></tr></table>"


def written(xhtml: str) -> str:
    """What stands below the heading of the section."""
    text = label_page(usage(xhtml)).text
    return text.partition("4.1 Indications\n\n")[2].partition("\n\n**Disclaimer:**")[0]


@pytest.mark.parametrize(
    ("xhtml", "markdown"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<p>b</p>c", "a\n\nb\n\nc"),
        ("<p>5&nbsp;mg &ge; 4&#160;mg &lt; 6 &amp; more</p>", "5 mg ≥ 4 mg \\< 6 \\& more"),
        ("<p>sub<span>cutan</span><span>eous use</span></p>", "subcutaneous use"),
        ('<p>10<span style="font-size:6pt; vertical-align: super">9</span>/L</p>', "10⁹/L"),
        ('<p>H<em style="vertical-align:SUB">2</em>O, mg/m<sup>2</sup></p>', "H₂O, mg/m²"),
        ("<p><strong>Do</strong> <b>not</b> stop</p>", "**Do not** stop"),
        ('<p><span style="font-weight:bold">Never</span> stop</p>', "**Never** stop"),
        ("<h2>Children</h2><p>a</p>", "**Children**\n\na"),
        ("<ul><li>a</li><li><p>b</p></li></ul>", "- a\n- b"),
        ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"),
        ('<ol type="a"><li>x</li><li>y</li></ol>', "- a. x\n- b. y"),
        ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n\n  - b\n\n- c"),
        ("<ul>x<li>a</li><p>b</p>y</ul>", "- x\n- a\n- b\n- y"),
        (f"<p>a {PICTURE}</p>", "a \\[Figure: A pen (closed), file not shown\\]"),
        ('<p><img src="Binary/pen.png"/></p>', "\\[Figure: pen.png, file not shown\\]"),
        ('<p>See <a href="http://agency.example">agency</a>.</p>', "See agency."),
        ("<table><caption><p>Table 1</p><p>Doses</p></caption><tr><td>a</td><td>b</td></tr></table>",
         "**Table 1 Doses**\n\n|  |  |\n|---|---|\n| a | b |"),
        ("<table><td>a</td><td>b</td></table>", "|  |  |\n|---|---|\n| a | b |"),
        ("<table><tbody><thead><tr><td>a</td><td>b</td></tr></thead><td>c</td></tbody></table>",
         "| a | b |\n|---|---|\n| c |  |"),
        ("<tr><td>a</td><td>b</td></tr><th>c</th>", "a\n\nb\n\nc"),
        (f"<table><tr><td>a</td><td>b {NESTED}</td></tr></table>",
         "|  |  |\n|---|---|\n| a | b<br>c; 1 2<br>d; 3 |"),
        (f"<table><tr><td> </td><td><p>a</p>{NESTED}</td><td/></tr></table>",
         "a\n\n|  |  |\n|---|---|\n| c | 1<br>2 |\n| d | 3 |"),
    ],
)  # fmt: skip
def test_each_form_is_written_so(xhtml: str, markdown: str) -> None:
    assert written(xhtml) == markdown


WORDS = ("dose", "5 mg", "of", "1.5", "kg", "(see 2.1)", "≥", "3", "daily", "not", "&lt;", "&nbsp;", "•", "a*b")
RAISED = ' style="vertical-align:super"'


def element(name: str, attributes: str = "") -> st.SearchStrategy[str]:
    return st.builds(lambda inner: f"<{name}{attributes}>{inner}</{name}>", inline)


def around(name: str, inner: st.SearchStrategy[str], most: int = 3, attributes: str = "") -> st.SearchStrategy[str]:
    return st.lists(inner, max_size=most).map(lambda parts: f"<{name}{attributes}>{''.join(parts)}</{name}>")


inline = st.deferred(
    lambda: st.lists(
        st.sampled_from([*WORDS, " ", " ", "\n", "<br/>", "<sup>9</sup>", "<sub>2</sub>", PICTURE])
        | st.sampled_from([f"<span{RAISED}>2</span>", f"<strong{RAISED}>a</strong>"])
        | st.one_of(*map(element, ("span", "strong", "b", "em", "a"))),
        max_size=5,
    ).map("".join)
)
paragraph = st.one_of(*map(element, ("p", "h1", "h3", "div")), inline)
block: st.SearchStrategy[str] = st.deferred(
    lambda: st.one_of(paragraph, paragraph, lists, table, around("div", block), around("sup", block))
)
item = around("li", block, 2)
lists: st.SearchStrategy[str] = st.deferred(
    lambda: st.one_of(
        *(around(name, st.one_of(item, item, inline, lists, paragraph)) for name in ("ul", "ol")),
        around("ol", item, 3, ' type="a" start="2"'),
    )
)
cell = st.builds(
    lambda span, inner: f"<td{span}>{''.join(inner)}</td>",
    st.sampled_from(["", "", ' colspan="2"', ' rowspan="2"', ' colspan="3" rowspan="3"', ' colspan="0"']),
    st.lists(block, max_size=2),
)
row = st.one_of(around("tr", cell, 4), around("tr", cell, 4), around("tbody", cell, 2), cell)
table: st.SearchStrategy[str] = st.one_of(
    around("table", row), around("thead", row).map(lambda head: f"<table>{head}<tbody/></table>")
)


@settings(max_examples=100)
@given(st.lists(block, min_size=1, max_size=5), st.lists(block, max_size=3))
def test_no_word_is_lost(blocks: list[str], inner: list[str]) -> None:
    numbers = count(1)
    within = section(f"{next(numbers)} mg", "".join(inner))
    label = label_of(
        summary(
            section("4.2 Dose", "".join(blocks), within, code="800"),
            section("4.3 Never", "".join(inner), section("Overdose", "".join(blocks), code="819"), code="805"),
        )
    )
    assert list(faults_of(label, label_page(label, has_bold=False), counts_of(label))) == []
