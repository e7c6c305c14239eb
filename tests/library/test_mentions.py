"""Which pieces of one monograph name another drug: every one, exactly as written, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mention_texts import NAMING, NOT_NAMING, loaded

from medtui.library.catalogue.listing import open_libraries
from medtui.library.loading import load
from medtui.library.search.mentions import Mention, Naming, find_mentions
from medtui.monograph import Part, PartKind
from medtui.reading.schema import default_schema
from medtui.safe_text import safe_line

pytestmark = pytest.mark.slow

WARFARIN = "# Warfarin\n\n### Usage\nClots.\n"


def named(text: str, other: str = WARFARIN) -> Naming:
    """What `text` says of the other monograph's drug."""
    return find_mentions([loaded(text, "zelofane"), loaded(other, "other")])[0]


def quoted(text: str, other: str = WARFARIN) -> list[str]:
    return [mention.text for mention in named(text, other).mentions]


def hit_lines(mentions: tuple[Mention, ...]) -> set[int]:
    return {mention.lines[0] + at for mention in mentions for at, quote in enumerate(mention.quotes) if quote.hits}


def test_a_mention_and_its_place() -> None:
    text = "# Zelofane\n\n### Precautions\n\nFine. Not with **Warfarin**!\nOr so. The end.\n"
    (mention,) = named(text).mentions
    assert (mention.name, mention.section, mention.lines) == ("Warfarin", "precautions", (5, 5))
    (quote,) = mention.quotes
    assert quote.text == "Not with Warfarin!"
    assert [quote.text[hit.start : hit.stop] for hit in quote.hits] == ["Warfarin"]


def test_both_directions_of_each_two() -> None:
    monographs = [loaded(f"# {name}\n\n### Usage\nSee {other}.\n", name) for name, other in
                  [("Alane", "Bolane"), ("Bolane", "Colane"), ("Colane", "nothing")]]  # fmt: skip
    found = find_mentions(monographs)
    pairs = [(one.inside.monograph.title, one.of.monograph.title, len(one.mentions)) for one in found]
    assert pairs == [
        ("Alane", "Bolane", 1), ("Bolane", "Alane", 0), ("Alane", "Colane", 0), ("Colane", "Alane", 0),
        ("Bolane", "Colane", 1), ("Colane", "Bolane", 0),
    ]  # fmt: skip
    assert find_mentions(monographs[:1]) == ()


@pytest.mark.parametrize("word", NAMING)
def test_what_names_it(word: str) -> None:
    assert quoted(f"# Z\n\n### Usage\nNot {word} ever.\n")


@pytest.mark.parametrize("word", NOT_NAMING)
def test_what_does_not(word: str) -> None:
    assert not quoted(f"# Z\n\n### Usage\nNot {word} ever.\n")


@pytest.mark.parametrize(
    ("other", "text", "name"),
    [
        ("# Paracetamol\n", "Take ACETAMINOPHEN.", "Acetaminophen"),
        ("---\ntitle: Paracetamol\nbrand_names: [Panado]\n---\n", "Take Panado.", "Panado"),
        ("# Amoxicillin + Clavulanic Acid\n", "Take clavulanic acid.", "Clavulanic Acid"),
        ("# Amoxicillin + Clavulanic Acid\n", "Take amoxicillin-clavulanic acid.", "Amoxicillin + Clavulanic Acid"),
        ("# Co-trimoxazole\n", "Take co\u2011trimoxazole.", "Co-trimoxazole"),
        ("# Vitamin C\n", "Take vitamin\nC now.", "Vitamin C"),
        ("# Vitamin C\n", "Take vitamin **C** now.", "Vitamin C"),
    ],
)
def test_which_name_matches(other: str, text: str, name: str) -> None:
    (mention,) = named(f"# Z\n\n### Usage\n{text}\n", other).mentions
    assert mention.name == name


def test_front_matter_and_disclaimer_do_not_count() -> None:
    text = "---\ntitle: Z\ntags: warfarin\n---\n\n### Usage\nKnees.\n\n**Disclaimer:** Not about warfarin.\n"
    assert quoted(text) == []
    assert quoted(text + "\n### Storage\nNot by the warfarin.\n") == ["Not by the warfarin."]


def test_text_outside_sections_counts() -> None:
    (mention,) = named("# Zelofane\n\nLike warfarin.\n\n### Usage\nKnees.\n").mentions
    assert (mention.text, mention.section) == ("Like warfarin.", "intro")


def test_its_own_names_do_not_count() -> None:
    combined = "# Aspirin + Warfarin\n\n### Usage\nAspirin + warfarin is warfarin and aspirin.\n"
    naming = named(combined)
    assert (naming.mentions, naming.own, naming.searched) == ((), ("Warfarin",), False)
    # Nor what is part of one of them, but what only touches it.
    glargine = "# Insulin glargine\n\n### Usage\nInsulin glargine is an insulin. See neutral insulin glargine. Bye.\n"
    assert quoted(glargine, "# Insulin\n") == ["Insulin glargine is an insulin."]
    assert quoted(glargine, "# Neutral insulin\n") == ["See neutral insulin glargine."]


def test_the_hits_in_its_own_names_are_not_marked() -> None:
    text = "# Insulin glargine\n\n### Usage\nInsulin glargine is an insulin.\n"
    (mention,) = named(text, "# Insulin\n").mentions
    assert [(hit.start, hit.stop) for hit in mention.quotes[0].hits] == [(23, 30)]


def test_a_list_item_has_what_introduces_it() -> None:
    text = "# Z\n\n### Precautions\n\nNever **with**:\n\n* warfarin. Never.\n* water\n"
    (mention,) = named(text).mentions
    assert (mention.lead, mention.text, mention.lines) == ("Never with:", "* warfarin. Never.", (7, 7))


@pytest.mark.parametrize(
    "source", ["A\\**02 warfarin", "2 ** 3 ** 4 warfarin", "HLA-B**57 warfarin** 5", "**a*b** warfarin"]
)
def test_asterisks_that_are_no_bold_stay(source: str) -> None:
    assert quoted(f"# Z\n\n### Usage\n\nSo {source}\n") == [f"So {source}"]


def test_what_could_drive_a_terminal_is_visible() -> None:
    (mention,) = named("# Z\n\n### Usage\n\nA \x1b[31m warfarin\u202e.\n").mentions
    assert mention.text == "A ␛[31m warfarin⟨U+202E⟩."


def test_a_drug_without_a_name_is_not_looked_for() -> None:
    naming = named("# Z\n\n### Usage\nText.\n", "# ★\n")
    assert (naming.mentions, naming.own) == ((), ())


# --- by brute force -------------------------------------------------------------------------------------------

_STARTS = st.sampled_from(["", "", "- ", "  * ", "> ", "1. ", "| ", "### ", "**Q: What?** "])
_WORDS = st.tuples(st.booleans(), st.integers(0, 100)).map(
    lambda drawn: (drawn[0], (NAMING if drawn[0] else NOT_NAMING)[drawn[1] % (19 if drawn[0] else 18)])
)
_LINES = st.tuples(_STARTS, st.lists(_WORDS, max_size=6), st.sampled_from(["", ".", "?", ":", " |", "\n"]))


@given(st.lists(_LINES, max_size=12))
@settings(max_examples=300)
def test_every_line_that_names_it_is_quoted_and_no_other(lines: list[tuple[str, list[tuple[bool, str]], str]]) -> None:
    text = "# Zelofane\n\n### Usage\n\n"
    expected = set()
    for start, words, end in lines:
        if any(names for names, _ in words):
            expected.add(text.count("\n") + 1)
        text += f"{start}{' '.join(word for _, word in words)}{end}\n"
    monograph = loaded(text)
    excluded = [part.lines for part in monograph.monograph.parts if part.kind is PartKind.DISCLAIMER]
    assert not excluded
    mentions = find_mentions([monograph, loaded(WARFARIN)])[0].mentions
    assert hit_lines(mentions) == expected
    source = text.split("\n")
    for mention in mentions:
        assert len(mention.quotes) == mention.lines[1] - mention.lines[0] + 1
        for number, quote in enumerate(mention.quotes, start=mention.lines[0]):
            assert quote.text.replace("*", "") in safe_line(source[number - 1]).replace("*", "")


@given(st.text(), st.text())
def test_any_two_texts(one: str, other: str) -> None:
    for naming in find_mentions([loaded(one, "one"), loaded(other, "two")]):
        for mention in naming.mentions:
            assert any(quote.hits for quote in mention.quotes) or len(mention.quotes) > 1


def test_a_long_hostile_text_takes_no_time() -> None:
    text = "# Z\n\n### Usage\n\n" + "* warfarin's **warfarin** e.g. Warfarin.\n" * 15_000
    assert len(quoted(text)) == 15_000


def test_the_real_data(rxhive: list[Path]) -> None:
    """Single-word titles, looked for line by line with a plain expression."""
    schema = default_schema()
    listing = open_libraries([rxhive[0].parents[1]])
    listing.load_all()
    drugs = [load(entry, schema) for entry in listing.entries if re.fullmatch("[A-Z][a-z]{4,}", entry.title)][::25]
    texts = [load(entry, schema) for entry in listing.entries[::40]]
    count = 0
    for text in texts:
        for drug in drugs:
            title = drug.monograph.title.casefold()
            naming = find_mentions([text, drug])[0]
            if title in map(str.casefold, naming.own):
                continue
            expected = _lines_with(title, text.monograph.parts)
            count += len(expected)
            found = {
                mention.lines[0] + at
                for mention in naming.mentions
                for at, quote in enumerate(mention.quotes)
                if any(quote.text[hit.start : hit.stop].casefold().startswith(title) for hit in quote.hits)
            }
            assert found == expected, (text.entry.path, title)
    assert count


def _lines_with(title: str, parts: tuple[Part, ...]) -> set[int]:
    word = re.compile(rf"(?<![^\W_]){re.escape(title)}(?:['’]s)?(?![^\W_])", re.IGNORECASE)
    return {
        number
        for part in parts
        if part.kind not in (PartKind.FRONT_MATTER, PartKind.DISCLAIMER)
        for number, line in enumerate(part.source.splitlines(), start=part.lines[0])
        if word.search(line)
    }
