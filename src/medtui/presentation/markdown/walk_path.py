"""A path of the walk that compares source with rendered text (see `inline_walk`, `block_walk`)."""

from __future__ import annotations

# White space since the last matched character: none, some, or either will do.
NO_GAP, GAP, ANY_GAP = 0, 1, 2

# Lowest and highest number of emphasis marks that can be open; the numbers between them differ by two.
Depth = tuple[int, int]


class Path:
    """A place in both texts, and what has been left out of the rendered one on the way to it."""

    __slots__ = ("at", "fresh", "gap", "marks", "open", "out", "quoted", "quotes", "stars", "tail", "unders")

    def __init__(self, fresh: bool) -> None:
        self.at = 0  # in the source
        self.out = 0  # in the rendered text
        self.gap = ANY_GAP
        self.fresh = fresh  # nothing but marks on this line so far
        self.marks = 0  # left out at the start of this line
        self.quotes = 0  # quote marks among them
        self.quoted = 0  # quote marks left out on the line before
        self.tail = -1  # where a heading's closing hashes begin, if they are to be left out
        self.stars: Depth = (0, 0)
        self.unders: Depth = (0, 0)
        self.open: tuple[str, ...] = ()  # brackets and tags

    def copy(self) -> Path:
        twin = Path.__new__(Path)
        for name in Path.__slots__:
            setattr(twin, name, getattr(self, name))
        return twin

    def key(self) -> tuple[object, ...]:
        """Equal for paths that go on alike."""
        return tuple([getattr(self, name) for name in Path.__slots__])

    def pass_space(self) -> None:
        """White space was passed in the source."""
        if self.gap == NO_GAP:
            self.gap = GAP

    def settle(self) -> bool:
        """Whether every mark that was opened can have been closed; if so, all of them are."""
        if self.stars[0] or self.unders[0] or self.open:
            return False
        self.stars = self.unders = (0, 0)
        return True

    def nest(self, mark: str, count: int, opens: bool, closes: bool) -> bool:
        """Leave out `count` emphasis marks; whether that can be."""
        depth = _nested(self.stars if mark == "*" else self.unders, count, opens, closes)
        if depth is None:
            return False
        if mark == "*":
            self.stars = depth
        else:
            self.unders = depth
        return True


def _nested(depth: Depth, count: int, opens: bool, closes: bool) -> Depth | None:
    low, high = depth
    if not count:
        return depth
    if closes and high >= count:
        lowest = max(low - count, (low - count) % 2)
        return lowest, high + count if opens else high - count
    return (low + count, high + count) if opens else None
