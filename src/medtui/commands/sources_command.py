"""`medtui sources`: where the texts of each library come from, under what licence, and how old they are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress

from medtui.commands import output
from medtui.commands.declaration import LIBRARY, Request, ShellCommand
from medtui.commands.exit_codes import OK
from medtui.commands.name_resolution import open_listing
from medtui.library.catalogue.listing import Listing, Source
from medtui.library.files import UnreadableFile, read_beginning
from medtui.reading.decoding import decode
from medtui.reading.front_matter import Value, find_front_matter, provenance
from medtui.reading.lines import split_lines
from medtui.safe_text import safe_line

COMMAND = ShellCommand(
    "sources",
    "Write where the texts of each library come from: origin, licence, number, oldest and newest date.",
    (LIBRARY,),
)
_MOST_BYTES = 256 * 1024
_MOST_SHOWN = 8
_FIELDS = re.compile(
    r"(?mi)^(?:sources?|references?|licen[cs]e|credit|attribution|withdrawn|lossy|\w*date\w*|\w*review\w*|written"
    r"|created|effective|status):.*\n(?:[ \t-].*\n)*"
)
"""What is read of a front matter: labels have many more fields."""
_LICENCE = ("licence", "license", "credit", "attribution")
_END = re.compile(r"(?m)^---[ \t]*$")


class _About:
    """What the files of one library say. dates: by the word for what they are."""

    def __init__(self) -> None:
        self.files = self.withdrawn = self.lossy = self.silent = 0
        self.origins: Counter[str] = Counter()
        self.licences: Counter[str] = Counter()
        self.dates: dict[str, list[str]] = defaultdict(list)

    def add(self, fields: Mapping[str, Value]) -> None:
        """Count a file with these fields."""
        said = provenance(dict(fields))
        self.files += 1
        self.silent += not said.sources
        self.origins.update(dict.fromkeys(map(safe_line, said.sources), 1))
        self.licences.update(safe_line(text) for key in _LICENCE if isinstance(text := fields.get(key), str))
        self.withdrawn += bool(fields.get("withdrawn"))
        self.lossy += fields.get("lossy") == "true"
        for word, _, date in (date.partition(" ") for date in said.dates):
            self.dates[word].append(date)


def run(request: Request) -> int:
    """Write it. Returns the exit code; raises CommandError."""
    listing = open_listing(request)
    for number, source in enumerate(listing.sources):
        about = _about(listing, source)
        output.write(("\n" if number else "") + f"{source.name}: {safe_line(source.key)}\n")
        output.write("".join(f"  {name:<12} {text}\n" for name, text in _rows(about)))
    return OK


def _about(listing: Listing, source: Source) -> _About:
    about = _About()
    for entry in listing.entries:
        if entry.library == source.name and not entry.problem:
            with suppress(UnreadableFile):
                about.add(_fields(decode(read_beginning(source.root, entry.raw, _MOST_BYTES).data)[0]))
    return about


def _fields(text: str) -> Mapping[str, Value]:
    start = text.removeprefix("\ufeff").replace("\r\n", "\n")
    end = _END.search(start, 3) if start.startswith("---") else None
    if not end:
        return {}
    kept = "".join(_FIELDS.findall(start[: end.start()]))
    return find_front_matter(split_lines(f"---\n{kept}---\n")).fields


def _rows(about: _About) -> Iterator[tuple[str, str]]:
    yield "monographs", f"{about.files:,}"
    yield from _most_common("from", about.origins)
    if about.silent:
        yield "no source", f"{about.silent:,} do not say what they are from"
    yield from _most_common("licence", about.licences)
    for word, dates in about.dates.items():
        first, last = min(dates), max(dates)
        yield word, f"{first} to {last}, {len(dates):,} monographs" if first != last else first
    if about.lossy:
        yield "lossy", f"{about.lossy:,} have less than their labels"
    if about.withdrawn:
        yield "withdrawn", f"{about.withdrawn:,} are no longer in the release"


def _most_common(name: str, texts: Counter[str]) -> Iterator[tuple[str, str]]:
    for text, count in texts.most_common(_MOST_SHOWN):
        yield name, f"{text}: {count:,}"
        name = ""
    if len(texts) > _MOST_SHOWN:
        yield "", f"and {len(texts) - _MOST_SHOWN:,} others"
