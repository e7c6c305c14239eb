"""The two sets of signs: one in ASCII throughout, and no wider or narrower than the other."""

from __future__ import annotations

from collections.abc import Iterator

from textual._border import BORDER_CHARS

from medtui.presentation.cells import cell_len
from medtui.presentation.signs import ASCII, UNICODE, Signs, signs


def drawn(found: Signs) -> Iterator[str]:
    """Every sign, one by one, but for the border, which is a name."""
    for name, value in zip(found._fields, found, strict=True):
        if name != "edge":
            yield from (value,) if isinstance(value, str) else value


def test_the_setting_chooses_a_set() -> None:
    assert signs(ascii_only=False) is UNICODE
    assert signs(ascii_only=True) is ASCII


def test_ascii_is_ascii() -> None:
    assert all(sign.isascii() and sign.isprintable() for sign in drawn(ASCII))
    assert not any(sign.isascii() for sign in drawn(UNICODE))


def test_each_sign_is_as_wide_as_its_fellow() -> None:
    for one, other in zip(drawn(UNICODE), drawn(ASCII), strict=True):
        assert cell_len(one) == cell_len(other), (one, other)


def test_textual_knows_the_borders() -> None:
    for found in (UNICODE, ASCII):
        assert found.edge in BORDER_CHARS
    assert all(sign.isascii() for row in BORDER_CHARS["ascii"] for sign in row)


def test_what_folds_and_what_points_can_be_told_apart() -> None:
    for found in (UNICODE, ASCII):
        assert found.folded != found.opened
        assert found.thumb != found.track
        assert found.done != found.left
        assert len(set(found.bullets)) == len(found.bullets)
