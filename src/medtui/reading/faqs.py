"""Questions and answers: where each FAQ begins, where its question ends, and how far its answer reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from medtui.reading.lines import is_blank

_MARKER = r"(?P<indent>[ \t]*)(?P<marker>[*+-][ \t]+|\d+[.)][ \t]+|\#{1,6}[ \t]+)?"
_Q = r"(?:Q(?:uestion)?[ \t]*\d*[ \t]*[:.)][*_]{0,3})"
_STARTS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(_MARKER + form, re.IGNORECASE | re.DOTALL)
    for form in (
        # **Q: ...?**   (also _Q: ..._, and a question that runs over lines)
        rf"(?P<run>\*{{1,3}}|_{{1,3}})(?P<text>{_Q}.*?)(?<!\s)(?P=run)(?!\w)",
        # **Q:** ...?   with the answer further on
        rf"(?P<run>\*{{1,3}}|_{{1,3}})(?P<text>Q(?:uestion)?[ \t]*\d*[ \t]*:?(?P=run):?[^\n]*?(?:\?|(?=[ \t]+[*_]{{0,3}}A(?:nswer)?[ \t]*[:.])|$))",
        # **...?**
        r"(?P<run>\*{1,3}|_{1,3})(?P<text>[^*_\n][^\n]*?\?[\"'”’)]*)[:.]?(?P=run):?(?!\w)",
        # Q: ...?
        rf"(?P<text>{_Q}[^\n]*?(?:\?|(?=[ \t]+[*_]{{0,3}}A(?:nswer)?[ \t]*[:.])|$))",
    )
)
_HEADING_QUESTION = re.compile(r"(?P<indent> {0,3})(?P<marker>#{1,6}[ \t]+)(?P<text>[^\n]*\?)[ \t#]*$")
_ANSWER = re.compile(r"[ \t>]*(?:[*+-][ \t]*|\d+[.)][ \t]+)?[*_]{0,3}A(?:nswer)?[ \t]*\d*[ \t]*[:.)]", re.IGNORECASE)
_LIST_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[*+-]|\d+[.)])(?:[ \t]|$)")
_LABEL_ALONE = re.compile(r"[*_]{1,3}[^*_?]+:?[*_]{1,3}:?\s*$|[^?]{1,80}:\s*$")
_MOST_QUESTION_LINES = 6


@dataclass(frozen=True, slots=True)
class FaqSpan:
    """Lines first..stop-1 of one FAQ. heading: the question's words. body_start: see Part; None: a run of
    lines that is not an FAQ."""

    first: int
    stop: int
    heading: str = ""
    body_start: int | None = None


@dataclass(frozen=True, slots=True)
class _Question:
    index: int
    indent: int
    in_list: bool
    text: str
    lines: int
    body_start: int  # from the start of the first line


def split_faqs(lines: Sequence[str], start: int, stop: int, code: Sequence[bool]) -> list[FaqSpan]:
    """Partition lines[start:stop] of an FAQs section into FAQs and other text, in order.

    code: for each line, whether it is inside a code fence (where no question begins).
    """
    questions = _find_questions(lines, start, stop, code)
    spans: list[FaqSpan] = []
    at = start
    limits = [*(question.index for question in questions[1:]), stop]
    for question, limit in zip(questions, limits, strict=False):
        if question.index > at:
            spans.append(FaqSpan(at, question.index))
        end = _answer_end(lines, question, limit, followed=limit < stop)
        spans.append(FaqSpan(question.index, end, question.text, question.body_start))
        at = end
    if at < stop:
        spans.append(FaqSpan(at, stop))
    return spans


def strip_label(text: str) -> str:
    """A question or answer without its leading `Q:` or `A:`."""
    return re.sub(r"^\s*(?:Q(?:uestion)?|A(?:nswer)?)[ \t]*\d*[ \t]*[:.)]\s*", "", text, count=1, flags=re.IGNORECASE).strip()


def _find_questions(lines: Sequence[str], start: int, stop: int, code: Sequence[bool]) -> list[_Question]:
    found: list[_Question] = []
    index = start
    while index < stop:
        question = None if code[index] else _question_at(lines, index, stop)
        # A bullet indented below an open question is part of its answer, whatever it looks like.
        if question and found and question.indent > found[-1].indent + 1 and found[-1].in_list:
            question = None
        if question:
            found.append(question)
        index += question.lines if question else 1
    return found


def _question_at(lines: Sequence[str], index: int, stop: int) -> _Question | None:
    line = lines[index]
    if is_blank(line) or _ANSWER.match(line) or not ("?" in line or "Q" in line or "q" in line):
        return None
    if match := _HEADING_QUESTION.match(line.rstrip("\r\n")):
        return _Question(index, 0, in_list=False, text=match["text"].strip(), lines=1, body_start=len(line))
    paragraph = _paragraph(lines, index, stop)
    for pattern in _STARTS:
        match = pattern.match(paragraph) or None
        if match and match["text"].strip():
            return _measured(lines, index, match, paragraph)
    return None


def _paragraph(lines: Sequence[str], index: int, stop: int) -> str:
    """The lines of the paragraph at `index`, as one text, but not the next list item or answer."""
    end = index + 1
    while end < min(stop, index + _MOST_QUESTION_LINES) and not (
        is_blank(lines[end]) or _LIST_ITEM.match(lines[end]) or _ANSWER.match(lines[end])
    ):
        end += 1
    return "".join(lines[index:end]).replace("\r", "\n")  # one character for one: offsets stay true


def _measured(lines: Sequence[str], index: int, match: re.Match[str], paragraph: str) -> _Question:
    end = match.end()
    while end < len(paragraph) and paragraph[end] in " \t":
        end += 1
    while end < len(paragraph) and paragraph[end] == "\n":
        end += 1
        if paragraph[end - 1 : end + 1] != "\n\n":  # "\r\n" was turned into two line feeds
            break
    taken, count = 0, 0
    while taken < end:
        taken += len(lines[index + count])
        count += 1
    text = re.sub(r"[*_]{1,3}(?=:?\s)|^[*_]{1,3}", "", match["text"], count=1) if match["text"][:1] in "Qq" else match["text"]
    indent = len((match["indent"] or "").expandtabs(4))
    in_list = bool(match["marker"]) and not match["marker"].startswith("#")
    return _Question(index, indent, in_list, " ".join(text.split()), max(count, 1), end)


def _answer_end(lines: Sequence[str], question: _Question, limit: int, *, followed: bool) -> int:
    """The index after the answer's last line, blank lines included."""
    at = question.index + question.lines
    if question.in_list:
        at = _list_answer_end(lines, question, at, limit)
    else:
        at = limit
        if followed:
            at = _before_label(lines, question.index + question.lines, limit)
    while at < limit and is_blank(lines[at]):
        at += 1
    return at


def _list_answer_end(lines: Sequence[str], question: _Question, at: int, limit: int) -> int:
    """A list item holds its indented and lazy lines; what stands flush left after a blank line is new text,
    unless it is labelled as the answer or the answer would otherwise be empty."""
    first_source = "".join(lines[question.index : at])
    answered = bool(first_source[question.body_start :].strip())
    open_ended = first_source.rstrip().endswith(":")
    after_blank = False
    while at < limit:
        line = lines[at]
        if is_blank(line):
            after_blank = True
            at += 1
            continue
        item = _LIST_ITEM.match(line)
        indent = len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))
        inside = indent > question.indent + 1
        lazy = not after_blank and item is None
        if not (inside or lazy or _ANSWER.match(line) or not answered or open_ended):
            break
        if not inside and not lazy and item is None:
            open_ended = False
        answered, after_blank = True, False
        open_ended = open_ended or line.rstrip().endswith(":")
        at += 1
    return at


def _before_label(lines: Sequence[str], at: int, limit: int) -> int:
    """Leave a heading-like line ("**For the tablets:**") that stands right before the next question to it."""
    end = limit
    while end > at and is_blank(lines[end - 1]):
        end -= 1
    last = end - 1
    alone = last > at and is_blank(lines[last - 1]) and bool(_LABEL_ALONE.match(lines[last]))
    return last if alone else limit
