"""A monograph as JSON. docs/json.md describes it: it is a contract."""

from __future__ import annotations

import json
from unicodedata import category

from medtui.library.loading import LoadedMonograph
from medtui.monograph import Part, PartKind, Section
from medtui.presentation.disclaimer import disclaimer_of
from medtui.presentation.page import answer_text, part_text, question_text
from medtui.reading.faqs import strip_label
from medtui.safe_text import safe_line


def monograph_json(loaded: LoadedMonograph, section: Section | None = None) -> dict[str, object]:
    """Everything about one monograph; with `section`, only the parts and FAQs of that section."""
    entry, monograph = loaded.entry, loaded.monograph
    parts = section.parts if section else monograph.parts
    disclaimer = disclaimer_of(monograph)
    return {
        "id": entry.id,
        "title": entry.title,
        "names": list(entry.names),
        "path": entry.path,
        "sha256": loaded.file.sha256,
        "library": entry.library,
        "parts": [_part(part) for part in parts],
        "faqs": [
            {"question": strip_label(question_text(part)), "answer": strip_label(answer_text(part))}
            for part in parts
            if part.kind is PartKind.FAQ
        ],
        "disclaimer": "" if disclaimer.is_ours else disclaimer.text,
        "problems": [problem.message for problem in monograph.problems],
    }


def _part(part: Part) -> dict[str, object]:
    return {
        "kind": part.kind.value,
        "section": part.section,
        "drug": part.drug,
        "heading": part.heading,
        "lines": list(part.lines),
        "source": part.source,
        "text": part_text(part),
    }


_encoded = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps makes one each time


def to_json(value: object, *, indent: int | None = None) -> str:
    """`value` as JSON that is safe on a terminal: what could drive one stands as an escape, as do lone
    surrogates."""
    text = json.dumps(value, ensure_ascii=False, indent=indent) if indent else _encoded(value)
    return "\n".join(map(_escaped, text.split("\n")))


def _escaped(line: str) -> str:
    """Outside its strings JSON has no such character, so inside them the escape means the same."""
    if safe_line(line) == line:
        return line
    return "".join(char if _is_safe(char) else json.dumps(char)[1:-1] for char in line)


def _is_safe(char: str) -> bool:
    """Whether it stays as it is wherever it stands, also between figures or among many marks."""
    return safe_line(f"5{char}5") == f"5{char}5" and category(char)[0] not in "MC"
