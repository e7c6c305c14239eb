"""What holds for any text at all: nothing is lost, nothing is raised, everything has one owner."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from monograph_shapes import check_partition

from medtui.reading.decoding import decode
from medtui.reading.reader import quick_names, read
from medtui.reading.schema import Schema, default_schema
from medtui.reading.sections import SectionSpec

TOKENS = [
    "---\n", "title: Alpha + Beta\n", "names: [a, b]\n", "brandNames: a, b (c, d); e\n", "# Alpha + Beta\n",
    "# Alpha\n", "### Usage\n", "## Dosage:\n", "###Usage\n", "### Alpha\n", "### Beta\n", "### Usage (Alpha)\n",
    "### Generic Name: Beta\n", "### Generic Name\n",
    "### FAQs\n", "#### Why?\n", "### Other\n", "### Disclaimer\n", "###\n", "**Usage:** x\n", "**Dosage**\n",
    "**Alpha:**\n", "**Alpha and Beta together:**\n", "* **Usage:** x\n", "* **Dosage:** x\n", "* **Precautions:** x\n",
    "**Q: a?**\n", "**Q: a\nb?** A: c\n", "* **Q: a?** A: b\n", "* **a?** b\n", "Q: a\n", "A: b\n", "* **A:** b\n",
    "    * c?\n", "1. **d?**\n", "**Q:** e? **A:** f\n", "**Disclaimer:** x\n", "*Disclaimer*\n", "Disclaimer: x. ",
    "This information is not medical advice.\n", "10 mg\n", "```\n", "~~~\n", "````", "| a | b |\n", "> x\n", "* x\n",
    "\n", "\n\n", "\r\n", "\r", " ", "\t", "    ", "?", "*", "**", "_", ":", "#", "-", "\ufeff", "\x00", "\x0b", "\x0c",
    "\x1c", "\x85", "\xa0", "\u2028", "\u2029", "\u0301", "\u200d", "\u202e", "e\u0301", "\ud800", "𝛼", "é", "words ",
]  # fmt: skip
CHANGES = st.sampled_from(["delete", "double", "swap", "insert", "cut"])
MARKDOWN = st.lists(st.sampled_from(TOKENS) | st.text(max_size=4), max_size=25).map("".join)
OWN_SCHEMA = Schema(
    (SectionSpec("q", "Q", "Q", ("usage",), faqs=True), SectionSpec("w", "W", "W", ("dosage",), alert=True))
)


def check(text: str, schema: Schema | None = None) -> None:
    """All that must hold for `text`."""
    monograph = read(text, name="alpha", schema=schema)
    check_partition(text, monograph)
    assert quick_names(text, name="alpha", schema=schema) == (monograph.title, monograph.names)
    assert read(text, name="alpha", schema=schema) == monograph
    known = {spec.name: rank for rank, spec in enumerate((schema or default_schema()).sections) if not spec.alert}
    ranks = [known[section.name] for section in monograph.sections if section.name in known]
    assert ranks == sorted(ranks)


@settings(max_examples=500)
@given(st.text())
def test_any_text(text: str) -> None:
    check(text)


@settings(max_examples=2_500)
@given(MARKDOWN)
@example("**Usage:**\u0301x")
@example("### FAQs\n**a?** \u0301b")
@example("### FAQs\nQ:\r\n\r\n?")
def test_text_like_markdown(text: str) -> None:
    check(text)


@settings(max_examples=300)
@given(MARKDOWN)
def test_text_like_markdown_with_another_schema(text: str) -> None:
    check(text, OWN_SCHEMA)
    check(text, Schema(()))


@settings(max_examples=300)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    check(decode(data)[0])


@settings(max_examples=600)
@given(st.data())
def test_real_monographs_with_changes(rxhive: list[Path], data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(rxhive))
    lines = decode(path.read_bytes())[0].splitlines(keepends=True)
    others = st.sampled_from([*TOKENS, *lines])
    places = st.integers(0, len(lines))
    for change, place, other in data.draw(st.lists(st.tuples(CHANGES, places, others), max_size=6)):
        at = min(place, max(len(lines) - 1, 0))
        if change == "insert" or not lines:
            lines.insert(at, other)
        elif change == "delete":
            del lines[at]
        elif change == "double":
            lines.insert(at, lines[at])
        elif change == "swap":
            lines[at], lines[-1] = lines[-1], lines[at]
        else:
            middle = len(lines[at]) // 2
            lines[at] = lines[at][:middle] + other + lines[at][middle + place % 3 :]
    check("".join(lines))
