"""What of a monograph goes into the index: its words by section, and facts about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from medtui.library.catalogue.tables import EVERYTHING, KEYS, NAMES, OTHER
from medtui.library.names.folding import fold, fold_loosely
from medtui.monograph import Monograph, PartKind

START_LETTERS = 4
"""The longest beginnings of words whose monographs are counted beforehand: longer ones are rare enough."""
FEW_LETTERS = 3
"""The same in a library where the index is quick with more."""

DISCLAIMER = "disclaimer"
PROVENANCE = frozenset({"sources", "source", "references", "reviewer", "last reviewed", "last updated", "url"})
"""Keys of the front matter, folded, that say where a monograph comes from, not what the drug is: `sources:word`
finds their words, a word alone does not."""

_FACT = "=="
"""What the facts about a monograph begin with; the words under a front matter key begin with one `=`."""

HAS_DISCLAIMER = f"{_FACT}disclaimer"


class Document(NamedTuple):
    """texts: folded words for each column of the index. words: each of them once, and what the monograph has.
    keys: those of the front matter."""

    texts: list[str]
    words: set[str]
    keys: list[str]


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
    folded = {name: fold_loosely("\n".join(lines)) for name, lines in texts.items() if lines}
    words = set(" ".join(folded.values()).split())
    words.update(fact for fact in facts if fact.startswith(_FACT))
    folded[KEYS] = " ".join(facts)
    return Document([folded.get(name, "") for name in columns], words, [fold(key) for key in monograph.metadata])


def starts_of(words: Mapping[str, int], letters: int) -> dict[str, int]:
    """The sets of files by the first letters of their words, one to `letters` of them, and by facts, which are whole.

    words: as Document has them, each with the set of the files that it is in.
    """
    found = {word: numbers for word, numbers in words.items() if word.startswith(_FACT)}
    longer: Mapping[str, int] = {word: numbers for word, numbers in words.items() if word not in found}
    for length in range(letters, 0, -1):
        starts: defaultdict[str, int] = defaultdict(int)
        for word, numbers in longer.items():
            starts[word[:length]] |= numbers
        found.update(starts)  # one of fewer letters is in itself again
        longer = starts
    return found


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
