"""`medtui show NAME`: one monograph, or one section of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medtui.commands import output
from medtui.commands.choosing import Schemas, choose_entry, load_monograph, open_listing, other_name
from medtui.commands.record import record, to_json
from medtui.commands.request import JSON, MARKDOWN, Request
from medtui.commands.sections import section_of, tab_to_show
from medtui.library import LoadedMonograph
from medtui.monograph import Monograph, Part, PartKind
from medtui.presentation.disclaimer import STANDARD
from medtui.presentation.layout import plain
from medtui.presentation.page import page, page_text, passage
from medtui.presentation.source_line import markdown_source_line, source_line
from medtui.presentation.styled import Flow, Span
from medtui.presentation.tabs import Tab, parts_of
from medtui.safe_text import safe_line

_OURS = "Disclaimer (added by medtui):"
_LONE_RETURN = re.compile("\r(?!\n)")


def run(request: Request) -> int:
    """Write what was asked for. Returns the exit code; raises CommandError."""
    listing = open_listing(request)
    entry = choose_entry(listing, request.name)
    schema = Schemas().of(entry.source)
    loaded = load_monograph(entry, schema)
    tab = tab_to_show(loaded.monograph, schema, request.section)
    if told := other_name(entry, request.name):
        output.complain(told)
    if request.format == JSON:
        output.write(to_json(record(loaded, section_of(loaded.monograph, tab)), indent=2) + "\n")
    elif request.format == MARKDOWN:
        output.write(_markdown(loaded, tab))
    else:
        output.write(_text(loaded, tab, output.width()))
    return 0


def _text(loaded: LoadedMonograph, tab: Tab, width: int) -> str:
    """The page as the screen shows it, below the drug's name, above the disclaimer and the source."""
    monograph = loaded.monograph
    parts = parts_of(monograph, tab)
    blocks = [_wrapped(f"Note: {problem.message}", width) for problem in monograph.problems]
    if not any(part.kind is PartKind.TITLE for part in parts):
        blocks.insert(0, _wrapped(monograph.title, width))
    blocks.append(page_text(page(monograph, tab), width))
    if not _ends_with_disclaimer(parts):
        blocks.append(_disclaimer_text(monograph, width))
    blocks.append(source_line(loaded))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _disclaimer_text(monograph: Monograph, width: int) -> str:
    own = tuple(passage(part) for part in monograph.of_kind(PartKind.DISCLAIMER))
    return page_text(own, width) or _wrapped(f"{_OURS} {STANDARD}", width)


def _wrapped(text: str, width: int) -> str:
    return plain((Flow((Span(safe_line(text)),)),), width)


def _ends_with_disclaimer(parts: Sequence[Part]) -> bool:
    last = next((part for part in reversed(parts) if part.source.strip()), None)
    return last is not None and last.kind is PartKind.DISCLAIMER


def _markdown(loaded: LoadedMonograph, tab: Tab) -> str:
    """The exact source, then the disclaimers that are not in it, then the source line."""
    monograph = loaded.monograph
    section = section_of(monograph, tab)
    parts = section.parts if section else monograph.parts
    own = [part for part in monograph.of_kind(PartKind.DISCLAIMER) if part.source.strip()]
    blocks = ["".join(part.source for part in parts)]
    blocks += [part.source for part in own if part not in parts] if own else [f"**{_OURS}** {STANDARD}"]
    blocks = [_LONE_RETURN.sub("\n", block) for block in blocks if block.strip()]
    return "".join(map(_with_blank_line, blocks)) + markdown_source_line(loaded) + "\n"


def _with_blank_line(block: str) -> str:
    """`block` with the line feeds that it lacks to end in a blank line."""
    ending = block[len(block.rstrip("\r\n")) :]
    return block + "\n" * (2 - ending.count("\n"))
