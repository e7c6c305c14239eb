"""A made-up library of any size, the same on every machine: `python -m benchmarks.synthetic DIR --count N`.

The first titles are real drug names, so that typing them finds something; the others are invented. So are all
texts, and they say so: they have the shape of a monograph, and no medical meaning.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from zlib import crc32

COUNT = 6447
"""How many monographs the public library holds that the format comes from."""

REAL_NAMES = (
    "Abacavir", "Acetylcysteine", "Adrenaline", "Allopurinol", "Amitriptyline", "Amlodipine", "Amoxicillin",
    "Amoxicillin + Clavulanic Acid", "Atorvastatin", "Azithromycin", "Beclomethasone", "Bisoprolol",
    "Carbamazepine", "Ceftriaxone", "Chloramphenicol", "Chlorpheniramine", "Ciprofloxacin", "Clarithromycin",
    "Clopidogrel", "Dexamethasone", "Diazepam", "Diclofenac", "Digoxin", "Doxycycline", "Enalapril",
    "Erythromycin", "Fluconazole", "Furosemide", "Gentamicin", "Haloperidol", "Hydrochlorothiazide",
    "Ibuprofen", "Insulin Glargine", "Levothyroxine", "Metformin", "Methotrexate", "Metronidazole",
    "Omeprazole", "Paracetamol", "Phenobarbital", "Prednisolone", "Propranolol", "Salbutamol", "Simvastatin",
    "Spironolactone", "Sulfamethoxazole + Trimethoprim", "Tranexamic Acid", "Warfarin",
)  # fmt: skip

_FORMAT = 1
"""Raise it when the same number of monographs comes out differently: old folders are then not reused."""

_MARKER = ".complete.json"
FILES_PER_FOLDER = 500
_SYLLABLES = tuple(consonant + vowel for consonant in "bcdfglmnprstvz" for vowel in "aeiou")
_ENDINGS = (
    "azole", "caine", "cillin", "curium", "dipine", "dronate", "floxacin", "gliptin", "grel", "kinra",
    "lukast", "mab", "mycin", "nidazole", "olol", "oxetine", "parin", "prazole", "pril", "profen", "sartan",
    "setron", "statin", "tecan", "terol", "tidine", "triptan", "vaptan", "vastatin", "vir", "zepam", "zosin",
)  # fmt: skip
_MADE_UP = len(_SYLLABLES) ** 3 * len(_ENDINGS)
HIGHEST = _MADE_UP - 1
"""The last number that has an invented name of its own."""

_STRIDE = 6_783_541
"""It shares no factor with the number of names: stepping by it meets every name once, in no visible order."""

_HEADINGS = ("Usage", "Dosage", "Side Effects", "How it Works", "Precautions")
_TOPICS = (
    "storage", "missed doses", "renal impairment", "hepatic impairment", "pregnancy", "older people",
    "children", "once weekly use", "driving", "infusion", "interactions", "monitoring", "allergy",
)  # fmt: skip
_DISCLAIMER = (
    "**Disclaimer:** This text was generated to measure a program. It is not medical information. "
    "Always consult a healthcare professional."
)


class FolderInUseError(Exception):
    """The folder holds something else, which the generator will not touch."""


def title(index: int) -> str:
    """The name of monograph number `index`, from 0; no two are the same."""
    if index < len(REAL_NAMES):
        return REAL_NAMES[index]
    name = made_up(index - len(REAL_NAMES))
    # Every eighth is a combination: long names have to wrap in a narrow list.
    return f"{name} + {made_up(index * 7)}" if index % 8 == 0 else name


def monograph(index: int) -> str:
    """The Markdown of monograph number `index`, from 0."""
    name = title(index)
    lead = f"{name} is an invented entry, number {index}, and this"
    return "\n".join(
        (
            "---",
            "layout: minimal-medicine",
            f"title: {name}",
            "---",
            "",
            f"# {name}",
            "### Generic Name",
            name,
            "",
            *(line for heading in _HEADINGS for line in _section(heading, lead, index)),
            "### FAQs",
            "",
            *(line for number in range(3) for line in _faq(name, _topic(index + number))),
            _DISCLAIMER,
            "",
        )
    )


def make_library(folder: Path, count: int) -> bool:
    """Fill a folder with `count` monographs; return False if it held exactly those already."""
    files = ((path, monograph(index).encode()) for index, path in enumerate(paths(count)))
    return fill(folder, {"format": _FORMAT, "count": count}, count, files)


def fill(folder: Path, recipe: object, count: int, files: Iterable[tuple[Path, bytes]]) -> bool:
    """Fill a folder with `count` files; return False if it held those of the same recipe already.

    The work is done in a folder next to it, renamed at the end, so that a folder is complete or absent.
    """
    if _recipe_of(folder) == recipe and sum(1 for _ in folder.glob("*/*.md")) == count:
        return False
    if folder.exists() and any(folder.iterdir()):
        raise FolderInUseError(f"{folder} is not empty and is no library of {count:,}: empty it or name another.")
    # An interrupted run leaves the same files that this one writes again.
    partial = folder.with_name(f"{folder.name}.{crc32(json.dumps(recipe).encode()):08x}.partial")
    _write(partial, files)
    (partial / _MARKER).write_text(json.dumps(recipe), encoding="utf-8")
    if folder.exists():
        folder.rmdir()
    partial.rename(folder)
    return True


def paths(count: int) -> Iterator[Path]:
    """Where each monograph lies inside the library, in the order of their numbers."""
    for index in range(count):
        yield Path(f"{index // FILES_PER_FOLDER:04d}") / f"{index:06d}-{_file_name(title(index))}.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: fill a folder; 0 when it is complete, 2 when it may not be touched."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.synthetic", description="Make a library of invented monographs."
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="where; a complete one is left as it is")
    parser.add_argument("--count", type=positive, default=COUNT, metavar="N", help="how many monographs (%(default)s)")
    options = parser.parse_args(arguments)
    try:
        made = make_library(options.folder, options.count)
    except FolderInUseError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{'made' if made else 'already there'}: {options.count:,} monographs\n")
    return 0


def _write(folder: Path, files: Iterable[tuple[Path, bytes]]) -> None:
    """Write every monograph, without the marker."""
    made: set[Path] = set()
    for path, data in files:
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(data)


def _recipe_of(folder: Path) -> object:
    """What a complete folder was made from; None for any other."""
    try:
        return json.loads((folder / _MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def made_up(number: int) -> str:
    """An invented name; different for every number below ten million."""
    rest, ending = divmod(number * _STRIDE % _MADE_UP, len(_ENDINGS))
    rest, third = divmod(rest, len(_SYLLABLES))
    first, second = divmod(rest, len(_SYLLABLES))
    return (_SYLLABLES[first] + _SYLLABLES[second] + _SYLLABLES[third] + _ENDINGS[ending]).capitalize()


def _section(heading: str, lead: str, index: int) -> tuple[str, ...]:
    """One section: a heading, a paragraph and a list, with a line feed after each."""
    first, second = _topic(index + len(heading)), _topic(index * 3 + len(heading))
    return (
        f"### {heading}",
        "",
        f"{lead} paragraph stands where a real monograph speaks of {heading.lower()}.",
        "",
        f"* **{first.capitalize()}:** entry {index} has nothing to say about {first}.",
        f"* **{second.capitalize()}:** nor does it say anything about {second}.",
        "",
    )


def _faq(name: str, topic: str) -> tuple[str, ...]:
    """One question with its answer."""
    return (f"**Q: What does {name} mean for {topic}?**", "", "A: Nothing. The entry is invented.", "")


def _topic(number: int) -> str:
    return _TOPICS[number % len(_TOPICS)]


def _file_name(name: str) -> str:
    """A title as part of a file name: small letters, and hyphens for the rest."""
    return "-".join("".join(letter if letter.isalpha() else " " for letter in name.lower()).split())


def positive(text: str) -> int:
    """A whole number from 1, as an option of a command line."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
