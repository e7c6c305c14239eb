"""Questions and answers: where each FAQ begins, where its question ends, and how far its answer reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medtui.reading.headings import clean_heading
from medtui.reading.lines import is_blank, next_text, skip_marks, text_end

_MARKER = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[*+-][ \t]+|\d{1,9}[.)][ \t]+|\#{1,6}[ \t]+)?")
QUESTION_MARKS = ("?", "？", "؟")
_MARK = r"[?？؟]"
_COLON = r"[:：]"
_NUMBER = r"(?:[ \t]*\d{1,3})?"
# In the eleven languages of the section names; letters that others than Q and A stand for need a colon.
_Q = (
    r"(?:Q(?:uestion)?|pregunta|pergunta|frage|вопрос|问题?|問題?|(?:ال)?سؤال|प्रश्न|सवाल|swali|(?:คำ)?ถาม"
    rf"|(?-i:[PFSВس]|प्र\.?)(?={_NUMBER}[*_]{{0,3}}[ \t]*{_COLON}))"
)
_A = (
    r"(?:A(?:nswer)?|r[ée]ponse|respuesta|resposta|antwort|ответ|答案?|回答|(?:ال)?جواب|الإجابة|उत्तर|जवाब|jibu|(?:คำ)?ตอบ"
    rf"|(?-i:[RJОج]|उ\.?)(?={_NUMBER}[*_]{{0,3}}[ \t]*{_COLON}))"
)
# "Q." and "Q)" need a space after them: "q.i.d." begins no question.
_LABEL = rf"{_Q}{_NUMBER}[ \t]*(?:{_COLON}|[.)](?=[\s*_]))"
_RUN = r"(?P<run>\*{1,3}|_{1,3})"
_INSIDE = r"(?:(?!(?P=run)).)"
# **Q: ...**, **Q:** ..., **...?**, Q: ...
_LABELLED_INSIDE = re.compile(rf"{_RUN}(?P<label>{_LABEL})(?!(?P=run))(?P<text>{_INSIDE}+)(?P=run):?", re.I | re.S)
_LABEL_EMPHASISED = re.compile(
    rf"{_RUN}(?P<label>{_Q}{_NUMBER})(?P<mark>[ \t]*[:：.)])?(?P=run)(?(mark){_COLON}?|[ \t]?{_COLON})", re.I
)
_EMPHASISED = re.compile(rf"{_RUN}(?![*_\s])(?P<text>{_INSIDE}*?{_MARK}[\"'”’)]*[ \t]*[:.]?)(?P=run):?", re.S)
_LABELLED = re.compile(_LABEL, re.I)
_FIRST = frozenset("*_qpfвs问問اسप्คถ")  # of a question, casefolded
_ANY_MARK = re.compile(_MARK)

_ANSWER = re.compile(
    rf"[ \t>]*(?:[*+-][ \t]*|\d{{1,9}}[.)][ \t]+)?[*_]{{0,3}}{_A}{_NUMBER}[*_]{{0,3}}[ \t]*[:：.)]", re.I
)
_ANSWER_ON_LINE = re.compile(rf"[ \t][*_]{{0,3}}{_A}[*_]{{0,3}}[ \t]*{_COLON}", re.I)
_LIST_ITEM = re.compile(r"[ \t]*(?:[*+-]|\d{1,9}[.)])(?:[ \t]|$)")
_STARTS_ANEW = re.compile(rf"{_LIST_ITEM.pattern}|{_ANSWER.pattern}|[ \t]*[*_]{{0,3}}{_LABEL}", re.I)
_BOLD_ALONE = re.compile(r"[*_]{1,3}[^*_?]{1,160}:?[*_]{1,3}:?\s*$|[^?]{1,80}:\s*$")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
# A lone "A." may begin a species' name, and nothing may be lost.
_LABEL_TO_STRIP = re.compile(rf"\s*(?:(?:{_Q}|Answer){_NUMBER}[ \t]*[:：.)]|{_A}{_NUMBER}[ \t]*{_COLON})\s*", re.I)
_MOST_QUESTION_LINES = 6
_LONGEST_QUESTION = 4_000


class FaqSpan(NamedTuple):
    """Lines first..stop-1 of one FAQ. heading: the question's words. body_start: see Part; None: a run of
    lines that is not an FAQ."""

    first: int
    stop: int
    heading: str = ""
    body_start: int | None = None


class _Question(NamedTuple):
    """line: the index of its first one. body_start: from the start of the first line."""

    line: int
    indent: int
    in_list: bool
    text: str
    line_count: int
    body_start: int


def split_faqs(lines: Sequence[str], start: int, stop: int, code: Sequence[bool]) -> Iterator[FaqSpan]:
    """Partition lines[start:stop] of an FAQs section into FAQs and other text, in order.

    code: for each line, whether it is inside a code fence (where no question begins).
    """
    questions = _find_questions(lines, start, stop, code)
    at = start
    for number, question in enumerate(questions):
        if question.line > at:
            yield FaqSpan(at, question.line)
        is_last = number + 1 == len(questions)
        limit = stop if is_last else questions[number + 1].line
        at = _answer_end(lines, question, limit, code, is_last=is_last)
        yield FaqSpan(question.line, at, question.text, question.body_start)
    if at < stop:
        yield FaqSpan(at, stop)


def begins_question(lines: Sequence[str], index: int, stop: int) -> bool:
    """True when a question of an FAQs section begins at that line."""
    return _question_at(lines, index, stop) is not None


def strip_label(text: str) -> str:
    """A question or answer without its leading `Q:` or `A:`."""
    label = _LABEL_TO_STRIP.match(text)
    return (text[label.end() :] if label else text).strip()


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
        index += question.line_count if question else 1
    return found


def _question_at(lines: Sequence[str], index: int, stop: int) -> _Question | None:
    line = lines[index]
    marker = _MARKER.match(line)
    if marker is None:
        return None
    at, mark = marker.end(), marker["mark"] or ""
    if mark.startswith("#"):
        text = clean_heading(line[at:].rstrip("# \t\r\n"))
        is_question = text.endswith(QUESTION_MARKS) or _LABELLED.match(text)
        return _Question(index, 0, False, text, 1, len(line)) if is_question else None
    first = line[at : at + 1].casefold()
    if first not in _FIRST or not (first in ("*", "_") or _LABELLED.match(line, at)) or _ANSWER.match(line):
        return None
    paragraph = _paragraph(lines, index, stop)
    asked = _asked(paragraph, at)
    if asked is None:
        return None
    text, end = " ".join(asked[0].split()), skip_marks(paragraph, asked[1])
    while paragraph[end : end + 1] in (" ", "\t"):
        end = skip_marks(paragraph, end + 1)
    end += paragraph[end : end + 1] == "\n"
    taken = count = 0
    while taken < end:
        taken += len(lines[index + count])
        count += 1
    return _Question(index, len(marker["indent"].expandtabs(4)), bool(mark), text, count, end)


def _paragraph(lines: Sequence[str], index: int, stop: int) -> str:
    """The lines of the paragraph at `index`, as one text, but not the next list item, question or answer."""
    end, last = index + 1, min(stop, index + _MOST_QUESTION_LINES)
    while end < last and not (is_blank(lines[end]) or _STARTS_ANEW.match(lines[end])):
        end += 1
    text = "".join(lines[index:end])
    if len(text) > _LONGEST_QUESTION:
        text = text[:_LONGEST_QUESTION].removesuffix("\r")
    return text.replace("\r\n", " \n").replace("\r", "\n")  # one character for one: offsets stay true


def _asked(paragraph: str, at: int) -> tuple[str, int] | None:
    """The words of the question at that offset, and the offset at which it ends."""
    if match := _LABELLED_INSIDE.match(paragraph, at):
        text, end = f"{match['label']} {match['text']}", match.end()
    elif match := _LABEL_EMPHASISED.match(paragraph, at):
        end = _question_end(paragraph, match.end())
        text = f"{match['label']}: {paragraph[match.end() : end]}"
    elif match := _EMPHASISED.match(paragraph, at):
        return match["text"], match.end()
    elif match := _LABELLED.match(paragraph, at):
        end = _question_end(paragraph, match.end())
        text = paragraph[at:end]
    else:
        return None
    return (text, end) if strip_label(text) else None


def _question_end(paragraph: str, start: int) -> int:
    """Where a question ends that no emphasis encloses: before the answer's label, at the end of its line, or
    at its question mark."""
    while paragraph[start : start + 1].isspace():
        start += 1
    line_end = paragraph.find("\n", start)
    line_end = line_end if line_end >= 0 else len(paragraph)
    if answer := _ANSWER_ON_LINE.search(paragraph, start, line_end):
        return answer.start()
    line = paragraph[start:line_end].rstrip(" \t*_\"'”’)")
    found = _ANY_MARK.search(paragraph, start)
    mark = found.start() if found else -1
    if mark < 0 or line.endswith(QUESTION_MARKS) or (mark > line_end and line.endswith((".", ":", ";", "!"))):
        return line_end
    while paragraph[mark + 1 : mark + 2] and paragraph[mark + 1] in "*_\"'”’)":
        mark += 1
    return mark + 1


def _answer_end(lines: Sequence[str], question: _Question, limit: int, code: Sequence[bool], *, is_last: bool) -> int:
    """The index after the answer's last line, blank lines included."""
    start = question.line + question.line_count
    if question.in_list:
        end = _list_answer_end(lines, question, start, limit)
    else:
        end = next((n for n in range(start, limit) if _HEADING.match(lines[n]) and not code[n]), limit)
        if end == limit and not is_last:
            end = _before_label(lines, start, limit)
    return next_text(lines, end, limit)


def _list_answer_end(lines: Sequence[str], question: _Question, at: int, limit: int) -> int:
    """A list item holds its indented and lazy lines; what stands flush left after a blank line is new text,
    unless it is labelled as the answer, the answer would otherwise be empty, or a colon announces it."""
    so_far = "".join(lines[question.line : at])
    answered = bool(so_far[question.body_start :].strip())
    announced = so_far.rstrip().endswith(":")
    after_blank = False
    while at < limit:
        line = lines[at]
        if is_blank(line):
            after_blank = True
            at += 1
            continue
        is_item = _LIST_ITEM.match(line) is not None
        indent = len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))
        inside = indent > question.indent + 1
        lazy = not after_blank and not is_item
        if not (inside or lazy or announced or not answered or _ANSWER.match(line)):
            break
        if not (inside or lazy or is_item):
            announced = False
        announced = announced or line.rstrip().endswith(":")
        answered, after_blank = True, False
        at += 1
    return at


def _before_label(lines: Sequence[str], start: int, limit: int) -> int:
    """Leave a heading-like line ("**For the tablets:**") that stands right before the next question to it."""
    last = text_end(lines, start, limit) - 1
    alone = last > start and is_blank(lines[last - 1]) and _BOLD_ALONE.match(lines[last])
    return last if alone else limit
