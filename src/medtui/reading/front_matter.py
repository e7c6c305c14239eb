"""YAML front matter: found, read without trusting it, and asked for the age and the review of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from medtui.monograph import Problem
from medtui.older_python import compile_pattern
from medtui.reading.lines import is_blank, next_text
from medtui.reading.safe_yaml import Items, Node, Pairs, Scalar, UnsafeYamlError, parse_yaml

Value = str | tuple[str, ...]

_CLOSING = ("---", "...")
# Most front matter is no more than such lines, which mean to YAML what they seem to. With this, a library of 6,447 is
# listed for the first time at 20 us a file instead of 40, and the first drug waits 10 ms less: for PyYAML's import.
_PLAIN = compile_pattern(r"(?:[A-Za-z_]+: [A-Za-z](?:[\w +(),./-]*[\w)])?\n)*+", re.ASCII)
_TITLE = re.compile(r"title[ \t]*:[ \t]*(?P<title>.*)", re.IGNORECASE)
_KEY = re.compile(r"[A-Za-z_][\w-]*[ \t]*:(?:\s|$)")
_YAML_START = re.compile(r"\s*(?:[\w\"'?\[{-][^\r\n]*:(?:\s|$)|- |\{|\[|[%&*!|>@`])")
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_FEW_LINES = 3
_LINES_WITH_TITLE = 12

_KINDS_OF_NAME = (
    "brand", "trade", "proprietary", "nonproprietary", "generic", "other", "common", "alternate", "alternative",
)  # fmt: skip
_OWN_NAMES = frozenset({"name", "inn", "genericname", "commonname"})
"""Keys whose comma may be part of the name: Insulin, human."""
_NAMES = _OWN_NAMES | {
    "names", "alias", "aliases", "synonym", "synonyms", "aka", "alsoknownas", "brand", "brands",
    *(f"{kind}name{plural}" for kind in _KINDS_OF_NAME for plural in ("", "s")),
}  # fmt: skip
_COMMA = re.compile(r"[,，、،](?!(?<=\d,)\d|(?<=\b[A-Z],)(?:[A-Z],)*[A-Z]-)")  # but for 1,25-dihydroxy and N,N-dimethyl
_SEMICOLON = re.compile(r"[;；]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_DEEPEST = 3
_NO_NAME = re.compile(r"[\W_]*|(?:none|nil|null|n/a|unknown)\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """lines: how many source lines it takes, fences included (0: there is none)."""

    lines: int = 0
    fields: dict[str, Value] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def words(self, *keys: str) -> list[str]:
        """The values of some fields, whatever the case of their keys, each on one line; none is empty."""
        found: list[str] = []
        for key, value in self.fields.items():
            if key.casefold() in keys:
                found += _texts(value)
        return [" ".join(word.split()) for word in found if word.strip()]

    def names(self) -> list[str]:
        """What the fields that hold names say, each name by itself and on one line."""
        found: list[str] = []
        for key, value in self.fields.items():
            plain = _plain(key)
            if plain in _OWN_NAMES or (plain in _NAMES and not isinstance(value, str)):
                found += _texts(value)
            elif plain in _NAMES and isinstance(value, str):
                found += _listed_names(value)
        names = (" ".join(name.split()) for name in found)
        return [name for name in names if not _NO_NAME.fullmatch(name)]


def _plain(key: str) -> str:
    """A key without case and without what parts its words: brandNames, brand_names and Brand Names are one."""
    return re.sub(r"[\W_]+", "", key).casefold()


def _listed_names(text: str) -> Iterator[str]:
    """The names in a value such as `Panadol (UK, Ireland), Tylenol`. Where semicolons part them, commas are part of
    them, and what is in brackets parts nothing."""
    for line in text.splitlines():
        bare = line
        for _ in range(_DEEPEST):
            bare = _BRACKETS.sub(lambda inside: "_" * len(inside[0]), bare)
        sign = _SEMICOLON if _SEMICOLON.search(bare) else _COMMA
        start = 0
        for match in sign.finditer(bare):
            yield line[start : match.start()]
            start = match.end()
        yield line[start:]


def opens_front_matter(line: str) -> bool:
    """True for a first line that may begin front matter."""
    return line.removeprefix("\ufeff").rstrip(" \t\r\n") == "---"


def find_front_matter(lines: Sequence[str]) -> FrontMatter:
    """The front matter at the start of `lines`. Never raises: what cannot be read becomes a problem."""
    if not lines or not opens_front_matter(lines[0]):
        return FrontMatter()
    closing = next((n for n, line in enumerate(lines) if n and line.rstrip(" \t\r\n") in _CLOSING), None)
    if closing is None:
        return _unclosed(lines)
    inside = lines[1:closing]
    if not _looks_like_fields(inside):
        return _unclosed(lines)
    fields, problem = _read_fields(inside)
    if problem and any(_HEADING.match(line) for line in inside):
        return _unclosed(lines)  # the closing line is a thematic break further down
    return FrontMatter(next_text(lines, closing + 1, len(lines)), fields, (problem,) if problem else ())


def _unclosed(lines: Sequence[str]) -> FrontMatter:
    """What an opening line means that no closing one follows: front matter, or a thematic break."""
    start = lines[1 : _LINES_WITH_TITLE + 1]
    title = _title_line(start)
    if title is None and not (len(start) > 1 and all(_KEY.match(line) for line in start[:2])):
        return FrontMatter()
    message = "The front matter has no closing `---` line, so it is shown as text."
    fields: dict[str, Value] = {} if title is None else {"title": title}
    return FrontMatter(fields=fields, problems=(Problem("front_matter", message, 1),))


def _looks_like_fields(inside: Sequence[str]) -> bool:
    """False for prose between two thematic breaks, and for a fence that only a later break closes."""
    first = next((line for line in inside if not is_blank(line) and not line.lstrip().startswith("#")), None)
    if first is None or _YAML_START.match(first):
        return True
    return len(inside) <= _FEW_LINES and not is_blank(inside[0])


def _title_line(inside: Sequence[str]) -> str | None:
    """What follows `title:`, as it is written, without the quotes around it."""
    match = next((match for line in inside if (match := _TITLE.match(line.rstrip("\r\n")))), None)
    if match is None:
        return None
    title = match["title"].strip()
    return title[1:-1] if len(title) > 1 and title[0] == title[-1] and title[0] in "\"'" else title


def _read_fields(inside: Sequence[str]) -> tuple[dict[str, Value], Problem | None]:
    text = "".join(inside).replace("\r\n", "\n").replace("\r", "\n")
    if _PLAIN.fullmatch(text):
        keys_and_words = (line.partition(": ") for line in text.splitlines())
        return {key: words for key, _, words in keys_and_words}, None
    title = _title_line(inside)
    try:
        fields = dict(_pairs(parse_yaml(text)))
    except UnsafeYamlError as error:
        message = f"The front matter {error}; it is shown as written."
        fallback: dict[str, Value] = {} if title is None else {"title": title}
        return fallback, Problem("front_matter", message, error.line + 1)
    read = fields.get("title")
    if title is not None and isinstance(read, str) and title.startswith(f"{read} #"):
        fields["title"] = title  # to YAML the rest is a comment, to an author hardly ever
    return fields, None


def _pairs(root: Node | None) -> Iterator[tuple[str, Value]]:
    if root is None or (isinstance(root, Scalar) and not root.text):
        return
    if not isinstance(root, Pairs):
        raise UnsafeYamlError("is not a list of `key: value` lines", root.line)
    for key, value in root.pairs:
        yield _one_line(key), tuple(map(_one_line, value.items)) if isinstance(value, Items) else _one_line(value)


def _one_line(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return ", ".join(map(_one_line, node.items))
    return "; ".join(f"{_one_line(key)}: {_one_line(value)}" for key, value in node.pairs)


# --- how old a text is, and who reviewed it ------------------------------------------------------------------

LONGEST_DATE = 24
"""Characters: enough for `Wednesday 22 November 26`. A longer text is no date, and would cost a header its room."""

_REVIEWED, _WRITTEN = "reviewed", "written"
_WORDS = {
    "lastreviewed": _REVIEWED,
    "written": _WRITTEN,
    "datewritten": _WRITTEN,
    "created": _WRITTEN,
    "date": "dated",
    "updated": "updated",
    "lastupdated": "updated",
    "effectivedate": "effective",
    "effective": "effective",
}
"""The word before a date, by its key; of keys with the same word the first that holds a date counts."""

_REVIEWERS = ("reviewer", "reviewedby")
_STATUS = ("status", "reviewstatus")
_SOURCES = ("sources", "source", "references", "reference")
_IS_DRAFT = re.compile(r"(?i)draft\b")
_DATE = re.compile(r"\d{4}|\d+[./-]\d+[./-]\d+")
_TIME_OF_DAY = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ]\d\d:\d\d.*")
_NOBODY = re.compile(
    r"(?i)(?:none|nobody|not|never|no (?:one|reviewer)|unreviewed|pending|awaiting|tb[acd]|todo)\b"
    r"|(?:no|nil|null|n/?a|unknown|false)$"
    r"|.*\b(?:not|never)\b.*\breview|.*\bunreviewed\b"
    r"|[\W_]*$"
)


class Provenance(NamedTuple):
    """dates: each with the word for what it is: `reviewed 2026-11-22`, `written`, `dated`, `updated`, `effective`.
    reviewer: who reviewed the text; empty where nobody is named. review: what a reader must know of that, or empty.
    sources: what the text was written from."""

    dates: tuple[str, ...]
    reviewer: str
    review: str
    sources: tuple[str, ...]


def provenance(metadata: dict[str, Value]) -> Provenance:
    """The age and the review of a text with that front matter.

    A date is any printable text of at most LONGEST_DATE characters with a year of four digits or with three numbers
    (`2026-11-22`, `2026-11`, `Nov 2026`, `22/11/26`). It stays as it is written, but for a time of day after an ISO
    date. A value that is something else (a list, `unknown`, control characters) is passed over.
    `last_reviewed` says that a text was reviewed only where a reviewer is named: else it says when it was written.
    A status of `draft` or `not reviewed` says that it was not.
    """
    fields = {_plain(key): value for key, value in reversed(metadata.items())}
    dates: dict[str, str] = {}
    for key, word in _WORDS.items():
        if date := _date(fields.get(key)):
            dates.setdefault(word, date)
    named = [" ".join(name.split()) for key in _REVIEWERS for name in _texts(fields.get(key))]
    status = [text for key in _STATUS for text in _texts(fields.get(key))]
    is_refused = any(map(_NOBODY.match, named)) or any(_NOBODY.match(text) or _IS_DRAFT.match(text) for text in status)
    reviewer = "" if is_refused else ", ".join(named)
    review = "not clinically reviewed" if is_refused else ""
    if _REVIEWED in dates and not reviewer:
        dates = {_WRITTEN: dates.pop(_REVIEWED), **dates}
        review = review or "no reviewer named"
    sources = tuple(text.strip().removeprefix("title: ") for key in _SOURCES for text in _texts(fields.get(key)))
    return Provenance(tuple(f"{word} {date}" for word, date in dates.items()), reviewer, review, sources)


def _date(value: Value | None) -> str:
    """The value as a date to show on one line, or nothing."""
    if not isinstance(value, str):
        return ""
    date = _TIME_OF_DAY.sub(r"\1", " ".join(value.split()))
    return date if len(date) <= LONGEST_DATE and date.isprintable() and _DATE.search(date) else ""


def _texts(value: Value | None) -> tuple[str, ...]:
    values = (value,) if isinstance(value, str) else value or ()
    return tuple(text for text in values if text.strip())
