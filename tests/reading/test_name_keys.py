"""Which fields of the front matter hold names, however their keys are written, and how a line of names is parted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.reading.reader import quick_names, read

KEYS = [
    "aka", "alias", "aliases", "also known as", "alternative name", "alternative names", "brand", "brand name",
    "brand names", "brands", "generic names", "names", "other name", "other names", "synonym", "synonyms", "trade name",
    "trade names",
]  # fmt: skip


def names(line: str, stem: str = "stem") -> tuple[str, ...]:
    """The names beside the title in a text with that line of front matter; the list and the reader say the same."""
    text = f"---\ntitle: Zelofane\n{line}\n---\n# Zelofane\n\n## Dosage\n\n1 mg\n"
    monograph = read(text, name=stem)
    assert quick_names(text, name=stem) == (monograph.title, monograph.names)
    assert monograph.title == "Zelofane"
    return monograph.names[1:]


@st.composite
def spellings(draw: st.DrawFn) -> str:
    """One of those keys in some spelling: cases, and signs or nothing between its words."""
    case = draw(st.sampled_from([str.lower, str.upper, str.capitalize, str.title, str.swapcase]))
    first, *rest = draw(st.sampled_from(KEYS)).split()
    return "".join([case(first), *(draw(st.sampled_from(["", " ", "_", "-", "__"])) + case(word) for word in rest)])


@given(spellings())
def test_any_spelling_of_a_key(key: str) -> None:
    assert names(f"{key}: Maril") == ("Maril",)
    assert names(f"{key}: [Maril, Vene]") == ("Maril", "Vene")
    assert names(f"{key}:\n  - Maril\n  - Vene") == ("Maril", "Vene")
    assert names(f"{key}: Maril, Vene") == ("Maril", "Vene")
    assert names(f'"{key}": Maril;Vene') == ("Maril", "Vene")


@pytest.mark.parametrize("key", ["BrandName", "brandNames", "tradeNames", "otherNames", "alternateName", "AKA", "InN"])
def test_camel_case(key: str) -> None:
    assert names(f"{key}: Maril") == ("Maril",)


@pytest.mark.parametrize("key", ["class", "branding", "username", "file_name", "rename", "tags", "name_of_author"])
def test_other_keys_hold_no_names(key: str) -> None:
    assert names(f"{key}: Maril, Vene") == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("brands: Maril (UK, Ireland), Vene [oral; nasal]", ["Maril (UK, Ireland)", "Vene [oral; nasal]"]),
        ("brands: Maril ((a, b), c), Vene", ["Maril ((a, b), c)", "Vene"]),
        ("brands: Maril (UK, Vene", ["Maril (UK", "Vene"]),
        ("aliases: Vene, buffered; Maril, oral", ["Vene, buffered", "Maril, oral"]),
        ("aliases: [Vene, 'Maril, oral']", ["Vene", "Maril, oral"]),
        ("aliases: |\n  Maril\n  Vene", ["Maril", "Vene"]),
        ("aliases: Maril,\n  Vene", ["Maril", "Vene"]),
        ("aliases: ',Maril,, Vene, '", ["Maril", "Vene"]),
        ("aliases: Maril、Vene，Olan", ["Maril", "Vene", "Olan"]),
        ("synonyms: 1,25-dihydroxymarilol, N,N-dimethylvene, N,N,N-trimethylvene",
         ["1,25-dihydroxymarilol", "N,N-dimethylvene", "N,N,N-trimethylvene"]),
        ("brands: Maril2,Vene3, Vene 4, 5", ["Maril2", "Vene3", "Vene 4", "5"]),
        ("inn: Insulin, human", ["Insulin, human"]),
        ("Generic Name: Insulin, human", ["Insulin, human"]),
        ("brands: [Maril, maril, ZELOFANE]", ["Maril"]),
        ("brands: none", []),
        ("brand_name: N/A", []),
        ("aka: [-, ~, Maril]", ["Maril"]),
        ("aka:", []),
    ],
)  # fmt: skip
def test_one_name_after_the_other(line: str, expected: list[str]) -> None:
    assert names(line) == tuple(expected)


def test_several_fields() -> None:
    assert names("brands: Maril\nBrand Names: Vene\nalias: Olan") == ("Maril", "Vene", "Olan")
