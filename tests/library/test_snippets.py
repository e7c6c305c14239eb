"""Where a query matches: sections, counts, a faithful line, and why."""

from __future__ import annotations

import re

import pytest
from catalogues import asked
from hypothesis import given
from hypothesis import strategies as st

from medtui.library.names.folding import fold
from medtui.library.search.snippets import NOWHERE, Locator, Where
from medtui.monograph import Monograph
from medtui.reading.reader import read
from medtui.reading.schema import default_schema
from medtui.safe_text import safe_line

TEXT = """---
title: Aspirin
tags: pain, fever
---

# Aspirin

### Usage
For **renal** colic. Also for fever.

### Dosage
- Renal impairment: less; in renal failure: none.
- Children: no.

### FAQs

**Q: Is it renal?**

A: Anaemia is.

*Disclaimer: for education only. Not for fever. Consult your doctor about pigs.*
"""


def monograph(text: str = TEXT) -> Monograph:
    return read(text, name="aspirin", schema=default_schema())


def where(query: str, text: str = TEXT) -> Where:
    return Locator(asked(query)).where(monograph(text))


def test_sections_are_counted_in_the_order_of_the_file() -> None:
    found = where("renal")
    assert found.sections == (("usage", 1), ("dosage", 2), ("faqs", 1))
    assert (found.section, found.hits, found.why) == ("dosage", 4, "")


def test_the_section_with_most_of_the_words_is_the_one_to_open() -> None:
    assert where("renal colic").section == "usage"
    assert where("renal impairment").section == "dosage"
    assert where("anaemia").section == "faqs"


def test_a_field_counts_in_its_own_section_only() -> None:
    assert where("usage:renal").sections == (("usage", 1),)
    assert where("dosage:renal").sections == (("dosage", 2),)
    assert where("dosage:colic") == NOWHERE
    assert where("usage:fever OR dosage:children").sections == (("usage", 1), ("dosage", 1))


@pytest.mark.parametrize("query", ["zebra", "-renal", "has:dosage", "is:marked", "", "name:aspirin zebra"])
def test_what_is_not_in_the_text_is_nowhere(query: str) -> None:
    assert where(query) == NOWHERE


def test_the_disclaimer_counts_where_nothing_else_does() -> None:
    assert where("fever").sections == (("usage", 1),)
    assert where("pigs").section == "disclaimer"
    assert where("disclaimer:fever").sections == (("disclaimer", 1),)


def test_the_snippet_is_the_line_without_asterisks() -> None:
    snippet = where("colic").snippet
    assert snippet.text == "For renal colic. Also for fever."
    assert [snippet.text[hit.start : hit.stop] for hit in snippet.hits] == ["colic"]


def test_why_says_what_was_not_typed() -> None:
    assert where("anemia").why == "spelling"
    assert where("anaemia").why == ""
    text = "# Fever\n\n### Usage\nParacetamol is given.\n"
    assert where("acetaminophen", text).why == "also called paracetamol"
    assert where("acetaminophen given", text).why == ""


PIECES = (
    "renal", "Renal", "**renal**", "ré**nal**", "café", "renale", "x", "word", "longer-word", ".", "!", "\n", "\n- ",
    " ", "  ", "**", "*", "β", "\u202e", "\x1b[2J", "renal" * 12, "e\u0301", "\t", "?", ":",
)  # fmt: skip
BODIES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map(" ".join)


@given(BODIES, st.sampled_from(["renal", "ren", '"renal x"', "renal cafe", "word OR x"]))
def test_a_snippet_is_a_piece_of_the_source(body: str, query: str) -> None:
    found = where(query, f"# Drug\n\n### Usage\n{body}\n\nrenal x word cafe\n")
    assert found != NOWHERE
    text = found.snippet.text
    part = next(
        part.source
        for part in monograph(f"# Drug\n\n### Usage\n{body}\n\nrenal x word cafe\n").parts
        if (part.section or part.kind.value) == found.section
    )
    plain = text.removeprefix("… ").removesuffix(" …")
    assert plain in safe_line(re.sub(r"\s+", " ", part.replace("**", "")))
    assert text == text.strip()
    assert found.hits == sum(count for _, count in found.sections)
    for hit, other in zip(found.snippet.hits, found.snippet.hits[1:], strict=False):
        assert hit.stop <= other.start
    assert found.snippet.hits
    for hit in found.snippet.hits:
        assert fold(text[hit.start : hit.stop]).startswith(("ren", "re nal", "cafe", "word", "x"))


@given(BODIES)
def test_a_snippet_is_cut_between_words(body: str) -> None:
    source = f"{body}\n\nrenal x word cafe\n"
    text = where("renal", f"# Drug\n\n### Usage\n{source}").snippet.text
    words = safe_line(re.sub(r"\s+", " ", source.replace("**", ""))).split()
    first, *_ = plain = text.removeprefix("… ").removesuffix(" …").split()
    assert first in words or not text.startswith("…")
    assert plain[-1] in words


def test_a_long_line_is_cut_on_both_sides() -> None:
    before, after = "left words " * 30, "right words " * 30
    snippet = where("renal", f"# Drug\n\n### Usage\n{before}renal {after}\n").snippet
    assert snippet.text.startswith("… ")
    assert snippet.text.endswith(" …")
    assert len(snippet.text) < 220
    assert [snippet.text[hit.start : hit.stop] for hit in snippet.hits] == ["renal"]
