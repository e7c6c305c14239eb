"""The stopwatch at work: that it talks to a terminal, and takes every figure. Nothing is timed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import synthetic
from benchmarks.bench import Bench, UnmeasuredError, run_command
from benchmarks.figures import commands, keys, search, watch
from benchmarks.figures import start as starting
from benchmarks.target import Target, surroundings
from benchmarks.terminal import Screen, Session

pytestmark = pytest.mark.slow

needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal")

ECHO = """
import os, sys, tty
if "dump" in sys.argv:
    sys.exit(print("one\\ntwo"))
if {"index", "search", "show", "list"} & set(sys.argv):
    sys.exit()
tty.setraw(0)
width, height = os.get_terminal_size(0)
os.write(1, b"ready %dx%d %d" % (width, height, os.getpgrp() == os.tcgetpgrp(0)))
while (key := os.read(0, 1)) != b"q":
    if key != b"-":
        os.write(1, b"<" + key + b">")
"""
"""A program that shows the keys it gets between angle brackets, is silent for `-`, and ends at `q`."""

READING = """
import os, tty
tty.setraw(0)
os.write(1, "ready\\r\\n3 drugs\\r\\n████░░░░ text 1/3".encode())
for number in range(1, 100):
    os.read(0, 8)
    os.write(1, b"\\x1b[5;%dHx" % number)
    if number == 6:
        os.write(1, b"\\x1b[3;1H\\x1b[K")
"""
"""A program that says how far reading is until six keys have been pressed."""

LISTING = """
import pathlib, sys, time
library, shown = pathlib.Path(sys.argv[-1]), None
while True:
    try:
        lines = {path.stem: path.read_text().splitlines() for path in sorted(library.glob("*.md"))}
    except OSError:
        continue
    names = [next((line[7:] for line in lines[stem] if line.startswith("title: ")), stem) for stem in lines]
    if names != shown:
        sys.stdout.write("\\x1b[2J\\x1b[H" + "\\r\\n".join([f"{len(names)} drugs", *names]))
        sys.stdout.flush()
    shown = names
    time.sleep(0.05)
"""
"""A program that lists what is in its library at any time."""

ECHO_COMMAND = (sys.executable, "-S", "-c", ECHO)


@pytest.fixture
def echo(tmp_path: Path) -> Iterator[Session]:
    with Session(ECHO_COMMAND, env=surroundings(tmp_path), columns=60, rows=5, watch_cpu=True) as session:
        yield session


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return bench_of(ECHO, tmp_path)


def bench_of(program: str, folder: Path) -> Bench:
    """A bench for a program in Python, with three monographs."""
    library, home = folder / "library", folder / "home"
    home.mkdir()
    synthetic.make_library(library, 3)
    return Bench(Target((sys.executable, "-S", "-c", program), library, listed="ready", rows=3), home, presses=3)


class FakeEngine:
    """An engine that takes four milliseconds for anything."""

    @staticmethod
    @contextmanager
    def opened(*_: object) -> Iterator[FakeEngine]:
        yield FakeEngine()

    def key_ms(self, text: str) -> float:
        return float(len(text))


class TestScreen:
    OUTPUT = "\x1b[2J\x1b[?1049h\x1b[>1u\x1bP+q544e\x1b\\\x1b[<u\x1b[?2026$p\x1b[2;3H\x1b[1;38;2;1;2;3mdose ±5\x1b[0m"

    @pytest.mark.parametrize("size", [1, 3, 1000])
    def test_draws_output_however_it_was_cut(self, size: int) -> None:
        screen = Screen(20, 3)
        data = self.OUTPUT.encode()
        for start in range(0, len(data), size):
            screen.feed(data[start : start + size])
        assert screen.lines == ["", "  dose ±5", ""]
        assert screen.shows("dose ±5")
        assert not screen.shows("544e")


class TestProgress:
    LIST = ("/", "  3 drugs", "▸ Abacavir   ▕ Usage", "  Zinc       ▕ Give")

    def test_is_no_answer(self) -> None:
        bar = "  ██░░░░░░ text 1 of ▕"
        shown = (*self.LIST[:2], bar, "  2,001      ▕ Usage", self.LIST[2].split("▕")[0] + "▕ Give")
        before = (*self.LIST, "")
        assert starting.is_reading(shown)
        assert not starting.is_reading(before)
        assert starting.without_progress(shown)[0] == ["/", "  3 drugs", "▸ Abacavir"]

    @pytest.mark.parametrize("change", [("Abacavir", "Aspirin"), ("Give", "Take"), ("/", "/ a")])
    def test_does_not_hide_an_answer(self, change: tuple[str, str]) -> None:
        other = [line.replace(*change) for line in self.LIST]
        assert starting.same_but_progress(self.LIST, self.LIST)
        assert not starting.same_but_progress(self.LIST, other)

    def test_may_move_the_list(self) -> None:
        before = ("/", "  3 drugs", "▸ Abacavir", "  Zinc")
        assert starting.same_but_progress(before, ("/", "  3 drugs", "  ████░░░░ text", "▸ Abacavir"))


@needs_terminal
class TestSession:
    def test_the_program_has_a_terminal_of_its_own(self, echo: Session) -> None:
        frame = echo.wait_for("ready 60x5 1", quiet=0.05)
        assert frame is not None
        assert frame.at > echo.started

    def test_a_key_is_answered_or_not(self, echo: Session) -> None:
        assert echo.wait_for("ready", quiet=0.05)
        assert echo.latency_ms(b"x") is not None
        assert echo.latency_ms(b"-", patience=0.05) is None
        assert echo.wait_for("<x>", quiet=0.01, limit=0.1) is not None

    def test_an_answer_that_is_not_complete_is_waited_for(self, echo: Session) -> None:
        assert echo.wait_for("ready", quiet=0.05)
        asked: list[bool] = []

        def busy(screen: Screen) -> bool:
            asked.append(screen.shows("<x>"))
            return True

        assert echo.latency_ms(b"x", patience=0.05, busy=busy) is not None
        assert asked == [True]

    def test_waiting_ends_with_the_program(self, echo: Session) -> None:
        assert echo.wait_for("ready", quiet=0.05)
        assert echo.quit(b"q")
        assert echo.ended
        assert echo.wait_for("never") is None

    def test_a_deaf_program_is_ended_by_signal(self, echo: Session) -> None:
        assert echo.wait_for("ready", quiet=0.05)
        echo.quit(b"-", limit=0.05)
        assert echo.wait_for("never", limit=10) is None
        assert echo.ended

    def test_usage_is_known_at_the_end(self, echo: Session) -> None:
        frame = echo.wait_for("ready", quiet=0.05)
        assert frame is not None
        usage = echo.kill()
        assert usage.cpu_ms > 0
        assert usage.peak_mb > 1
        assert echo.kill() is usage

    @pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="the kernel does not tell")
    def test_usage_is_known_on_the_way(self, echo: Session) -> None:
        frame = echo.wait_for("ready", quiet=0.05)
        peak = echo.peak_mb()
        assert frame is not None
        assert frame.cpu_ms is not None
        assert frame.cpu_ms > 0
        assert peak is not None
        assert peak > 1

    def test_a_program_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            Session(["no-such-program-at-all"], env=surroundings(tmp_path))


@needs_terminal
class TestFigures:
    def test_every_answer_counts(self, bench: Bench) -> None:
        [figure] = keys.sections(bench)
        assert len(figure.samples) == 3
        assert figure.note == "3 of 3 keys painted"

    def test_dump_counts_lines(self, bench: Bench) -> None:
        [figure] = commands.dump(bench)
        assert len(figure.samples) == commands.DUMP_ROUNDS
        assert figure.note.endswith("2 lines")

    def test_answers_are_measured_in_processor_time(self, bench: Bench) -> None:
        figures = commands.answers(bench)
        assert [figure.name for figure in figures] == ["show, processor", "search, processor", "list, processor"]
        assert all(sample > 0 for figure in figures for sample in figure.samples)

    def test_a_first_start(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(starting, "_MOST_STARTS", 1)
        _, usable, answered = starting.first_start(bench_of(READING, tmp_path))
        assert len(usable.samples) == 1
        # The first of the six keys is the one that leads to the search box.
        assert answered.note == "4 keys"

    def test_queries_are_typed_once(self, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(search, "QUERIES", ("ab", "c"))
        [figure] = search.query(bench)
        assert figure.note == "3 of 3 keys painted"
        assert search.query(bench)[0].samples is figure.samples

    def test_searching_is_told_by_the_list(self) -> None:
        screen = Screen(60, 4)
        screen.feed("/ a\r\n3 drugs · searching  ▕ the\r\n  the text              ▕".encode())
        assert search.is_searching(screen)
        screen.feed(b"\x1b[2J")
        assert not search.is_searching(screen)

    def test_other_programs_may_be_absent(self, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("shutil.which", lambda _: None)
        monkeypatch.setattr(search, "WORDS", ("word",))
        monkeypatch.setattr(search, "Engine", FakeEngine)
        rg, fzf, own, engine = search.side_by_side(bench)
        assert [rg.note, fzf.note] == ["not installed"] * 2
        assert len(own.samples) == search.SIDE_ROUNDS
        assert engine.samples == (4.0,) * search.SIDE_ROUNDS

    def test_the_engine_answers_every_key(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(search, "QUERIES", ("storage", "has:", "dosage:storage", "bad:key"))
        bench = bench_of(ECHO, tmp_path)
        bench.target = replace(bench.target, command=(sys.executable, "-m", "medtui"))
        run_command(bench.target.command_line("index"), bench.warm_home)
        [figure] = search.engine(bench)
        assert figure.note == "32 keys, no screen"

    def test_no_engine_without_a_catalogue(self, bench: Bench) -> None:
        with pytest.raises(UnmeasuredError, match="no catalogue"):
            search.engine(bench)

    def test_the_index_has_speed_and_size(self, bench: Bench) -> None:
        seconds, speed, size = commands.index(bench)
        assert len(seconds.samples) == len(speed.samples) == commands.INDEX_ROUNDS
        assert size.samples == (0,)

    def test_changes_are_seen(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(watch, "ROUNDS", 1)
        seen = watch.watch(bench_of(LISTING, tmp_path))
        assert [len(figure.samples) for figure in seen] == [1] * 4

    def test_a_program_that_ends_is_not_measured(self, tmp_path: Path) -> None:
        target = Target((sys.executable, "-S", "-c", "print('sorry')"), tmp_path, listed="ready", rows=3)
        bench = Bench(target, warm_home=tmp_path, presses=3)
        with pytest.raises(UnmeasuredError, match=r"(?s)program ended.*sorry"):
            bench.prepare()

    def test_a_dump_that_fails_is_not_measured(self, tmp_path: Path) -> None:
        target = Target((sys.executable, "-S", "-c", "raise SystemExit('broken')"), tmp_path, listed="ready", rows=3)
        with pytest.raises(UnmeasuredError, match="ended with 1 and 0 lines: broken"):
            commands.dump(Bench(target, warm_home=tmp_path, presses=3))
