"""British and American spelling: what is found for a word, what is left alone, and all words of real monographs."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.library.names.folding import fold
from medtui.library.names.spelling import spellings


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("haemorrhage", "hemorrhage"),
        ("methaemoglobin", "methemoglobin"),
        ("anaemia", "anemia"),
        ("hypoglycaemic", "hypoglycemic"),
        ("leukaemia", "leukemia"),
        ("anaesthesia", "anesthesia"),
        ("paraesthesia", "paresthesia"),
        ("paediatric", "pediatric"),
        ("orthopaedics", "orthopedics"),
        ("gynaecology", "gynecology"),
        ("caecum", "cecum"),
        ("faeces", "feces"),
        ("aetiology", "etiology"),
        ("phaeochromocytoma", "pheochromocytoma"),
        ("oedema", "edema"),
        ("lymphoedema", "lymphedema"),
        ("angiooedema", "angioedema"),
        ("oesophagus", "esophagus"),
        ("gastrooesophageal", "gastroesophageal"),
        ("foetus", "fetus"),
        ("foetal", "fetal"),
        ("diarrhoea", "diarrhea"),
        ("dyspnoea", "dyspnea"),
        ("oestrogen", "estrogen"),
        ("coeliac", "celiac"),
        ("amoebiasis", "amebiasis"),
        ("homoeopathic", "homeopathic"),
        ("manoeuvre", "maneuver"),
        ("tumour", "tumor"),
        ("discoloured", "discolored"),
        ("behavioural", "behavioral"),
        ("catheterisation", "catheterization"),
        ("sterilise", "sterilize"),
        ("dialyse", "dialyze"),
        ("sulphate", "sulfate"),
        ("bisulphite", "bisulfite"),
        ("mesilate", "mesylate"),
        ("millilitre", "milliliter"),
        ("centred", "centered"),
        ("fibre", "fiber"),
        ("titres", "titers"),
        ("labelled", "labeled"),
        ("defence", "defense"),
        ("licence", "license"),
        ("aluminium", "aluminum"),
        ("grey", "gray"),
        ("programme", "program"),
        ("analogue", "analog"),
        ("leucocytes", "leukocytes"),
        ("gonadotrophin", "gonadotropin"),
        ("haem", "heme"),
    ],
)
def test_the_other_sides_spelling_and_back(british: str, american: str) -> None:
    assert spellings(british)[0] == american
    assert spellings(american)[0] == british


ALONE = """
aerosol aerobic poem does shoes goes phoenix coexist coenzyme michael four hour your source course court pour
rise wise exercise advise size prize disease promise precise otherwise praise incised surprising capsized
meter metre fatal systemic epidemic chemical academia anemone chemotherapy mathematics erythematous hemisphere
hormone disulfiram leucovorin estramustine colorectal laboratory collaboration evaporation humoral deodorant
literature hydroxyzine cetirizine analyses analysis pelvis digitalis glycyrrhiza faecalis perfect infection
pneumonia literal esther cancer level rigors
"""


@pytest.mark.parametrize("word", ALONE.split())
def test_words_with_one_spelling_are_left_alone(word: str) -> None:
    assert spellings(word) == ()


@pytest.mark.parametrize(
    ("begun", "other"),
    [
        ("haemor", "hemor"),
        ("hemo", "haemo"),
        ("oedem", "edem"),
        ("edem", "oedem"),
        ("oesop", "esop"),
        ("esop", "oesop"),
        ("anaem", "anem"),
        ("gynaec", "gynec"),
        ("hypoglycaem", "hypoglycem"),
        ("hypoglycem", "hypoglycaem"),
        ("diarrhoe", "diarrhe"),
        ("oestr", "estr"),
        ("manoeu", "maneu"),
        ("steriliz", "sterilis"),
        ("catheteriza", "catheterisa"),
        ("sulph", "sulf"),
        ("mesyla", "mesila"),
    ],
)
def test_beginnings_of_words_count(begun: str, other: str) -> None:
    assert other in spellings(begun)


@pytest.mark.parametrize("begun", ["", "a", "hae", "hem", "oed", "oede", "ede", "oeso", "eso", "foe", "fet", "paed"])
def test_beginnings_that_could_be_anything_do_not(begun: str) -> None:
    assert spellings(begun) == ()


def test_a_word_that_differs_twice_has_the_pure_spellings_first() -> None:
    assert spellings("anaesthetise") == ("anesthetize", "anaesthetize", "anesthetise")
    assert spellings("anesthetize")[0] == "anaesthetise"
    assert set(spellings("anaesthetize")) == {"anesthetize", "anaesthetise", "anesthetise"}


PIECES = "haemo anaem oedem rrhoea aemia isation sulph sulf our or ll e a i u x"


@given(st.lists(st.sampled_from(PIECES.split())))
def test_what_is_found_is_another_spelling_of_some_length(pieces: list[str]) -> None:
    word = "".join(pieces)
    found = spellings(word)
    assert len(set(found)) == len(found) <= 6
    assert word not in found
    assert all(len(other) >= 4 for other in found)


@given(st.text())
def test_any_text_at_all(text: str) -> None:
    assert text not in spellings(text)


# Every pair of words in the real monographs and labels of which each is a spelling of the other, seen and approved.
APPROVED = """
aluminium=aluminum amebiasis=amoebiasis amebic=amoebic amebicide=amoebicide analog=analogue analogs=analogues
analysed=analyzed caesarean=cesarean diarrhea=diarrhoea dyspnea=dyspnoea edema=oedema enrollment=enrolment
erythrodysaesthesia=erythrodysesthesia esophageal=oesophageal esophagitis=oesophagitis generalised=generalized
gonadotrophic=gonadotropic gray=grey gynaecomastia=gynecomastia haemagglutinin=hemagglutinin
haemoglobin=hemoglobin haemophilus=hemophilus haemostatic=hemostatic hyperbilirubinaemia=hyperbilirubinemia
hypoaesthesia=hypoesthesia hypocalcaemia=hypocalcemia hypokalaemia=hypokalemia hypomagnesaemia=hypomagnesemia
hypophosphataemia=hypophosphatemia judgement=judgment labeled=labelled labeling=labelling leucocyte=leukocyte
leucocytes=leukocytes leucopenia=leukopenia licorice=liquorice lymphedema=lymphoedema
metabisulfite=metabisulphite nebuliser=nebulizer necrotising=necrotizing paraesthesia=paresthesia
phaeochromocytoma=pheochromocytoma radiolabeled=radiolabelled randomised=randomized seborrheic=seborrhoeic
somatotrophic=somatotropic sulfacetamide=sulphacetamide sulfasalazine=sulphasalazine sulfate=sulphate
sulfenamide=sulphenamide sulfide=sulphide sulfonamide=sulphonamide sulfone=sulphone
"""


def test_no_two_different_words_of_the_real_monographs_are_taken_for_one(corpus: Path, rxhive: list[Path]) -> None:
    words = set()
    for file in rxhive:
        words.update(fold(file.read_text(encoding="utf-8", errors="replace")).split())
    for archive in (corpus / "openfda").glob("*.zip"):
        with zipfile.ZipFile(archive) as labels:
            for name in labels.namelist():
                words.update(fold(labels.read(name).decode()).split())
    pairs = {(word, other) for word in words for other in spellings(word) if other in words}
    assert {(other, word) for word, other in pairs} == pairs
    found = {"=".join(pair) for pair in pairs if pair[0] < pair[1]}
    assert found - set(APPROVED.split()) == set()
    assert len(found) > 20


def test_the_british_beginning_finds_the_american_words() -> None:
    assert spellings("haem") == ("heme", "hemo", "hema")
