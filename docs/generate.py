"""Writes what is generated from other files: `python docs/generate.py` (the tests fail when one is stale)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]


def default_sections() -> str:
    """The default schema as a Python module, because reading YAML would slow every start."""
    from medtui.reading.schema_file import parse_sections

    specs, _ = parse_sections((ROOT / "src/medtui/data/sections.yaml").read_text(encoding="utf-8"))
    rows = "".join(f"    {spec!r},\n" for spec in specs)
    return (
        '"""Generated from data/sections.yaml by docs/generate.py: change that file, not this one."""\n\n'
        "from medtui.reading.schema import SectionSpec\n\n"
        "# fmt: off\n"
        f"SECTIONS = (\n{rows})\n"
    )


GENERATED: dict[str, Callable[[], str]] = {
    "src/medtui/reading/default_sections.py": default_sections,
}


def main() -> None:
    """Write every generated file."""
    for path, make in GENERATED.items():
        (ROOT / path).write_text(make(), encoding="utf-8")
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
