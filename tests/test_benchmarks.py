"""The stopwatch's sums, tables, libraries and keys. Nothing is timed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from epi_texts import as_xml, collection, summary
from spl_texts import section, spl

from benchmarks import copies, label_sized, queries, run, synthetic
from benchmarks.bench import DOWN, UP
from benchmarks.figures import keys
from benchmarks.figures.keys import down_and_up
from benchmarks.release import make_release
from benchmarks.table import Figure, Limit, format_noise, format_table, percentile, spread
from benchmarks.target import first_listed, fresh_home, surroundings, titles
from medtui.importing.formats import read_labels
from medtui.importing.inputs import inputs

pytestmark = pytest.mark.slow

DIGEST_OF_600 = "6fdd9592f969fffeed516fd5c31a39282b0c9999a553fb4a2648155f40ab03e8"
"""SHA-256 of the first 600 synthetic monographs and their paths."""


def test_a_label_is_as_large_as_it_says() -> None:
    text = label_sized.label()
    words = [word for word in text.split() if word.strip("|-")]
    assert len(words) >= label_sized.WORDS
    assert text.count("|---|---|---|---|") == label_sized.TABLES
    assert text.count(label_sized.RARE_WORD) == 1


def test_a_release_has_each_label_under_a_set_id_of_its_own(tmp_path: Path) -> None:
    label = spl(section("34067-9", "1 USAGE", "<paragraph>Pain.</paragraph>"))
    assert make_release([b'{"set_id": "x", "purpose": ["Pain."]}'], 3, tmp_path / "open.zip") == 231
    records = [one.data for one in inputs([tmp_path / "open.zip"]) if isinstance(one.data, bytes)]
    assert len({label.set_id for data in records for label in read_labels(data)}) == 3
    make_release([label, as_xml(collection(summary(), id="EPI/1"))], 4, tmp_path / "release.zip")
    found = [one.data for one in inputs([tmp_path / "release.zip"]) if isinstance(one.data, bytes)]
    assert [len(data) for data in found[::2]] == [len(label) - len("aaaaaaaa-1111") + 36] * 2
    assert len({label.set_id[:8] for data in found for label in read_labels(data)}) == 4


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
                Figure("index", "files/s", (800.0,), Limit(least=1600)),
                Figure("fzf", "ms", (), note="not installed"),
            ]
        )
        assert table == (
            "figure         p50    p99  unit     limit    vs bare        measured\n"
            "first frame  200.0  210.0  ms       1.25x      1.00x        2 starts\n"
            "arrows        3.00   30.0  ms       12 / 25        -  over  2 of 2 keys painted\n"
            "dump          1.50   1.50  s        - / 20         -\n"
            "index        800.0  800.0  files/s  >= 1600        -  over\n"
            "fzf              -      -  ms       -              -        not installed\n"
        )

    @pytest.mark.parametrize(
        ("limit", "over"),
        [
            (Limit(), False),
            (Limit(p50=2, p99=3, ratio=1.5), False),
            (Limit(p50=1.9), True),
            (Limit(p99=2.9), True),
            (Limit(ratio=1.4), True),
            (Limit(least=2), False),
            (Limit(least=2.1), True),
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
        assert sum(word in names for word in keys.TYPED) > 40

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


class TestCopies:
    def test_are_the_originals_and_then_other_names(self, tmp_path: Path) -> None:
        source, folder = tmp_path / "source", tmp_path / "copies"
        source.mkdir()
        (source / "a.md").write_bytes(b"---\ntitle: Aspirin + C\n---\nGive aspirin + c. \xff\n")
        (source / "b.md").write_bytes(b"---\ntitle: Zinc\n---\n")
        assert copies.make_copies(folder, source, 5)
        assert not copies.make_copies(folder, source, 5)
        new = [copies.title(2), copies.title(3), copies.title(4)]
        assert titles(folder) == ["Aspirin + C", "Zinc", *new]
        assert sorted(folder.rglob("*.md"))[0].read_bytes() == (source / "a.md").read_bytes()
        text = f"---\ntitle: {new[0]}\n---\nGive {new[0]}. ".encode() + b"\xff\n"
        assert sorted(folder.rglob("*.md"))[2].read_bytes() == text

    def test_are_made_again_for_another_library(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        synthetic.make_library(source, 2)
        copies.make_copies(tmp_path / "copies", source, 3)
        (source / "more.md").write_text("more")
        with pytest.raises(synthetic.FolderInUseError):
            copies.make_copies(tmp_path / "copies", source, 3)

    def test_have_no_name_twice(self) -> None:
        names = [copies.title(number) for number in range(20_000)] + [synthetic.title(index) for index in range(20_000)]
        assert len(set(names)) == len(names)


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
        assert sum(map(len, keys.TYPED)) >= 400

    def test_queries_are_many_enough_for_a_99th_percentile(self) -> None:
        assert sum(map(len, queries.QUERIES)) >= 400
        assert len(set(queries.QUERIES)) == len(queries.QUERIES)
        assert list(queries.typed("a b")) == ["a", "a ", "a b"]

    def test_figures_are_taken_in_the_order_of_the_table(self) -> None:
        assert run.chosen(["typing", "arrows"], large=False) == ["arrows", "typing"]
        assert run.chosen(None, large=True) == list(run.MEASURES)
        assert run.chosen(["dump"], large=True) == ["dump", *(name for name in run.MEASURES if name.endswith("-large"))]
        assert not any(name.endswith("-large") for name in run.chosen(None, large=False))

    def test_options(self) -> None:
        options = run.build_parser().parse_args(["--command", "python -m 'my app'", "--only", "dump"])
        assert options.command == ["python", "-m", "my app"]
        assert options.presses >= 250
