"""Faults to plant in sound pages: each says which rule must find it. What is planted never depends on a rule's code."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import NamedTuple

ZERO_WIDTH, WORD_JOINER, CYRILLIC_A, CYRILLIC_O = "\u200b", "\u2060", "\u0430", "\u043e"


class Planted(NamedTuple):
    """text: of the page with the fault. start, end: where it stands."""

    text: str
    start: int
    end: int


Plant = Callable[[str, Random], "Planted | None"]


def instead(pattern: str, *replacements: str) -> Plant:
    """One place below the front matter that matches, written otherwise."""

    def plant(text: str, random: Random) -> Planted | None:
        body = text.index("\n---\n", 4)
        if not (places := list(re.finditer(pattern, text[body:]))):
            return None
        place = random.choice(places)
        written = place.expand(random.choice(replacements))
        start = body + place.start()
        return Planted(text[:start] + written + text[body + place.end() :], start, start + len(written))

    return plant


def before(heading: str, *lines: str) -> Plant:
    """A paragraph at the end of a section: what stands before the next heading."""

    def plant(text: str, random: Random) -> Planted | None:
        at = text.index(f"\n### {heading}\n")
        line = random.choice(lines)
        return Planted(f"{text[:at]}\n{line}\n{text[at:]}", at + 1, at + 1 + len(line))

    return plant


def changed(pattern: str, replacement: str) -> Plant:
    """All that matches, front matter and all; the fault may be told anywhere in the page."""

    def plant(text: str, random: Random) -> Planted | None:
        written, count = re.subn(pattern, replacement, text, count=1)
        return Planted(written, 0, len(written)) if count else None

    return plant


SECTION = r"(?ms)^### {}\n.*?(?=^### |^\*\*Disclaimer)"
SOURCES = r"(?ms)^sources:\n.*?(?=^last_reviewed)"
DOSE = r"(?<![\d.,])(\d{1,3}) (mg|mL|g|units|micrograms)\b"

FAULTS: dict[str, Plant] = {
    "trailing-zero": instead(DOSE, r"\1.0 \2", r"\1.00 \2", r"\1.0\2"),
    "naked-decimal": instead(r"(?<![\d.])0\.(?=\d)", "."),
    "unit-abbreviation": instead(r"(\d) units\b", r"\1 U", r"\1U", r"\1 IU", r"\1 iu", r"\1 I.U."),
    "microgram-sign": instead(r"(\d) (?:micrograms|mcg)\b", "\\1 µg", "\\1 μg", r"\1 ug", "\\1µg", r"\1ug"),
    "glued-unit": instead(r"(\d) (mg|mL|g|kg|tablets)\b", r"\1\2"),
    "thousands-comma": instead(r"\b(\d{1,3}),(\d{3}) (mg|units|micrograms|mL)\b", r"\1\2 \3", r"\1\g<2>\3"),
    "comparison-sign": instead(r"\b(?:under|over|below|above) (\d)", r"<\1", r"> \1", "≥\\1", "≤ \\1"),
    "daily-abbreviation": instead(r"(\d (?:mg|g|micrograms)) (?:once )?a day\b", r"\1 QD", r"\1 OD", r"\1 q.d."),
    "latin-shorthand": instead(
        r"\b(?:twice a day|three times a day|every (?:4|6|8|12) hours)\b", "BID", "tds", "t.i.d.", "q8h", "q 6 h", "bd"
    ),
    "subcutaneous-abbreviation": instead(DOSE + " (?=once|twice|every|by|a day)", r"\1 \2 SC ", r"\1 \2 subQ "),
    "drug-name-abbreviation": before("Precautions", "Not with MTX.", "Give MgSO4 first.", "HCTZ too."),
    "ratio-strength": before("Side Effects", "Adrenaline 1:1,000, half.", "Then epinephrine 1:10000."),
    "dash-range": instead(r"\b(\d+) (mg|mL|tablets|drops) to (\d+) \2\b", r"\1-\3 \2", "\\1–\\3 \\2", r"\1 \2-\3 \2"),
    "cubic-centimetre": instead(r"(\d) mL\b", r"\1 cc", r"\1cc"),
    "small-litre": instead(r"(\d) mL\b", r"\1 ml"),
    "plural-unit": instead(r"(\d) (?:g|hours)\b", r"\1 gm", r"\1 hrs", r"\1 hr", r"\1 gms"),
    "letter-in-number": instead(r"(\d)0 (mg|mL|g)\b", r"\1O \2", r"\1o \2"),
    "hidden-character": instead(r"(\d)(\d)(?= ?(?:mg|mL|g|units))", f"\\1{ZERO_WIDTH}\\2", f"\\1{WORD_JOINER}\\2"),
    "confusable-letter": instead(r"\b([A-Z]?[b-z]{2,})a(?=[a-z]{3})", f"\\1{CYRILLIC_A}"),
    "placeholder": instead(DOSE, r"XX \2", r"[dose] \2", r"[insert dose] \2", "TODO", "??? mg", "____ mg"),
    "refusal": before(
        "Side Effects",
        "As an AI language model, I cannot give medical advice.",
        "I'm sorry, but I can't provide that dose.",
        "Certainly! Here is the monograph that you asked for.",
        "I do not have access to the label. Let me know if you need more.",
        "My knowledge cutoff is 2023.",
        "This response will focus on adults.",
    ),
    "made-up": before(
        "Side Effects",
        "These figures are for illustrative purposes only.",
        "**Example (illustrative only):** 5 mg.",
        "This is a hypothetical medication.",
    ),
    "missing-section": changed(SECTION.format("(?:Usage|Dosage|Side Effects|How it Works)"), ""),
    "empty-section": changed(r"(?ms)(?<=^### Side Effects\n).*?(?=^### )", "\n"),
    "misspelt-section": instead(r"(?m)^### (?:Dosage|Precautions)$", "### Dosgae", "### Precuations", "### Dosagee"),
    "repeated-section": changed(r"(?ms)(^### Dosage\n.*?)(?=^### FAQs)", "\\1### Dosage\n\nAs above.\n\n"),
    "no-disclaimer": changed(r"(?ms)^\*\*Disclaimer:.*\Z", ""),
    "unanswered-question": changed(r"(?ms)^A: .*?(?=^\*\*Q: )", "A:\n\n"),
    "cut-name": changed(r"(?m)^title: (.*)$", r"title: \1 and"),
    "dosage-without-figure": changed(SECTION.format("Dosage"), "### Dosage\n\nIt depends; ask a doctor.\n\n"),
    "reading-problem": changed(r"(?m)^# .*$", "# Something else"),
    "no-source": changed(SOURCES, ""),
    "undated-source": changed(SOURCES, "sources:\n  - title: A label\n    publisher: A maker\n"),
    "undated-page": changed(r"(?m)^last_reviewed: .*\n", ""),
    "old-page": changed(r"(?m)^last_reviewed: .*$", "last_reviewed: 2019-05-06"),
    "old-sources": changed(SOURCES, "sources:\n  - title: A label\n    version: revised 03/2011, 3.02.2011\n"),
    "copy-site": changed(r"(?m)^    reference: .*$", "    reference: drugs.com/pro/some-tablets.html"),
    "daily-maximum": before(
        "Side Effects",
        "**Others:** 500 mg every 6 hours, at most 1 g a day.",
        "**Others:** 20 mg twice a day; the maximum is 4 mg a day.",
        "**Others:** 2 mg/kg three times a day, never more than 0.6 mg/kg a day.",
    ),
    "dose-by-volume": before(
        "Side Effects",
        "**Liquid:** of 120 mg in 5 mL, 180 mg is 75 mL.",
        "**Injection:** 20 mg (0.2 mL) of 10 mg/mL.",
        "| Weight | Dose | Of 50 mg in 1 mL |\n|---|---|---|\n| 5 kg | 100 mg | 20 mL |\n| 10 kg | 200 mg | 4 mL |",
    ),
    "dose-by-weight": before(
        "Side Effects",
        "**Others:** a child of 12 kg at 10 mg/kg gets 1,200 mg.",
        "**Others:** 5 micrograms/kg; at 20 kg 1 mg.",
        "**Others:** 15 mg/kg once.\n\n| Weight | Dose |\n|---|---|\n| 4 kg to 8 kg | 1,000 mg |",
    ),
    "dose-out-of-line": before(
        "Side Effects",
        "| Age | Dose |\n|---|---|\n| 1 to 2 years | 20 mg |\n| 3 to 5 years | 400 mg |\n| 6 to 9 years | 60 mg |",
        "| Weight | Dose |\n|---|---|\n| under 10 kg | 5 mL |\n| 10 kg to 20 kg | 0.75 mL |\n| over 20 kg | 10 mL |",
    ),
    "faq-dose": changed(
        r"(?ms)(^### Dosage\n(?:(?!^### ).)*?\d mg\b.*?)(?=^\*\*Disclaimer)",
        r"\1**Q: How much at once?**\n\nA: 7,777 mg twice a day.\n\n",
    ),
    "other-unit": before(
        "Side Effects", "**Others:** 70 mcg once; for the elderly 70 mg.", "**Others:** 9 mg/kg, or 9 micrograms/kg."
    ),
    "unit-of-no-source": changed(
        r"(?ms)\A.*^### Dosage\n", "# Metformin\n\n### Dosage\n\n**Others:** 850 units twice a day.\n\n"
    ),
    "shown-as-written": instead(r"(?m)(?<=\n)(\|(?![-\s|]+$).*\|)$(?=\n(?!\|-))", r"\1 more | still more |"),
}
"""Rule -> a fault that it must find."""


def _page(title: str, dosage: str = "5 mg once.", warning: str = "None.") -> str:
    return f"# {title}\n\n### Usage\n\nPain.\n\n### Dosage\n\n{dosage}\n\n### Precautions\n\n{warning}\n"


LIBRARIES: list[tuple[str, str, str]] = [
    ("disagreeing-pages", _page("Albuterol", "At most 8 mg a day."), _page("Salbutamol", "At most 32 mg a day.")),
    (
        "disagreeing-pages",
        _page("Acetaminophen", "Not more than 4 g in 24 hours."),
        _page("Paracetamol", "Never take more than 3 g in 24 hours."),
    ),
    ("disagreeing-pages", _page("A", warning="Safe in pregnancy."), _page("a", warning="Do not use in pregnancy.")),
    (
        "disagreeing-pages",
        _page("A", warning="Must not be taken during pregnancy."),
        _page("A", warning="Can be taken during pregnancy."),
    ),
    ("one-sided-warning", _page("Sildenafil", warning="Never with glyceryl trinitrate."), _page("Glyceryl trinitrate")),
    ("one-sided-warning", _page("Glyceryl trinitrate", warning="Never with sildenafil."), _page("Sildenafil")),
    (
        "one-sided-warning",
        _page("Methotrexate", warning="The combination with trimethoprim is contraindicated."),
        _page("Trimethoprim"),
    ),
    ("one-sided-warning", _page("Colchicine", warning="Do not combine with ciclosporin."), _page("Ciclosporin")),
    ("missing-page", "# A\n\n### Usage\n\nSee the page on paracetamol.\n", _page("B")),
    ("missing-page", "# A\n\n### Usage\n\n[Pain](../b.md#dosage)\n", _page("B")),
    ("missing-page", "# A\n\n### Usage\n\nSee [[Morphine]].\n", _page("B")),
    ("duplicate-title", _page("EXAMPLIN"), _page("Examplin")),
]
"""Rule -> two pages that break it together."""
