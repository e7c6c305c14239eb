"""A dose in units of activity of a drug that is dosed by mass, or the other way round."""

import re
from collections.abc import Iterator
from itertools import pairwise

from medtui.checking.checked_page import CheckedPage
from medtui.checking.figures import Figure, figures
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity
from medtui.library.names.folding import fold
from medtui.library.names.synonyms import known_inn

_NEVER_BY_MASS = re.compile(
    r"antithrombin iii|bemiparin|dalteparin|danaparoid|epoetin (?:alfa|beta|theta)|erythropoietin|heparin(?: sodium)?|"
    r"imiglucerase|insulin(?: (?:aspart|degludec|detemir|glargine|glulisine|human|lispro|zinc suspension))?|nadroparin|"
    r"(?:isophane|soluble) insulin|nystatin|oxytocin|streptokinase|tinzaparin|urofollitropin|urokinase|vasopressin|"
    r"velaglucerase alfa"
)
"""Each has defined daily doses in units of activity only. Left out are those that somebody gives by mass all the same,
such as anistreplase, enoxaparin, somatropin and calcitonin."""
_ALSO_BY_UNITS = re.compile(
    r"ase\b|insulin|calci|retinol|tocopherol|micronutrient|penicillin|myxin|colisti|bacitracin|bleomycin|capreomycin|"
    r"gentamicin|kanamycin|neomycin|streptomycin|parin\b|tropin|actide|glucagon|pressin|tocin|somat|interferon|grastim|"
    r"poetin|erythropoie|aprotinin|protamine|pancrea|toxin|tuberculin|vaccine|globulin|antivenom|factor|thrombin|albumin|"
    r"blood|plasma|platelet|cryoprecipitate|ethanol|nystatin"
)
"""In the names of drugs that somebody doses, or counts, in units: wider than the index has them."""
_ANOTHER = re.compile(
    r"alcohol|blood|cells|concentrate|drinks?|factor|plasma|platelets|syringe|transfus\w*|vitamin|insulins?|heparins?|"
    r"penicillins?|interferons?|\w+(?:in|pl|cer|kin|id)ase"
)
"""What else is counted in units."""
_NOT_IN_MILLIGRAMS = frozenset({"blood", "cells", "dextrose", "drink", "glucose", "insulins", "potassium", "syringe"})
_SEVERAL_DRUGS = re.compile(r"[+/&]|\b(?:and|with)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_UNIT_WORDS = frozenset({b"units", b"unit", b"iu", b"u", b"milliunits"})
_ACTIVITY, _MASS = frozenset({"units", "milliunits"}), frozenset({"mcg", "mg"})
_VOLUMES = frozenset({"mL", "dL", "L"})
_WORD = re.compile(r"[a-z][a-z-]{3,}")
_CONVERTS = re.compile(r"\W*(?:[(=≈/,]|\b(?:or|i\.?e|is|are|equals?|holds?|contains?))\W*(?:about )?\W*")


def _find(page: CheckedPage) -> Iterator[Finding]:
    title = _IN_BRACKETS.sub(" ", page.monograph.title)
    folded = fold(title)
    drug = known_inn(folded) or folded
    if _NEVER_BY_MASS.fullmatch(drug):
        wrong, right, kind = _MASS, _ACTIVITY, "by mass"
    elif _UNIT_WORDS.isdisjoint(page.words) or not known_inn(folded) or _ALSO_BY_UNITS.search(drug):
        return
    else:
        wrong, right, kind = _ACTIVITY, _MASS, "in units"
    if _SEVERAL_DRUGS.search(title):
        return
    own = frozenset({*folded.split(), *drug.split(), *(_NOT_IN_MILLIGRAMS if wrong is _MASS else ())})
    for start, end in page.paragraphs("dosage"):
        found = [figure for figure in figures(page.prose, start, end) if _is_dose(page, figure)]
        if all(_unit(figure) not in wrong for figure in found) or _names_another(page.folded[start:end], own):
            continue
        converted = {
            figure
            for pair in pairwise(found)
            if _CONVERTS.fullmatch(page.prose, pair[0].end, pair[1].start) and {_unit(each) for each in pair} & right
            for figure in pair
        }
        for figure in found:
            if _unit(figure) in wrong and figure not in converted:
                words = page.quoted(figure.start, figure.end)
                message = f"{words} stands here, but no source known to medtui doses {drug} {kind}."
                yield Finding(figure.start, figure.end, message)


def _unit(figure: Figure) -> str:
    return figure.unit.partition("/")[0]


def _is_dose(page: CheckedPage, figure: Figure) -> bool:
    """Not a concentration, nor what a laboratory measures, nor `one unit dose`."""
    return _VOLUMES.isdisjoint(figure.unit.split("/")) and page.text[figure.start].isdigit()


def _names_another(text: str, own: frozenset[str]) -> bool:
    """Whether the figures of a paragraph may be those of another drug, or of blood or drinks."""
    words = _WORD.findall(text)
    return any(
        word not in own
        and (_ANOTHER.fullmatch(word) or known_inn(word) or (after not in own and known_inn(f"{word} {after}")))
        for word, after in zip(words, [*words[1:], ""], strict=True)
    )


RULE = Rule(
    id="unit-of-no-source",
    title="A dose in units of a drug that is dosed by mass, or by mass of one that is dosed in units",
    group=RuleGroup.DOSE_SENSE,
    severity=Severity.WARNING,
    why="The figure cannot be drawn up, or it is that of another drug.",
    source="WHO Collaborating Centre for Drug Statistics Methodology, ATC/DDD index (2026), units of the doses; medtui",
    judged=Judged(0, 0, 0),
    find=_find,
    hit="# Metformin\n\n### Dosage\n\n**Adults:** 500 units twice a day.\n",
    near_miss="# Metformin\n\n### Dosage\n\nUp to 20 units of insulin a day: 500 mg. ALT over 120 units/L: none.\n",
)
