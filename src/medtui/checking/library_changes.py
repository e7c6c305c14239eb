"""What two versions of a library differ in: drugs that are new, gone or renamed, and what has changed in the others."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from medtui.checking.page_changes import Change, changes
from medtui.checking.page_versions import Version, pages_of
from medtui.library.child_processes import executor, uninterrupted
from medtui.library.entry import stem_of
from medtui.library.names.folding import fold
from medtui.monograph import Monograph, PartKind
from medtui.reading.decoding import decode
from medtui.reading.reader import read
from medtui.reading.schema import Schema

_FEW = 200
"""Changed pages that this process compares by itself as quickly."""
_CHUNK, _AHEAD = 25, 3
_LEAST_RANK = 9
_NEAREST = 5
_RENAMED_SHARE = 0.5
_OTHER_DRUG_SHARE = 0.3


class UnpairedDrug(NamedTuple):
    """A page that is in one version alone. raw: its path; not safe to show."""

    raw: str
    title: str


class DrugChanges(NamedTuple):
    """A page that is in both versions. raw, title: in the new one."""

    raw: str
    title: str
    old_raw: str
    old_title: str
    changes: tuple[Change, ...]

    @property
    def is_renamed(self) -> bool:
        """Whether its title is another one."""
        return fold(self.title) != fold(self.old_title)

    @property
    def is_moved(self) -> bool:
        """Whether its file is called otherwise."""
        return self.raw != self.old_raw


@dataclass
class LibraryChanges:
    """What was found. changed: the drugs with the most dangerous changes first, the renamed ones among them. alike: how
    many pages are the same. problems: a sentence for each page that could not be read."""

    new: list[UnpairedDrug] = field(default_factory=list)
    gone: list[UnpairedDrug] = field(default_factory=list)
    changed: list[DrugChanges] = field(default_factory=list)
    alike: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def is_alike(self) -> bool:
        """Whether nothing differs."""
        return not (self.new or self.gone or self.changed or self.problems)


class _Task(NamedTuple):
    """Two versions of a page, to be compared."""

    old_raw: str
    raw: str
    old: bytes
    new: bytes


class _Compared(NamedTuple):
    """is_other_drug: the two have neither a name nor their text in common."""

    found: DrugChanges
    is_other_drug: bool


def library_changes(
    old: Version, new: Version, schema: Schema, section: str = "", processes: int = 0
) -> LibraryChanges:
    """Compare two versions. section: the canonical name of the only one that counts, or empty for all.

    processes: how many others to use where much has changed; 0 for none.
    """
    result = LibraryChanges()
    both = [(raw, raw) for raw in new.files if raw in old.files]
    if old.is_file and new.is_file:
        both = [(next(iter(old.files)), next(iter(new.files)))]
    old_only, new_only = [*old.files.keys() - {raw for raw, _ in both}], [*new.files.keys() - {raw for _, raw in both}]
    for one in _all_compared(_differing(both, old, new, result), schema, processes):
        if one.is_other_drug and not new.is_file:
            old_only.append(one.found.old_raw)
            new_only.append(one.found.raw)
        else:
            _add(one.found, section, result)
    for found in _of_the_others(old, new, old_only, new_only, schema, result):
        _add(found, section, result)
    result.changed.sort(key=lambda each: min((change.rank for change in each.changes), default=_LEAST_RANK))
    return result


def _differing(both: Iterable[tuple[str, str]], old: Version, new: Version, result: LibraryChanges) -> Iterator[_Task]:
    """The pages whose bytes differ; those with the same hash are not read."""
    for old_raw, raw in both:
        if old.files[old_raw] and old.files[old_raw] == new.files[raw]:
            result.alike += 1
            continue
        before, after = ([*pages_of(version, [name])] for version, name in ((old, old_raw), (new, raw)))
        contents = [data for _, data in (*before, *after)]
        if len(contents) < 2 or contents[0] == contents[1]:
            result.alike += len(contents) == 2
        elif isinstance(contents[0], bytes) and isinstance(contents[1], bytes):
            yield _Task(old_raw, raw, contents[0], contents[1])
        else:
            result.problems += dict.fromkeys(problem for problem in contents if isinstance(problem, str))


def _all_compared(tasks: Iterator[_Task], schema: Schema, processes: int) -> Iterator[_Compared]:
    """Each of them compared, in other processes from where there are many."""
    few = list(islice(tasks, _FEW))
    if not processes or len(few) < _FEW:
        yield from _chunk_compared([*few, *tasks], schema)
        return
    with executor(processes, _nothing_to_prepare, may_fork=True) as pool:
        waiting: deque[Future[list[_Compared]]] = deque()
        rest = chain(few, tasks)
        while chunk := list(islice(rest, _CHUNK)):
            with uninterrupted():
                waiting.append(pool.submit(_chunk_compared, chunk, schema))
            while len(waiting) > _AHEAD * processes or (waiting and waiting[0].done()):
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _nothing_to_prepare() -> None:
    """What they import they import when they begin."""


def _chunk_compared(tasks: Iterable[_Task], schema: Schema) -> list[_Compared]:
    compared = []
    for task in tasks:
        old, new = _monograph(task.old_raw, task.old, schema), _monograph(task.raw, task.new, schema)
        is_other = not _names(old) & _names(new) and _shared(_text_lines(old), _text_lines(new)) < _OTHER_DRUG_SHARE
        found = DrugChanges(task.raw, new.title, task.old_raw, old.title, tuple(changes(old, new)))
        compared.append(_Compared(found, is_other))
    return compared


def _monograph(raw: str, data: bytes, schema: Schema) -> Monograph:
    return read(decode(data)[0], name=stem_of(raw), schema=schema)


def _names(monograph: Monograph) -> set[str]:
    return {fold(name) for name in monograph.names}


def _text_lines(monograph: Monograph) -> Counter[str]:
    """Its lines but for front matter and disclaimer, which pages have in common."""
    apart = (PartKind.FRONT_MATTER, PartKind.DISCLAIMER)
    text = "".join(part.source for part in monograph.parts if part.kind not in apart)
    return Counter(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _shared(one: Counter[str], other: Counter[str]) -> float:
    """Which share of the longer one's lines stand in the other, too."""
    return (one & other).total() / max(one.total(), other.total(), 1)


# Pages that are in one version alone ----------------------------------------------------------------------


class _Page(NamedTuple):
    raw: str
    monograph: Monograph


_Key = Callable[[_Page], Iterable[str]]
_KEYS: tuple[_Key, ...] = (lambda page: [fold(page.monograph.title)], lambda page: _names(page.monograph))


def _of_the_others(
    old: Version, new: Version, old_only: Iterable[str], new_only: Iterable[str], schema: Schema, result: LibraryChanges
) -> Iterator[DrugChanges]:
    """The same drug under another name or in another place; what is new or gone goes into the result."""
    gone, come = (dict(_contents(version, raws, result)) for version, raws in ((old, old_only), (new, new_only)))
    places = {data: raw for raw, data in come.items()}
    for raw, data in [*gone.items()]:
        if now := places.pop(data, ""):
            del gone[raw], come[now]
            title = _monograph(now, data, schema).title
            yield DrugChanges(now, title, raw, title, ())
    left, right = (
        {raw: _Page(raw, _monograph(raw, data, schema)) for raw, data in side.items()} for side in (gone, come)
    )
    for key in _KEYS:
        yield from _same_by_key(left, right, key)
    yield from _same_by_text(left, right)
    result.gone += (UnpairedDrug(page.raw, page.monograph.title) for page in left.values())
    result.new += (UnpairedDrug(page.raw, page.monograph.title) for page in right.values())


def _contents(version: Version, raws: Iterable[str], result: LibraryChanges) -> Iterator[tuple[str, bytes]]:
    for raw, data in pages_of(version, sorted(raws)):
        if isinstance(data, bytes):
            yield raw, data
        else:
            result.problems.append(data)


def _same_by_key(old: dict[str, _Page], new: dict[str, _Page], key: _Key) -> Iterator[DrugChanges]:
    """Pairs with a title, or another name, in common; taken out of both."""
    bearers = {each: page.raw for page in new.values() for each in key(page)}
    for page in [*old.values()]:
        raw = next((bearers[each] for each in key(page) if bearers.get(each) in new), None)
        if raw is not None:
            yield _taken(old, new, page.raw, raw)


def _same_by_text(old: dict[str, _Page], new: dict[str, _Page]) -> Iterator[DrugChanges]:
    """Pairs that have half of their lines in common; taken out of both."""
    lines = {raw: _text_lines(page.monograph) for raw, page in new.items()}
    bearers: dict[str, list[str]] = {}
    for raw, own in lines.items():
        for line in own:
            bearers.setdefault(line, []).append(raw)
    for page in [*old.values()]:
        own = _text_lines(page.monograph)
        counts = Counter(raw for line in own for raw in bearers.get(line, ()) if raw in new)
        shares = {raw: _shared(own, lines[raw]) for raw, _ in counts.most_common(_NEAREST)}
        best = max(shares, key=shares.__getitem__, default="")
        if best and shares[best] >= _RENAMED_SHARE:
            yield _taken(old, new, page.raw, best)


def _taken(old: dict[str, _Page], new: dict[str, _Page], old_raw: str, raw: str) -> DrugChanges:
    before, after = old.pop(old_raw).monograph, new.pop(raw).monograph
    return DrugChanges(raw, after.title, old_raw, before.title, tuple(changes(before, after)))


def _add(found: DrugChanges, section: str, result: LibraryChanges) -> None:
    """Count it as changed, unless nothing has changed in the section that counts."""
    if section:
        found = found._replace(changes=tuple(change for change in found.changes if change.section == section))
    if found.changes or found.is_renamed or found.is_moved:
        result.changed.append(found)
    else:
        result.alike += 1
