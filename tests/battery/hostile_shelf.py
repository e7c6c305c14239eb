"""A library of monographs that have something hostile in every place, a desk that has it too, and ways to see it."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from forks import call_each, home_of

from medtui.desk.desk_contents import Subject
from medtui.desk.marks_and_notes import Desk

_MOST_IN_A_NAME = 60
MARK = "soothing"
"""A word of every monograph, to find them by."""

_PAGE = """\
---
title: Drug{n} {line}
names: ["{quoted}", "other{n} {quoted}"]
class: {line}
tags: [{line}, "{quoted}"]
reviewer: "{quoted}"
sources: ["{quoted}"]
---

# Drug{n} {line}

### Boxed Warning
Never {line} ever.

### Usage
A {mark} drug {n}. {text}

**Lead {line}:** more about Drug{other}.

### Dosage

#### Heading {line}

* item {line}
    1. inner {line}

| Head {line} | two |
|---|---|
| cell {line} | `{line}` |

> [!note] Title {line}
> quoted {line}

```{line}
{text}
```

### Odd {line}
Text below.

### FAQs

**Q: What {line} of it?**

A: This {line} much.

* **Q: And {line} then?** A: That {line}.

**Disclaimer:** Trust {line} nobody.
"""


class Output(NamedTuple):
    """What was written somewhere. is_source: it has the lines of a file as they are, with their tabs and ends."""

    sink: str
    text: str
    is_source: bool = False


def page(number: int, payload: str, others: int) -> bytes:
    """A monograph with that text in every place."""
    line = payload.replace("\r", " ").replace("\n", " ")
    quoted = line.replace("\\", "\\\\").replace('"', "'")
    text = _PAGE.format(n=number, other=(number + 1) % others, line=line, quoted=quoted, text=payload, mark=MARK)
    return text.encode("utf-8", "surrogatepass")


def in_a_name(payload: str) -> str:
    """As much of it as the name of a file can hold."""
    allowed = payload.replace("/", "").replace("\0", "").replace("\n", "")
    return os.fsdecode(allowed.encode("utf-8", "surrogatepass")[:_MOST_IN_A_NAME])


def shelf(folder: Path, payloads: Sequence[str]) -> Path:
    """The library, in a folder that is called after the first ones; each file is called after its own."""
    root = folder / f"lib{''.join(map(in_a_name, payloads[:3]))}"
    for number, payload in enumerate(payloads):
        name = in_a_name(payload)
        below = root / f"sub{name}" if number % 2 else root
        below.mkdir(parents=True, exist_ok=True)
        (below / f"d{number}{name}.md").write_bytes(page(number, payload, len(payloads)))
    return root


def desk(home: Path, root: Path, payloads: Sequence[str]) -> list[str]:
    """Marks and notes, their words and what they are about as hostile as the library. Returns what begins the notes on
    Usage of the monographs of the list, or nothing for one that has none."""
    ids = ids_of(root, home_of(home))
    kept = Desk(home / "data" / "medtui")
    begins = [""] * len(ids)
    for number, (payload, id) in enumerate(zip(payloads, ids, strict=True)):
        with suppress(ValueError):  # what is no text at all is not kept
            kept.put_note(Subject(id, f"Drug{number}"), "usage", f"Mine{number}: {payload}")
            begins[number] = f"Mine{number}: "
            subject = Subject(f"{root.name}/d{number}{payload}", f"Drug{number} {payload}")
            kept.mark([subject])
            kept.put_note(subject, "usage", f"Mine: {payload}")
    kept.close()
    return begins


def outputs(root: Path, payloads: Sequence[str], folder: Path) -> Iterator[Output]:
    """Everything that medtui writes about it."""
    environment = home_of(folder / "home")
    library = ["--library", str(root)]
    ids = ids_of(root, environment)
    assert len(ids) == len(payloads)
    files = [folder / f"out{number}{suffix}" for number in range(len(ids)) for suffix in (".txt", ".md", ".html")]
    asked = [
        *_ON_THE_WHOLE,
        *(words for one, other in zip(ids, [*ids[1:], ids[0]], strict=True) for words in _about(one, other)),
        *(["export", ids[number // 3], "--to", str(file)] for number, file in enumerate(files)),
        *(words for payload in payloads for words in _asking(payload, ids[0])),
    ]
    calls = [*([*words, *library] for words in asked), *_ON_THE_DESK]
    for arguments, result in zip(calls, call_each(calls, environment), strict=True):
        sink = " ".join(arguments[: -2 if library[0] in arguments else None])
        assert result.code != 1 or result.out or result.err, sink
        yield Output(sink, result.out, "markdown" in arguments)
        yield Output(f"{sink}: standard error", result.err)
    for file in files:
        yield Output(file.name, file.read_bytes().decode("utf-8"), is_source=file.suffix == ".md")
    yield Output("--plain", _plain(library, [*ids, *payloads], environment))


def ids_of(root: Path, environment: Mapping[str, str]) -> list[str]:
    """What the monographs are asked for by."""
    (listed,) = call_each([["list", "--format", "json", "--library", str(root)]], environment)
    return [entry["id"] for entry in json.loads(listed.out)]


_ON_THE_WHOLE = (
    *(["index", "--rebuild"], ["list"], ["list", "--format", "json"], ["dump"], ["status"]),
    *(["search", MARK, "--format", form] for form in ("text", "json", "tsv")),
)
_ON_THE_DESK = (["notes", "export"], ["notes", "export", "--format", "json"], ["marks"])


def _about(one: str, other: str) -> Iterator[list[str]]:
    yield from (["show", one, "--format", form] for form in ("text", "markdown", "json"))
    yield from (["compare", one, other], ["mentions", one, other], ["show", one, "--section", "dosage"])
    yield ["compare", one, other, "--format", "markdown"]


def _asking(payload: str, one: str) -> Iterator[list[str]]:
    words = payload.replace("\0", " ").lstrip("- ") or "x"
    yield from (["show", words], ["search", words], ["show", one, "--section", words])


def _plain(library: Sequence[str], names: Sequence[str], environment: Mapping[str, str]) -> str:
    lines = [MARK, *(line for name in names for line in (name, "0", "find cell"))]
    typed = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    with patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), "utf-8", "surrogateescape")):
        (result,) = call_each([["--plain", *library]], environment)
    assert result.code == 0, result.err
    return result.out + result.err
