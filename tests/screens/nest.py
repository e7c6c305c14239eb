"""A library of two drugs, for going from match to match: where the owl is, and where it is not."""

from __future__ import annotations

from pathlib import Path

from small_library import write

TWICE = """\
---
title: Twicelin
---

### Usage
{usage}

### Dosage
{dosage}

### FAQs

**Q: May it be taken at night?**

A: The owl says yes.

**Q: And by day?**

A: Better not.

**Disclaimer:** The owl is no doctor.
"""


def nest(folder: Path) -> Path:
    """Write the library into `folder`/nest and give its path.

    In the first drug: the owl in usage, twice in dosage, in an answer, and in the disclaimer.
    """
    root = folder / "nest"
    usage = "The owl looks.\n\n" + "".join(f"* line {number}\n" for number in range(1, 80))
    dosage = "".join(f"* line {number}\n" for number in range(1, 90)) + "\nOwls see. More owls hear.\n"
    write(root / "a.md", TWICE.format(usage=usage, dosage=dosage))
    write(root / "b.md", "---\ntitle: Zwei\n---\n\n### Usage\nNo bird.\n\n### Dosage\nOne owl a day.\n")
    return root
