"""On the emergency pages "First dose now" is on a small screen at once, whole."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from driver import user_of
from starter_pages import CONTENT, NAMES, page

_EMERGENCY = """
    acetylcysteine activated-charcoal adrenaline artesunate atropine bupivacaine calcium-gluconate diazepam ergometrine
    glucagon glucose hydralazine ipratropium labetalol lidocaine magnesium-sulfate midazolam misoprostol naloxone
    oral-rehydration-salts oxygen oxytocin pyridoxine sodium-chloride-ringer-lactate tranexamic-acid
"""
FIRST = "First dose now"
_BLOCK = re.compile(rf"^\*\*{FIRST}.*?(?=^\*\*(?!{FIRST})|\Z)", re.M | re.S)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+(?:[.,/]\w+)*", text))


def first_dose(name: str) -> tuple[str, str]:
    """The key of its section, and what stands under this lead-in, or under each where uses differ, up to another one.

    An antidote stands in Side Effects: in Dosage it would be read as a dose of the drug.
    """
    for key, section in (("3", "dosage"), ("4", "side_effects")):
        if found := _BLOCK.search("".join(part.source for part in page(name).parts(section))):
            return key, found[0]
    return "", ""


@pytest.mark.parametrize("name", _EMERGENCY.split())
def test_an_emergency_page_has_a_first_dose(name: str) -> None:
    assert first_dose(name)[1]


@pytest.mark.parametrize("name", [name for name in NAMES if first_dose(name)[0]])
async def test_the_first_dose_is_on_the_screen_without_scrolling(name: str, tmp_path: Path) -> None:
    library = tmp_path / CONTENT.name
    library.mkdir()
    shutil.copy(CONTENT / f"{name}.md", library)
    async with user_of(library, drug=str(page(name).front["title"]), size=(80, 24), catalogue=False) as user:
        key, wanted = first_dose(name)
        await user.press(key)
        user.sees_tab_chosen({"3": "3 Dosage", "4": "4 Side effects"}[key])
        _, lead, shown = user.words("#document").partition(FIRST)
        assert not words(wanted) - words(lead + shown), user.screen
