"""`medtui mentions A B`: every piece of one monograph's text that names another of the drugs."""

from __future__ import annotations

from collections.abc import Sequence

from medtui.commands import output
from medtui.commands.declaration import LIBRARY, TWO_TO_FOUR_NAMES, Request, ShellCommand, format_option
from medtui.commands.exit_codes import NO_MATCH, OK
from medtui.commands.monograph_json import to_json
from medtui.commands.name_resolution import named_monographs, open_listing
from medtui.library.loading import LoadedMonograph
from medtui.library.search.mentions import Naming, find_mentions
from medtui.presentation.disclaimer import STANDARD
from medtui.presentation.mention_page import NO_CHECK, mention_page
from medtui.presentation.monograph_text import source_line
from medtui.presentation.page import notice, page_text

COMMAND = ShellCommand(
    "mentions",
    "Write every sentence in the monograph of one drug that names another one of them. No interaction check.",
    (format_option("how to write it: text; or json, as docs/json.md says", ("text", "json")), LIBRARY),
    TWO_TO_FOUR_NAMES,
)


def run(request: Request) -> int:
    """Write the quotations. Returns the exit code: OK or NO_MATCH. Raises CommandError."""
    monographs = [one.loaded for one in named_monographs(open_listing(request), request.names)]
    namings = find_mentions(monographs)
    found = any(naming.mentions for naming in namings)
    if request.format == "json":
        output.write(_json(monographs, namings) + "\n")
    elif found:
        *said, last = mention_page(namings)
        sources = "\n".join(map(source_line, monographs))
        width = output.width()
        texts = (page_text(tuple(said), width), sources, page_text((notice(STANDARD), last), width))
        output.write("\n\n".join(texts) + "\n")
    else:
        output.write(page_text(mention_page(namings), output.width()) + "\n")
    return OK if found else NO_MATCH


def _json(monographs: Sequence[LoadedMonograph], namings: Sequence[Naming]) -> str:
    mentions = [
        {
            "in": naming.inside.entry.id,
            "of": naming.of.entry.id,
            "name": mention.name,
            "section": mention.section,
            "heading": mention.part.heading,
            "path": naming.inside.entry.path,
            "lines": list(mention.lines),
            "lead": mention.lead,
            "text": mention.text,
        }
        for naming in namings
        for mention in naming.mentions
    ]
    not_searched = [
        {"in": naming.inside.entry.id, "of": naming.of.entry.id, "names": list(naming.own)}
        for naming in namings
        if naming.own
    ]
    drugs = [loaded.entry.id for loaded in monographs]
    facts = {"drugs": drugs, "mentions": mentions, "not_searched": not_searched, "notice": NO_CHECK}
    return to_json(facts, indent=2)
