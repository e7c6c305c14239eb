"""What is typed into the search box to measure it: the one list of queries.

How it was chosen: every kind of query that the search understands, with what people look up at a bedside (names,
doses, kidneys, pregnancy), and beside that what is costly: beginnings of one letter, words that every monograph has,
and words that none has. A query is typed letter by letter, so each of its beginnings is a query as well.
"""

from __future__ import annotations

from collections.abc import Iterator

KINDS: dict[str, tuple[str, ...]] = {
    "names": ("amoxicillin", "metformin", "warfarin", "levothyroxine"),
    "beginnings of names": ("cef", "predn", "sulfa", "hydroch"),
    "several words": ("renal impairment", "insulin g", "acid clav", "dose in children", "liver failure pregnancy"),
    "names elsewhere": ("acetaminophen", "adrenaline", "albuterol", "lignocaine", "frusemide"),
    "spelling elsewhere": ("haemorrhage", "oedema", "anemia", "diarrhoea", "pediatric"),
    "slips": ("amoxicilin", "metfornin", "ibuprofin", "parcetamol", "warferin"),
    "in a section": ("dosage:renal", "side_effects:rash", "precautions:pregnancy", "usage:asthma"),
    "phrases": ('"once weekly"', '"renal impairment"', '"shortness of breath"'),
    "without a word": ("nausea -vomiting", "fever -child -infant"),
    "alternatives": ("cough OR fever", "(rash OR itching) -fever"),
    "having a part": ("has:faqs asthma", "missing:dosage"),
    "front matter": ("title:acid", "layout:minimal"),
    "one letter": ("a", "s", "x", "e r t"),
    "common words": ("the", "of the", "patients with the", "and in to"),
    "figures": ("500 mg", "0.5", "10-20"),
    "nonsense": ("qzxv", "xyzzy plugh"),
}
"""Queries by kind."""

QUERIES = tuple(query for queries in KINDS.values() for query in queries)

WORDS = (
    "amoxicillin", "metformin", "warfarin", "insulin", "asthma", "renal", "pregnancy", "haemorrhage", "rash",
    "headache", "the", "qzxv",
)  # fmt: skip
"""Single words that other programs can be asked for as well."""


def typed(query: str) -> Iterator[str]:
    """What stands in the search box after each key."""
    return (query[:end] for end in range(1, len(query) + 1))
