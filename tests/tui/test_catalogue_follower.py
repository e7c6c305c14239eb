"""The process that keeps the catalogues beside the app: what it tells, and how it ends."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.message import Message

from medtui.library.catalogue.listing import Source, catalogue_listing, find_sources
from medtui.library.query.fields import Fields
from medtui.library.query.query_parser import parse_query
from medtui.library.search.question import ask
from medtui.library.search.text_search import TextSearch
from medtui.older_python import module_command
from medtui.tui import catalogue_follower
from medtui.tui.catalogue_follower import CatalogueFollower
from medtui.tui.footer import Notice

SECONDS = 30.0
"""Longer than anything takes that is going to happen at all."""

NamesChanged, Checked = CatalogueFollower.NamesChanged, CatalogueFollower.Checked


class Following:
    """A follower of a library in a folder, and what it has told."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self.sources = sources
        self.heard: queue.Queue[Message] = queue.Queue()
        self.follower = CatalogueFollower(sources, self.heard.put)

    def until(self, kind: type[Message]) -> list[Message]:
        """What is told up to the next message of that kind, with it."""
        told: list[Message] = []
        while not told or not isinstance(told[-1], kind):
            told.append(self.heard.get(timeout=SECONDS))
        return told

    def until_listed(self, *titles: str) -> None:
        """Wait until these are the titles in the catalogue, after each message that says it is another one."""
        while self.titles() != list(titles):
            self.until(NamesChanged)

    def titles(self) -> list[str]:
        listing = catalogue_listing(self.sources)
        if listing is None:
            return []
        listing.load_all()
        return [entry.title for entry in listing.entries]

    def finds(self, word: str) -> int:
        """In how many texts the word is."""
        listing = catalogue_listing(self.sources)
        assert listing
        listing.load_all()
        search = TextSearch(listing)
        results = search.search(ask(parse_query(word, Fields({}, ())), listing.index))
        search.close()
        return len(results.places)

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self.follower._process
        return self.follower._process


@contextmanager
def following(*libraries: Path, cache: Path | None = None) -> Iterator[Following]:
    """Follow the libraries; afterwards neither process nor thread is left."""
    before = set(threading.enumerate())
    following = Following(find_sources(libraries, cache or libraries[0].parent / "cache"))
    following.follower.start()
    try:
        yield following
    finally:
        following.follower.stop()
        for thread in set(threading.enumerate()) - before:
            thread.join(SECONDS)
            assert not thread.is_alive()
        if following.follower._process:
            assert following.process.returncode is not None


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "drugs"
    write(root, "Bexarol", "elbows")
    write(root, "Zelofane", "knees")
    return root


def write(root: Path, title: str, text: str, *, file: str = "") -> None:
    root.mkdir(exist_ok=True)
    path = root / f"{file or title.lower()}.md"
    path.write_text(f"---\ntitle: {title}\n---\n### Usage\n{text}\n", encoding="utf-8")


def kinds(told: list[Message]) -> list[type[Message]]:
    return [type(message) for message in told]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp037"])
def test_the_process_is_understood_whatever_python_writes_in(
    library: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    with following(library) as first:
        first.until(Checked)


def test_a_first_start_tells_of_names_before_it_is_done(library: Path) -> None:
    with following(library) as one:
        told = kinds(one.until(Checked))
        assert told.index(NamesChanged) < told.index(Checked)
        assert Notice not in told
        assert one.titles() == ["Bexarol", "Zelofane"]
        assert one.finds("knees") == 1


def test_a_start_with_a_catalogue_that_is_right_tells_nothing_else(library: Path) -> None:
    with following(library) as one:
        one.until(Checked)
    with following(library) as one:
        assert kinds(one.until(Checked)) == [Checked]


def test_what_has_changed_in_the_meantime_is_told_at_the_next_start(library: Path) -> None:
    with following(library) as one:
        one.until(Checked)
    write(library, "Aerolin", "lungs")
    with following(library) as one:
        assert NamesChanged in kinds(one.until(Checked))
        assert one.titles() == ["Aerolin", "Bexarol", "Zelofane"]


def test_changes_are_seen_while_it_runs(library: Path) -> None:
    with following(library) as one:
        one.until(Checked)
        write(library, "Aerolin", "lungs")
        one.until_listed("Aerolin", "Bexarol", "Zelofane")
        (library / "bexarol.md").unlink()
        one.until_listed("Aerolin", "Zelofane")
        (library / "aerolin.md").rename(library / "other.md")
        write(library, "Yelofane", "hips", file="zelofane")
        one.until_listed("Aerolin", "Yelofane")
        while one.finds("hips") != 1:
            one.until(NamesChanged)
        assert one.finds("knees") == 0


def test_a_new_text_under_an_old_name_is_told_too(library: Path) -> None:
    with following(library) as one:
        one.until(Checked)
        write(library, "Zelofane", "hips")
        one.until(NamesChanged)
        assert one.finds("hips") == 1


def test_stopping_ends_the_process(library: Path) -> None:
    with following(library) as one:
        one.until(Checked)
        assert one.process.poll() is None


def test_stopping_at_once(library: Path) -> None:
    with following(library):
        pass


def test_the_process_ends_with_the_app(library: Path) -> None:
    """Its standard input ends when the app is gone, however it went."""
    command = [*module_command("medtui.library.catalogue.background"), str(library.parent / "cache"), str(library)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline()
        process.stdin.close()
        assert process.wait(SECONDS) == 0


def test_a_cache_that_cannot_be_used_is_said_once_and_memory_is_used(library: Path) -> None:
    cache = library.parent / "cache"
    cache.write_text("a file where the folder should be", "utf-8")
    with following(library, cache=cache) as one:
        told = one.until(Checked)
        troubles = [message.text for message in told if isinstance(message, Notice)]
        assert len(troubles) == 1
        assert troubles[0].startswith("The catalogue cannot be kept on disk (")
        assert troubles[0].endswith("), so it is made in memory each time.")
        assert one.titles() == ["Bexarol", "Zelofane"]
        assert one.finds("knees") == 1
        write(library, "Aerolin", "lungs")
        assert Notice not in kinds(one.until(NamesChanged))
        one.until_listed("Aerolin", "Bexarol", "Zelofane")
        assert one.finds("lungs") == 1
    assert cache.read_text("utf-8") == "a file where the folder should be"


@pytest.mark.skipif(os.name != "posix" or not os.getuid(), reason="nothing is read-only for the administrator")
def test_a_cache_that_is_read_only(library: Path) -> None:
    cache = library.parent / "cache"
    cache.mkdir(mode=0o500)
    with following(library, cache=cache) as one:
        assert kinds(one.until(Checked)).count(Notice) == 1
        assert one.finds("knees") == 1


def test_a_user_without_a_home_folder(library: Path) -> None:
    before = set(threading.enumerate())
    sources = find_sources([library], library.parent / "cache")
    for source in sources:
        source.storage.forget_folder()
    one = Following(sources)
    one.follower.start()
    told = one.until(Checked)
    assert [message.text for message in told if isinstance(message, Notice)] == [
        "The catalogue cannot be kept on disk (there is no home folder), so it is made in memory each time."
    ]
    assert one.finds("knees") == 1
    one.follower.stop()
    for thread in set(threading.enumerate()) - before:
        thread.join(SECONDS)
    for source in sources:
        source.storage.close()


def test_a_process_that_is_killed_is_replaced_by_memory(library: Path) -> None:
    with following(library) as one:
        one.until(Checked)
        one.process.kill()
        told = one.until(Checked)
        assert kinds(told).count(Notice) == 1
        assert one.finds("knees") == 1
        write(library, "Aerolin", "lungs")
        one.until_listed("Aerolin", "Bexarol", "Zelofane")


def test_no_process_can_be_started(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(library / "nowhere"))
    with following(library) as one:
        assert kinds(one.until(Checked)).count(Notice) == 1
        assert one.finds("knees") == 1


def test_a_damaged_catalogue_is_made_anew_and_said_once(library: Path) -> None:
    with following(library) as one:
        one.until(Checked)
    file = next((library.parent / "cache").rglob("*-*.db"))
    file.write_bytes(b"damaged" * 100)
    with following(library) as one:
        told = one.until(Checked)
        assert [message.text for message in told if isinstance(message, Notice)] == [
            "The catalogue was damaged, so it was made anew."
        ]
        assert NamesChanged in kinds(told)
        assert one.finds("knees") == 1


def test_a_library_that_goes_away_and_comes_back(library: Path) -> None:
    with following(library) as one:
        one.until(Checked)
        library.rename(library.parent / "away")
        told = one.until(Notice)
        assert isinstance(told[-1], Notice)
        assert told[-1].text.startswith("The library drugs cannot be listed (")
        (library.parent / "away").rename(library)
        write(library, "Aerolin", "lungs")
        one.until_listed("Aerolin", "Bexarol", "Zelofane")


def test_it_is_done_when_all_libraries_are(library: Path, tmp_path: Path) -> None:
    other = tmp_path / "ward"
    write(other, "Aerolin", "lungs")
    with following(library, other) as one:
        told = kinds(one.until(Checked))
        assert told.count(NamesChanged) >= 2
        assert one.titles() == ["Aerolin", "Bexarol", "Zelofane"]
        write(other, "Bonolin", "bones")
        one.until_listed("Aerolin", "Bexarol", "Bonolin", "Zelofane")


def test_the_time_left(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(catalogue_follower, "monotonic", lambda: now)
    one = Following(find_sources([library], library.parent / "cache"))

    def told(done: int, stage: str = "text") -> float | None:
        one.follower._hand_on({"source": 0, "event": "progress", "stage": stage, "done": done, "total": 1000})
        message = one.heard.get_nowait()
        assert isinstance(message, CatalogueFollower.Progressed)
        assert (message.stage, message.done, message.total) == (stage, done, 1000)
        return message.left_s

    assert told(100) is None
    now = 100.5
    assert told(200) is None  # too early to tell
    now = 102.0
    assert told(300) == pytest.approx(7.0)
    assert told(300, "names") is None  # each stage by itself
    now = 109.0
    assert told(1000) == 0.0
