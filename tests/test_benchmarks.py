"""The stopwatch itself: that it counts, generates, formats and talks to a terminal. Nothing is timed."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import figures, run, synthetic
from benchmarks.figures import DOWN, UP, Bench, UnmeasuredError, down_and_up
from benchmarks.table import Figure, Limit, format_noise, format_table, percentile, spread
from benchmarks.target import Target, first_listed, fresh_home, surroundings, titles
from benchmarks.terminal import Screen, Session

needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal")

ECHO = """
import os, sys, tty
if "dump" in sys.argv:
    sys.exit(print("one\\ntwo"))
tty.setraw(0)
width, height = os.get_terminal_size(0)
os.write(1, b"ready %dx%d %d" % (width, height, os.getpgrp() == os.tcgetpgrp(0)))
while (key := os.read(0, 1)) != b"q":
    if key != b"-":
        os.write(1, b"<" + key + b">")
"""
"""A program that shows the keys it gets between angle brackets, is silent for `-`, and ends at `q`."""

ECHO_COMMAND = (sys.executable, "-S", "-c", ECHO)


@pytest.fixture
def echo(tmp_path: Path) -> Iterator[Session]:
    with Session(ECHO_COMMAND, env=surroundings(tmp_path), columns=60, rows=5, watch_cpu=True) as session:
        yield session


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    target = Target(ECHO_COMMAND, library=tmp_path, listed="ready", rows=3)
    return Bench(target, warm_home=tmp_path, presses=3)


DIGEST_OF_600 = "6fdd9592f969fffeed516fd5c31a39282b0c9999a553fb4a2648155f40ab03e8"
"""SHA-256 of the first 600 synthetic monographs and their paths."""


class TestPercentile:
    @pytest.mark.parametrize(
        ("samples", "percent", "expected"),
        [
            ([7.0], 50, 7.0),
            ([7.0], 99, 7.0),
            ([3.0, 1.0, 2.0], 50, 2.0),
            ([4.0, 1.0, 3.0, 2.0], 50, 2.0),
            (list(range(1, 10)), 99, 9),
            (list(range(1, 101)), 99, 99),
            (list(range(1, 251)), 99, 248),
            (list(range(1, 251)), 100, 250),
        ],
    )
    def test_is_the_nearest_rank(self, samples: list[float], percent: int, expected: float) -> None:
        assert percentile(samples, percent) == expected

    @pytest.mark.parametrize(("samples", "percent"), [([], 50), ([1.0], 0), ([1.0], 101)])
    def test_refuses_what_means_nothing(self, samples: list[float], percent: int) -> None:
        with pytest.raises(ValueError, match="percentile"):
            percentile(samples, percent)

    def test_spread_is_a_share_of_the_median(self) -> None:
        assert spread([90.0, 100.0, 140.0]) == 0.5


class TestTable:
    def test_lines_up_its_columns(self) -> None:
        table = format_table(
            [
                Figure("first frame", "ms", (200.0, 210.0), Limit(ratio=1.25), (1.0, 1.1), "2 starts"),
                Figure("arrows", "ms", (3.0, 30.04), Limit(p50=12, p99=25), note="2 of 2 keys painted"),
                Figure("dump", "s", (1.5,), Limit(p99=20)),
            ]
        )
        assert table == (
            "figure         p50    p99  unit  limit    vs bare        measured\n"
            "first frame  200.0  210.0  ms    1.25x      1.00x        2 starts\n"
            "arrows         3.0   30.0  ms    12 / 25        -  over  2 of 2 keys painted\n"
            "dump           1.5    1.5  s     - / 20         -\n"
        )

    @pytest.mark.parametrize(
        ("limit", "over"),
        [
            (Limit(), False),
            (Limit(p50=2, p99=3, ratio=1.5), False),
            (Limit(p50=1.9), True),
            (Limit(p99=2.9), True),
            (Limit(ratio=1.4), True),
        ],
    )
    def test_says_what_is_over_its_limit(self, limit: Limit, over: bool) -> None:
        assert Figure("any", "ms", (1.0, 2.0, 3.0), limit, (1.5,)).over_limit is over

    def test_noise_line(self) -> None:
        assert format_noise([90, 100, 140], [100, 200, 200]) == (
            "machine noise: the bare app's own first frame, 3 times: "
            "CPU 100 ms (90 to 140, spread 50%), wall 200 ms (100 to 200, spread 50%)\n"
        )

    def test_json_holds_every_sample(self) -> None:
        figure = json.loads(json.dumps(Figure("any", "ms", (1.0, 3.0), Limit(p99=2)).as_json()))
        assert figure["samples"] == [1.0, 3.0]
        assert figure["over_limit"] is True
        assert figure["ratio_to_bare_app"] is None


class TestSyntheticLibrary:
    def test_is_the_same_everywhere(self) -> None:
        # When this changes on purpose, raise the generator's format number as well.
        text = "".join(f"{path.as_posix()}\n{synthetic.monograph(n)}" for n, path in enumerate(synthetic.paths(600)))
        assert hashlib.sha256(text.encode()).hexdigest() == DIGEST_OF_600

    def test_has_no_name_twice(self) -> None:
        names = [synthetic.title(index) for index in range(20_000)]
        assert len(set(names)) == len(names)
        assert len({name.casefold() for name in names}) == len(names)

    def test_holds_what_typing_looks_for(self) -> None:
        names = {synthetic.title(index).lower() for index in range(100)}
        assert sum(word in names for word in figures.TYPED) > 40

    def test_is_written_once(self, tmp_path: Path) -> None:
        library = tmp_path / "library"
        assert synthetic.make_library(library, 501)
        assert not synthetic.make_library(library, 501)
        assert sorted(titles(library)) == sorted(synthetic.title(index) for index in range(501))
        assert [path.name for path in tmp_path.iterdir()] == ["library"]

    def test_takes_up_where_it_was_interrupted(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        library = tmp_path / "library"

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", interrupt)
            with pytest.raises(KeyboardInterrupt):
                synthetic.make_library(library, 3)
        assert not library.exists()
        assert synthetic.make_library(library, 3)
        assert len(titles(library)) == 3

    def test_is_not_reused_when_files_are_gone(self, tmp_path: Path) -> None:
        synthetic.make_library(tmp_path, 3)
        next(tmp_path.glob("*/*.md")).unlink()
        with pytest.raises(synthetic.FolderInUseError):
            synthetic.make_library(tmp_path, 3)

    def test_never_touches_a_folder_of_something_else(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "letter.txt").write_text("mine")
        assert synthetic.main([str(tmp_path), "--count", "3"]) == 2
        assert "not empty" in capsys.readouterr().err
        assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]

    def test_command_line(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert synthetic.main([str(tmp_path / "new"), "--count", "3"]) == 0
        assert capsys.readouterr().out == "made: 3 monographs\n"
        assert synthetic.main([str(tmp_path / "new"), "--count", "3"]) == 0
        assert capsys.readouterr().out == "already there: 3 monographs\n"


class TestTarget:
    def test_titles_come_from_front_matter_or_file_name(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "one.md").write_bytes(b'\xef\xbb\xbf---\r\ntitle: "One Name" \r\n---\r\n')
        (tmp_path / "two.md").write_bytes(b"# Two\xff")
        (tmp_path / ".hidden.md").write_bytes(b"title: Hidden\n")
        assert sorted(titles(tmp_path)) == ["One Name", "two"]

    @pytest.mark.parametrize(
        ("names", "expected"),
        [(["Zinc", "abacavir", "Aa + b", "5-ASA"], "abacavir"), (["A" * 21], None), ([], None)],
    )
    def test_waits_for_a_name_that_no_list_breaks(self, names: list[str], expected: str | None) -> None:
        assert first_listed(names) == expected

    def test_surroundings_are_isolated(self, tmp_path: Path) -> None:
        env = surroundings(tmp_path, {"HOME": "/else", "COLUMNS": "9", "NO_COLOR": "1", "TEXTUAL_FPS": "1", "A": "b"})
        assert env["HOME"] == str(tmp_path)
        assert env["A"] == "b"
        assert not {"COLUMNS", "NO_COLOR", "TEXTUAL_FPS"} & env.keys()
        assert all(Path(path).parent == tmp_path for name, path in env.items() if name.startswith("XDG_"))

    def test_a_home_can_be_copied(self, tmp_path: Path) -> None:
        (tmp_path / "cache").mkdir()
        (tmp_path / "cache" / "catalogue").write_text("kept")
        with fresh_home(tmp_path) as home:
            assert (home / "cache" / "catalogue").read_text() == "kept"
            (home / "cache" / "catalogue").unlink()
        assert not home.exists()
        assert (tmp_path / "cache" / "catalogue").exists()


class TestKeys:
    def test_arrows_turn_at_the_ends_of_the_list(self) -> None:
        assert list(down_and_up(7, rows=4)) == [DOWN, DOWN, DOWN, UP, UP, UP, DOWN]
        assert list(down_and_up(3, rows=150_000)) == [DOWN] * 3

    def test_typing_is_long_enough_for_a_99th_percentile(self) -> None:
        assert sum(map(len, figures.TYPED)) >= 400

    def test_figures_are_taken_in_the_order_of_the_table(self) -> None:
        assert run.chosen(["typing", "arrows"], large=False) == ["arrows", "typing"]
        assert run.chosen(None, large=True) == list(run.MEASURES)
        assert run.ARROWS_LARGE not in run.chosen(None, large=False)

    def test_options(self) -> None:
        options = run.build_parser().parse_args(["--command", "python -m 'my app'", "--only", "dump"])
        assert options.command == ["python", "-m", "my app"]
        assert options.presses >= 250


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
        assert usage.peak_mib > 1
        assert echo.kill() is usage

    @pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="the kernel does not tell")
    def test_usage_is_known_on_the_way(self, echo: Session) -> None:
        frame = echo.wait_for("ready", quiet=0.05)
        peak = echo.peak_mib()
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
        [figure] = figures.sections(bench)
        assert len(figure.samples) == 3
        assert figure.note == "3 of 3 keys painted"

    def test_dump_counts_lines(self, bench: Bench) -> None:
        [figure] = figures.dump(bench)
        assert len(figure.samples) == figures.DUMP_ROUNDS
        assert figure.note.endswith("2 lines")

    def test_a_program_that_ends_is_not_measured(self, tmp_path: Path) -> None:
        target = Target((sys.executable, "-S", "-c", "print('sorry')"), tmp_path, listed="ready", rows=3)
        bench = Bench(target, warm_home=tmp_path, presses=3)
        with pytest.raises(UnmeasuredError, match=r"(?s)program ended.*sorry"):
            bench.prepare()

    def test_a_dump_that_fails_is_not_measured(self, tmp_path: Path) -> None:
        target = Target((sys.executable, "-S", "-c", "raise SystemExit('broken')"), tmp_path, listed="ready", rows=3)
        with pytest.raises(UnmeasuredError, match="ended with 1 and 0 lines: broken"):
            figures.dump(Bench(target, warm_home=tmp_path, presses=3))
