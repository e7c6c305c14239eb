"""British and American spelling of medical words: who types anaemia finds anemia, and the other way round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, product
from typing import NamedTuple

_MOST = 6
_SHORTEST = 4  # three letters begin too many words: `ede` is edetate as well as edema
_LONGEST = 45  # longer than any word in use; only chemical names come near

# How words begin: British, American. As short as no other word begins so, that what is being typed is known
# soon. In brackets, the letters of which one must follow, or nothing yet: `anem` is anemia, but also anemone.
_BEGINNINGS = """
haemo hemo / haema hema / anaem anem (i) / uraem urem (i) / paedia pedia / orthopaed orthoped
caecu cecu / caeca ceca / caecit cecit / caecop cecop / caecos cecos / ileocaec ileocec
faece fece / faeca feca / faecul fecul / defaec defec (a) / gynae gyne / urogynae urogyne
aetio etio / anaest anest (h) / paraest parest (h) / caesar cesar / caesiu cesiu / caerulop cerulop
phaeo pheo / palaeo paleo / chimaer chimer / taenia tenia / spirochaet spirochet / encyclopaed encycloped
naevoid nevoid / naevoc nevoc / oesop esop / transoesop transesop / perioesop periesop / paraoesop paraesop
gastrooesop gastroesop / tracheooesop tracheoesop / angiooedem angioedem
foetu fetu / foeta feta / foeto feto / foetic fetic / foetid fetid / maternofoet maternofet
oestro estro / oestrad estrad / oestri estri / oestru estru / antioestr antiestr / anoestr anestr
phytooestr phytoestr / hypooestr hypoestr / hyperoestr hyperestr / nonoestr nonestr
sulphydr sulfhydr / coelia celia / homoeo homeo / amoeb ameb / antiamoeb antiameb
pharmacopoei pharmacopei / leuco leuko (cdeprt) / gonadotroph gonadotrop (i) / corticotroph corticotrop (i)
adrenocorticotroph adrenocorticotrop (i) / thyrotroph thyrotrop (i) / somatotroph somatotrop (i)
aluminiu aluminu / mesila mesyla / dimesila dimesyla / besila besyla / tosila tosyla / ditosila ditosyla
camsila camsyla / edisila edisyla / napsila napsyla / isetiona isethiona / cipiona cypiona / enanta enantha
goitre goiter / titre titer / fibre fiber / calibre caliber / theatre theater
millilitre milliliter / centilitre centiliter / decilitre deciliter / microlitre microliter
millimetre millimeter / centimetre centimeter / kilometre kilometer / nanometre nanometer
liquoric licoric / yoghurt yogurt / artefact artifact / judgement judgment / sceptic skeptic / skilful skillful
enrolm enrollm / fulfilm fulfillm / instalm installm
"""

# Whole words, because their beginnings are those of others: liter of literature, program of programmed.
# Not here: metre and meter, because a meter is also a device.
_WORDS = """
haem heme / haems hemes / haemin hemin / praevia previa / naevus nevus / naevi nevi / esilate esylate / oestr estr
litre liter / litres liters / centre center / centres centers / centred centered / centring centering
multicentre multicenter / manoeu maneu / manoeuv maneuv / manoeuvre maneuver / manoeuvres maneuvers
manoeuvred maneuvered / manoeuvring maneuvering / defence defense / defences defenses / offence offense
licence license / licences licenses / practise practice / practises practices / practised practiced
practising practicing / programme program / programmes programs / analogue analog / analogues analogs
catalogue catalog / catalogues catalogs / dialogue dialog / homologue homolog / homologues homologs
instil instill / instils instills / fulfil fulfill / fulfils fulfills / distil distill / enrol enroll
grey gray / greyish grayish / mould mold / moulds molds / ageing aging
"""

# Before -aemia: of what blood has too much or little; so much of it is no other word's beginning.
_IN_BLOOD = "leuk isch glyc kal natr calc uric lipid vol bacter septic tox vir"
# system-ic, epidem-ic, chem-ical, academ-ia ...: not of the blood.
_NOT_BLOOD = "syst end epid pand acad boh art pol rac tot ist ch"
_DOUBLED = "labe trave channe mode signa cance counse fue tunne leve dia tota funne shrive pane"
# Advise, precise, promise, otherwise, praise, capsize ...: one spelling only. Glycyrrhiza is a plant.
_ALWAYS_SO = (
    "a o u v w pr nr xerc cerc ^exc ^inc circumc prec conc prom ^dem prem surm ^rem desp advert expert chast franch "
    "merchand parad treat rrh ^cer ^val ^chem ^res ^ass ^caps overs unders mids downs outs bites ^fulls"
)
_VERB = "e$ ed$ es$ er$ ers$ ing$ able$ at$ ati$ atio$ ation$ ations$ ational$ ationally$"
_OUR = "$ s$ ed er ing less ful abl ite"
# Names of species and of old drugs stay Latin, whatever the side.
_LATIN = frozenset(
    {"faecalis", "foetida", "asafoetida", "gonorrhoeae", "haemolyticus", "parahaemolyticus", "versicolor"}
)


class _Rule(NamedTuple):
    """A difference within words. In `before` and `after`, ^ is the start and $ the end of the word, or of so much
    as is typed.

    before: what the word must have just before it, one of these. unless: what it may not. after: what must follow
    it, one of these. american_after: what else may follow the American spelling. but_not: what may not follow.
    least: how many letters stand before it.
    """

    british: str
    american: str
    before: tuple[str, ...] = ("",)
    unless: tuple[str, ...] = ()
    after: tuple[str, ...] = ("",)
    american_after: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()
    least: int = 0


def _rule(british: str, american: str, *, least: int = 0, **where: str) -> _Rule:
    return _Rule(british, american, least=least, **{name: tuple(words.split()) for name, words in where.items()})


_WITHIN = (
    _rule("aem", "em", unless=_NOT_BLOOD, after="ia$ ias$ ic", least=2),
    _rule("aem", "em", before=_IN_BLOOD, after="i $"),
    _rule("haem", "hem", unless="c p t", after="o at ang"),  # chemo-, mathemat-, erythemat-
    _rule("haem", "hem", before="met", after="o at"),
    _rule("aesth", "esth", after="es et e$ $"),
    _rule("gynaec", "gynec"),
    _rule("paediatr", "pediatr"),
    _rule("oedem", "edem", unless="angi angio", after="a $"),
    _rule("rrhoe", "rrhe", after="a i $"),
    _rule("pnoe", "pne", after="a i $", least=1),
    _rule("sulph", "sulf", but_not="iram hydr"),
    _rule("ur", "r", before="tumo flavo favo ^odo malodo ^labo ^humo ^vapo ^hono ^harbo ^savo ^rumo ^vigo", after=_OUR),
    _rule("ur", "r", before="behavio neighbo endeavo", after=f"{_OUR} al hood"),
    _rule("ur", "r", before="colo", after=f"{_OUR} ation"),
    _rule("is", "iz", unless=_ALWAYS_SO, after=_VERB, least=3),
    _rule("is", "iz", unless=_ALWAYS_SO, after="", american_after="$ a$", least=5),  # many words end in -is, few in -iz
    _rule("lys", "lyz", after="e$ ed$ er$ ers$ ing$ able$", american_after="$", least=2),
    _rule("ll", "l", before=_DOUBLED, after="ed$ er$ ers$ ing$ or$ ors$"),
    _rule("ll", "l", before="tranqui", after="i"),
)


class _Site(NamedTuple):
    """Where a word is spelled otherwise on the other side of the ocean."""

    start: int
    end: int
    british: str
    american: str


def _pairs(table: str) -> Iterator[tuple[str, str, str]]:
    for entry in table.replace("\n", "/").split("/"):
        if entry.strip():
            british, american, *following = entry.split()
            yield british, american, following[0].strip("()") if following else ""


_WHOLE = {word: (british, american) for british, american, _ in _pairs(_WORDS) for word in (british, american)}
_BEGINNING = {
    beginning: (british, american, f"{following}$" if following else "")
    for british, american, following in _pairs(_BEGINNINGS)
    for beginning in (british, american)
}
_LENGTHS = sorted({len(beginning) for beginning in _BEGINNING}, reverse=True)


@lru_cache(maxsize=4096)
def spellings(word: str) -> tuple[str, ...]:
    """The other spellings, at most 6, of a folded word or of the beginning of one; the most likely first.

    Each has four letters or more; a shorter one would begin too many other words. Source: rules in this file.
    """
    if not _SHORTEST <= len(word) <= _LONGEST or word in _LATIN:
        return ()
    sites = _sites(word)
    if not sites:
        return ()
    # Most texts keep to one side; -ize in British ones, and sulfate, make the mixed ones worth trying.
    american = [site.american for site in sites]
    british = [site.british for site in sites]
    mixed = product(*((site.british, site.american) for site in sites))
    found: list[str] = []
    for pieces in chain((american, british), mixed):
        other = _respelled(word, sites, pieces)
        if other != word and other not in found and len(other) >= _SHORTEST:
            found.append(other)
            if len(found) == _MOST:
                break
    return tuple(found)


def _sites(word: str) -> list[_Site]:
    """Where `word` differs, in order, none overlapping another."""
    if word in _WHOLE:
        return [_Site(0, len(word), *_WHOLE[word])]
    sites = list(_at_start(word))
    # British first: an American spelling is often the end of it, the edema of oedema.
    for british in (True, False):
        for rule in _WITHIN:
            if (rule.british if british else rule.american) in word:
                for site in _within(word, rule, british):
                    if all(site.end <= other.start or other.end <= site.start for other in sites):
                        sites.append(site)
    return sorted(sites)


def _at_start(word: str) -> Iterator[_Site]:
    for length in _LENGTHS:
        pair = _BEGINNING.get(word[:length])
        if pair and length <= len(word):
            british, american, following = pair
            if not following or f"{word}$"[length] in following:
                yield _Site(0, length, british, american)
                return


def _within(word: str, rule: _Rule, british: bool) -> Iterator[_Site]:
    own = rule.british if british else rule.american
    after = rule.after if british else rule.after + rule.american_after
    start = word.find(own, rule.least)
    while start >= 0:
        end = start + len(own)
        left, right = f"^{word[:start]}", f"{word[end:]}$"
        if (
            left.endswith(rule.before)
            and not left.endswith(rule.unless)
            and right.startswith(after)
            and not right.startswith(rule.but_not)
        ):
            yield _Site(start, end, rule.british, rule.american)
        start = word.find(own, end)


def _respelled(word: str, sites: list[_Site], pieces: Iterable[str]) -> str:
    result = []
    end = 0
    for site, piece in zip(sites, pieces, strict=True):
        result += [word[end : site.start], piece]
        end = site.end
    return "".join((*result, word[end:]))
