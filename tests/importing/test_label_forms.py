"""Whatever a label is built of, nested in whatever, none of its words is lost."""

from __future__ import annotations

from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st
from spl_texts import label_of, section

from medtui.importing.gate_counts import counts_of
from medtui.importing.label_making import faults_of
from medtui.importing.label_page import label_page

WORDS = ("dose", "5 mg", "of", "1.5", "kg", "(see 2.1)", "≥", "3", "daily", "not", "&lt;", "•", "a*b")


def element(name: str, attributes: str = "") -> st.SearchStrategy[str]:
    return st.builds(lambda inner: f"<{name}{attributes}>{inner}</{name}>", inline)


inline = st.deferred(
    lambda: st.lists(
        st.sampled_from([*WORDS, " ", " ", "\n", "<br/>", "<sup>9</sup>", "<sub>2</sub>", "<sup>a</sup>"])
        | st.sampled_from(["<renderMultiMedia referencedObject='x'/>", "<footnoteRef IDREF='n'/>"])
        | element("content", ' styleCode="bold"')
        | element("content", ' styleCode="italics underline"')
        | element("linkHtml", ' href="#x"')
        | element("footnote", ' ID="n"'),
        max_size=5,
    ).map("".join)
)
paragraph = st.one_of(element("paragraph"), inline)
item = st.builds(
    lambda mark, inner: f"<item>{mark}{inner}</item>",
    st.sampled_from(["", "", "<caption>•</caption>", "<caption>2.</caption>", "<caption>(b)</caption>"]),
    st.deferred(lambda: st.lists(block, max_size=2).map("".join)),
)
lists = st.builds(
    lambda kind, items: f"<list{kind}>{''.join(items)}</list>",
    st.sampled_from(["", ' listType="ordered"']),
    st.lists(item, max_size=3),
)
cell = st.builds(
    lambda tag, span, inner: f"<{tag}{span}>{inner}</{tag}>",
    st.sampled_from(["td", "td", "th"]),
    st.sampled_from(
        ["", "", ' colspan="2"', ' rowspan="2"', ' colspan="3" rowspan="3"', ' colspan="0"', ' rowspan="x"']
    ),
    st.deferred(lambda: st.lists(st.one_of(paragraph, lists), max_size=2).map("".join)),
)
row = st.lists(cell, max_size=4).map(lambda cells: f"<tr>{''.join(cells)}</tr>")
table = st.builds(
    lambda caption, head, body, foot: f"<table>{caption}{head}<tbody>{''.join(body)}</tbody>{foot}</table>",
    st.one_of(st.just(""), element("caption")),
    st.one_of(st.just(""), row.map(lambda one: f"<thead>{one}</thead>")),
    st.lists(row, max_size=4),
    st.one_of(st.just(""), row.map(lambda one: f"<tfoot>{one}</tfoot>")),
)
block: st.SearchStrategy[str] = st.one_of(paragraph, paragraph, lists, table)


@settings(max_examples=100)
@given(st.lists(block, min_size=1, max_size=5), st.lists(block, max_size=3), inline)
def test_no_word_is_lost(blocks: list[str], inner: list[str], title: str) -> None:
    numbers = count(1)
    label = label_of(
        section("34068-7", f"{next(numbers)} {title}", "".join(blocks), section("42229-5", "", "".join(inner))).replace(
            "</text>", f"</text><excerpt><highlight><text>{''.join(inner)}</text></highlight></excerpt>", 1
        ),
        section("43685-7", title, "", section("34066-1", "WARNING", "".join(inner)), section("34070-3", "", "<br/>")),
    )
    assert list(faults_of(label, label_page(label, has_bold=False), counts_of(label))) == []
