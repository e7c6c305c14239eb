"""What two versions of a library differ in, as text, Markdown, a page of HTML, or records for JSON."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from medtui.checking.change_marks import Mark, MarkKind
from medtui.checking.library_changes import DrugChanges, LibraryChanges, UnpairedDrug
from medtui.checking.page_changes import Change, ChangeKind
from medtui.presentation.monograph_text import escaped_markdown
from medtui.safe_text import safe_line

_ARROW = "->"
_WITHOUT_MARKS = {
    ChangeKind.CHANGED: "wording",
    ChangeKind.GONE: "gone",
    ChangeKind.NEW: "new",
    ChangeKind.SECTION_GONE: "the whole section is gone",
    ChangeKind.SECTION_NEW: "the whole section is new",
    ChangeKind.DETAILS: "front matter",
    ChangeKind.LAYOUT: "only the marking, the order or blank lines have changed; the words are the same",
}
_DISCLAIMER = "medtui finds differences; it does not know which version is right. Check each one against its source."


def said(change: Change) -> str:
    """What has changed, in a line: `x10: 500 mg -> 5,000 mg`."""
    if change.kind is ChangeKind.MOVED:
        is_within = change.moved_from == place_of(change)
        return "moved, within this part" if is_within else f"moved, from {safe_line(change.moved_from)}"
    return "; ".join(map(_mark, change.marks)) or _WITHOUT_MARKS[change.kind]


def _mark(mark: Mark) -> str:
    words = f" {_ARROW} ".join(filter(None, (mark.old, mark.new)))
    if mark.how_far and mark.kind is not MarkKind.UNIT:
        return f"{mark.how_far}: {words}"
    return f"{mark.kind.value}{f' ({mark.how_far})' if mark.how_far else ''}: {words}"


def counted(found: LibraryChanges) -> str:
    """How many drugs there are of each kind, in a line."""
    renamed = sum(1 for drug in found.changed if drug.is_renamed or drug.is_moved)
    changed = sum(1 for drug in found.changed if drug.changes)
    counts = {"changed": changed, "renamed": renamed, "new": len(found.new), "gone": len(found.gone)}
    words = [f"{count:,} {kind}" for kind, count in counts.items() if count]
    return f"{', '.join(words) or 'nothing changed'}; {found.alike:,} alike"


def title_line(drug: DrugChanges) -> str:
    """The drug's title and file, with the old ones where they were others."""
    title = f"{safe_line(drug.old_title)} {_ARROW} {drug.title}" if drug.is_renamed else drug.title
    path = f"{safe_line(drug.old_raw)} {_ARROW} {safe_line(drug.raw)}" if drug.is_moved else drug.raw
    return f"{safe_line(title)} ({safe_line(path)})"


def _places(changes: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Changes that follow each other in one place, below what stands above them."""
    for place, group in groupby(changes, key=place_of):
        yield place, list(group)


def place_of(change: Change) -> str:
    """The section, and the headings in it."""
    heading = change.heading.removeprefix(change.title).removeprefix(" › ")
    return safe_line(" › ".join(filter(None, (change.title, heading))))


# Text ------------------------------------------------------------------------------------------------------


def text_report(found: LibraryChanges, old: str, new: str) -> str:
    """For a terminal or a mail."""
    lines = [f"{old} {_ARROW} {new}: {counted(found)}."]
    for drug in found.changed:
        lines += ["", title_line(drug)]
        if drug.is_renamed or drug.is_moved:
            lines.append("  renamed")
        lines += page_lines(drug.changes)
    for kind, drugs in (("New", found.new), ("Gone", found.gone)):
        lines += ["", f"{kind}:", *(f"  {_drug(drug)}" for drug in drugs)] if drugs else []
    return "\n".join(lines) + "\n"


def page_lines(changes: Iterable[Change]) -> Iterator[str]:
    """The changes of one page, each with the place where it stands."""
    for place, group in _places(changes):
        yield f"  {place}"
        for change in group:
            yield from _of_change(change)


def _of_change(change: Change) -> Iterator[str]:
    yield f"    {said(change)}"
    if change.lead:
        yield f"        {safe_line(change.lead)}"
    if change.kind is ChangeKind.MOVED:
        yield from (f"      = {safe_line(line)}" for line in change.new)
    else:
        yield from (f"      - {safe_line(line)}" for line in change.old)
        yield from (f"      + {safe_line(line)}" for line in change.new)


def _drug(drug: UnpairedDrug) -> str:
    return f"{safe_line(drug.title)} ({safe_line(drug.raw)})"


# Markdown --------------------------------------------------------------------------------------------------


def markdown_report(found: LibraryChanges, old: str, new: str) -> str:
    """For the description of a pull request."""
    lines = ["# What has changed", "", f"{escaped_markdown(f'{old} {_ARROW} {new}: {counted(found)}')}."]
    for drug in found.changed:
        lines += ["", f"## {escaped_markdown(title_line(drug))}"]
        if drug.is_renamed or drug.is_moved:
            lines += ["", "**renamed**"]
        for place, changes in _places(drug.changes):
            lines += ["", f"### {escaped_markdown(place)}", ""]
            for change in changes:
                lines.append(f"- **{escaped_markdown(said(change))}**")
                lines += [f"  - in the table: {escaped_markdown(change.lead)}"] if change.lead else []
                was, now = ("", "moved: ") if change.kind is ChangeKind.MOVED else ("old: ", "new: ")
                lines += [f"  - {was}{escaped_markdown(line)}" for line in change.old if was]
                lines += [f"  - {now}{escaped_markdown(line)}" for line in change.new]
    for kind, drugs in (("New", found.new), ("Gone", found.gone)):
        lines += ["", f"## {kind}", "", *(f"- {escaped_markdown(_drug(drug))}" for drug in drugs)] if drugs else []
    return "\n".join([*lines, "", _DISCLAIMER, ""])


# HTML ------------------------------------------------------------------------------------------------------

_STYLE = """\
.sheet { max-width: 60rem; }
del, ins { display: block; padding: .1rem .5rem; border-left: 4px solid #000; text-decoration: none; }
del { background: #fbe9e7; } ins { background: #e6f4ea; }
del::before { content: "- "; } ins::before { content: "+ "; }
.worst { font-weight: bold; border: 2px solid #000; padding: 0 .3rem; }
"""
_WORST = 2


def html_report(found: LibraryChanges, old: str, new: str) -> str:
    """A page that fetches nothing, has no script, and can be read without colour."""
    style = (pkgutil.get_data("medtui", "data/exported_page.css") or b"").decode() + _STYLE
    title = escape(f"{old} {_ARROW} {new}")
    body = [f"<h1>{title}</h1>", f"<p>{escape(counted(found))}.</p>"]
    for drug in found.changed:
        body.append(f"<h2>{escape(title_line(drug))}</h2>")
        if drug.is_renamed or drug.is_moved:
            body.append("<p><strong>renamed</strong></p>")
        for place, changes in _places(drug.changes):
            body.append(f"<h3>{escape(place)}</h3>")
            body += map(_change_html, changes)
    for kind, drugs in (("New", found.new), ("Gone", found.gone)):
        items = "".join(f"<li>{escape(_drug(drug))}</li>" for drug in drugs)
        body += [f"<h2>{kind}</h2>", f"<ul>{items}</ul>"] if drugs else []
    return "\n".join([
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">""",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{style}</style>",
        "</head>",
        '<body><div class="sheet">',
        *body,
        f'<div class="disclaimer">{_DISCLAIMER}</div>',
        "</div></body>",
        "</html>",
        "",
    ])  # fmt: skip


def _change_html(change: Change) -> str:
    worst = ' class="worst"' if change.rank < _WORST else ""
    lines = [f"<p><span{worst}>{escape(said(change))}</span></p>"]
    lines += [f'<div class="muted">{escape(safe_line(change.lead))}</div>'] if change.lead else []
    if change.kind is ChangeKind.MOVED:
        lines += [f"<div>{escape(safe_line(line))}</div>" for line in change.new]
    else:
        lines += [f"<del>{escape(safe_line(line))}</del>" for line in change.old]
        lines += [f"<ins>{escape(safe_line(line))}</ins>" for line in change.new]
    return f'<div class="part">{"".join(lines)}</div>'


# JSON ------------------------------------------------------------------------------------------------------


def json_report(found: LibraryChanges, old: str, new: str) -> dict[str, object]:
    """What docs/json.md describes."""
    return {
        "old": old,
        "new": new,
        "alike": found.alike,
        "changed": [_drug_record(drug) for drug in found.changed],
        "added": [drug._asdict() for drug in found.new],
        "removed": [drug._asdict() for drug in found.gone],
        "problems": found.problems,
    }


def _drug_record(drug: DrugChanges) -> dict[str, object]:
    return {
        "title": drug.title,
        "path": drug.raw,
        "old_title": drug.old_title,
        "old_path": drug.old_raw,
        "changes": [_change_record(change) for change in drug.changes],
    }


def _change_record(change: Change) -> dict[str, object]:
    marks = [
        {**mark._asdict(), "kind": mark.kind.value, "factor": None if mark.factor is None else float(mark.factor)}
        for mark in change.marks
    ]
    return {**change._asdict(), "kind": change.kind.value, "marks": marks, "rank": change.rank}
