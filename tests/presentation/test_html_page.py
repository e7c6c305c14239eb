"""The page to print: every word of the source, nothing that runs or is fetched, and no word cut off by the paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given, settings
from in_memory import MOMENT, loaded, tab_of
from markdown_texts import anything, markdown

from medtui.library.loading import LoadedMonograph
from medtui.presentation.disclaimer import STANDARD
from medtui.presentation.exporting import html_page, html_text, piece_html
from medtui.presentation.markdown.styled import Block, Flow, Span, visible
from medtui.presentation.page import notice, page
from medtui.presentation.tabs import ALL

TEXT = """\
---
title: Zelofane & <Sons>
---

# Zelofane & <Sons>

### Boxed Warning

**Stop** at >25 kg.

### Usage

Knees & elbows, 5 < 6, `a  b`, HLA-A*02:01, 10<sup>8</sup>/L, [as ferrous], **500** mg. <script>alert(1)</script>

> A quoted remark.

1. first
   * nested
2. second

### Dosage

| Age | Dose |
|---|---|
| < 1 | 5 mg |
| > 1 | **6** mg<br>or 7 |

### FAQs

**Q: With food?**

A: Either way.

**Disclaimer:** For training only.
"""


class Tags(HTMLParser):
    """The tags of a page, with their attributes; raises where they do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    @property
    def names(self) -> set[str]:
        return {tag for tag, _ in self.tags}


def exported(text: str, section: str = ALL) -> str:
    one = loaded(text)
    return html_page(one, tab_of(one, section), MOMENT)


def is_one_after_another(wanted: str, text: str) -> bool:
    """Whether the characters of `wanted` are all in `text`, in that order."""
    rest = iter(text)
    return all(character in rest for character in wanted)


def words_of(blocks: tuple[Block, ...]) -> str:
    """The characters of the file in them."""
    return visible("".join(span.text for block in blocks for cell in cells_of(block) for span in cell))


def cells_of(block: Block) -> list[tuple[Span, ...]]:
    if isinstance(block, Flow):
        return [block.spans]
    return [cell for row in (block.header, *block.rows) for cell in row]


def check_words(one: LoadedMonograph) -> int:
    """Every piece's words are in its HTML, in order, with nothing else but what medtui draws; and the page has
    them. Returns how many blocks are set as lines."""
    page_html = html_page(one, tab_of(one), MOMENT)
    Tags(page_html)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page_html)
    as_lines = 0
    for piece in page(one.monograph, tab_of(one)):
        blocks = (*piece.head, *piece.body)
        html = piece_html(piece)
        assert html in page_html
        shown = visible(html_text(html))
        assert is_one_after_another(words_of(blocks), shown)
        if 'class="lines"' in html.replace('code class="lines"', ""):
            as_lines += 1
        else:
            drawn = sum(len(visible(block.first)) for block in blocks)
            assert len(shown) <= len(words_of(blocks)) + drawn
    return as_lines


def test_a_page_whole() -> None:
    html = exported(TEXT)
    assert html.startswith("<!DOCTYPE html>\n")
    tags = Tags(html)
    assert tags.names <= {
        *("html", "head", "meta", "title", "style", "body", "table", "thead", "tfoot", "tbody", "tr", "th", "td"),
        *("div", "h1", "h2", "h3", "span", "strong", "em", "code", "blockquote", "pre", "br"),
    }
    assert not any(name.startswith("on") or name in ("src", "href") for _, attrs in tags.tags for name in attrs)
    assert "<title>Zelofane &amp; &lt;Sons&gt;</title>" in html
    assert "<h1>Zelofane &amp; &lt;Sons&gt;</h1>" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<td>&gt;\u00a01</td><td><strong>6</strong>\u00a0mg<br>or 7</td>" in html
    assert "<strong>500</strong>\u00a0mg" in html
    assert "<blockquote><div>A quoted remark.</div></blockquote>" in html
    assert '<div class="question"><h3><strong>Q: With food?</strong></h3><div>A: Either way.</div></div>' in html
    assert '<div class="disclaimer"><div><strong>Disclaimer:</strong> For training only.</div></div>' in html
    assert html.count("For training only.") == 1
    assert "Source: shelf · zelofane.md · undated · sha256 " in html
    assert "Exported 2026-11-22 14:03 UTC+01:00 by medtui 0.1.0" in html
    assert "@media print" in html
    assert "http" not in html.replace("http-equiv", "")


def test_a_section_has_its_name_and_the_disclaimer() -> None:
    html = exported(TEXT, "dosage")
    assert "<title>Zelofane &amp; &lt;Sons&gt;: Dosage</title>" in html
    assert '<div class="section">Dosage</div>' in html
    assert "Knees" not in html
    assert html.count("For training only.") == 1


def test_a_warning_has_a_sign_that_needs_no_colour() -> None:
    assert '<span class="lead" style="min-width:2ch">⚠ </span>' in exported(TEXT, "boxed_warning")


def test_a_file_without_disclaimer_gets_ours_in_a_box() -> None:
    html = exported("# Z\n\n### Usage\nKnees.\n")
    start = escape(f"Disclaimer (added by medtui): {STANDARD}")
    assert f'<div class="ours box"><div><span class="badge">{start}</span></div></div>' in html


def test_what_is_odd_or_missing_is_said_in_a_box() -> None:
    html = exported("---\ntitle: Odd\n---\n# Strange\n\n### Usage\nKnees.\n", "dosage")
    assert '<div class="ours box"><div><span class="badge">Note: The front matter calls this “Odd”' in html
    assert "This monograph has no Dosage section." in html


def test_a_table_too_wide_for_paper_is_set_as_lines() -> None:
    wide = "| " + " | ".join(["incomprehensibility"] * 6) + " |\n" + "|-" * 6 + "|\n| " + " | ".join("123456") + " |\n"
    html = exported(f"### Usage\n\n{wide}")
    assert "<th scope" not in html
    assert "incomprehensibility: 6" in html


def test_deep_nesting_leaves_the_words_some_room() -> None:
    html = exported("### Usage\n\n" + "> " * 30 + "deep\n\n" + "".join(f"{'  ' * n}- x\n" for n in range(15)))
    assert html.count("<blockquote>") == 0
    assert max(int(width) for width in re.findall(r"min-width:(\d+)ch", html)) <= 24
    assert "deep" in html


def test_whatever_goes_wrong_the_words_are_there() -> None:
    one = loaded(TEXT)
    piece = page(one.monograph, tab_of(one, "usage"))[0]

    def raising(block: Block, is_head: bool) -> str:
        raise ValueError

    def drawing(change: Callable[[str], str]) -> Callable[[Block, bool], str]:
        return lambda block, is_head: f"<div>{escape(change(words_of((block,))))}</div>"

    changes = (str.upper, lambda text: "", lambda text: text[:0:-1], lambda text: text.replace(" ", ""))
    for draw in (raising, *map(drawing, changes)):
        assert '<pre class="lines">Knees &amp; elbows, 5 &lt; 6, ' in piece_html(piece, draw)


def test_notices_of_ours() -> None:
    assert piece_html(notice("a <b> \x1b")) == (
        '<div class="ours box"><div><span class="badge">a &lt;b&gt; ␛</span></div></div>'
    )


@given(anything | markdown)
@settings(max_examples=300)
def test_every_character_is_in_it(text: str) -> None:
    check_words(loaded(f"### Usage\n\n{text}"))
    check_words(loaded(text))


def test_the_real_data(rxhive: list[Path]) -> None:
    """Every fifth file: next to nothing set as lines."""
    as_lines = sum(check_words(loaded(path.read_text(encoding="utf-8"), path.stem)) for path in rxhive[::5])
    assert as_lines < 5
