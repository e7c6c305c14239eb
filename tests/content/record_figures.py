"""Writes content/figures.tsv again: rows that still hold stay, and what the labels of a corpus prove is added.

    python tests/content/record_figures.py CORPUS
"""

from __future__ import annotations

import sys
from pathlib import Path

from figure_sources import TABLE, numbers_of, provable, row_problems, table_rows, table_text
from label_texts import label_texts
from starter_pages import NAMES, page


def main(corpus: Path) -> str:
    """Write it. Returns how many numbers have a row, and how many there are."""
    labels = label_texts(corpus)
    before = table_rows(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else []
    rows = {
        row[:3]: row for row in before if row.page in NAMES and not [*row_problems(row, page(row.page), labels)]
    }
    for name in NAMES:
        for row in provable(page(name), labels):
            rows.setdefault(row[:3], row)
    TABLE.write_text(table_text([*rows.values()]), encoding="utf-8")
    return f"{len(rows)} of {sum(len(numbers_of(page(name))) for name in NAMES)}"


if __name__ == "__main__":
    sys.stdout.write(main(Path(sys.argv[1])) + "\n")
