"""Changes made to a page on purpose, each with what a diff must say of it. They share nothing with the engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random
from typing import NamedTuple

from medtui.checking.change_marks import MarkKind
from medtui.checking.library_changes import DrugChanges, LibraryChanges
from medtui.checking.page_changes import Change, ChangeKind

ADDED = "Give it with a glass of cold water."
_DOSE = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?) (mg|mcg|g|mL|units)\b")
_MASS = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?) (mg|mcg|g)\b")
_RANGE = re.compile(r"(?<![\d.,])(\d+) (?:[a-z]+ )?to (\d+) (mg|mL|days|hours|weeks|months|years|kg)\b")
_FORBIDS = re.compile(r"\b([Dd]o not|[Mm]ust not|[Nn]ever) (?=[a-z])")
_SAYS = re.compile(r"(?<=[a-z] )(is|are|may|should)(?= [a-z])(?! not)")
_REWORDED = {
    "because": "since", "usually": "as a rule", "such as": "like", "above all": "especially", "medicine": "drug",
    "sickness": "illness", "large": "big", "feels": "seems", "doctor": "physician",
    "kept": "stored", "rash": "eruption",
}  # fmt: skip
_PLAIN_ITEM = re.compile(r"^- [A-Z][^\n|]{25,100}$(?!\n +)", re.MULTILINE)

Judge = Callable[[LibraryChanges], bool]


class Mutation(NamedTuple):
    """The page after the change, None where it is taken away. is_right: whether that is what the diff says first."""

    text: str | None
    is_right: Judge
    new_name: str = ""


def _body(text: str) -> int:
    return text.index("\n---\n", 4) + 5


def _pick(pattern: re.Pattern[str], text: str, rng: Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text, _body(text)))
    return rng.choice(found) if found else None


def _only(found: LibraryChanges) -> DrugChanges | None:
    return found.changed[0] if len(found.changed) == 1 and not found.new and not found.gone else None


def _first(judge: Callable[[Change], bool]) -> Judge:
    def is_right(found: LibraryChanges) -> bool:
        drug = _only(found)
        return bool(drug and not drug.is_renamed and drug.changes and judge(drug.changes[0]))

    return is_right


def _marked(kind: MarkKind, how_far: str, *words: str) -> Judge:
    return _first(
        lambda change: any(
            mark.kind is kind and how_far == mark.how_far and all(word in f"{mark.old} {mark.new}" for word in words)
            for mark in change.marks
        )
    )


def _said(kind: ChangeKind, words: str) -> Judge:
    """Whether it is all that has changed, without marks, and holds these words."""
    plain = " ".join(re.sub(r"[*_]", "", words).replace("|", " ").split())

    def judge(change: Change) -> bool:
        text = " ".join(" ".join((*change.old, *change.new)).replace("|", " ").split())
        return change.kind is kind and not change.marks and plain in text

    return _first(judge)


def _written(number: Decimal) -> str:
    return f"{number.normalize():f}"


def tenfold(text: str, rng: Random) -> Mutation | None:
    match = _pick(_DOSE, text, rng)
    if not match:
        return None
    more = _written(Decimal(match[1]) * 10)
    changed = f"{text[: match.start()]}{more} {match[2]}{text[match.end() :]}"
    return Mutation(changed, _marked(MarkKind.TENFOLD, "x10", match[1], more))


def tenth(text: str, rng: Random) -> Mutation | None:
    match = _pick(_DOSE, text, rng)
    if not match:
        return None
    less = _written(Decimal(match[1]) / 10)
    changed = f"{text[: match.start()]}{less} {match[2]}{text[match.end() :]}"
    return Mutation(changed, _marked(MarkKind.TENFOLD, "/10", match[1], less))


def other_unit(text: str, rng: Random) -> Mutation | None:
    match = _pick(_MASS, text, rng)
    if not match:
        return None
    unit, far = {"mg": ("mcg", "/1,000"), "mcg": ("mg", "x1,000"), "g": ("mg", "/1,000")}[match[2]]
    changed = f"{text[: match.start(2)]}{unit}{text[match.end(2) :]}"
    return Mutation(changed, _marked(MarkKind.UNIT, far, match[1], unit))


def without_not(text: str, rng: Random) -> Mutation | None:
    match = _pick(_FORBIDS, text, rng)
    if not match:
        return None
    return Mutation(text[: match.start()] + text[match.end() :], _marked(MarkKind.NEGATION_LOST, ""))


def with_not(text: str, rng: Random) -> Mutation | None:
    match = _pick(_SAYS, text, rng)
    if not match:
        return None
    return Mutation(text[: match.end()] + " not" + text[match.end() :], _marked(MarkKind.NEGATION_GAINED, "", "not"))


def without_row(text: str, rng: Random) -> Mutation | None:
    match = _pick(re.compile(r"(?<=\|\n)\|(?!---).+\|\n(?!\|---)"), text, rng)
    if not match:
        return None
    return Mutation(text[: match.start()] + text[match.end() :], _said(ChangeKind.GONE, match[0]))


def without_item(text: str, rng: Random) -> Mutation | None:
    match = _pick(_PLAIN_ITEM, text, rng)
    if not match:
        return None
    sentence = re.split(r"(?<=[.:;]) ", match[0][2:])[0]
    return Mutation(text[: match.start()] + text[match.end() + 1 :], _said(ChangeKind.GONE, sentence))


def with_sentence(text: str, rng: Random) -> Mutation | None:
    match = _pick(re.compile(r"^(?!\*\*Q).*?[a-z]{3}\.(?= [A-Z])", re.MULTILINE), text, rng)
    if not match:
        return None
    return Mutation(f"{text[: match.end()]} {ADDED}{text[match.end() :]}", _said(ChangeKind.NEW, ADDED))


def moved_item(text: str, rng: Random) -> Mutation | None:
    items = list(_PLAIN_ITEM.finditer(text, _body(text)))
    pairs = [(one, two) for one in items for two in items if "\n### " in text[one.end() : two.start()]]
    if not pairs:
        return None
    one, two = rng.choice(pairs)
    moved = text[: one.start()] + text[one.end() + 1 : two.end()] + f"\n{one[0]}" + text[two.end() :]
    return Mutation(moved, _said(ChangeKind.MOVED, re.split(r"(?<=[.:;]) ", one[0][2:])[0]))


def other_end(text: str, rng: Random) -> Mutation | None:
    match = _pick(_RANGE, text, rng)
    if not match:
        return None
    number = str(int(match[2]) + 1)
    changed = text[: match.start(2)] + number + text[match.end(2) :]

    def judge(change: Change) -> bool:
        return any(
            mark.kind is MarkKind.FIGURE and number in mark.new and match[2] in mark.old for mark in change.marks
        )

    return Mutation(changed, _first(judge))


def without_section(text: str, rng: Random) -> Mutation | None:
    match = _pick(re.compile(r"^### (.+)\n(?s:.+?)(?=^### )", re.MULTILINE), text, rng)
    if not match:
        return None
    is_right = _first(lambda change: change.kind is ChangeKind.SECTION_GONE and match[1] in change.old)
    return Mutation(text[: match.start()] + text[match.end() :], is_right)


def renamed(text: str, rng: Random) -> Mutation | None:
    title = re.findall(r"^title: (.+)$", text, re.MULTILINE)[0]
    new = f"Zelo{rng.choice(('fane', 'tide', 'mab'))}"
    changed = re.sub(r"^names: .+$", f"names: [{new}]", text, flags=re.MULTILINE)
    changed = changed.replace(f"title: {title}", f"title: {new}").replace(f"# {title}", f"# {new}")

    def is_right(found: LibraryChanges) -> bool:
        drug = _only(found)
        return bool(drug and drug.is_renamed and (drug.old_title, drug.title) == (title, new))

    return Mutation(changed, is_right, new_name=rng.choice(("", "zelo.md")))


def gone(text: str, _: Random) -> Mutation | None:
    title = re.findall(r"^title: (.+)$", text, re.MULTILINE)[0]
    return Mutation(None, lambda found: [drug.title for drug in found.gone] == [title] and not found.changed)


def reworded(text: str, rng: Random) -> Mutation | None:
    found = [match for old in _REWORDED for match in re.finditer(rf"(?<=[a-z] ){old}\b", text[: text.rindex("\n**")])]
    matches = [match for match in found if match.start() > _body(text)]
    if not matches:
        return None
    match = rng.choice(matches)
    new = _REWORDED[match[0]]
    return Mutation(text[: match.start()] + new + text[match.end() :], _said(ChangeKind.CHANGED, new))


def other_lead_in(text: str, rng: Random) -> Mutation | None:
    match = _pick(re.compile(r"^(?:- )?\*\*(Children|Adults|Newborns)\b", re.MULTILINE), text, rng)
    if not match:
        return None
    new = "Children" if match[1] == "Adults" else "Adults"
    changed = text[: match.start(1)] + new + text[match.end(1) :]
    return Mutation(changed, _marked(MarkKind.TURNED, "", match[1].lower(), new.lower()))


def other_superlative(text: str, rng: Random) -> Mutation | None:
    opposites = {"lowest": "highest", "shortest": "longest", "rarely": "often", "rises": "falls", "stronger": "weaker"}
    match = _pick(re.compile(rf"\b(?:{'|'.join(opposites)})\b"), text, rng)
    if not match:
        return None
    new = opposites[match[0]]
    return Mutation(text[: match.start()] + new + text[match.end() :], _marked(MarkKind.TURNED, "", match[0], new))


def other_interval(text: str, rng: Random) -> Mutation | None:
    match = _pick(re.compile(r"\bevery (\d+) (?=hours|days|weeks)"), text, rng)
    if not match:
        return None
    new = str(int(match[1]) + 2)

    def judge(change: Change) -> bool:
        return any(mark.kind is MarkKind.FIGURE and mark.new.startswith(new) for mark in change.marks)

    return Mutation(text[: match.start(1)] + new + text[match.end(1) :], _first(judge))


def rows_exchanged(text: str, rng: Random) -> Mutation | None:
    rows = re.compile(r"^(\| [^|\n]+\|)([^\n]*\d[^\n]*\|)\n(\| [^|\n]+\|)([^\n]*\d[^\n]*\|)$", re.MULTILINE)
    match = _pick(rows, text, rng)
    if not match or re.findall(r"\d+", match[2]) == re.findall(r"\d+", match[4]):
        return None
    changed = f"{text[: match.start()]}{match[1]}{match[4]}\n{match[3]}{match[2]}{text[match.end() :]}"
    return Mutation(changed, _first(lambda change: change.kind is ChangeKind.CHANGED and bool(change.marks)))


MUTATORS: Sequence[Callable[[str, Random], Mutation | None]] = (
    tenfold, tenth, other_unit, without_not, with_not, without_row, without_item, with_sentence, moved_item, other_end,
    without_section, renamed, gone, reworded, other_lead_in, other_superlative, other_interval, rows_exchanged,
)  # fmt: skip
