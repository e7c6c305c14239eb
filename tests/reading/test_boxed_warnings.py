"""Boxed warnings that have no heading of their own."""

from __future__ import annotations

import pytest

from medtui.reading.boxed_warnings import words_of_boxed_warning
from medtui.reading.reader import read
from medtui.reading.schema import default_schema

BEFORE, AFTER = "## Precautions\n\nCare.\n\n", "Drive with care.\n\n## Overdose\n\nRest.\n"


def boxed(block: str) -> list[tuple[str, str]]:
    text = f"# Zelofane\n\n{BEFORE}{block}{AFTER}"
    monograph = read(text)
    assert "".join(part.source for part in monograph.parts) == text
    return [(part.section, part.source) for part in monograph.parts if part.section]


@pytest.mark.parametrize(
    "block",
    [
        "Boxed warning (US): fatal falls.\n\n",
        "Boxed warning: fatal falls,\nalso later.\n\n",
        "Boxed warning. Fatal falls.\n\n",
        "Boxed warning – fatal falls\n\n",
        "US boxed warning: fatal falls.\n\n",
        "FDA BOXED WARNING: FATAL FALLS\n\n",
        "**Black box warning:** fatal falls.\n\n",
        "**Black box warning:**\n\nFatal falls.\n\n",
        "**Black Box Warning**\n\n- Fatal falls\n- Fits\n\n",
        "**Black Box Warning** (FDA)\n\n* Fatal falls\n\n  at night\n* Fits\n\n",
        "**BOXED WARNING: FATAL FALLS**\n\n",
        "⚠️ **Boxed warning** fatal falls.\n\n",
        "__Boxed warnings__: fatal falls.\n\n",
        "*Boxed warning:* fatal falls.\n\n",
        "Boxed warning for falls: fatal.\n\n",
        "- **Boxed warning (US), falls:** fatal\n\n",
        "Boxed warning in the US: fatal falls.\n\n",
        "Black-box warning [1]: fatal falls\n\n",
        "Boxed warning:\n\n> Fatal falls\n\n",
        "- Boxed warning: fatal falls\n\n",
        "- **Boxed warning:** fatal falls\n  at night\n\n",
        "> [!danger] Boxed warning\n> Fatal falls\n\n",
        "> [!warning]\n> **Boxed warning**\n> Fatal falls\n\n",
        "> ⚠ Boxed warning: fatal falls\n\n",
        '!!! danger "Boxed warning"\n    Fatal falls.\n\n    Fits.\n\n',
        "**Mise en garde encadrée :** chutes mortelles.\n\n",
        "【黑框警告】 致命跌倒。\n\n",
        "Предупреждение в чёрной рамке: падения.\n\n",
    ],
)
def test_it_is_a_section_and_the_rest_stays_where_it_was(block: str) -> None:
    found = boxed(block)
    assert ("boxed_warning", block) in found
    assert [section for section, _ in found] == ["precautions", "boxed_warning", "precautions", "overdose"]


@pytest.mark.parametrize(
    "block",
    [
        "It has a boxed warning: see the label.\n\n",
        "See boxed warning.\n\n",
        "Boxed warnings are printed in the label.\n\n",
        "**Boxed warning:** none.\n\n",
        "Boxed warning: No.\n\n",
        "- **Boxed warning:** the sources read name none.\n\n",
        "Boxed warning (US): there is none.\n\n",
        "Boxed warning: the label has no boxed warning.\n\n",
        "Boxed warning: N/A\n\n",
        "- Boxed warning: see Precautions\n\n",
        "```\nBoxed warning: fatal falls\n```\n\n",
        "Black box: keep it dry.\n\n",
    ],
)
def test_other_words_are_none(block: str) -> None:
    assert [section for section, _ in boxed(block)] == ["precautions", "overdose"]


def test_one_item_of_a_list_is_taken_out_of_it() -> None:
    found = boxed("- Mind the heat.\n- **Boxed warning:** fatal falls.\n- Mind the cold.\n\n")
    assert ("boxed_warning", "- **Boxed warning:** fatal falls.\n") in found


def test_a_sub_heading_is_one_too() -> None:
    found = boxed("### Boxed warning\n\nFatal falls.\n\n### Cold\n\n")
    assert found[1] == ("boxed_warning", "### Boxed warning\n\nFatal falls.\n\n")
    assert found[2][0] == "precautions"


def test_it_stands_before_the_first_section_too() -> None:
    monograph = read("# Zelofane\n\nBoxed warning: fatal falls.\n\nA sedative.\n\n## Usage\n\nSleep.\n")
    assert [section.name for section in monograph.sections] == ["boxed_warning", "usage"]


@pytest.mark.parametrize(
    "words", ["It has a boxed warning: falls.", "Mind the black-box warning.", "Boxed warning: none"]
)
def test_its_words_are_found_wherever_they_stand(words: str) -> None:
    monograph = read(f"# Zelofane\n\n## Usage\n\nSleep.\n\n## Precautions\n\nCare.\n\n{words}\n")
    passage = words_of_boxed_warning(monograph, default_schema())
    assert passage
    assert passage.text == words
    assert words_of_boxed_warning(read("## Usage\n\nSleep.\n"), default_schema()) is None
