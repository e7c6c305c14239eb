"""A library for searching: a few real names, some of them easily mistaken for one another, with invented texts."""

from __future__ import annotations

from pathlib import Path

from small_library import write

_LINES = "".join(f"* Step {number} of the way.\n" for number in range(1, 60))

AMOXICILLIN = f"""\
---
title: Amoxicillin
class: penicillin antibacterial
---

### Usage
For infections of the chest and of the ear.

### Dosage
{_LINES}
In renal impairment give 250 mg every 12 hours.

### Precautions
Renal function is to be watched.

### FAQs

**Q: May it be taken with milk?**

A: Yes, whatever the kidneys (renal function) say.

**Disclaimer:** Training only. Ask a pharmacist about anything renal.
"""

TEXTS = {
    "amlodipine": "### Usage\nHigh blood pressure.\n\n### Side Effects\nSwollen ankles, oedema.\n",
    "ampicillin": "### Usage\nFor infections.\n\n### Precautions\nReduce in renal failure.\n",
    "paracetamol": "### Usage\nPain and fever.\n\n### Dosage\n500 mg.\n\n### Overdose\nGive acetylcysteine.\n",
    "pentazocine": "### Usage\nSevere pain.\n\n### Dosage\n50 mg.\n",
    "succinylcholine": "### Usage\nFor intubation.\n\n### Dosage\n1 mg/kg.\n",
    "suxamethonium": "### Usage\nFor a tube in the throat.\n\n### Dosage\n1 mg/kg, once.\n",
}
CLASSES = {"ampicillin": "penicillin antibacterial", "pentazocine": "opioid"}


def ward(folder: Path) -> Path:
    """Write the library into `folder`/ward and give its path."""
    root = folder / "ward"
    write(root / "amoxicillin.md", AMOXICILLIN)
    for name, text in TEXTS.items():
        write_drug(root, name.capitalize(), text, CLASSES.get(name, ""))
    return root


def write_drug(root: Path, title: str, text: str, drug_class: str = "", *, file: str = "") -> Path:
    """Write a monograph into the library."""
    own_class = f"class: {drug_class}\n" if drug_class else ""
    return write(root / f"{file or title.lower()}.md", f"---\ntitle: {title}\n{own_class}---\n\n{text}")
