"""Look-alike names with the letters that tell them apart in capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.library.names.tall_man import tall_man


def marked(*names: str) -> str:
    return " ".join(text for text, _ in tall_man(names))


# As in the lists of FDA and ISMP.
@pytest.mark.parametrize(
    "official",
    [
        "vinBLAStine vinCRIStine",
        "chlorproMAZINE chlorproPAMIDE",
        "clomiPHENE clomiPRAMINE",
        "cycloSERINE cycloSPORINE",
        "DOBUTamine DOPamine",
        "FLUoxetine DULoxetine PARoxetine",
        "SITagliptin SAXagliptin",
        "PENTobarbital PHENobarbital",
        "CISplatin CARBOplatin",
        "IDArubicin EPIrubicin",
    ],
)
def test_as_on_the_official_lists(official: str) -> None:
    assert marked(*official.lower().split()) == official


# The lists choose by hand where a run begins and ends; the same letters tell the names apart here.
@pytest.mark.parametrize(
    ("ours", "official"),
    [
        ("predniSONE predniSOLONE", "predniSONE prednisoLONE"),
        ("hydrOXYzine hydrALAzine", "hydrOXYzine hydrALAZINE"),
        ("acetAZOLamide acetOHEXamide", "acetaZOLAMIDE acetoHEXAMIDE"),
        ("buPROPION buSPIRONE", "buPROPion busPIRone"),
        ("DAUNorubicin DOXorubicin", "DAUNOrubicin DOXOrubicin"),
        ("glIPIZide glYBURide", "glipiZIDE glyBURIDE"),
        ("niCARdipine niFEdipine", "niCARdipine NIFEdipine"),
        ("sulfADIAZINE sulfISOXAZOLE", "sulfADIAZINE sulfiSOXAZOLE"),
        ("tolAZamide tolBUTamide", "TOLAZamide TOLBUTamide"),
        ("lamIVUDine lamOTRIGine", "lamiVUDine lamoTRIgine"),
        ("quiNIDINE quiNINE", "quiNIDine quiNINE"),
        ("rifaMPIN rifaXIMIN", "rifAMPin rifAXIMin"),
        ("valACYclovir valGANCIclovir", "valACYclovir valGANciclovir"),
        ("PACLItaxel DOCEtaxel", "PACLitaxel DOCEtaxel"),
        ("SUMAtriptan ZOLMItriptan", "SUMAtriptan ZOLMitriptan"),
        ("metFORMIN metRONIDAZOLE", "metFORMIN metroNIDAZOLE"),
        ("traMADOL traZODONE", "traMADol traZODone"),
        ("mitoXANTRONE mitoMYCIN", "mitoXANTRONE mitoMYcin"),
        ("SIrolimus TACrolimus", "SIROlimus TACROlimus"),
        ("penicillAMINE penicillIN", "penicillAMINE penicillin"),
    ],
)
def test_nearly_as_on_the_official_lists(ours: str, official: str) -> None:
    assert marked(*official.lower().split()) == ours
    assert marked(*official.split()) == ours


def test_the_ranges_are_those_of_the_capitals() -> None:
    assert tall_man(["Prednisone", "PREDNISOLONE"]) == [("predniSONE", ((6, 10),)), ("predniSOLONE", ((6, 12),))]


@pytest.mark.parametrize(
    "names", [[], ["Amoxicillin"], ["Zinc", "Warfarin"], ["Zinc", "zinc"], ["", "Zinc"], ["Fentanyl", "Sufentanil"]]
)
def test_a_name_like_no_other_stays_as_it_is(names: list[str]) -> None:
    assert tall_man(names) == [(name, ()) for name in names]


def test_each_is_compared_with_the_one_most_like_it() -> None:
    assert tall_man(["Amoxicillin", "Amoxicillin + Clavulanic Acid", "Ampicillin", "Zinc"]) == [
        ("AMOXicillin", ((0, 4),)),
        ("amoxicillin + CLAVULANIC ACID", ((14, 24), (25, 29))),
        ("AMPicillin", ((0, 3),)),
        ("Zinc", ()),
    ]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("Folic Acid", "Folinic Acid"), "foLIC acid foLINIC acid"),
        (("Sodium selenate", "Sodium selenite"), "sodium seleNATE sodium seleNITE"),
        (("Sodium selenate", "Sodium sulfate"), "sodium SELENate sodium SULFate"),
        (("Factor VII", "Factor VIII"), "factor VII factor VIII"),
        (("Tramadol", "Tramadol Hydrochloride"), "Tramadol tramadol HYDROCHLORIDE"),
        (("Iron dextran", "Dextran"), "IRON dextran Dextran"),
        (("Straße", "Strasse"), "stRAßE stRASSE"),
    ],
)
def test_words_and_odd_letters(names: tuple[str, ...], shown: str) -> None:
    assert marked(*names) == shown


def test_a_number_is_marked_as_a_whole() -> None:
    assert tall_man(["Factor 8", "Factor 10", "Factor 18"])[2] == ("factor 18", ((7, 9),))
    assert tall_man(["x 10 mg", "x 100 mg"]) == [("x 10 mg", ((2, 4),)), ("x 100 mg", ((2, 5),))]


def test_very_long_names() -> None:
    names = ["a" * 100_000, "a" * 99_999 + "b", "\0" * 100_000, "🦠" * 100_000]
    assert [name.casefold() for name, _ in tall_man(names)] == names


@given(st.lists(st.one_of(st.text(max_size=12), st.text("abAB1 é-ßİıΣςŉ", max_size=8)), max_size=5))
def test_only_the_case_of_letters_changes(names: list[str]) -> None:
    shown = tall_man(names)
    assert len(shown) == len(names)
    for name, (text, ranges) in zip(names, shown, strict=True):
        assert text.casefold() == name.casefold()
        assert len(text) == len(name)
        assert ranges or text == name
        ends = [0, *(place for one in ranges for place in one), len(text)]
        assert ends == sorted(ends)
        for start, stop in ranges:
            assert start < stop
            assert all(character.isalnum() for character in text[start:stop])


@given(st.lists(st.text("abcdefgh", min_size=5, max_size=9), min_size=2, max_size=4, unique=True))
def test_capitals_are_where_the_ranges_say(names: list[str]) -> None:
    for text, ranges in tall_man(names):
        inside = {place for start, stop in ranges for place in range(start, stop)}
        assert inside == {place for place, letter in enumerate(text) if letter.isupper()}
