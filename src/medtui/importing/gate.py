"""The check of an imported label: whether each word of the source can be read in the monograph. It shares no code with
what wrote it, and looks at what medtui will show."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from html import unescape
from itertools import chain
from xml.etree.ElementTree import Element

from medtui.importing.label import Label, LabelSection
from medtui.monograph import Monograph
from medtui.presentation.markdown.styled import Flow, words
from medtui.presentation.page import page
from medtui.presentation.tabs import Tab
from medtui.safe_text import single_spaced

_RUN = 4
"""So many words, numbers and signs in a row must be found in a row again."""
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|_")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ]+")
_LOWERED = re.compile("[₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎]+")
_RAISED_SIGNS = re.compile("[®™©℠*†‡§¶#]+")  # no exponents, whatever they stand at
_FIGURE = r"\[Figure: [^\]]*, file not shown\]"
_OURS = re.compile(rf"\[note \d+\]|{_FIGURE}")
_FIGURES = re.compile(_FIGURE)
_A_FIGURE = "[Figure]"  # stands for each of them in what is compared
_BETWEEN = "\ue000"  # of no script: no text has it
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<[!?][^<>]*>")
_EMPTY_LINE = re.compile(r"\n\s*\n")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2400-\u2421\ufdd0-\ufdef\ufeff"
    "\ufff0-\ufffb\ufffe\uffff]|⟨U\\+[0-9A-F]{4,6}⟩"
)
"""What cannot be seen, and what medtui may show for it."""
_OWN = "generic_name"  # which begins with the products
_ALONE = frozenset({"footnote", "caption", "title"})
_OUTSIDE = frozenset({"footnoteRef", "renderMultiMedia", "img"})
_SPL_BLOCKS = "text paragraph item td th tr table thead tbody tfoot list"
_XHTML_BLOCKS = (
    "p div ul ol li h1 h2 h3 h4 h5 h6 blockquote pre dl dt dd hr section article header footer address figure"
    " figcaption center body"
)
_BLOCKS = frozenset(f"{_SPL_BLOCKS} {_XHTML_BLOCKS}".split())
_STYLE_MOVES = re.compile(r"vertical-align *: *(super|sub)\b", re.IGNORECASE)
_MARK = re.compile(r"\s*(?:\d{1,9}[.)]|[^\w\s]|[oØ§¾])\s*")


def faults_in(monograph: Monograph, tabs: Sequence[Tab], label: Label) -> Iterator[str]:
    """What a monograph has lost of its label, or has more than that, a clause each. tabs: those that are compared."""
    runs = filter(None, _source_runs(label.sections))
    source = [part for run in runs for part in (_EMPTY_LINE.split(run) if "\n" in run else (run,))]
    ours = [line for tab in tabs if tab.section == _OWN for line in _shown(monograph, tab)]
    shown = [*ours, *(line for tab in tabs if tab.section != _OWN for line in _shown(monograph, tab))]
    left, rest, equal = _without_equals(source, shown)
    source_left = _tokens(left)
    if any(_lost(source_left, _tokens(_texts(rest)))):
        yield from _lost(_tokens(source), _tokens(_texts(shown)))
    yield from _left_out(label)
    new = _tokens(_texts(_BETWEEN if line in equal else line for line in rest[len(ours) :]))
    if numbers := [*filter(_NUMBER.fullmatch, {*chain.from_iterable(new)}.difference(*source_left))]:
        known = {*chain.from_iterable(_tokens([*source, *_item_marks(label.sections)]))}
        yield from (f"the source has no number {number}" for number in sorted({*numbers} - known))


def _without_equals(source: Iterable[str], shown: Sequence[str]) -> tuple[list[str], list[str], set[str]]:
    """The texts of the source, and the lines shown, without those that are the same in both, which are most of them.

    What is missing nowhere in the rest is missing nowhere. The opposite does not hold: a short text may stand in one of
    those that are gone. The last of the three: what was the same.
    """
    left, rest, equal = [], list(shown), {""}
    places: dict[str, list[int]] = defaultdict(list)
    for at in reversed(range(len(shown))):
        places[shown[at]].append(at)
    for text in source:
        whole = text if text in places else single_spaced(text)
        lines = [whole] if whole in places else [*map(single_spaced, text.split("\n"))]
        same = places.get(lines[0], [])
        while same and rest[same[-1]] != lines[0]:
            same.pop()  # of another text that is the same
        if same and rest[same[-1] : same[-1] + len(lines)] == lines:
            rest[same[-1] : same[-1] + len(lines)] = [_BETWEEN] * len(lines)
            equal.update(lines)
        elif whole:
            left.append(text)
    for before, (at, line), after in zip(shown, enumerate(rest[1:], 1), shown[2:], strict=False):
        if before == after == _BETWEEN and line in equal and line.count(" ") >= _RUN:
            rest[at] = _BETWEEN  # a cell that is said again
    return left, rest, equal


def _left_out(label: Label) -> Iterator[str]:
    """What was given as plain text, or in markup, and does not stand in the label's sections, sign by sign."""
    said = "\n".join(map(_letters, label.sections)) if label.given else ""
    for name, text in label.given:
        plain = unescape(_TAG.sub("", text)) if name.endswith("_table") else text
        if "".join(plain.split()) not in said:
            yield f"not all of {name} is in a section"


def _letters(section: LabelSection) -> str:
    elements = (one for one in (section.title, *section.texts) if one is not None)
    own = "".join("".join("".join(one.itertext()).split()) for one in elements)
    return own + "".join(map(_letters, section.sections))


def _lost(source: Iterable[list[str]], shown: Iterable[list[str]]) -> Iterator[str]:
    wanted = Counter(chain.from_iterable(_runs(tokens, min(_RUN, len(tokens))) for tokens in source))
    found: Counter[tuple[str, ...]] = Counter()
    all_shown = [token for tokens in shown for token in (*tokens, "")]  # no run goes over the end of a text
    for length in {len(run) for run in wanted}:
        found.update(filter(wanted.__contains__, _runs(all_shown, length)))
    for run, times in wanted.items():
        if found[run] < times:
            yield f"{' '.join(run)!r} stands {times} times in the source, {found[run]} times here"


def _runs(tokens: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(tokens[at:] for at in range(length)), strict=False)


def _tokens(texts: Iterable[str]) -> list[list[str]]:
    """Of each text. It is much faster to look at all of them at once."""
    text = _BETWEEN.join(text.replace(_BETWEEN, "?") for text in texts)
    if not text.isascii():
        text = _UNSEEN.sub("", text)
        text = _LOWERED.sub(lambda match: f"_({unicodedata.normalize('NFKC', match[0])})", text)
        text = _RAISED.sub(lambda match: f"^({unicodedata.normalize('NFKC', match[0])})", text)
        text = unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-")
    text = text.replace(")^(", "").replace(")_(", "")  # side by side they are one
    return [_TOKEN.findall(part) for part in text.split(_BETWEEN)]


def _shown(monograph: Monograph, tab: Tab) -> Iterator[str]:
    """Each line, also of cells, with _BETWEEN where no text goes on."""
    for piece in page(monograph, tab):
        yield _BETWEEN
        for block in (*piece.head, *piece.body):
            if isinstance(block, Flow):
                yield from _apart(words(block.spans).replace(_BETWEEN, "?"))
            else:
                for cell in block.cells:
                    yield _BETWEEN
                    yield from _apart(words(cell).replace(_BETWEEN, "?"))
                yield _BETWEEN


def _apart(text: str) -> Iterator[str]:
    if "[" not in text or not _OURS.search(text):
        yield from map(single_spaced, text.split("\n")) if "\n" in text else [single_spaced(text)]
        return
    for part in _OURS.split(text) + [_A_FIGURE] * len(_FIGURES.findall(text)):
        yield from (single_spaced(part), _BETWEEN)


def _texts(lines: Iterable[str]) -> list[str]:
    return [text for text in "\n".join(lines).split(_BETWEEN) if not text.isspace()]


def _source_runs(sections: Iterable[LabelSection]) -> Iterator[str]:
    """The text of each paragraph, item, cell, caption, footnote and title; what stands beside something that is drawn
    in another way, as a figure, by itself."""
    for section in sections:
        for element in (section.title, *section.texts, *section.highlights):
            if element is not None:
                yield from _element_runs(element)
        yield from _source_runs(section.sections)


def _item_marks(sections: Iterable[LabelSection]) -> Iterator[str]:
    """The marks of list items, which a list in Markdown has outside its text, unless an item begins with no word."""
    for section in sections:
        for text in (*section.texts, *section.highlights):
            for item in text.iter("item"):
                yield from ("".join(mark.itertext()) for mark in item.findall("caption"))
            for ordered in (one for one in text.iter() if one.tag == "ol" or one.get("listType") == "ordered"):
                first = ordered.get("start", "1").strip()
                yield from (str(int(first if first.isdecimal() else 1) + at) for at in range(len(ordered) + 1))
        yield from _item_marks(section.sections)


def _element_runs(element: Element) -> Iterator[str]:
    runs = [""]
    yield from _walk(element, runs)
    yield from runs


def _walk(element: Element, runs: list[str]) -> Iterator[str]:
    """Adds the text to the last of `runs`; begins another one at each block, and yields what is apart."""
    runs[-1] += element.text or ""
    mark = element.find("caption") if element.tag == "item" else None
    for child in element:
        if child is mark and _MARK.fullmatch("".join(child.itertext())):
            pass
        elif child.tag in _ALONE:
            yield from _element_runs(child)
            runs.append("")
        elif child.tag in _BLOCKS or child.tag in _OUTSIDE:
            runs.append("")
            if child.tag in _BLOCKS:
                yield from _walk(child, runs)
            else:
                yield _A_FIGURE if child.tag != "footnoteRef" else ""
                yield from _element_runs(child)
            runs.append("")
        elif moved := _moved(child):
            yield from _walk_moved(child, moved, runs)
        elif child.tag == "br":
            runs[-1] += "\n"
            yield from _walk(child, runs)
        else:
            edges = [""] if _has_blocks(child) else []
            runs += edges
            yield from _walk(child, runs)
            runs += edges
        runs[-1] += child.tail or ""


def _walk_moved(element: Element, moved: str, runs: list[str]) -> Iterator[str]:
    """What is raised or lowered, in pieces where a footnote or figure stands in it."""
    piece = Element(element.tag)
    piece.text = element.text
    for inner in element:
        if inner.tag not in _ALONE and inner.tag not in _OUTSIDE and inner.tag != "br":
            piece.append(inner)
            continue
        runs[-1] += _shifted(piece, moved)
        around, alone = Element("span"), copy(inner)
        alone.tail = None
        around.append(alone)
        yield from _walk(around, runs)
        piece = Element(element.tag)
        piece.text = inner.tail
    runs[-1] += _shifted(piece, moved)


def _moved(element: Element) -> str:
    """`sup`, `sub` or nothing: where the text of an inline element stands, if no block is in it."""
    style = _STYLE_MOVES.search(element.get("style", ""))
    moved = element.tag if element.tag in ("sup", "sub") else style[1].lower()[:3] if style else ""
    return "" if moved and _has_blocks(element) else moved


def _has_blocks(element: Element) -> bool:
    """Whether blocks stand in an inline element, but for those in what is written elsewhere."""
    around = (inner for inner in element if inner.tag not in _ALONE and inner.tag not in _OUTSIDE)
    return any(inner.tag in _BLOCKS or _has_blocks(inner) for inner in around)


def _shifted(element: Element, moved: str) -> str:
    inside = _text_in(element)
    text, after = inside.strip(), inside[len(inside.rstrip()) :]
    if not text or (moved == "sub" and text.isalpha()) or (moved == "sup" and _RAISED_SIGNS.fullmatch(text)):
        return inside
    return f"{'^' if moved == 'sup' else '_'}({text}){after}"


def _text_in(element: Element) -> str:
    """With what is raised or lowered once more."""
    inner = (f"{_shifted(one, moved) if (moved := _moved(one)) else _text_in(one)}{one.tail or ''}" for one in element)
    return f"{element.text or ''}{''.join(inner)}"
