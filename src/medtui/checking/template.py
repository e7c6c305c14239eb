"""A new page that lacks nothing but what its to-dos ask for."""

from __future__ import annotations

import json
import re
from datetime import date

from medtui.reading.schema import Schema
from medtui.reading.sections import SectionSpec

_PLAIN = re.compile(r"[A-Za-z][\w /+()-]*")
_ASKS = {
    "generic_name": "the international name, others that are in use, and what it is sold as.",
    "usage": "what it is for, one use in each line.",
    "dosage": "one line for each use and group of patients: the dose, how often, how long, the most in a day.",
    "side_effects": "common ones, serious ones, and when to get help.",
    "how_it_works": "one to three sentences.",
    "precautions": "who must not take it, pregnancy, breastfeeding, kidneys, liver, other medicines, overdose.",
}
_QUESTIONS = ("What if a dose is missed?", "How is it stored?")
_DISCLAIMER = (
    "**Disclaimer:** For education only; this is not medical advice. Ask a doctor, pharmacist or other\n"
    "healthcare professional, and check the product's own label and local guidelines before giving or\n"
    "taking this medicine.\n"
)


def file_name(name: str) -> str:
    """What a page about a drug is called: `acetylsalicylic-acid.md`; empty for a name without letters."""
    words = "-".join(re.findall(r"\w+", name.casefold()))
    return f"{words}.md" if words else ""


def template(name: str, schema: Schema, today: date) -> str:
    """The page, with the sections that every page of its library has. Each to-do is a finding of `placeholder`."""
    title = name if _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)
    sections = "".join(map(_section, schema.standard))
    return f"""\
---
title: {title}
names: [{title}]
class: "TODO: what kind of medicine"
sources:
  - title: "TODO: what the page is written from"
    publisher: "TODO: who publishes it"
    reference: "TODO: where it is found"
    version: "TODO: edition or date"
written: {today.isoformat()}
reviewer: none (not clinically reviewed)
---

# {name}

{sections}{_DISCLAIMER}"""


def _section(spec: SectionSpec) -> str:
    if spec.faqs:
        questions = "".join(f"**Q: {question}**\n\nA: TODO: the answer.\n\n" for question in _QUESTIONS)
        return f"### {spec.title}\n\n{questions}"
    return f"### {spec.title}\n\nTODO: {_ASKS.get(spec.name, 'one to three sentences.')}\n\n"
