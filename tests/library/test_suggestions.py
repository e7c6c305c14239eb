"""What is offered when a name was not found; nothing here opens anything."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_files import named

from medtui.library.names.folding import fold
from medtui.library.names.name_index import NameIndex

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def suggested(name: str, *names: str | tuple[str, ...], limit: int = 5) -> list[str]:
    return [entry.title for entry in NameIndex(named(*names)).suggest(name, limit)]


DRUGS = (
    "Ampicillin",
    "Amoxicillin + Clavulanic Acid",
    "Amoxicillin",
    "Omeprazole + Amoxicillin + Rifabutin",
    "Co-trimoxazole",
    "Diphenhydramine Hydrochloride",
    "Mefenamic Acid",
    "Ascorbic Acid",
    ("Paracetamol", "Acetaminophen"),
    "Pentazocine",
    "Zinc",
)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("amoxicilin", "Amoxicillin"),
        ("amoxicilin clavulanic", "Amoxicillin + Clavulanic Acid"),
        ("amoxcillni", "Amoxicillin"),
        ("cotrimoxazole", "Co-trimoxazole"),
        ("cotrimoxasole", "Co-trimoxazole"),
        ("difenhydramine", "Diphenhydramine Hydrochloride"),
        ("diphenhydramin hydrochlorid", "Diphenhydramine Hydrochloride"),
        ("mefanamik acid", "Mefenamic Acid"),
        ("acetominophen", "Paracetamol"),
        ("paracetmol", "Paracetamol"),
        ("zinck", "Zinc"),
        ("amox", "Amoxicillin"),
        ("amoxciillin", "Amoxicillin"),
        ("amoxicllin", "Amoxicillin"),
        ("ammoxicillin", "Amoxicillin"),
        ("amoxikillin", "Amoxicillin"),
        ("omoxicillin", "Amoxicillin"),
        ("amoxi cillin", "Amoxicillin"),
        ("acetaminophin", "Paracetamol"),
        ("mefenamicacid", "Mefenamic Acid"),
        ("mefenamikacid", "Mefenamic Acid"),
        ("mefenamicasid", "Mefenamic Acid"),
        ("co trimoxa zole", "Co-trimoxazole"),
        ("paracetamol tabs", "Paracetamol"),
        ("ascorbik hydrochloride", "Ascorbic Acid"),
        ("pentazocine hydrochloride", "Pentazocine"),
    ],
)
def test_slips_find_what_was_meant_first(typed: str, offered: str) -> None:
    assert suggested(typed, *DRUGS)[0] == offered


@pytest.mark.parametrize("typed", ["", "?", "xyzzy", "tazocin", "q", "warfarin", "asdfghjkl qwertyuiop", "7 7 7"])
def test_nothing_is_offered_for_what_is_like_nothing(typed: str) -> None:
    assert suggested(typed, *DRUGS) == []


def test_the_most_alike_come_first_and_no_more_than_asked_for() -> None:
    assert suggested("amoxicilin", *DRUGS) == [
        "Amoxicillin",
        "Amoxicillin + Clavulanic Acid",
        "Omeprazole + Amoxicillin + Rifabutin",
        "Ampicillin",
    ]
    assert suggested("amoxicilin", *DRUGS, limit=1) == ["Amoxicillin"]
    assert suggested("a", *DRUGS, limit=2) == ["Ampicillin", "Amoxicillin"]
    assert suggested("amoxicillin", *DRUGS, limit=0) == []


def test_begun_names_come_before_look_alikes_and_none_twice() -> None:
    assert suggested("zincu", "Zinck", "Zincum oxide", "Zincum") == ["Zincum oxide", "Zincum", "Zinck"]


@pytest.mark.parametrize(("typed", "name"), [("pph", "NPH"), ("nph x", "PPH y"), ("azt", "AST"), ("hctz", "Hctx")])
def test_an_abbreviation_is_taken_as_it_is(typed: str, name: str) -> None:
    """One letter more or less makes another one."""
    assert suggested(typed, name) == []
    assert suggested(f"{typed}ineum", f"{name}ineum") == [f"{name}ineum"]


def test_another_drug_is_only_offered_and_never_found() -> None:
    index = NameIndex(named(*DRUGS))
    for typed in ("tazocin", "amoxicilin", "ampicilin", "pentazocin e"):
        assert index.search(typed).total == 0
        assert index.exact(typed) == ()


def test_of_two_drugs_one_slip_away_both_are_offered() -> None:
    assert suggested("amxicillin", *DRUGS)[:2] == ["Ampicillin", "Amoxicillin"]


def test_what_else_a_drug_is_called_is_offered_too() -> None:
    assert suggested("acetaminophin", "Acetazolamide", "Paracetamol") == ["Paracetamol"]
    assert suggested("parcetamol", "Acetaminophen", "Paracetamol") == ["Paracetamol", "Acetaminophen"]


def test_one_name_in_two_words_or_one() -> None:
    names = ("Co-amoxiclav", "Amoxapine", "Clavulanic Acid")
    assert suggested("co amoxi clav", *names) == ["Co-amoxiclav"]
    assert suggested("coamoxiclav", *names) == ["Co-amoxiclav"]
    assert suggested("cooamoxiclav", *names) == ["Co-amoxiclav"]


def test_among_very_many_alike_the_shortest_that_begin_so_come_first() -> None:
    names = [f"Drug{number} hydrochloride" for number in range(3000)]
    assert suggested("hydrochlorde", *names, "Hydrochloride") == [
        "Hydrochloride", "Drug0 hydrochloride", "Drug1 hydrochloride", "Drug2 hydrochloride", "Drug3 hydrochloride",
    ]  # fmt: skip
    assert suggested("drug2999 hidrochloride", *names)[0] == "Drug2999 hydrochloride"
    assert suggested("drug2999hydrochlorid", *names)[0] == "Drug2999 hydrochloride"


def test_an_index_of_nothing_offers_nothing() -> None:
    assert suggested("amoxicilin") == suggested("amoxicilin", "") == suggested("amoxicilin", "???", "!") == []


@pytest.mark.parametrize(
    "typed",
    ["\0", "\0" * 9, "x" * 100_000, "a " * 50_000, "ab" * 50_000, "amoxicillin " * 9_000, "🦠" * 1_000, "👩‍⚕️ zinc👍",
     " ".join(map(str, range(20_000))), "\ud800", "ß" * 300, "\u0301" * 50_000, "[b]{x}%s\x1b[31m"],
)  # fmt: skip
def test_hostile_input_is_no_error(typed: str) -> None:
    """With a search that looks at each letter of each name again and again, this would not end."""
    found = NameIndex(named(*DRUGS)).suggest(typed, 5)
    assert len(found) <= 5


@given(st.lists(st.text("abcde -", min_size=1, max_size=12), min_size=1, max_size=8), st.data())
def test_one_slip_is_always_seen(names: list[str], data: st.DataObject) -> None:
    name = fold(data.draw(st.sampled_from(names)))
    if not name.replace(" ", ""):
        return
    typed = slipped(name, data.draw(st.randoms(use_true_random=False)))
    if len(typed.replace(" ", "")) < 5:
        return  # too short to be taken for another word
    assert name in map(fold, suggested(typed, *names, limit=len(names)))


@given(st.lists(st.text(max_size=20), max_size=6), st.text(max_size=20), st.integers(0, 3))
def test_any_text_may_be_a_name_and_be_mistyped(names: list[str], typed: str, limit: int) -> None:
    offered = suggested(typed, *names, limit=limit)
    assert len(offered) <= limit


def test_rapidfuzz_is_loaded_only_to_suggest() -> None:
    code = "import sys, medtui.library, medtui.library.names.suggestions; print('rapidfuzz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def slipped(name: str, chance: random.Random) -> str:
    """The name with one letter left out, doubled, swapped with the next, mistaken, or added."""
    at = chance.choice([place for place, letter in enumerate(name) if letter != " "])
    other = chance.choice(LETTERS)
    before, letter, after = name[:at], name[at], name[at + 1 :]
    slips = (after, letter * 2 + after, after[:1] + letter + after[1:], other + after, other + letter + after)
    return before + chance.choice(slips)


def test_a_slip_in_a_real_name_finds_it(rxhive: list[Path]) -> None:
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in rxhive)
    names = [found[1].strip() for text in texts if (found := re.search(r"^title:(.+)$", text, re.MULTILINE))]
    assert len(names) > 1900
    index = NameIndex(named(*names))
    chance = random.Random(2024)
    tried = [name for name in chance.sample(names, 320) if len(fold(name)) > 3][:300]
    missed = []
    seconds = []
    for name in tried:
        typed = slipped(fold(name), chance)
        start = perf_counter()
        offered = [fold(entry.title) for entry in index.suggest(typed)]
        seconds.append(perf_counter() - start)
        if fold(name) not in offered:
            missed.append((typed, name, offered))
    found_share = 1 - len(missed) / len(tried)
    middle = sorted(seconds)[len(seconds) // 2] * 1000
    print(f"{found_share:.1%} of {len(tried)} among the first 5, {middle:.2f} ms each")  # noqa: T201 - for pytest -rP
    assert found_share >= 0.97, missed
