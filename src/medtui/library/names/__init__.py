"""Drug names: folded, indexed, and found by beginnings, synonyms, spellings and likeness."""

import pkgutil
from collections.abc import Iterator


def data_rows(table: str) -> Iterator[list[str]]:
    """The columns of each row of a table in data/: tabs between them, and comments in lines that begin with `#`."""
    for line in (pkgutil.get_data("medtui", f"data/{table}") or b"").decode().splitlines():
        if not line.startswith("#"):
            yield line.split("\t")
