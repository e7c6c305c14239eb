"""The walk that compares source with rendered text, within a line: emphasis, code, links, tags, entities.

Both texts are walked side by side. Where two ways are open (a `*` shown, or left out as a mark), one is tried
and the other kept for later. A source character may be left out only as one of these:

- `*` and `_` around text, opened and closed within a block; never single or beside a digit within a word,
  never between spaces, never between two numbers;
- backticks around code, in which nothing else may be left out; a backslash before ASCII punctuation, or
  between two lines;
- nothing between dollars: `$\\ge 5\\%$`;
- the brackets of `[text](target)`; the tags i, em, b, strong in pairs; `<br>` where the line breaks;
- `<sup>8</sup>` for `⁸` or `^(8)`, and sub likewise; an entity for its character;
- what `faithful` lists for the start of a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from string import punctuation
from typing import ClassVar

from medtui.safe_text import single_spaced

# White space since the last matched character: none, some, or either will do.
NO_GAP, GAP, ANY_GAP = 0, 1, 2

# Lowest and highest number of emphasis marks that can be open; the numbers between them differ by two.
Depth = tuple[int, int]

# How many of the ways to show a run of marks are tried, and how many brackets or tags may be open.
_MAX_WAYS = 8
_MAX_OPEN = 100

_MARK = re.compile(r"[$*_`\\\[\]<&\n]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PLAIN_BOLD = re.compile(r"(?<![\w*\\])\*\*(?=\S)([^*|\n]+)(?<=[^\s\\])\*\*(?![\w*])")
_FORMULA = re.compile(
    r"(?<!\$)\$\$(?:[^$\\]|\\.){1,1000}\$\$|(?<![\w$])\$(?![\s$])(?:[^$\\]|\\.){1,1000}(?<!\s)\$(?!\d)", re.DOTALL
)
_TARGET = re.compile(r"\((?:[^()\s\\]|\\.|\([^()\s]*\))+(?:[ \t]+\"[^\"\n]*\")?\)")
_SHIFTED = re.compile(r"<(su[bp])>([^<>\n]+)</\1>", re.IGNORECASE)
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_STYLED = re.compile(r"<(/?)(i|em|b|strong)>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")


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
        twin = Path.__new__(Path)  # name by name, as it is made for each mark
        twin.at, twin.out, twin.gap, twin.fresh = self.at, self.out, self.gap, self.fresh
        twin.marks, twin.quotes, twin.quoted, twin.tail = self.marks, self.quotes, self.quoted, self.tail
        twin.stars, twin.unders, twin.open = self.stars, self.unders, self.open
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


class InlineWalk:
    """One comparison of a line. rendered: single spaces for white space, none at the ends.

    The steps take a path that they own, and return how it goes on, or None where it ends.
    """

    starts_fresh: ClassVar[bool] = False  # whether a line may begin with the marks of a block

    def __init__(self, source: str, rendered: str) -> None:
        self.source = source
        self.rendered = rendered
        self.todo: list[Path] = []

    def succeeds(self) -> bool:
        """Whether there is a way through both texts."""
        if single_spaced(without_plain_marks(self.source)) == self.rendered and "$" not in self.source:
            return True
        self.todo = [Path(self.starts_fresh)]
        seen: set[tuple[object, ...]] = set()
        steps_left = 1_000 + 4 * len(self.source)
        while self.todo:
            path: Path | None = self.todo.pop()
            if path is None or (key := path.key()) in seen:
                continue
            seen.add(key)
            while path is not None:
                if path.at >= len(self.source):
                    if path.out == len(self.rendered) and path.settle():
                        return True
                    break
                steps_left -= 1
                if not steps_left:
                    return False
                path = self._start_of_line(path) if path.fresh else self._inline(path)
        return False

    def _start_of_line(self, path: Path) -> Path | None:
        path.fresh = False
        return path

    def _inline(self, path: Path) -> Path | None:
        limit = path.tail if path.tail >= 0 else len(self.source)
        match = _MARK.search(self.source, path.at, limit)
        end = match.start() if match else limit
        if end > path.at and not self.text(path, end):
            return None
        if match is not None:
            return self._steps[match[0]](self, path)
        if path.tail >= 0:
            path.at, path.tail = self.line_end(limit), -1
        return path

    def _line_feed(self, path: Path) -> Path:
        path.at += 1
        path.pass_space()
        path.fresh = self.starts_fresh
        path.marks, path.quoted, path.quotes, path.tail = 0, path.quotes, 0, -1
        return path

    def _emphasis(self, path: Path) -> Path | None:
        """A run of marks: the rendered text may have all of them, or fewer."""
        source, at = self.source, path.at
        mark = source[at]
        end = at + 1
        while source.startswith(mark, end):
            end += 1
        before, after = source[at - 1 : at] or " ", source[end : end + 1] or " "
        closes, opens = not before.isspace(), not after.isspace()
        if not (closes or opens) or _is_within_word(source, at, end):
            return path if self.text(path, end) else None
        out = self._next_out(path)
        shown = 0
        while at + shown < end and self.rendered.startswith(mark, out + shown):
            shown += 1
        ways: list[Path] = []
        for kept in range(shown, max(-1, shown - _MAX_WAYS), -1):
            way = path.copy()
            if self.text(way, at + kept) and way.nest(mark, end - at - kept, opens, closes):
                way.at = end
                ways.append(way)
        self.todo.extend(reversed(ways[1:]))
        return ways[0] if ways else None

    def _code(self, path: Path) -> Path | None:
        source = self.source
        start = path.at
        while source.startswith("`", start):
            start += 1
        mark = source[path.at : start]
        end = source.find(mark, start)
        while end >= 0 and (source.startswith("`", end + len(mark)) or source[end - 1] == "`"):
            end = source.find(mark, end + len(mark))
        code = self._replaced(path, end + len(mark), source[start:end]) if end >= 0 else None
        return self._either(path, start, code)

    def _formula(self, path: Path) -> Path | None:
        """Between dollars on one line nothing may be left out, unless markup around them has parted them."""
        match = None if path.open else _FORMULA.match(self.source, path.at, self.line_end(path.at))
        end = match.end() if match and path.tail < 0 else path.at + 1
        return path if self.text(path, end) else None

    def _escape(self, path: Path) -> Path | None:
        """A backslash before punctuation, or one that breaks the line and so has a line after it."""
        start = path.at + 1
        after = self.source[start : start + 1]
        escaped: Path | None = None
        if after == "\n":
            if self.source[start + 1 : self.line_end(start + 1)].strip():
                escaped = self._replaced(path, start, "")
        elif after and after in punctuation:
            escaped = self._replaced(path, start + 1, after)
        return self._either(path, start, escaped)

    def _opening_bracket(self, path: Path) -> Path | None:
        link: Path | None = None
        if self.source[path.at - 1 : path.at] != "!" and len(path.open) < _MAX_OPEN:
            link = path.copy()
            link.at += 1
            link.open += ("[",)
        return self._either(path, path.at + 1, link)

    def _closing_bracket(self, path: Path) -> Path | None:
        """`](target)`: the target is shown as written, after a space of ours."""
        link: Path | None = None
        if path.open[-1:] == ("[",) and (target := _TARGET.match(self.source, path.at + 1)):
            link = path.copy()
            link.at += 1
            link.open = link.open[:-1]
            link.gap = ANY_GAP
            if not self.text(link, target.end()):
                link = None
        return self._either(path, path.at + 1, link)

    def _tag(self, path: Path) -> Path | None:
        source, at = self.source, path.at
        tag: Path | None = path.copy()
        assert tag is not None
        if match := _BREAK.match(source, at):
            tag.pass_space()
        elif match := _SHIFTED.match(source, at):
            if not self._shifted(tag, match[1].lower(), match[2]):
                tag = None
        elif match := _STYLED.match(source, at):
            is_closing, name = bool(match[1]), match[2].lower()
            if is_closing and tag.open[-1:] == (name,):
                tag.open = tag.open[:-1]
            elif not is_closing and len(tag.open) < _MAX_OPEN:
                tag.open += (name,)
            else:
                tag = None
        if tag is not None and match is not None:
            tag.at = match.end()
            return self._either(path, at + 1, tag)
        return path if self.text(path, at + 1) else None

    def _shifted(self, path: Path, shift: str, text: str) -> bool:
        """Whether the rendered text goes on with `text` raised (or lowered), or in brackets after a sign."""
        sign, kind = ("^", "<super>") if shift == "sup" else ("_", "<sub>")
        out = self._next_out(path)
        shown = self.rendered[out : out + len(text)]
        is_shown = len(shown) == len(text) and all(
            unicodedata.decomposition(character).startswith(kind)
            and _plain_minus(unicodedata.normalize("NFKC", character)) == wanted
            for character, wanted in zip(shown, _plain_minus(text), strict=True)
        )
        return self.match(path, shown if is_shown else f"{sign}({text})")

    def _entity(self, path: Path) -> Path | None:
        match = _ENTITY.match(self.source, path.at)
        decoded = _decoded(*match.groups()) if match else ""
        entity = self._replaced(path, match.end(), decoded) if match and decoded else None
        return self._either(path, path.at + 1, entity)

    _steps: ClassVar[dict[str, Callable[[InlineWalk, Path], Path | None]]] = {
        "*": _emphasis,
        "_": _emphasis,
        "`": _code,
        "$": _formula,
        "\\": _escape,
        "[": _opening_bracket,
        "]": _closing_bracket,
        "<": _tag,
        "&": _entity,
        "\n": _line_feed,
    }

    def text(self, path: Path, end: int) -> bool:
        """Match the source from the path's place to `end` word for word; moves the path."""
        start, path.at = path.at, end
        return self.match(path, self.source[start:end])

    def match(self, path: Path, text: str) -> bool:
        """Match `text` word for word with the rendered text, white space where there is some in both."""
        wanted = single_spaced(text)
        if not wanted:
            if text:
                path.pass_space()
            return True
        if text[0].isspace():
            path.pass_space()
        is_apart = self.rendered.startswith(" ", path.out)
        if path.gap not in (ANY_GAP, GAP if is_apart else NO_GAP):
            return False
        out = path.out + is_apart
        if not self.rendered.startswith(wanted, out):
            return False
        path.out = out + len(wanted)
        path.gap = GAP if text[-1].isspace() else NO_GAP
        return True

    def _replaced(self, path: Path, end: int, text: str) -> Path | None:
        """The way on which `text` stands for the source up to `end`; None where the rendered text says otherwise."""
        way = path.copy()
        way.at = end
        return way if self.match(way, text) else None

    def line_end(self, at: int) -> int:
        end = self.source.find("\n", at)
        return len(self.source) if end < 0 else end

    def _next_out(self, path: Path) -> int:
        """Where the next visible character of the rendered text is."""
        return path.out + self.rendered.startswith(" ", path.out)

    def _either(self, path: Path, end: int, other: Path | None) -> Path | None:
        """Go on with the other way, or with the source as it is up to `end`; keep the second for later."""
        if other is not None:
            if not self.rendered.startswith(self.source[path.at], self._next_out(path)):
                return other
            self.todo.append(other)
        return path if self.text(path, end) else None


def without_plain_marks(source: str) -> str:
    """The source without marks that may be left out anywhere but between dollars: asterisks around words, a backslash
    before punctuation, `<br>`. Most texts have no others, and to see that takes no walk."""
    if "*" in source or "<" in source:
        source = _PLAIN_BOLD.sub(r"\1", source.replace("<br>", " "))
    return _ESCAPED.sub(r"\1", source) if "\\" in source else source


def _is_within_word(source: str, at: int, end: int) -> bool:
    """Whether the marks from `at` to `end` belong to a word or product: `A*02`, `5*3`, `5 *3`, `2**3`."""
    before, after = source[at - 1 : at], source[end : end + 1]
    if before.isalnum() and after.isalnum():
        return source[at] == "_" or end - at == 1 or not (before + after).isalpha()
    if source[at] == "_" or end - at > 1:
        return False
    while source[at - 1 : at] == " ":
        at -= 1
    while source[end : end + 1] == " ":
        end += 1
    return source[at - 1 : at].isdigit() and source[end : end + 1].isdigit()


def _plain_minus(text: str) -> str:
    return text.replace("\N{MINUS SIGN}", "-")


def _decoded(decimal: str | None, hexadecimal: str | None, name: str | None) -> str:
    """The character of an entity, made up as in HTML; empty when there is none."""
    if name:
        from html.entities import html5  # 2,000 names, and hardly a text needs them

        return html5.get(f"{name};", "")
    code = int(decimal) if decimal else int(hexadecimal or "0", 16)
    return chr(code) if 0 < code <= 0x10FFFF else ""
