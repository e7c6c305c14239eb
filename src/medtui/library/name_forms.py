"""By what names another monograph may speak of a drug: its own, those of its ingredients, and those without the salt.

Too many of them cost a needless quotation, too few a missed one: so in doubt a form is included, and whoever shows
a quotation says which name it was found by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from medtui.library.folding import fold
from medtui.library.synonyms import also_known_as

_SHORTEST_PART = 4
_SEPARATOR = re.compile(r"[+,;/&]|\b(?:and|with)\b", re.IGNORECASE)
_PARENTHESES = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_LETTER = re.compile(r"[^\W\d_]")

_QUALIFIERS = frozenset(
    "adult albumin attenuated bivalent bovine buccal capsule children conjugate conventional cream dental derived "
    "drops eye free freeze dried gel group groups human implant inactivated inhalation inhaled injectable injection "
    "intramuscular intravenous live liposomal local lotion mammalian modified nasal ointment ophthalmic oral otic "
    "ovine paediatric parenteral pediatric pegylated pentavalent plasma polyvalent porcine purified quadrivalent "
    "recombinant rectal release solution spray strength sublingual suspension synthetic syrup systemic tablet "
    "topical transdermal trivalent type vaccine vaginal valent water".split()
)
"""Words that say in what form or from what source a drug is, and that alone name none."""

# WHO, International Nonproprietary Names Modified (working document 05.167/3): names of ions, their usual chemical
# names, and the words for solvates.
_ANIONS = frozenset(
    "acetate adipate ascorbate aspartate benzoate besilate besylate bicarbonate bitartrate bromide camsilate "
    "camsylate carbonate chloride citrate cypionate decanoate dihydrochloride dinitrate dipropionate disoproxil "
    "edisilate embonate enantate enanthate esilate estolate ethylsuccinate etabonate fluoride fumarate furoate "
    "gluceptate gluconate glucuronate glutamate glycerophosphate hemifumarate hippurate hydrobromide hydrochloride "
    "hydroxide iodide isethionate lactate lactobionate laurate malate maleate mandelate medoxomil mesilate mesylate "
    "methylsulfate mofetil mononitrate monohydrochloride mucate napsilate napsylate nicotinate nitrate orotate "
    "oxalate oxide palmitate pamoate pantothenate phosphate pidolate pivalate polistirex propionate saccharate "
    "salicylate sodium stearate succinate sulfate sulphate tannate tartrate teoclate tosilate tosylate "
    "trifluoroacetate trometamol undecanoate valerate xinafoate".split()
)
_CATIONS = frozenset(
    "aluminium aluminum ammonium arginine barium benzathine bismuth calcium cobalt copper cupric diolamine "
    "disodium ferric ferrous gold hydrogen iron lithium lysine magnesium manganese meglumine olamine potassium "
    "procaine selenium silver sodium strontium tromethamine zinc".split()
)
_SOLVATES = frozenset("anhydrous dihydrate hemihydrate hydrate hydrated monohydrate pentahydrate trihydrate".split())
_AFTER = _ANIONS | _CATIONS | _SOLVATES
_IONS = _ANIONS | _CATIONS


def name_forms(names: Iterable[str]) -> tuple[str, ...]:
    """`names`, what they are made of, and the further names of all these; each once, as compared by `fold`.

    - What stands before, in and after parentheses: `Ketoconazole (Systemic)` is Ketoconazole.
    - The ingredients of names joined by `+ , ; / &`, `and` or `with`, where they have four letters or more.
    - Without the salt: Morphine Sulfate is morphine, Clavulanic Acid is clavulanate too.
    - By another system of names: `also_known_as`.

    Words that only say in what form or from what source a drug is (topical, human) are no names by themselves.
    """
    forms: dict[str, str] = {}
    written = [name for name in names if fold(name)]
    made_of = [*written, *(part for name in written for part in _parts(name))]
    plain = [*made_of, *(other for name in made_of for other in _other_salts(name))]
    for name in (*plain, *(other for name in plain for other in also_known_as([name]))):
        forms.setdefault(fold(name), name)
    return tuple(forms.values())


def _parts(name: str) -> Iterator[str]:
    """The pieces of a name that name a drug by themselves."""
    outside = _PARENTHESES.sub(" ", name)
    inside = [one or other for one, other in _PARENTHESES.findall(name)]
    # The whole first: of two names that begin alike, the one that says more is told.
    for piece in (outside, *inside):
        for part in (piece, *_SEPARATOR.split(piece)):
            words = " ".join(part.split())
            if len(_LETTER.findall(words)) >= _SHORTEST_PART and not _is_qualifier(words):
                yield words


def _is_qualifier(name: str) -> bool:
    return all(word in _QUALIFIERS for word in fold(name).split())


def _other_salts(name: str) -> Iterator[str]:
    """The name without its salt, and an acid for its ion; nothing where no name of a drug would be left."""
    words = name.split()
    while len(words) > 1 and fold(words[-1]) in _AFTER:
        words.pop()
    while len(words) > 1 and fold(words[0]) in _CATIONS:
        del words[0]
    bare = " ".join(words)
    if fold(bare) in _IONS:  # Sodium Chloride is not any sodium
        return
    if len(_LETTER.findall(bare)) >= _SHORTEST_PART:
        yield bare
    folded = fold(bare)
    if folded.endswith("ic acid") and (ion := f"{folded.removesuffix('ic acid')}ate") not in _IONS:
        yield ion
    elif folded.endswith("ate"):
        yield f"{folded.removesuffix('ate')}ic acid"
