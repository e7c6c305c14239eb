"""Boxed warnings without a heading of their own: a paragraph, list item or callout that begins with those words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from medtui.monograph import Monograph, PartKind
from medtui.older_python import compile_pattern
from medtui.reading.lines import Run, is_blank, next_text
from medtui.reading.passages import Passage, passages
from medtui.reading.schema import Schema
from medtui.reading.sections import SectionSpec

# What the words for a boxed warning have in them, and few other words.
_TELLING = ("box", "рамк", "рамоч", "إطار", "مؤطر", "صندوق", "框", "警示", "盒", "बॉक्स", "घेरे", "กรอบ")
_TELLING_BUT_NOT_IN_ENGLISH = ("encadr", "recuadro", "caja", "caixa", "kasten", "umrand", "rahmt", "sanduku", "fremu")
_BEFORE = (
    r"[ \t>]*+(?:(?:[*+-]|\d{1,9}[.)])[ \t]+)?(?:(?:\[![^]\r\n]{1,30}\][+-]?|!!!+[ \t]+\w+)[ \t]*)?"
    r"(?:_|[^\w\r\n]){0,12}"
    r"(?:(?:U\.?S\.?A?\.?|FDA|EMA|EU|UK|label|current|new|important|warning|safety|critical|nb|note|the)"
    r"\b[ \t:'’.-]{1,3}[*_]{0,2}(?:s[ \t])?){0,3}"
)
_REMARK = r"(?:\([^()\r\n]{1,60}\)|\[[^\]\r\n]{1,60}\])?"
_AFTER = (
    rf"s?(?=[\W_])[^\w\r\n(]{{0,6}}?[ \t]*{_REMARK}"
    rf"(?:[\"”*_】]{{1,3}}[ \t]*{_REMARK}[:：.–—-]?|[ \t]*[:：.–—-]|(?=\s*\Z)"
    r"|(?:,|[ \t]+(?:for|about|on|in|regarding|of)\b)[^:.\r\n]{1,60}[:：])"
)
_SAYS_NONE = re.compile(
    r"[\W_]*(?:none|no|nil|not|n/?a|see|absent|aucune?|ninguna|nenhum|keine?|нет|无|無|没有|لا|नहीं|कोई|hakuna|ไม่มี)\b"
    r"|[\W_]*(?:无|無|没有|ไม่มี)"
    r"|[\W_]*(?:[^\W\d_]+ ){1,8}(?:is|found|names?|lists?|ha(?:ve|s)|gives?|prints?|mentions?|shows?|knows?|contains?)"
    r" (?:none|no (?:such|boxed) warning)[\W_]*\Z",
    re.IGNORECASE,
)
_CALLOUT = re.compile(r"[ \t>]*(?:\[![^\]]*\][+-]?)?[^\w]*\Z")
_ITEM = re.compile(r"[ \t]*(?:[*+-]|\d{1,9}[.)])[ \t]")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")


def boxed_warnings_apart(
    lines: Sequence[str], text: str, runs: Sequence[Run], schema: Schema, code: Sequence[bool]
) -> Iterator[Run]:
    """`runs`, with such blocks taken out of those that they stand in. text: that of all lines, casefolded.
    code: see `fenced`."""
    alerts = [
        (spec.name, _pattern(spec))
        for spec in schema.sections
        if spec.alert and any(hint in text for hint in _hints(spec, in_english=" the " in text))
    ]
    for run in runs:
        spec = schema.get(run.section)
        if alerts and run.kind in (PartKind.INTRO, PartKind.SECTION) and not (spec and (spec.alert or spec.faqs)):
            yield from _apart(lines, run, alerts, code)
        else:
            yield run


def words_of_boxed_warning(monograph: Monograph, schema: Schema) -> Passage | None:
    """The first passage that has the words for one in it, wherever in a sentence."""
    names = [name.casefold() for spec in schema.sections if spec.alert for name in _names(spec)]
    for passage in passages(monograph):
        text = passage.text.casefold().replace("-", " ")
        if any(name in text for name in names):
            return passage
    return None


def _names(spec: SectionSpec) -> tuple[str, ...]:
    return (spec.label, spec.title, *spec.aliases)


@lru_cache(maxsize=16)
def _hints(spec: SectionSpec, *, in_english: bool) -> frozenset[str]:
    """A text that names the section has one of these in it, casefolded. Few, because each text is searched for all."""
    telling = (*_TELLING, *_TELLING_BUT_NOT_IN_ENGLISH)
    names = map(str.casefold, _names(spec))
    hints = {next((part for part in telling if part in name), name) for name in names}
    return frozenset(hints.difference(_TELLING_BUT_NOT_IN_ENGLISH if in_english else ()))


@lru_cache(maxsize=16)
def _pattern(spec: SectionSpec) -> re.Pattern[str]:
    names = (r"[ \t-]".join(map(re.escape, words.split())) for words in _names(spec))
    return compile_pattern(f"{_BEFORE}(?:{'|'.join(names)}){_AFTER}", re.IGNORECASE)


def _apart(
    lines: Sequence[str], run: Run, alerts: Sequence[tuple[str, re.Pattern[str]]], code: Sequence[bool]
) -> Iterator[Run]:
    begun = at = run.first
    floor = run.first + bool(run.heading)
    while at < run.stop:
        found = ((name, match) for name, words in alerts if (match := _beginning(words, lines[at])))
        name, match = ("", None) if code[at] or at < floor else next(found, ("", None))
        if match is None:
            at += 1
            continue
        alone = not lines[at][match.end() :].strip(" \t\r\n*_:")
        first, stop = _block(lines, at, floor, run.stop, alone=alone)
        if first > begun:
            yield run.until(first) if begun == run.first else run.rest(begun, first)
        yield Run(PartKind.SECTION, first, stop, name, run.drug)
        at = floor = begun = stop
    if begun < run.stop:
        yield run if begun == run.first else run.rest(begun, run.stop)


def _beginning(pattern: re.Pattern[str], line: str) -> re.Match[str] | None:
    """The words with which a line begins, where it does not go on to say that there is no such warning."""
    match = pattern.match(line)
    return None if match is None or _SAYS_NONE.match(line, match.end()) else match


def _block(lines: Sequence[str], at: int, floor: int, limit: int, *, alone: bool) -> tuple[int, int]:
    """First line and line after the last of the block that the words at line `at` begin, blank lines after it
    included; with the block after it, where they stand alone or announce it."""
    if lines[at].lstrip().startswith(">"):
        first = at
        while first > floor and lines[first - 1].lstrip().startswith(">") and _CALLOUT.match(lines[first - 1]):
            first -= 1
        return first, next_text(lines, _quote_end(lines, at, limit), limit)
    if _ITEM.match(lines[at]) or lines[at].startswith("!!!"):
        return at, next_text(lines, _item_end(lines, at, limit), limit)
    end = _paragraph_end(lines, at, limit)
    following = next_text(lines, end, limit)
    announces = alone or lines[end - 1].rstrip().rstrip("*_").endswith((":", "："))
    if announces and end - at <= 1 and following < limit and not _HEADING.match(lines[following]):
        end = following
        if lines[end].lstrip().startswith(">"):
            end = _quote_end(lines, end, limit)
        else:
            while end < limit and _ITEM.match(lines[end]):
                end = _item_end(lines, end, limit)
            if end == following:
                end = _paragraph_end(lines, end, limit)
    return at, next_text(lines, end, limit)


def _quote_end(lines: Sequence[str], at: int, limit: int) -> int:
    while at < limit and lines[at].lstrip().startswith(">"):
        at += 1
    return at


def _item_end(lines: Sequence[str], at: int, limit: int) -> int:
    """An item holds the lines after it that are no items, and those that stand further in."""
    depth = _depth(lines[at])
    at += 1
    while at < limit:
        if is_blank(lines[at]):
            following = next_text(lines, at, limit)
            if following == limit or _depth(lines[following]) <= depth:
                break
            at = following
        elif _HEADING.match(lines[at]) or (_ITEM.match(lines[at]) and _depth(lines[at]) <= depth):
            break
        at += 1
    return at


def _depth(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))


def _paragraph_end(lines: Sequence[str], at: int, limit: int) -> int:
    at += 1
    while at < limit and not (is_blank(lines[at]) or _HEADING.match(lines[at]) or lines[at].lstrip().startswith(">")):
        at += 1
    return at
