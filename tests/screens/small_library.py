"""A small library of invented drugs: every shape of monograph that a screen has to cope with, once."""

from __future__ import annotations

import os
from pathlib import Path

WRITTEN_AT = 1_700_000_000
"""2023-11-14: the date that every file has, so that a screen looks the same on any day."""

ESCAPES = "\x1b[31mred\x1b[0m \x1b]0;owned\x07 \x9b2J \x7f \u202eelif\u202c \u2066x\u2069 \u200f"
"""What a hostile file tries on a terminal: CSI, OSC, C1, DEL, and signs that turn the direction of text."""

OWN_DISCLAIMER = "This page about zelofane is for training only. Ask the prescriber before you act on it."

ZELOFANE = f"""\
---
title: Zelofane
class: invented analgesic
---

# Zelofane

### Generic Name
Zelofane (zelofane hydrate)

### Usage
Zelofane is given for invented pain. It is **not** for fever.

* moderate pain in adults
* pain after small operations

### Dosage
By mouth, with water.

| Age | Single dose | Most in 24 hours |
|-----|-------------|------------------|
| 6-12 years | 50 mg | 200 mg |
| over 12 years | 100 mg | 400 mg |
| adults >60 kg | 150 mg | 600 mg |

Halve the dose where creatinine clearance is <30 mL/min.

### Side Effects
Common:

1. drowsiness
2. dry mouth

### How it Works
It holds on to the invented receptor for 10<sup>3</sup> s.

### Precautions
{"".join(f"{number}. Precaution number {number} is about the liver." + chr(10) for number in range(1, 61))}
### FAQs

**Q: Can zelofane be taken with food?**

A: Yes. Food does not change it.

**Q: What if a dose is missed?**

A: Take it when you remember. Never take two at once.

**Q: Does zelofane cause sleep?**

A: It may, above all in the first week.

**Disclaimer:** {OWN_DISCLAIMER}
"""

BEXAROL = """\
---
title: Bexarol
---

### Boxed Warning
Bexarol can stop the invented heart.

### Usage
Bexarol is for invented rhythms only.

### Side Effects
Slow pulse.

### FAQs

* **Q: Is bexarol safe with zelofane?** A: Nobody has tried.
* **Q: Must the pulse be taken?** A: Yes, every morning.

### Contraindications
A pulse below 50.

### Interactions
Bexarol and grapefruit quarrel.

### Overdose
Call for help at once.

### Storage
Below 25 °C.

### Brand Names
Bexa

### Travelling
Carry a letter.
"""

CARDOLIN = """\
# Cardolin

## Uses
Cardolin is for the invented heart.

## Dosage and administration
One drop every 8 hours.

## FAQs

* **Is cardolin a poison?** Every drug is.
* **Who invented it?**
    * It came out of a
    * box of chalk.
"""

PAIR = """\
---
title: Dorimab and Dorizide
---

### Dorimab

**Usage:** Dorimab is for the left knee.

**Dosage:** 5 mg once.

### Dorizide

**Usage:** Dorizide is for the right knee.

**Dosage:** 7 mg twice.

### Disclaimer
Both knees belong to their owner. Do not kneel on this page.
"""

ESSAY = """\
Ergomex was never put into sections. Its dose is a matter of taste.

It ends here, without a heading.
"""

FOLIUM = """\
---
title: Folium
class: [unclosed
  : : :
tags: &a [*a]
---

### Usage
Folium opens although its front matter is broken.
"""

HOSTILE = f"""\
---
title: "Hostilin [red]{ESCAPES}[/red]"
reviewer: "[bold]{ESCAPES}[/bold]"
class: "[blink]{ESCAPES}"
---

### Usage
[red]Not red[/red] and [@click=app.quit]no link[/]. {ESCAPES}

&#27;[2J &#x9b;1m &#x202e;turned

| [b]{ESCAPES} | two |
|---|---|
| `{ESCAPES}` | [/] |

### [green]Odd{ESCAPES}[/green]
Text under an odd heading, [link=https://example.org]as written[/link].

### FAQs

**Q: [red]Is {ESCAPES} a question?**

A: [/red] {ESCAPES}

**Disclaimer:** [red]Trust {ESCAPES} nobody. Not even this.
"""

LONG_NAME = (
    "Immunoglobulin against the very rare invented fever of the northern islands + "
    "Polysaccharide-protein-conjugate-adsorbed-to-aluminium-phosphate (freeze-dried, for children under two)"
)

WIDE = """\
---
title: Wideton 広域薬
---

### Usage
広域薬は全角文字で書かれた架空の薬です。用量は一日二回、食後に水で服用してください。決して一度に二回分を飲まないでください。

Family 👨‍👩‍👧‍👦 and flag 🇳🇵 and thumbs 👍🏽 stand in one line, e\u0301 and a\u0308 too.

### Dosage
| 年齢 | 用量 |
|---|---|
| 成人 | 百ミリグラム |
"""


def small_library(folder: Path) -> Path:
    """Write the library into `folder`/drugs and give its path."""
    root = folder / "drugs"
    texts = {
        "bexarol": BEXAROL,
        "cardolin": CARDOLIN,
        "dorimab": PAIR,
        "ergomex": ESSAY,
        "folium": FOLIUM,
        "hostilin": HOSTILE,
        "immunoglobulin": f"---\ntitle: {LONG_NAME}\n---\n\n### Usage\nIt is for islanders.\n",
        "wideton": WIDE,
        "zelofane": ZELOFANE,
    }
    for stem, text in texts.items():
        write(root / f"{stem}.md", text)
    return root


def write(path: Path, text: str, *, at: int = WRITTEN_AT) -> Path:
    """Write a file with that time of change."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    os.utime(path, (at, at))
    return path


def many_drugs(folder: Path, count: int) -> Path:
    """A library of `count` short monographs, Drug 001 and so on."""
    root = folder / "many"
    for number in range(1, count + 1):
        write(root / f"drug{number:03}.md", f"---\ntitle: Drug {number:03}\n---\n\n### Usage\nUse {number}.\n")
    return root


_NAMES = [
    "Adrelin", "Amoxifane", "Amoxifane + Clavulone", "Atrosine", "Carbolate", "Dexomorphan", "Ferrolin", "Gentalide",
    "Insulart", "Lidomide", "Morphadol", "Oxytrine", "Paravene", "Quinarid", "Salbutane",
]  # fmt: skip


def picture_library(folder: Path) -> Path:
    """A library for pictures of the screen: nothing whose width or look is a matter of the machine."""
    root = folder / "formulary"
    for name in _NAMES:
        text = f"---\ntitle: {name}\n---\n\n### Usage\n{name} is an invented drug.\n"
        write(root / f"{name.lower().replace(' + ', '-')}.md", text)
    write(root / "bexarol.md", BEXAROL)
    write(root / "immunoglobulin.md", f"---\ntitle: {LONG_NAME}\n---\n\n### Usage\nIt is for islanders.\n")
    write(root / "zelofane.md", ZELOFANE)
    return root
