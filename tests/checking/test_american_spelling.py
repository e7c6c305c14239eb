"""American spellings, for a library in British English."""

from __future__ import annotations

from test_rules import page

from medtui.checking.rules.american_spelling import RULE

AMERICAN = (
    "anemia, randomized, analyzed, apnea, anesthetic, behavior, cesarean, center, celiac, colored, counseling, "
    "diarrhea, feces, favor, fiber, gray, gynecomastia, hemorrhage, labeled, labor, leukemia, liter, maneuver, "
    "millimeters, mold, edema, esophagus, estrogen, odor, orthopedic, pediatric, tumor, vapor"
)
BRITISH = (
    "anaemia, randomised, analysed, apnoea, anaesthetic, behaviour, caesarean, centre, coeliac, coloured, oedema, "
    "diarrhoea, faeces, favour, fibre, grey, haemorrhage, labelled, labour, laboratory, leukaemia, litre, size, "
    "paediatric, sulfate, tumour, colorectal, glucose meters, oesophagus, oestrogen, epidemic, academic, chemical, "
    "hemiplegia, prize, American Academy of Pediatrics"
)


def test_every_american_spelling_is_found() -> None:
    found = " ".join(finding.message for finding in RULE.find(page(AMERICAN)))
    assert [word for word in AMERICAN.split(", ") if f"{word} is American" not in found] == []


def test_british_spellings_pass() -> None:
    assert [finding.message for finding in RULE.find(page(BRITISH))] == []
