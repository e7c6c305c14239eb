"""What the front matter of an imported label says of it, as `importing/label_page.py` writes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from medtui.safe_text import safe_line

_SHORT = re.compile(r"\(([^()]+)\)$")


class LabelFields(NamedTuple):
    """Safe to show. source: the collection that it comes from, in a word where that has one. remarks: `no longer
    in the release`, `lossy`, `repackager`. moieties: what acts in it, sorted; none where that is not known."""

    source: str
    labeler: str
    remarks: tuple[str, ...]
    effective: str = ""
    moieties: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Where it is from, and what its reader must know of that."""
        return self.source, self.labeler, *self.remarks


def label_fields(metadata: Mapping[str, str | tuple[str, ...]]) -> LabelFields | None:
    """None for a page that is no label."""
    if "set_id" not in metadata or "label_kind" not in metadata:
        return None

    def each(key: str) -> tuple[str, ...]:
        value = metadata.get(key, ())
        return tuple(map(safe_line, (value,) if isinstance(value, str) else value))

    def words(key: str) -> str:
        return ", ".join(each(key))

    source = words("source")
    short = _SHORT.search(source)
    remarks = {
        "no longer in the release": bool(words("withdrawn")),
        "lossy": words("lossy") == "true",
        "repackager": words("label_kind").startswith("repackager"),
    }
    return LabelFields(
        short[1] if short else source,
        words("labeler"),
        tuple(remark for remark, holds in remarks.items() if holds),
        words("effective_date"),
        each("moieties"),
        each("strengths"),
        each("forms"),
    )
