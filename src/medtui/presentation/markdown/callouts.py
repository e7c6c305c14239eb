"""Callouts, as `> [!danger] Title`, `:::warning` and `!!! note "Title"`: what their first lines say; their boxes."""

from __future__ import annotations

import re
from typing import NamedTuple

BOX_TOP, BOX_BAR, BOX_BOTTOM = "┏━ ", "┃ ", "┗" + "━" * 23
ALERT_SIGN = "⚠ "

_KIND = r"[^\W\d_][\w-]*"
_LOOKS = r"(?:[ \t]+(?:collapse|appearance|icon)=\"?\w+\"?)*"
_HEAD = re.compile(
    r"(?:\[!(?P<quoted>[^\]|\n]*[^\W\d_][^\]|\n]*)\][-+]?[ \t]*(?P<after_mark>[^\n]*)"
    rf"|:{{3,}}[ \t]*(?:(?P<fenced>{_KIND})|\{{(?P<named>{_KIND})\}}"
    rf"|\{{[ \t]*\.(?:callout-)?(?P<classed>{_KIND}){_LOOKS}"
    rf"(?:[ \t]+title=\"(?P<attribute>[^\"\n]*)\"{_LOOKS})?[ \t]*\}})"
    r"[ \t]*(?:\[(?P<bracketed>[^\[\]\n]*)\]|(?P<after_colons>[^\n\[{][^\n]*)?)"
    rf"|(?:!!!|\?\?\?\+?)[ \t]*(?P<marked>{_KIND})(?:[ \t]+inline(?:[ \t]+end)?)?"
    r"[ \t]*(?:\"(?P<in_quotes>[^\"\n]*)\"|(?P<after_kind>[^\n]*)))"
    r"[ \t]*(?=\n|\Z)"
)
_KINDS = ("quoted", "fenced", "named", "classed", "marked")
_TITLES = ("attribute", "bracketed", "in_quotes", "after_mark", "after_colons", "after_kind")

_COMMON = re.compile(
    r"abstract|admonition|bug|callout|check|cite|details|done|example|faq|fail|failure|help|hint|important|info|missing"
    r"|note|question|quote|seealso|success|summary|tip|tldr|todo",
    re.IGNORECASE,
)
_ALERT = re.compile(
    r"warn|danger|caution|attention|alert|error|critical|hazard|contra-?indic|black-?box"
    r"|achtung|gefahr|peligro|advertencia|atenci|avertiss|perigo|aten[çc]",
    re.IGNORECASE,
)


class CalloutHead(NamedTuple):
    """The first line of a callout. kind: as written. start, stop: where its title is. form: `quoted`, `fenced`
    (`:::`) or `marked` (`!!!`, `???`). is_quoted: the title stands in quotes."""

    kind: str
    start: int
    stop: int
    form: str
    is_quoted: bool

    @property
    def is_known(self) -> bool:
        """Whether such a kind is usual, so that the line cannot be meant otherwise."""
        return is_alert(self.kind) or _COMMON.fullmatch(self.kind) is not None


def callout_head(source: str, at: int) -> CalloutHead | None:
    """What the line says from `at` on, where a callout begins there."""
    match = _HEAD.match(source, at)
    if match is None:
        return None
    form = next(name for name in _KINDS if match[name])
    title = next((name for name in _TITLES if match[name] is not None), "")
    start, stop = match.span(title) if title else (match.end(), match.end())
    while stop > start and source[stop - 1] in " \t":
        stop -= 1
    return CalloutHead(
        match[form].strip(), start, stop, {"named": "fenced", "classed": "fenced"}.get(form, form), title == "in_quotes"
    )


def is_alert(kind: str) -> bool:
    """Whether a callout of that kind is to be seen like a boxed warning."""
    return _ALERT.search(kind) is not None


def kind_label(kind: str) -> str:
    """The kind as a word: `DANGER` -> `Danger`, `boxed-warning` -> `Boxed warning`."""
    return kind.replace("-", " ").capitalize()
