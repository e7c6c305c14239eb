"""What of a file goes into the catalogue: its names, and of its monograph the words by section and facts about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from medtui.library.catalogue.changes import bytes_of, hash_of
from medtui.library.catalogue.sql_tables import EVERYTHING, KEYS, NAMES, OTHER, FileRow
from medtui.library.entry import Library, stem_of
from medtui.library.files import UNKNOWN, UnreadableFile, read_beginning
from medtui.library.loading import check_length
from medtui.library.names.folding import fold, fold_loosely, in_pairs
from medtui.library.names.synonyms import also_known_as
from medtui.monograph import Monograph, PartKind
from medtui.reading.decoding import decode
from medtui.reading.front_matter import find_front_matter
from medtui.reading.label_fields import label_fields
from medtui.reading.lines import split_lines
from medtui.reading.passages import Passage, passages
from medtui.reading.reader import quick_names, read
from medtui.reading.schema import Schema
from medtui.safe_text import safe_line

# More than the longest front matter that reading takes, so that a title after it is found too.
_BEGINNING = 96 * 1024

DISCLAIMER = "disclaimer"
PROVENANCE = frozenset({"sources", "source", "references", "reviewer", "last reviewed", "last updated", "url"})
"""Keys of the front matter, folded, that say where a monograph comes from, not what the drug is: `sources:word`
finds their words, a word alone does not."""

CLASS, TAG = "class", "tag"
_KEYS = {
    "class": CLASS, "classes": CLASS, "drug class": CLASS, "category": CLASS, "categories": CLASS,
    "tag": TAG, "tags": TAG, "keyword": TAG, "keywords": TAG,
}  # fmt: skip
"""Keys of the front matter, folded, and what they say."""

_FACT = "=="
"""What the facts about a monograph begin with; the words under a front matter key begin with one `=`."""

HAS_DISCLAIMER = f"{_FACT}disclaimer"


class Document(NamedTuple):
    """texts: folded words for each column of the index. passages: as `folded_passages` gives them. keys: those of the
    front matter. topics: classes and tags, as `topics_of` gives them."""

    texts: list[str]
    passages: str
    keys: list[str]
    topics: list[tuple[str, str]]


def read_row(library: Library, raw: str) -> FileRow:
    """What the list needs to know of the file at `raw`; a file that cannot be read says so in `problem`."""
    stem = stem_of(raw)
    try:
        file = read_beginning(library.root, raw, _BEGINNING)
    except UnreadableFile as error:
        return FileRow(raw, stem.replace("_", " ").strip() or stem, (), str(error), UNKNOWN)
    data = file.data
    if len(data) == _BEGINNING:  # cut where it splits no character
        data = data[: data.rfind(b"\n") + 1] or data
    text = decode(data)[0]
    title, names = quick_names(text, name=stem)
    title = safe_line(title) or stem
    others = tuple(name for name in map(safe_line, names) if name not in (title, ""))
    return FileRow(raw, title, others, "", file.stamp, label=_label(text))


def _label(text: str) -> str:
    """What is known of a label; nothing of other pages."""
    if not (text.startswith("---") and "\nlabel_kind:" in text):
        return ""
    from medtui.library.drug_groups import written  # most libraries have no labels

    fields = label_fields(find_front_matter(split_lines(text)).fields)
    return written(fields) if fields else ""


def read_document(
    library: Library, row: FileRow, schema: Schema, columns: Sequence[str]
) -> tuple[FileRow, Document | None]:
    """Read the file of `row` whole, for the catalogue; no document for a file that cannot be read."""
    try:
        file = bytes_of(library, row.raw)
    except UnreadableFile as error:
        return row._replace(problem=str(error), stamp=UNKNOWN, hash=b""), None
    if file.stamp != row.stamp:  # it has changed since its names were read
        row = read_row(library, row.raw)._replace(number=row.number, stamp=file.stamp)
        if row.problem:  # and is changing still
            return row._replace(stamp=UNKNOWN), None
    row = row._replace(hash=hash_of(file))
    text, _ = decode(file.data)
    try:
        check_length(text, safe_line(row.raw))
    except UnreadableFile as error:
        return row._replace(problem=str(error)), None
    monograph = read(text, name=stem_of(row.raw), schema=schema)
    names = (row.title, *row.other_names)
    return row, document(monograph, (*names, *also_known_as(names)), columns)


def document(monograph: Monograph, names: Sequence[str], columns: Sequence[str]) -> Document:
    """The monograph for the index. names: every name it is known by.

    Disclaimers are alike in nearly all monographs, so they are facts, found when asked for, not text.
    """
    texts: dict[str, list[str]] = {name: [] for name in columns}
    sections = set(columns) - {NAMES, OTHER, KEYS}
    facts = [EVERYTHING]
    disclaimer: list[str] = []
    for part in monograph.parts:
        if part.kind is PartKind.DISCLAIMER:
            disclaimer.append(part.source)
        elif part.kind is not PartKind.FRONT_MATTER:
            texts[part.section if part.section in sections else OTHER].append(part.source)
    for key, value in monograph.metadata.items():
        values = (value,) if isinstance(value, str) else value
        if fold(key) not in PROVENANCE:
            texts[OTHER] += values
        facts += facts_of(fold(key), "\n".join(values))
        facts.append(has_key(fold(key)))
    facts += [has_section(section.name) for section in monograph.sections]
    if disclaimer:
        facts += [HAS_DISCLAIMER, *facts_of(DISCLAIMER, "\n".join(disclaimer))]
    texts[NAMES] = [" ".join(names)]
    folded = {name: in_pairs(fold_loosely("\n".join(lines))) for name, lines in texts.items() if lines}
    folded[KEYS] = " ".join(facts)
    keys = [fold(key) for key in monograph.metadata]
    written = [folded.get(name, "") for name in columns]
    return Document(written, folded_passages(passages(monograph)), keys, list(topics_of(monograph.metadata)))


def topics_of(metadata: Mapping[str, str | tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """The classes and tags that front matter gives, each with what it is; those in one line are parted by commas."""
    for key, value in metadata.items():
        if kind := _KEYS.get(fold(key)):
            given = value.split("," if kind == TAG else ";") if isinstance(value, str) else value
            yield from ((kind, safe_line(name.strip())) for name in given if fold(name))


def folded_passages(found: Sequence[Passage]) -> str:
    """A line for each passage, as ranking looks through them: its section's name; then, folded, a space before and
    after each word, its section's heading, its other headings, and its text, with tabs between them."""
    lines = []
    for one in found:
        # The heading of a FAQ is its question: as telling as a sub-heading.
        section, question = ("", one.part.heading) if one.part.kind is PartKind.FAQ else (one.part.heading, "")
        headings = " ".join((question, *one.headings, one.lead))
        lines.append((one.section, _spaced(section), _spaced(headings), _spaced(one.text)))
    return "\n".join(map("\t".join, lines))


@lru_cache(maxsize=512)  # headings are the same for many passages
def _spaced(text: str) -> str:
    folded = fold(text)
    return f" {folded} " if folded else ""


def has_section(name: str) -> str:
    """The word that says that a monograph has that section."""
    return f"{_FACT}section={name.replace(' ', '_')}"


def has_key(key: str) -> str:
    """The word that says that its front matter has that key, which is folded."""
    return f"{_FACT}key={key.replace(' ', '_')}"


def facts_of(key: str, text: str) -> list[str]:
    """The words of what stands under a front matter key, each marked as belonging to it."""
    mark = fact_mark(key)
    return [mark + word for word in fold(text).split()]


def fact_mark(key: str) -> str:
    """What the words under a front matter key begin with in the index."""
    return f"={key.replace(' ', '_')}="
