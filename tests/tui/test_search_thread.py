"""The thread that searches the texts: the newest question is answered, and only that."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from catalogues import catalogue_of, spoiled

from medtui.library.catalogue.listing import Listing, find_sources, open_libraries
from medtui.library.catalogue.refresh import Refresher
from medtui.library.names.name_index import NameIndex
from medtui.library.query.fields import Fields
from medtui.library.query.query_parser import parse_query
from medtui.library.search import text_search
from medtui.library.search.question import Question, ask
from medtui.library.search.text_index import UserData
from medtui.library.search.text_search import StaleError, TextHit, TextResults, TextSearch
from medtui.tui.search_thread import SearchThread, TextAnswer

SECONDS = 20.0
"""Longer than anything takes that is going to happen at all."""


class Ears:
    """Hears what the thread tells."""

    def __init__(self) -> None:
        self.answers: queue.Queue[TextAnswer] = queue.Queue()
        self.openings: queue.Queue[list[str]] = queue.Queue()

    def answer(self) -> TextAnswer:
        return self.answers.get(timeout=SECONDS)

    def opening(self) -> list[str]:
        return self.openings.get(timeout=SECONDS)

    @property
    def is_silent(self) -> bool:
        return self.answers.empty()


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def thread(ears: Ears) -> Iterator[SearchThread]:
    before = set(threading.enumerate())
    thread = SearchThread(ears.answers.put, ears.openings.put)
    yield thread
    thread.stop()
    for started in set(threading.enumerate()) - before:
        started.join(SECONDS)
        assert not started.is_alive()


def question(text: str) -> Question:
    return ask(parse_query(text, Fields({}, ()), typing=True), NameIndex(()))


def library(folder: Path, words: dict[str, str] | None = None, *, catalogue: bool = True) -> Listing:
    """The listing, loaded, of a library in which each drug's text has its words."""
    root = folder / "drugs"
    root.mkdir(exist_ok=True)
    for name, text in (words or {"zelofane": "knees"}).items():
        (root / f"{name}.md").write_text(f"---\ntitle: {name}\ncolour: red\n---\n### Usage\n{text}\n", "utf-8")
    if catalogue:
        for source in find_sources([root], folder / "cache"):
            Refresher(source, lambda _: None).refresh(trust_stamps=False)
    listing = open_libraries([root], cache_folder=folder / "cache", check_files=False)
    listing.load_all()
    return listing


# With a real catalogue --------------------------------------------------------------------------------


def test_it_answers(tmp_path: Path, thread: SearchThread, ears: Ears) -> None:
    thread.open(library(tmp_path, {"abc": "an elbow", "xyz": "a knee"}))
    assert ears.opening() == ["colour", "title"]
    assert thread.is_open
    answer = thread.ask(question("knee"), SECONDS)
    assert answer
    assert answer.results
    assert answer.results.places == [1]
    assert ears.is_silent


def test_an_answer_that_is_not_waited_for_is_told(tmp_path: Path, thread: SearchThread, ears: Ears) -> None:
    thread.open(library(tmp_path))
    ears.opening()
    asked = question("knee")
    answer = thread.ask(asked, 0.0) or ears.answer()
    assert answer.question is asked
    assert answer.results
    assert answer.results.places == [0]


def test_without_a_catalogue_nothing_can_be_asked(tmp_path: Path, thread: SearchThread, ears: Ears) -> None:
    assert not thread.is_open
    assert thread.ask(question("knee"), SECONDS) is None
    thread.open(library(tmp_path, catalogue=False))
    assert ears.opening() == []
    assert not thread.is_open
    assert thread.ask(question("knee"), SECONDS) is None
    thread.forget()
    thread.open(library(tmp_path))
    assert ears.opening() == ["colour", "title"]
    assert thread.ask(question("knee"), SECONDS)


def test_a_catalogue_in_which_a_bit_has_turned_answers_nothing(
    tmp_path: Path, thread: SearchThread, ears: Ears
) -> None:
    """SQLite would find other words, and say nothing."""
    listing = library(tmp_path, {"abc": "an elbow", "xyz": "a knee"})
    (source,) = listing.sources
    path = catalogue_of(source)
    data = path.read_bytes()
    at = data.rindex(b"elbow")
    spoiled(source, data[:at] + b"elbox" + data[at + 5 :])
    thread.open(listing)
    assert ears.opening() == []
    assert not thread.is_open


def test_an_empty_library(tmp_path: Path, thread: SearchThread, ears: Ears) -> None:
    (tmp_path / "drugs").mkdir()
    for source in find_sources([tmp_path / "drugs"], tmp_path / "cache"):
        Refresher(source, lambda _: None).refresh(trust_stamps=False)
    listing = open_libraries([tmp_path / "drugs"], cache_folder=tmp_path / "cache", check_files=False)
    listing.load_all()
    thread.open(listing)
    assert ears.opening() == []
    thread.open(library(tmp_path))
    assert ears.opening() == ["colour", "title"]


def test_many_questions_in_a_row_end_with_the_last_one(tmp_path: Path, thread: SearchThread, ears: Ears) -> None:
    words = {f"drug{number}": f"word{number} and more" for number in range(50)}
    thread.open(library(tmp_path, words))
    ears.opening()
    for number in range(50):
        thread.ask(question(f"word{number}"), 0.0)
    last = question("word7 more")
    answer = thread.ask(last, SECONDS)
    assert answer
    assert answer.question is last
    assert answer.results
    assert answer.results.total == 1


def test_another_listing_again_and_again(tmp_path: Path, thread: SearchThread, ears: Ears) -> None:
    """The one that is let go is neither asked nor interrupted any more."""
    listing = library(tmp_path)
    for _ in range(30):
        thread.open(listing)
        thread.forget()
        thread.ask(question("knee"), 0.0)
        thread.forget()
    asked = question("knee")
    while (answer := thread.ask(asked, SECONDS)) is None:
        ears.opening()
    assert answer.question is asked


# With a search that takes as long as the test wants ---------------------------------------------------


class SlowSearch(TextSearch):
    """Answers when it is told to."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.asked: queue.Queue[Question] = queue.Queue()
        self.results: queue.Queue[TextResults | None] = queue.Queue()
        self.is_closed = False
        SEARCHES.append(self)

    def close(self) -> None:
        assert not self.is_closed
        self.is_closed = True

    def interrupt(self) -> None:
        assert not self.is_closed
        self.results.put(None)

    def keys(self) -> list[str]:
        return ["key"]

    def search(
        self, question: Question, user_data: UserData | None = None, is_wanted: Callable[[], bool] = lambda: True
    ) -> TextResults:
        while not self.results.empty():  # an interruption while nothing is searched has no effect
            self.results.get()
        self.asked.put(question)
        results = self.results.get(timeout=SECONDS)
        if results is None:
            raise StaleError("interrupted")
        return results

    def gives(self, total: int) -> None:
        self.results.put(TextResults([TextHit(place) for place in range(total)], total))


SEARCHES: list[SlowSearch] = []


@pytest.fixture
def slow(tmp_path: Path, thread: SearchThread, ears: Ears, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowSearch]:
    monkeypatch.setattr(text_search, "TextSearch", SlowSearch)
    SEARCHES.clear()
    thread.open(library(tmp_path))
    ears.opening()
    yield SEARCHES[0]
    thread.stop()


def asks(thread: SearchThread, slow: SlowSearch, text: str) -> Question:
    """Ask, and wait until it is looked for."""
    asked = question(text)
    assert thread.ask(asked, 0.0) is None
    assert slow.asked.get(timeout=SECONDS) is asked
    return asked


def test_only_the_newest_question_is_answered(thread: SearchThread, slow: SlowSearch, ears: Ears) -> None:
    asks(thread, slow, "a")
    asks(thread, slow, "b")
    newest = asks(thread, slow, "c")
    slow.gives(3)
    answer = ears.answer()
    assert answer.question is newest
    assert answer.results
    assert answer.results.total == 3
    assert ears.is_silent


def test_what_is_forgotten_is_not_answered(thread: SearchThread, slow: SlowSearch, ears: Ears) -> None:
    asks(thread, slow, "a")
    thread.forget()
    newest = asks(thread, slow, "b")  # it is looked for, so the other one is done with
    assert ears.is_silent
    slow.gives(1)
    assert ears.answer().question is newest


def test_a_catalogue_that_fails_says_so(thread: SearchThread, slow: SlowSearch, ears: Ears) -> None:
    asked = asks(thread, slow, "a")
    slow.results.put(None)
    assert ears.answer() == TextAnswer(asked, None)
    asks(thread, slow, "b")


def test_another_listing_while_searching(tmp_path: Path, thread: SearchThread, slow: SlowSearch, ears: Ears) -> None:
    asks(thread, slow, "a")
    listing = library(tmp_path)
    thread.open(listing)
    assert ears.opening() == ["key"]
    assert ears.is_silent
    assert slow.is_closed
    assert SEARCHES[-1].listing is listing
    newest = asks(thread, SEARCHES[-1], "a")
    SEARCHES[-1].gives(1)
    assert ears.answer().question is newest


def test_stopping_while_searching(thread: SearchThread, slow: SlowSearch, ears: Ears) -> None:
    asks(thread, slow, "a")
    thread.stop()
    end = next((each for each in threading.enumerate() if each.name == "text search"), None)
    if end:
        end.join(SECONDS)
    assert slow.is_closed
    assert ears.is_silent
    thread.stop()
