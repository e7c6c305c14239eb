"""Real questions, and where their answers stand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gold_questions import gold_questions, in_sight

from medtui.monograph import Monograph
from medtui.reading.passages import passages
from medtui.reading.reader import decode, read

SHIPPED = sorted(path for path in (Path(__file__).parents[2] / "content").glob("*.md") if path.stem != "README")


def monographs(paths: Iterable[Path]) -> list[Monograph]:
    return [read(decode(path.read_bytes())[0], name=path.stem) for path in paths]


def assert_answered(name: str, library: list[Monograph]) -> None:
    """Each question has the answer that its row names, in each monograph that may open."""
    for question in gold_questions(name):
        about = [monograph for monograph in library if question.is_about(monograph.title)]
        assert bool(about) != question.opens_nothing, question
        for monograph in about:
            sights = (in_sight(monograph, passage) for passage in passages(monograph))
            assert any(map(question.is_answered_by, sights)), (question, monograph.title)


def test_the_answers_stand_in_the_shipped_library() -> None:
    assert_answered("shipped", monographs(SHIPPED))


def test_the_answers_stand_in_the_real_library(rxhive: list[Path]) -> None:
    assert_answered("rxhive", monographs(rxhive))
