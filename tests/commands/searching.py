"""Calling `medtui search`, and a library for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import call

Capsys = pytest.CaptureFixture[str]

PARACETAMOL = """\
# Paracetamol

### Usage

Pain and fever, also in anaemia.

### Dosage

Adults: 1 g. **Never** more than 4 g a day; once weekly is not enough.

**Disclaimer:** For education only.
"""
COMBINATION = "# Paracetamol + Caffeine\n\n### Usage\n\nHeadache.\n"
IRON = """\
---
title: Iron
class: Haematinic
---
# Iron

### Usage

Anemia. Fever is no reason.

### Dosage

Once weekly, or weekly once a day.

**Disclaimer:** Ask before you treat a malaria.
"""
DRUGS = {"paracetamol": PARACETAMOL, "combination": COMBINATION, "iron": IRON}
_FACTS = ["id", "title", "path", "library", "sections", "count", "snippet", "why"]


def found(capsys: Capsys, *arguments: str | Path, code: int = 0) -> list[dict[str, Any]]:
    """The matches, from the JSON."""
    result = call(capsys, "search", "--format", "json", *arguments)
    answer = json.loads(result.out)
    assert list(answer) == ["query", "total", "matches"]
    assert all(list(match) == _FACTS for match in answer["matches"])
    assert len({match["id"] for match in answer["matches"]}) == len(answer["matches"]) <= answer["total"]
    assert result.code == code == (0 if answer["total"] else 1)
    matches: list[dict[str, Any]] = answer["matches"]
    return matches


def titles(capsys: Capsys, *arguments: str | Path, code: int = 0) -> list[str]:
    """The titles that are found."""
    return [match["title"] for match in found(capsys, *arguments, code=code)]
