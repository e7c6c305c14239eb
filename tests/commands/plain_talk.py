"""Holding a plain session with what is typed given beforehand."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from medtui.commands.declaration import Request
from medtui.commands.plain.session import run

PROMPT_ENDS = " to find: \n"
SEARCH = "Drug or words to find:"
CHOICE = "Number of a monograph, a drug, or words to find:"
CHOICE_OR_MORE = "Number of a monograph, more, a drug, or words to find:"
SECTION = "Number of a section, a drug, or words to find:"
SECTION_OR_MORE = "Number of a section, more, a drug, or words to find:"

WARFOL = """\
---
title: Warfol
class: anticoagulant
names: [Warfol, Coumol]
---
# Warfol

### Boxed Warning

Bleeding.

### Usage

Clots.

### Storage

Cool.
"""


def one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Talk:
    """code: how it ended. greeting: what was said before the first prompt. answers: one for each line typed.
    prompts: one more than those, unless it was left. err: standard error."""

    code: int
    greeting: str
    answers: tuple[str, ...]
    prompts: tuple[str, ...]
    err: str

    @property
    def last(self) -> str:
        """The last answer."""
        return self.answers[-1]


class Talker:
    """Holds sessions in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys = capsys
        self._monkeypatch = monkeypatch

    def raw(self, typed: bytes, request: Request) -> tuple[int, str, str]:
        """Exit code, standard output and standard error of a session on those bytes. Raises CommandError."""
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="ascii"))
        code = run(request)
        out, err = self.capsys.readouterr()
        return code, out, err

    def talk(self, *typed: str, library: Path | Sequence[Path], name: str = "", section: str | None = None) -> Talk:
        """A session in which these lines are typed."""
        libraries = (library,) if isinstance(library, Path) else library
        request = Request("plain", name, section=section, libraries=tuple(map(str, libraries)))
        code, out, err = self.raw("".join(f"{line}\n" for line in typed).encode(), request)
        pieces: list[str] = []
        prompts: list[str] = []
        said: list[str] = []
        for line in out.splitlines(keepends=True):
            if line.endswith(PROMPT_ENDS):
                prompts.append(line[:-2])
                pieces.append("".join(said))
                said = []
            else:
                said.append(line)
        greeting, *answers = [piece.strip("\n") for piece in [*pieces, "".join(said)]]
        return Talk(code, greeting, tuple(answers[: len(typed)]), tuple(prompts), err)


class Edits(io.TextIOBase):
    """Standard input of someone who does something between two lines."""

    def __init__(self, *steps: str | Callable[[], object]) -> None:
        self.steps = list(steps)

    def readline(self, _: int = -1) -> str:  # type: ignore[override]
        """The next line, when everything before it is done."""
        while self.steps:
            step = self.steps.pop(0)
            if isinstance(step, str):
                return step + "\n"
            step()
        return ""
