"""Disclaimers: labelled ("**Disclaimer:** ..."), or a closing paragraph that is one in all but name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from medtui.monograph import PartKind
from medtui.reading.faqs import begins_question
from medtui.reading.heading_words import heading_key
from medtui.reading.lines import Run, is_blank, next_text, text_end
from medtui.reading.schema import Schema

_IN_OTHER_LANGUAGES = (
    "clause de non-responsabilité", "avis de non-responsabilité", "avertissement légal", "mentions légales",
    "descargo de responsabilidad", "exención de responsabilidad", "aviso legal", "isenção de responsabilidade",
    "termo de responsabilidade", "haftungsausschluss", "haftungshinweis", "إخلاء المسؤولية", "إخلاء مسؤولية",
    "отказ от ответственности", "ограничение ответственности", "免责声明", "免責聲明", "अस्वीकरण", "kanusho",
    "ข้อจำกัดความรับผิดชอบ", "ข้อสงวนสิทธิ์", "คำปฏิเสธความรับผิดชอบ",
)  # fmt: skip
_KEYS = frozenset(map(heading_key, _IN_OTHER_LANGUAGES))
# No other words may stand before it: a "dosage disclaimer" may hold a dose.
_IN_ENGLISH = (
    r"(?:(?:an?|important|medical|general|legal|health|educational|standard|final|last|brief|additional"
    r"|please|note):? ){0,3}disclaimers?"
)
_DISCLAIMER = rf"(?:{_IN_ENGLISH}|{'|'.join(_IN_OTHER_LANGUAGES)})"
_HEADING = re.compile(_IN_ENGLISH)
_LABEL = re.compile(
    rf"[ \t>]*(?:[*+-][ \t]+)?(?:(?P<run>[*_]{{1,3}}){_DISCLAIMER}"
    r"(?:(?P=run)[ \t]*(?:[:：.–—-]|$)|[ \t]*(?:[:：]|[.–—-][ \t]*(?P=run)))"
    rf"|{_DISCLAIMER}(?:[ \t]*[:：]|[ \t]*$))",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(rf"[\s>*_+:.-]*{_DISCLAIMER}[\s*_:：.–—-]*$", re.IGNORECASE)
_IN_ALL_BUT_NAME = re.compile(
    r"medical advice"
    r"|(?:education|information)al (?:and \w+ )?purposes"
    r"|for (?:general |your )?(?:knowledge|information|education)\b.{0,60}\b(?:only|not|purposes)"
    r"|not (?:a substitute for|replace|meant to replace|intended to replace)"
    r"|(?:consult|speak (?:to|with)|ask) (?:with )?(?:a|your)\b.{0,60}\b(?:before|for any) ",
    re.IGNORECASE,
)
_ABOUT_THIS_TEXT = re.compile(
    r"\b(?:this|the|above|below|provided|following) (?:\w{1,20} )?information\b", re.IGNORECASE
)
_DOSING = re.compile(
    r"(?<![\w-])(?!(?:19|20)\d\d\b)\d"
    r"|\b(?:one|two|three|four|half|once|twice) "
    r"(?:an?|daily|tablets?|capsules?|doses?|puffs?|drops?|times|every|weekly)\b",
    re.IGNORECASE,
)
_BLOCK_START = re.compile(r"\s{2,}|[ \t]*(?:[*+-][ \t]|\d+[.)][ \t]|#|>|\||`{3}|~{3})")
_QUESTION_OR_ANSWER = re.compile(r"[*_]{0,3}[QA]\d{0,3}[:.]")
_LONGEST_UNLABELLED = 1_200
_LONGEST_LABEL = 120


def heads_disclaimer(heading: str) -> bool:
    """True for the words of a heading under which a disclaimer stands."""
    key = heading_key(heading)
    return key in _KEYS or ("isclaimer" in heading.lower() and bool(_HEADING.fullmatch(key)))


def disclaimers_apart(
    lines: Sequence[str], text: str, runs: Sequence[Run], schema: Schema, code: Sequence[bool]
) -> Iterator[Run]:
    """`runs`, with the disclaimers taken out of those that they stand in. text: that of all lines, casefolded.
    code: see `fenced`."""
    if "disclaimer" in text:
        hinted = [index for index, line in enumerate(lines) if "isclaimer" in line or "ISCLAIMER" in line]
    else:
        hints = [words for words in _IN_OTHER_LANGUAGES if words in text]
        hinted = [index for index, line in enumerate(lines if hints else ()) if any(map(line.casefold().count, hints))]
    labels = [index for index in hinted if not code[index] and _LABEL.match(lines[index].rstrip("\r\n"))]
    any_labelled = bool(labels) or any(run.kind is PartKind.DISCLAIMER for run in runs)
    for run in runs:
        is_last = run is runs[-1]
        inside = labels[bisect_left(labels, run.first) : bisect_left(labels, run.stop)]
        if inside and run.kind in (PartKind.INTRO, PartKind.SECTION):
            yield from _around_labelled(lines, run, inside, schema, is_last=is_last)
        elif is_last and not any_labelled and run.kind is PartKind.SECTION:
            start = _unlabelled_start(lines, run)
            yield run.until(start)
            if start < run.stop:
                yield Run(PartKind.DISCLAIMER, start, run.stop)
        else:
            yield run


def _around_labelled(
    lines: Sequence[str], run: Run, labels: Sequence[int], schema: Schema, *, is_last: bool
) -> Iterator[Run]:
    spec = schema.get(run.section)
    has_questions = bool(spec and spec.faqs)
    at = run.first
    for index in labels:
        if index < at:
            continue
        if index > at:
            yield run.until(index) if at == run.first else run.rest(at, index)
        at = _labelled_end(lines, index, run.stop, has_questions=has_questions)
        yield Run(PartKind.DISCLAIMER, index, at)
    if at == run.stop:
        return
    # What follows the last section's disclaimer belongs to no section, unless that section has nothing else.
    has_text_before = next_text(lines, run.first + bool(run.heading), labels[0]) < labels[0]
    if is_last and has_text_before and not has_questions:
        yield Run(PartKind.CLOSING, at, run.stop)
    else:
        yield run.rest(at, run.stop)


def _labelled_end(lines: Sequence[str], start: int, stop: int, *, has_questions: bool) -> int:
    """The index after the labelled disclaimer at `start`: its paragraph, or the next one when the label
    stands alone; blank lines after it included."""
    end = _paragraph_end(lines, start, stop, has_questions=has_questions)
    if all(len(line) <= _LONGEST_LABEL and _LABEL_ALONE.match(line) for line in lines[start:end]):
        following = next_text(lines, end, stop)
        if not (has_questions and following < stop and begins_question(lines, following, stop)):
            end = _paragraph_end(lines, following, stop, has_questions=has_questions)
    return next_text(lines, end, stop)


def _paragraph_end(lines: Sequence[str], start: int, stop: int, *, has_questions: bool) -> int:
    end = start
    while end < stop and not is_blank(lines[end]):
        end += 1
        if has_questions and end < stop and begins_question(lines, end, stop):
            break
    return end


def _unlabelled_start(lines: Sequence[str], run: Run) -> int:
    """Where the closing paragraphs of a section that are a disclaimer in all but name begin, or its end.

    Only plain paragraphs at the very end count, none with a dose in it, and never all that the section or
    an answer has to say.
    """
    floor = next_text(lines, run.first + bool(run.heading), run.stop)
    found = run.stop
    while True:
        end = text_end(lines, floor, found)
        begin = end
        while begin > floor and not is_blank(lines[begin - 1]):
            begin -= 1
        if begin == floor or not _is_unlabelled(lines[begin:end]):
            return found
        before = lines[text_end(lines, floor, begin) - 1]
        if before.rstrip().rstrip("*_:").endswith("?"):
            return found
        found = begin


def _is_unlabelled(paragraph: Sequence[str]) -> bool:
    text = " ".join(line.strip() for line in paragraph)
    if len(text) > _LONGEST_UNLABELLED or any(_BLOCK_START.match(line) for line in paragraph):
        return False
    if _QUESTION_OR_ANSWER.match(text) or _DOSING.search(text):
        return False
    return bool(_IN_ALL_BUT_NAME.search(text) and _ABOUT_THIS_TEXT.search(text))
