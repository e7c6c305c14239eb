"""The text of a label as Markdown: no word lost, none taken for markup, exponents never on their digits."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spl_texts import paragraphs, usage

from medtui.importing.gate_counts import counts_of
from medtui.importing.label_making import faults_of
from medtui.importing.label_page import label_page

CELLS = "<td>a</td><td>b</td>"


def written(xml: str) -> str:
    """What stands below the heading of the label's section."""
    text = label_page(usage(xml)).text
    return text.partition("INDICATIONS AND USAGE\n\n")[2].partition("\n\n**Disclaimer:**")[0]


@pytest.mark.parametrize(
    ("xml", "markdown"),
    [
        ("<paragraph>10<sup>9</sup>/L</paragraph>", "10⁹/L"),
        ("<paragraph>mg/m<sup>2</sup>, x<sup>a</sup></paragraph>", "mg/m², x^(a)"),
        ("<paragraph>Zelo<sup>®</sup> 5<sup>*†</sup>, 5<sup>.</sup>5</paragraph>", "Zelo® 5\\*†, 5^(.)5"),
        ("<paragraph>H<sub>2</sub>O, C<sub>max</sub></paragraph>", "H₂O, Cmax"),
        ("<paragraph>m<sup>2 </sup>every, C<sub>max </sub>of, 10<sup> 9</sup></paragraph>", "m² every, Cmax of, 10⁹"),
        ("<paragraph>a<br/>b</paragraph>", "a\\\nb"),
        ("<paragraph>a<br/> <br/>b</paragraph>", "a\n\nb"),
        ("<paragraph>1. no item</paragraph>", "1\\. no item"),
        ("<paragraph>- no item</paragraph>", "\\- no item"),
        ("<paragraph># no *heading* &lt;b&gt;</paragraph>", "\\# no \\*heading\\* \\<b\\>"),
        ('<paragraph><content styleCode="bold">Do not</content> stop</paragraph>', "**Do not** stop"),
        ('<paragraph>sub<content styleCode="bold">cutaneous</content></paragraph>', "subcutaneous"),
        ("<list><item>a</item><item>b</item></list>", "- a\n- b"),
        ('<list listType="ordered"><item>a</item><item>b</item></list>', "1. a\n2. b"),
        ("<list><item><caption>•</caption>a</item></list>", "- a"),
        ("<list><item><caption>3)</caption>a</item></list>", "3) a"),
        ("<list><item><caption>(b)</caption>a</item></list>", "- (b) a"),
        ("<list><item>a<list><item>b</item></list></item></list>", "- a\n\n  - b"),
        ('<paragraph>5<footnoteRef IDREF="a"/> mg<footnote ID="a">mean</footnote></paragraph>',
         "5 \\[note 1\\] mg \\[note 1\\]\n\n\\[note 1\\] mean"),
        ("<paragraph>5<footnote>mean</footnote> mg</paragraph>", "5 \\[note 1\\] mg\n\n\\[note 1\\] mean"),
        ('<paragraph><renderMultiMedia referencedObject="x"/></paragraph>',
         "\\[Figure: no description, file not shown\\]"),
        (f"<table><thead><tr>{CELLS}</tr></thead><tr><td>1</td><td>2|3</td></tr></table>",
         "| a | b |\n|---|---|\n| 1 | 2\\\\|3 |"),
        (f'<table><tr>{CELLS}</tr><tr><td colspan="2">1</td></tr></table>', "|  |  |\n|---|---|\n| a | b |\n| 1 |  |"),
        ('<table><tr><td rowspan="2">a</td><td>1</td></tr><tr><td>2</td></tr></table>',
         "|  |  |\n|---|---|\n| a | 1 |\n| a | 2 |"),
        ("<table><tr><td>Only</td></tr><tr><td>one</td></tr></table>", "Only\n\none"),
        (f"<table>x<tr>y{CELLS}z<list><item>q</item></list>r</tr></table>",
         "x\n\ny\n\nz\n\n- q\n\nr\n\n|  |  |\n|---|---|\n| a | b |"),
    ],
)  # fmt: skip
def test_each_form_is_written_so(xml: str, markdown: str) -> None:
    assert written(xml) == markdown


@pytest.mark.parametrize(
    "xml",
    [
        "<caption>Above</caption><paragraph>a</paragraph>",
        "<list><caption>One</caption><caption>Two</caption><item>a</item></list>",
        "<list><item><caption>(a)</caption>5 mg<caption>(b)</caption></item></list>",
        f"<table><caption>One</caption><tr>{CELLS}</tr><caption>Two</caption></table>",
        f"<table><tbody><caption>One</caption><tr>{CELLS}</tr></tbody></table>",
        "<paragraph>a<footnote>see<list><item><caption>(b)</caption>5 mg</item></list></footnote></paragraph>",
        "<list><item>fractures<title>REACTIONS</title></item></list>",
        '<paragraph>5<sup>a<footnote ID="q">with food</footnote>b<footnoteRef IDREF="q"/></sup> mg</paragraph>',
        '<paragraph>5<sub>a<renderMultiMedia referencedObject="x"/></sub> mg</paragraph>',
        "<paragraph><content>a<footnote><paragraph>b</paragraph></footnote>x</content>y</paragraph>",
        f"<table><tr>{CELLS}</tr>{CELLS}</table>",
        f"<table><tbody>{CELLS}<tr>{CELLS}</tr></tbody></table>",
        "<paragraph>\uf8ff 5 mg \uf8fd</paragraph>",
        f"<table><tr><thead><tr>{CELLS}</tr></thead><td>c</td><td>d</td></tr></table>",
        f"<table><tbody><tr><tr>{CELLS}</tr></tr><tr>{CELLS}</tr></tbody></table>",
        "<paragraph>5<sup><br/></sup> mg, 2<sup>3<br/>4</sup></paragraph>",
        "<paragraph>5<sup>a<caption>mean</caption>b</sup> mg</paragraph>",
        "<paragraph>5<footnote>of 3<sup> <paragraph>9</paragraph></sup> men</footnote></paragraph>",
        "<paragraph>see<renderMultiMedia referencedObject='x'><paragraph>5</paragraph></renderMultiMedia></paragraph>",
        "<paragraph>5<footnote>arm<linkHtml>see<paragraph>5 mg</paragraph></linkHtml></footnote></paragraph>",
        "<paragraph>Advi<caption>se f</caption>emales</paragraph>",
        "<paragraph>LLC<linkHtml>see<paragraph>5 mg</paragraph>daily</linkHtml>and 3</paragraph>",
        "<paragraph>5<sup>9<footnote><paragraph>mean</paragraph></footnote></sup>/L</paragraph>",
        f"<paragraph>5<footnote>mean<table><tr>{CELLS}</tr></table></footnote></paragraph>",
        f"<table><caption>One<table><tr>{CELLS}</tr></table></caption><tr>{CELLS}</tr></table>",
        f"<table><tr>{CELLS}</tr><table><tr>{CELLS}</tr></table></table>",
        f"<paragraph>a<br><table><tr>{CELLS}</tr></table></br></paragraph>",
        "<list><item><caption>•</caption>a<caption>•</caption>5 mg</item></list>",
    ],
)
def test_what_stands_where_it_should_not_is_no_less_there(xml: str) -> None:
    label = usage(xml)
    assert list(faults_of(label, label_page(label), counts_of(label))) == []


def test_cells_in_no_row_are_one_where_they_stand() -> None:
    assert written(f"<table><tr>{CELLS}</tr><td>c</td><td>d</td></table>").endswith("| a | b |\n| c | d |")


def test_what_spans_columns_is_said_in_each_unless_it_spans_all_or_is_long() -> None:
    head = "<tr><th>Dose</th><th colspan='2'>Zelo</th></tr><tr><th>mg</th><th>a</th><th>b</th></tr>"
    table = written(
        f"<table>{head}<tr><td colspan='3'>Adults</td></tr><tr><td>5</td><td colspan='2'>avoid</td></tr>"
        f"<tr><td>10</td><td colspan='2'>{'see below ' * 20}</td></tr>"
        "<tr><td>20</td><td colspan='2'><list><item>rash</item><item>hives</item></list></td></tr></table>"
    )
    assert table.startswith("| Dose<br>mg | Zelo<br>a | Zelo<br>b |\n|---|---|---|\n| Adults |  |  |\n| 5 | avoid")
    assert "| 5 | avoid | avoid |" in table
    assert table.count("see below") == 20
    assert table.endswith("| 20 | - rash<br>- hives |  |")


def test_a_table_of_more_than_eight_columns_is_a_list() -> None:
    head = "".join(f"<th>h{n}</th>" for n in range(9))
    row = "".join(f"<td>{n}</td>" for n in range(9))
    assert written(f"<table><tr>{head}</tr><tr>{row}</tr></table>").startswith("- h0: 0; h1: 1; h2: 2")


def test_headers_that_say_the_same_are_all_there() -> None:
    head = f"<tr>{CELLS}</tr><tr><th>a</th><th>c</th></tr>"
    assert written(f"<table><thead>{head}</thead><tr>{CELLS}</tr></table>").startswith("| a<br>a | b<br>c |")
    assert written("<table><tr><th rowspan='2'>a</th><th>b</th></tr><tr><th>c</th></tr></table>").startswith(
        "| a | b |"
    )


def test_a_header_of_nothing_stays_in_a_wide_table() -> None:
    head = "".join(f"<th>h{n}</th>" for n in range(9))
    table = f"<table><tr>{head}</tr><tr><td>1</td><td>2</td></tr></table>"
    assert written(table).startswith("- h2; h3; h4; h5; h6; h7; h8\n- h0: 1; h1: 2")
    whole = "<tr><td colspan='9'>Adults</td></tr></table>"
    assert written(table.replace("</table>", whole)).endswith("- h0: 1; h1: 2\n- Adults")


# What XML may hold, and no label: characters for the system's own use, invisible ones, those of no script.
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Co", "Cn", "Zl", "Zp", "Mn", "Me"]), max_size=40
)
MARKS = (
    "*",
    "_",
    "`",
    "#",
    "1.",
    "-",
    "+",
    ">",
    "|",
    "\\",
    "<b>",
    "&amp;",
    "[x](y)",
    "---",
    "$$",
    "Q:",
    "5",
    "mg",
    " ",
)
lines = texts | st.lists(st.sampled_from(MARKS), max_size=12).map("".join)


@settings(max_examples=150)
@given(st.lists(lines, min_size=1, max_size=4), st.lists(lines, min_size=2, max_size=4))
@example(["**Disclaimer:** none"], ["Boxed warning: none", "Usage"])
@example(["How much:"], ["Dosage", "5 mg"])
@example(["Dosage", "Q: What?", "A: That."], ["---", "title: x"])
@example(["5 ", " mg"], ["| a", "10\u00b2"])
def test_any_text_can_be_read_as_it_stands(some: list[str], cells: list[str]) -> None:
    row = "".join(f"<td>{paragraphs([cell])}</td>" for cell in cells)
    items = "".join(f"<item>{paragraphs([text])}</item>" for text in some)
    label = usage(f"{paragraphs(some)}<list>{items}</list><table><tr>{row}</tr><tr>{row}</tr></table>")
    assert list(faults_of(label, label_page(label, has_bold=False), counts_of(label))) == []
