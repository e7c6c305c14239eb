"""Scripts that put no spaces between words: any stretch of them is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from catalogues import found, refresh, source_of
from hypothesis import given
from hypothesis import strategies as st
from library_files import write

from medtui.library.catalogue import sql_tables
from medtui.library.names.folding import fold, in_pairs, is_unspaced
from medtui.library.query.matcher import Wanted
from medtui.library.search.match_expression import any_way

SCRIPTS = {
    "Han": "東京大学病院患者腎臓一丁",
    "Kana": "ひらがなカタカナァーン",
    "Thai": "กขคงจฉชไทยาเแ",
    "Lao": "ກຂຄງຈສຊລາວ",
    "Khmer": "កខគឃងចឆជឈញ",
    "Burmese": "ကခဂဃငစဆဇဈညမ",
}
RUNS = st.sampled_from(list(SCRIPTS.values())).flatmap(lambda letters: st.text(letters, min_size=1, max_size=12))
TEXTS = st.lists(RUNS | st.sampled_from(["mg", "5", "renal", "。", "β"]), min_size=1, max_size=6).map(" ".join)


def is_found(texts: Sequence[str], way: Wanted) -> list[int]:
    """The numbers of the texts that the index finds."""
    connection = sqlite3.connect(":memory:")
    sql_tables.create_index(connection, ["text"])
    rows = ((number, in_pairs(fold(text))) for number, text in enumerate(texts))
    connection.executemany("INSERT INTO text(rowid, c0) VALUES (?, ?)", rows)
    query = "SELECT rowid FROM text WHERE text MATCH ? ORDER BY rowid"
    numbers = [number for (number,) in connection.execute(query, (any_way([way]),))]
    connection.close()
    return numbers


@given(TEXTS, st.data())
def test_any_stretch_of_a_run_is_found(text: str, data: st.DataObject) -> None:
    runs = [word for word in fold(text).split() if is_unspaced(word[0])]
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 1))
    stop = data.draw(st.integers(start + 1, len(run)))
    for starts in (True, False):
        assert is_found([text], Wanted((run[start:stop],), starts)) == [0]


@given(st.lists(TEXTS, min_size=1, max_size=4), RUNS.filter(lambda run: len(run) > 1))
def test_what_is_found_has_the_stretch(texts: list[str], run: str) -> None:
    expected = [number for number, text in enumerate(texts) if any(run in word for word in fold(text).split())]
    assert is_found(texts, Wanted((run,), starts=False)) == expected


@given(TEXTS)
def test_pairs_leave_spaced_scripts_as_they_are(text: str) -> None:
    for word in in_pairs(fold(text)).split():
        assert len(word) <= 2 or not any(map(is_unspaced, word))
    spaced = " ".join(word for word in fold(text).split() if not is_unspaced(word[0]))
    assert in_pairs(spaced) == spaced


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_pair_of_a_monograph_is_found(tmp_path: Path, script: str) -> None:
    run = fold(SCRIPTS[script])
    write(tmp_path, "lib/a.md", f"# Alpha\n\n### Usage\nfever {run}5mg.\n")
    write(tmp_path, "lib/b.md", f"# Beta\n\n### Usage\n{run[0]} {run[-1]}\n")
    source = source_of(tmp_path / "lib", tmp_path / "cache")
    refresh(source)
    for start in range(len(run) - 1):
        assert found(source, run[start : start + 2]) == ["a.md"]
    assert found(source, run) == ["a.md"]
    assert found(source, f'"{run[2:5]}"') == ["a.md"]
