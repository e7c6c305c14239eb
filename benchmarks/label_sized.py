"""A made-up monograph as large as a label: one section of 30,000 words with 150 tables, and a small one beside it."""

from __future__ import annotations

import random
from pathlib import Path

WORDS, TABLES = 30_000, 150
LARGE_NAME, SMALL_NAME = "Zorvalin", "Adelprin"
RARE_WORD = "quixotrine"
"""It stands in one paragraph near the end."""

_COMMON = (
    "adult", "adverse", "and", "before", "caution", "child", "daily", "dose", "during", "effect", "elderly", "event",
    "every", "for", "increase", "inhibitor", "interaction", "kidney", "liver", "low", "mild", "moderate", "monitor",
    "patient", "placebo", "plasma", "reaction", "serious", "serum", "should", "study", "tablet", "the", "therapy",
    "treatment", "trial", "week", "with",
)  # fmt: skip
_SEED = 20


def label(words: int = WORDS, tables: int = TABLES) -> str:
    """The Markdown of a monograph whose Dosage section has so many words and tables. It means nothing."""
    chance = random.Random(_SEED)
    lines = [f"---\ntitle: {LARGE_NAME}\n---\n\n# {LARGE_NAME}\n\n### Usage\n\nFor measuring.\n\n### Dosage\n"]
    for number in range(1, tables + 1):
        lines += [f"#### {number}. Subject {number}", ""]
        left = words // tables - 70
        while left > 0:
            count = min(chance.randint(40, 110), left)
            text = " ".join(chance.choice(_COMMON) for _ in range(count))
            lines += [f"**{text[:8].strip()}** {text[8:]} ({chance.randint(1, 900)} mg, <{number}%).", ""]
            left -= count
        if number == tables - 2:
            lines += [f"A word that is rare: {RARE_WORD}.", ""]
        lines += [f"- {chance.choice(_COMMON)} {item} (see section {number})" for item in range(3)]
        lines += ["", f"Table {number}", "", "| Reaction | Drug | Placebo | P |", "|---|---|---|---|"]
        for _ in range(8):
            figures = " | ".join(f"{chance.randint(1, 99)}%" for _ in range(2))
            lines.append(
                f"| {chance.choice(_COMMON)} {chance.choice(_COMMON)} | {figures} | <0.{chance.randint(1, 9)} |"
            )
        lines.append("")
    lines += ["### Precautions", "", "None are known of what does not exist.", ""]
    lines += ["**Disclaimer:** This text was generated to measure a program. It is not medical information.", ""]
    return "\n".join(lines)


def make_library(folder: Path) -> None:
    """Write the large monograph, and one that is small."""
    text = label()
    (folder / "zorvalin.md").write_text(text, encoding="utf-8")
    small = label(words=300, tables=1).replace(LARGE_NAME, SMALL_NAME)
    (folder / "adelprin.md").write_text(small, encoding="utf-8")
