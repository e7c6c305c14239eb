"""The public libraries that medtui is made for, read whole. `pytest -s` shows the figures."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from monograph_shapes import check_partition

from medtui.monograph import Monograph, PartKind
from medtui.reading.decoding import decode
from medtui.reading.reader import quick_names, read

STANDARD = ["Generic Name", "Usage", "Dosage", "Side Effects", "How it Works", "Precautions", "FAQs"]
STANDARD_NAMES = ["generic_name", "usage", "dosage", "side_effects", "how_it_works", "precautions", "faqs"]

# Written apart from the parser's own patterns, on purpose.
QUESTION = re.compile(r"^(?:[*+-] +|\d+\. +)?\*\*(?:Q:.*?\?|[^*\n]+\?)\*\*", re.MULTILINE)
HEADING = re.compile(r"^#{2,6} +(.*?)[ :]*$", re.MULTILINE)
FAQS_HEADING = re.compile(r"^#{2,6} *FAQs.*$|^\*\*FAQs[^*]*\*\*:? *$", re.MULTILINE)
DISCLAIMER = re.compile(r"^\W*(?:\w+ )?disclaimer\W*(?::|$)", re.IGNORECASE | re.MULTILINE)


@pytest.fixture(scope="module")
def monographs(rxhive: list[Path]) -> list[tuple[Path, str, Monograph]]:
    """Every file of the native library with its text and what was read."""
    texts = ((path, decode(path.read_bytes())[0]) for path in rxhive)
    return [(path, text, read(text, name=path.stem)) for path, text in texts]


def report(words: str) -> None:
    """Show a figure to who asks for it with `-s`."""
    sys.stdout.write(f"\n  reading: {words}")


def test_every_file_is_a_partition(monographs: list[tuple[Path, str, Monograph]]) -> None:
    for path, text, monograph in monographs:
        check_partition(text, monograph)
        assert monograph.problems == (), path
        assert quick_names(text, name=path.stem) == (monograph.title, monograph.names)
    report(f"{len(monographs):,} of {len(monographs):,} files partition exactly")
    assert len(monographs) == 2_001


def test_the_standard_seven_are_shown_in_order(monographs: list[tuple[Path, str, Monograph]]) -> None:
    found = 0
    for path, text, monograph in monographs:
        if HEADING.findall(text) == STANDARD:
            found += 1
            names = [section.name for section in monograph.sections if section.name != "boxed_warning"]
            assert names == STANDARD_NAMES, path
            assert all(part.drug == "" for part in monograph.parts), path
    report(f"{found:,} files with the standard seven headings show exactly those seven")
    assert found > 1_800


def test_every_question_has_its_answer(monographs: list[tuple[Path, str, Monograph]]) -> None:
    asked = unanswered = 0
    for path, text, monograph in monographs:
        questions = [match for match in QUESTION.finditer(text) if _among_faqs(text, match.start())]
        asked += len(questions)
        firsts = {part.lines[0] for part in monograph.of_kind(PartKind.FAQ)}
        for question in questions:
            line = text.count("\n", 0, question.start()) + 1
            assert line in firsts, (path, question[0])
        unanswered += sum(not part.body.strip(" \n*A:") for part in monograph.of_kind(PartKind.FAQ))
    report(f"{asked:,} questions in the common forms, each an FAQ; {unanswered} without an answer")
    assert asked > 9_000
    assert unanswered == 0


def _among_faqs(text: str, at: int) -> bool:
    """True where the last heading or bold lead of a section before `at` is that of the FAQs."""
    return any(True for _ in FAQS_HEADING.finditer(text, 0, at))


def test_no_answer_holds_a_disclaimer(monographs: list[tuple[Path, str, Monograph]]) -> None:
    held = [
        (path, part.source)
        for path, _, monograph in monographs
        for part in monograph.parts
        if part.kind is not PartKind.DISCLAIMER and DISCLAIMER.search(part.source)
    ]
    own = sum(any(monograph.of_kind(PartKind.DISCLAIMER)) for _, _, monograph in monographs)
    report(f"{own:,} files have a disclaimer of their own; {len(held)} labelled ones are left elsewhere")
    assert held == []


def test_files_without_sections_are_one_tab(monographs: list[tuple[Path, str, Monograph]]) -> None:
    whole = [(text, monograph) for _, text, monograph in monographs if monograph.section("monograph")]
    for text, monograph in whole:
        (tab,) = monograph.sections
        assert "".join(part.source for part in tab.parts) == text
        assert not any(part.section for part in monograph.parts)
    report(f"{len(whole)} files without any section show one Monograph tab with all the text")
    assert whole


def test_each_dose_is_filed_under_a_drug_that_its_file_is_about(
    monographs: list[tuple[Path, str, Monograph]],
) -> None:
    several = 0
    for path, _, monograph in monographs:
        drugs = {part.drug for part in monograph.parts if part.drug}
        several += len(drugs) > 1
        for part in monograph.parts:
            others = {drug for drug in drugs if drug != part.drug}
            if part.drug and part.section == "dosage" and part.body.strip():
                first = part.drug.split()[0].casefold()
                named = first in part.body.casefold()
                assert named or not any(drug.split()[0].casefold() in part.body.casefold() for drug in others), path
    report(f"{several} files about several drugs, each with sections of its own")
    assert several > 30


def others(corpus: Path) -> Iterator[Path]:
    return (path for path in sorted((corpus / "other-markdown").rglob("*")) if path.is_file())


def test_other_libraries_are_read_whole(corpus: Path) -> None:
    count = 0
    for path in others(corpus):
        text, problems = decode(path.read_bytes())
        monograph = read(text, name=path.stem)
        check_partition(text, monograph)
        assert problems == ()
        assert not any(problem.code == "front_matter" for problem in monograph.problems), path
        assert monograph.title
        count += 1
    report(f"{count} files of other libraries, none with text that is hidden")
    assert count > 100
