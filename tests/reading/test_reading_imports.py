"""Reading a plain monograph loads none of the slow packages."""

from __future__ import annotations

import subprocess
import sys

import pytest

SLOW = ("yaml", "textual", "rich", "sqlite3", "markdown_it", "platformdirs")


def loaded(front_matter: str) -> list[str]:
    """Which of the slow packages are there after reading a monograph in a new process."""
    code = f"""
import sys
from medtui.reading.decoding import decode
from medtui.reading.reader import quick_names, read
text, _ = decode({front_matter!r}.encode() + b"# Zelofane\\n\\n### Usage\\n\\nKnees.\\n\\n### FAQs\\n\\n**So?** So.")
monograph = read(text, name="zelofane")
assert quick_names(text, name="zelofane") == (monograph.title, monograph.names)
print([name for name in {SLOW!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    found: list[str] = eval(done.stdout)  # our own list of strings
    return found


@pytest.mark.parametrize(
    "front_matter",
    [
        "",
        "---\nlayout: page\ntitle: Zelofane + Marivene\n---\n\n",
    ],
)
def test_plain_monographs_need_none_of_them(front_matter: str) -> None:
    assert loaded(front_matter) == []


def test_other_front_matter_needs_only_yaml() -> None:
    assert loaded("---\ntitle: {a: b}\n---\n") == ["yaml"]
