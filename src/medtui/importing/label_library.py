"""A folder of imported labels: what is in it, and how a label gets into it whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from medtui.desk.atomic_write import UNFINISHED, write_file
from medtui.importing.label import Label
from medtui.importing.label_sections import SCHEMA

IMPORTER = "6"
"""Raised when what it writes changes: then what another one wrote is written again."""
SCHEMA_FILE = "medtui.yaml"
HISTORY = ".history"
_FIELD = re.compile(rb"(?m)^(set_id|version|source_sha256|text_sha256|importer|source|withdrawn): '?([^'\n]*)'?$")
_CODES = re.compile(rb"(?m)^(?:rxcui|epc|codes_sha256):.*\n(?:[- ].*\n)*")
_CODES_SOURCE = re.compile(r"(?m)^codes_sha256: '(.*)'\n")
_WITHDRAWN = re.compile(r"(?m)^withdrawn: .*\n")
_NAME_LINE = re.compile(r"\Aname:.*\n")
_SCHEMA_LINE = "# Written by medtui import, which writes it again when it has another one, unless somebody edits it: "
_EARLIER_SCHEMAS = frozenset(
    {
        "8eeaf2ec24a3df8ce903e09b78f27db33ecbe8c1aa7be4361b57867f77d8b120",
        "df40cb434a03d47bcae89e9ef40e5c831ce8256d93c5b16e33c7166227dfd57c",
    }
)
"""SHA-256 of those that were written without that line."""
_CHECKS = """
check:  # what only its writers can mend is not told
  rules:
    dose-writing: off
    currency-and-sources: off
    missing-section: off
    placeholder: off
"""
_BLOCK, _MOST_HEAD = 4 * 1024, 256 * 1024
_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Imported:
    """A label in the folder, as its front matter says. codes: the lines with its RxCUI and class, and with the SHA-256
    of their source where that is another one. withdrawn: since when no release has it, or empty."""

    path: Path
    set_id: str
    version: int
    source_sha256: str
    text_sha256: str
    importer: str
    is_of_openfda: bool = False
    codes: str = ""
    withdrawn: str = ""

    def is_as_written(self) -> bool:
        """Whether nobody has changed its text. Raises OSError."""
        return sha256(body_of(self.path.read_text(encoding="utf-8"))) == self.text_sha256

    def codes_with_source(self) -> str:
        """Its codes as they stand in a label of another source."""
        return f"{self.codes}codes_sha256: '{self.source_sha256}'\n"


def sha256(data: str | bytes) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def body_of(text: str) -> str:
    """A monograph's text without its front matter."""
    return text.partition("\n---\n\n")[2]


def imported(path: Path, head: bytes) -> Imported:
    """The label whose file begins with that front matter. Where it has no text_sha256, it is none of ours."""
    fields = {key.decode(): value.decode(errors="replace") for key, value in _FIELD.findall(head)}
    version = fields.get("version", "0")
    return Imported(
        path,
        fields.get("set_id", ""),
        int(version) if version.isdecimal() else 0,
        fields.get("source_sha256", ""),
        fields.get("text_sha256", ""),
        fields.get("importer", ""),
        "openFDA" in fields.get("source", ""),
        b"".join(_CODES.findall(head + b"\n")).decode(errors="replace"),
        fields.get("withdrawn", ""),
    )


def with_codes(text: str, codes: str) -> str:
    """A monograph with these lines in its front matter, in the place of those that it has."""
    head = _CODES.sub(b"", head_of(text) + b"\n").decode()
    return f"{head}{codes}---\n\n{body_of(text)}"


def head_of(text: str) -> bytes:
    """A monograph's front matter."""
    return text.partition("\n---\n\n")[0].encode()


def _head(path: Path) -> bytes:
    """A file's front matter. Raises OSError."""
    head = b""
    with path.open("rb", buffering=0) as file:
        while b"\n---\n" not in head and len(head) < _MOST_HEAD and (block := file.read(_BLOCK)):
            head += block
    return head.partition(b"\n---\n")[0]


def _sources(label: Imported) -> list[str]:
    return [label.source_sha256, *_CODES_SOURCE.findall(label.codes)]


class LabelLibrary:
    """The labels in a folder, by set id."""

    def __init__(self, folder: Path, name: str = "") -> None:
        """Looks at the front matter of each file. name: what it is to be called, if not as before. Raises OSError."""
        self.folder, self._name = folder, name
        self.labels: dict[str, Imported] = {}
        self._by_source: dict[str, list[Imported]] = defaultdict(list)
        for label in self._found():
            self.add(label)

    def _found(self) -> Iterator[Imported]:
        for path in sorted(self.folder.glob("*.md")) if self.folder.is_dir() else ():
            label = imported(path, _head(path))
            if label.set_id and label.text_sha256:
                yield label

    def of_source(self, digest: str) -> tuple[Imported, ...]:
        """What this importer made of exactly that source, so that making it again would change nothing."""
        return tuple(self._by_source.get(digest, ()))

    def add(self, label: Imported) -> None:
        """Know that label from now on, in the place of the one of its set id."""
        if before := self.labels.get(label.set_id):
            for source in _sources(before):
                self._by_source[source] = [one for one in self._by_source[source] if one.set_id != label.set_id]
        self.labels[label.set_id] = label
        if label.importer == IMPORTER:
            for source in _sources(label):
                self._by_source[source].append(label)

    def begin(self) -> None:
        """Make the folder, with the schema that reads its labels; take away what a run that was killed has left half
        written. Raises OSError, NotWrittenError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for pattern in (UNFINISHED, f"{HISTORY}/*/{UNFINISHED}"):
            for path in self.folder.glob(pattern):
                path.unlink(missing_ok=True)
        schema = self.folder / SCHEMA_FILE
        before = schema.read_text(encoding="utf-8") if schema.exists() else ""
        name, own = _NAME_LINE.match(before), _NAME_LINE.sub("", before)
        line = f"name: {json.dumps(self._name, ensure_ascii=False)}\n" if self._name else name[0] if name else ""
        now = line + (schema_yaml() if not before or _is_our_schema(own) else own)
        if now != before:
            write_file(schema, now, overwrite=True)

    def put(self, set_id: str, file: str, text: str) -> Path:
        """Write a label's monograph; the version before it goes into the history. Raises OSError, NotWrittenError."""
        before = self.labels.get(set_id)
        path = before.path if before else self._free(file, set_id)
        if before:
            kept = self.folder / HISTORY / set_id
            kept.mkdir(parents=True, exist_ok=True)
            write_file(kept / f"{before.version}.md.old", path.read_text(encoding="utf-8"), overwrite=True)
        write_file(path, text, overwrite=before is not None)
        return path

    def supply(self, label: Imported) -> None:
        """Write a label's codes into its file. Raises OSError, NotWrittenError."""
        write_file(label.path, with_codes(label.path.read_text(encoding="utf-8"), label.codes), overwrite=True)

    def mark_withdrawn(self, label: Imported) -> None:
        """Write into a label's file since when no release has it, or that one has it again. Raises OSError,
        NotWrittenError."""
        text = label.path.read_text(encoding="utf-8")
        head = _WITHDRAWN.sub("", f"{head_of(text).decode()}\n")
        line = f"withdrawn: '{label.withdrawn}'\n" if label.withdrawn else ""
        write_file(label.path, f"{head}{line}---\n\n{body_of(text)}", overwrite=True)

    def version_before(self, label: Imported) -> Path | None:
        """The newest version that a label has taken the place of. Raises OSError."""
        kept = self.folder / HISTORY / label.set_id
        numbers = [int(path.name.partition(".")[0]) for path in kept.glob("*.md.old") if path.name[:1].isdecimal()]
        newest = max((number for number in numbers if number <= label.version), default=None)
        return None if newest is None else kept / f"{newest}.md.old"

    def _free(self, file: str, set_id: str) -> Path:
        """The place for a new label's file; under its whole set id where somebody else has a file of that name."""
        path = self.folder / file
        if not os.path.lexists(path):
            return path
        return self.folder / f"{file.rpartition('--')[0]}--{_slug(set_id)}.md"


def file_name(label: Label) -> str:
    """`generic--brand-or-labeler--setid8.md`: the same for every version, on every disk."""
    product = next(iter(label.products), None)
    generic = _slug((product and (product.generic or product.name)) or "") or "unknown"
    brand = _slug((product and product.name) or "")
    other = brand if brand and brand != generic else _slug(label.labeler) or "unknown"
    return f"{generic}--{other}--{_WORD.sub('', label.set_id)[:8]}.md"


def _slug(text: str) -> str:
    """In letters that every disk has: `película` as pelicula."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return _WORD.sub("-", text.casefold()).strip("-")[:_LONGEST_NAME].strip("-")


def schema_yaml() -> str:
    """The schema as a library's own file, with the rules of `medtui check` that labels are not to be held to."""
    rows = []
    for spec in SCHEMA.sections:
        rows.append(f"  - name: {spec.name}\n    label: {spec.label}\n    title: {spec.title}\n")
        rows += [f"    {flag}: yes\n" for flag in ("standard", "alert", "faqs") if getattr(spec, flag)]
    text = f"extend: no\n\nsections:\n{''.join(rows)}{_CHECKS}"
    return f"{_SCHEMA_LINE}{sha256(text)}\n{text}"


def _is_our_schema(text: str) -> bool:
    """Whether an import has written that, and nobody has changed it since."""
    first, _, rest = text.partition("\n")
    return first == f"{_SCHEMA_LINE}{sha256(rest)}" or sha256(text) in _EARLIER_SCHEMAS
