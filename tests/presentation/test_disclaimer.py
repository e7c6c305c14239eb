"""The disclaimer's words: the file's own where it has any, and never none."""

from __future__ import annotations

from pathlib import Path

import pytest

from medtui.monograph import PartKind
from medtui.presentation.disclaimer import OUR_NOTICE, STANDARD, Disclaimer, disclaimer_of
from medtui.reading.reader import read

USAGE = "### Usage\nKnees.\n\n"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Disclaimer: For training only. Ask first.", "For training only."),
        ("**Disclaimer:** never here", "**Disclaimer:** never here"),
        ("Important disclaimer\nAsk first! Then act.", "Ask first!"),
        ("MEDICAL DISCLAIMER: Is it safe? Ask.", "Is it safe?"),
        ("Do not take more than 2.5 mg. Ask first.", "Do not take more than 2.5 mg."),
        ("No full stop at the end", "No full stop at the end"),
        ("Over\nseveral   lines. And on.", "Over several lines."),
        ("Disclaimer", ""),
        ("", ""),
    ],
)
def test_the_first_sentence(text: str, first: str) -> None:
    assert Disclaimer(text).first_sentence == first


def test_a_file_without_one_gets_ours() -> None:
    assert disclaimer_of(read(USAGE, name="z")) == OUR_NOTICE
    assert STANDARD.startswith("For education only, not medical advice.")


@pytest.mark.parametrize(
    "written",
    ["**Disclaimer:** For training only. Ask first.", "### Disclaimer\nFor training only. Ask first."],
)
def test_a_file_with_one_gets_its_own_in_full(written: str) -> None:
    found = disclaimer_of(read(f"{USAGE}{written}\n", name="z"))
    assert not found.is_ours
    assert found.first_sentence == "For training only."
    assert "Ask first." in found.text


def test_several_disclaimers_are_all_kept() -> None:
    text = f"### Disclaimer\nOne thing.\n\n{USAGE}### Disclaimer\nAnother thing.\n"
    monograph = read(text, name="z")
    found = disclaimer_of(monograph).text
    assert "One thing." in found
    assert "Another thing." in found


def test_an_empty_disclaimer_is_none() -> None:
    """A heading alone warns nobody."""
    assert disclaimer_of(read(f"{USAGE}### Disclaimer\n\n", name="z")) == OUR_NOTICE


def test_its_text_is_safe() -> None:
    found = disclaimer_of(read(f"{USAGE}**Disclaimer:** Mind \x1b[2J &#27;]0;x this. Really.\n", name="z"))
    assert "\x1b" not in found.text
    assert "␛[2J" in found.first_sentence


def test_real_files_have_a_first_sentence(rxhive: list[Path]) -> None:
    for path in rxhive[::4]:
        monograph = read(path.read_text(encoding="utf-8"), name=path.stem)
        found = disclaimer_of(monograph)
        assert found.words, path.name
        assert found.first_sentence in " ".join(found.text.split())
        has_one = any(part.body.strip() for part in monograph.of_kind(PartKind.DISCLAIMER))
        assert not found.is_ours or not has_one, path.name
        assert len(found.first_sentence) > 20, (path.name, found.first_sentence)
