"""Widths of text on a terminal, and where it may be cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.presentation.cells import _ONE_CELL_EACH, Ruler, cell_len, clusters


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("abc", ["a", "b", "c"]),
        ("e\u0301x", ["e\u0301", "x"]),
        ("\u0301x", ["\u0301", "x"]),
        ("👩\u200d🔬漢", ["👩\u200d🔬", "漢"]),
        ("🇩🇪🇫🇷🇩", ["🇩🇪", "🇫🇷", "🇩"]),
        ("❤\ufe0f1", ["❤\ufe0f", "1"]),
        ("👍🏽", ["👍🏽"]),
        ("a\u200bb", ["a\u200b", "b"]),
        ("", []),
    ],
)
def test_clusters(text: str, pieces: list[str]) -> None:
    assert [piece for piece, _ in clusters(text)] == pieces


def test_what_counts_as_one_cell_each_is_that_for_the_terminal_app() -> None:
    plain = [sign for sign in map(chr, range(0x20, 0x10000)) if _ONE_CELL_EACH.fullmatch(sign)]
    assert clusters("".join(plain)) == [(sign, 1) for sign in plain]
    assert set("é≥≤±·–—“”…→⟨⟩µβЖ") <= set(plain)
    assert not {"\xa0", "\xad", "\u0301", "\u200d", "漢", "ก"} & set(plain)


@given(st.text(max_size=80))
def test_clusters_lose_nothing_and_add_up(text: str) -> None:
    assert "".join(piece for piece, _ in clusters(text)) == text
    assert all(cells >= cell_len(piece) for piece, cells in clusters(text))
    assert sum(cells for _, cells in clusters(text)) >= cell_len(text)


@given(st.text(max_size=80), st.integers(0, 20))
def test_a_ruler_always_gets_on_and_never_reaches_too_far(text: str, cells: int) -> None:
    ruler = Ruler(text)
    start = 0
    while start < len(text):
        end = ruler.reach(start, cells)
        piece = text[start:end]
        assert end > start
        assert ruler.is_cut(end)
        assert cell_len(piece) <= cells or len(clusters(piece)) == 1
        start = end
