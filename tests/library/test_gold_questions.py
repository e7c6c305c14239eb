"""Real questions find the right passage of the right drug, as the screen asks them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from catalogues import listed, refresh, source_of
from gold_questions import GoldQuestion, gold_questions, in_sight, words_of

from medtui.library.loading import load
from medtui.library.search.text_search import TextSearch
from medtui.reading.decoding import decode
from medtui.reading.passages import passages
from medtui.reading.reader import read
from medtui.reading.schema import default_schema
from medtui.tui.drug_list import NOWHERE
from medtui.tui.finder import Finder

SHIPPED = Path(__file__).parents[2] / "content"
LEAST_ANSWERED = 0.95


class Opened(NamedTuple):
    """What Enter opens: a monograph of that title, with this in sight. Nothing, where both are empty."""

    title: str = ""
    sight: str = ""


class Asked:
    """A library that is asked as the screen asks it: all of the words, then Enter."""

    def __init__(self, root: Path, cache: Path) -> None:
        source = source_of(root, cache)
        refresh(source)
        listing = listed(source)
        self.search = TextSearch(listing)
        self._schema = default_schema()
        self._finder = Finder(listing)
        self._finder.set_schemas({listing.entries[0].library: self._schema}, self.search.keys())

    def open(self, words: str) -> Opened:
        question = self._finder.type(words)
        assert question is not None
        self._finder.accept_results(question, self.search.search(question))
        rows = self._finder.rows
        below = range(rows.preselected, len(rows)) if rows.preselected != NOWHERE else ()
        target = next(filter(None, map(rows.target, below)), None)
        if target is None or target.only_near:
            return Opened()
        monograph = load(target.entry, self._schema).monograph
        return Opened(monograph.title, in_sight(monograph, target.passage or passages(monograph)[0]))


def assert_answered(name: str, asked: Asked) -> None:
    """All of the right drugs open, and nearly all of the right passages. Names each that does not."""
    questions = gold_questions(name)
    opened = [asked.open(question.words) for question in questions]
    drugs = [is_right_drug(*each) for each in zip(questions, opened, strict=True)]
    answers = [is_answer(*each) for each in zip(questions, opened, strict=True)]
    missed = [
        f"{question.words!r} opened {title or 'nothing'}: {sight[:200]}"
        for question, (title, sight), is_right in zip(questions, opened, answers, strict=True)
        if not is_right
    ]
    score = f"{sum(drugs)} drugs and {sum(answers)} passages of {len(questions)}"
    assert all(drugs), "\n".join((score, *missed))
    assert sum(answers) >= LEAST_ANSWERED * len(questions), "\n".join((score, *missed))


def is_right_drug(question: GoldQuestion, opened: Opened) -> bool:
    return not opened.title if question.opens_nothing else question.is_about(opened.title)


def is_answer(question: GoldQuestion, opened: Opened) -> bool:
    return is_right_drug(question, opened) and (question.opens_nothing or question.is_answered_by(opened.sight))


def assert_stands(name: str, library: Iterable[Path]) -> None:
    """The answer that each row names stands in every monograph that may open."""
    monographs = [read(decode(path.read_bytes())[0], name=path.stem) for path in library]
    for question in gold_questions(name):
        about = [monograph for monograph in monographs if question.is_about(monograph.title)]
        assert bool(about) != question.opens_nothing, question
        for monograph in about:
            texts = map(words_of, passages(monograph))
            assert any(map(question.is_answered_by, texts)), (question, monograph.title)


def test_answers_stand_in_the_shipped_library() -> None:
    assert_stands("shipped", (path for path in SHIPPED.glob("*.md") if path.stem != "README"))


def test_answers_stand_in_the_real_library(rxhive: list[Path]) -> None:
    assert_stands("rxhive", rxhive)


def test_the_shipped_library_answers(tmp_path: Path) -> None:
    asked = Asked(SHIPPED, tmp_path)
    assert_answered("shipped", asked)
    asked.search.close()


def test_the_real_library_answers(rxhive: list[Path], tmp_path: Path) -> None:
    asked = Asked(rxhive[0].parents[1], tmp_path)
    assert_answered("rxhive", asked)
    asked.search.close()
