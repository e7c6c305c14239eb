"""British and American spelling of medical words: who types anaemia finds anemia, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, product
from typing import NamedTuple

from medtui.library.names import data_rows
from medtui.library.names.folding import replaced

_MOST = 6
_HAEM = ("heme", "hemo", "hema")
"""What American words begin with where British ones begin so: `hem` alone begins too many others."""
_SHORTEST = 4  # three letters begin too many words: `ede` is edetate as well as edema
_LONGEST = 45  # longer than any word in use; only chemical names come near

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


class _Table(NamedTuple):
    """words: a word -> its British and its American spelling. beginnings: the same, and what must follow. lengths: of
    the beginnings, the longest first."""

    words: dict[str, tuple[str, str]]
    beginnings: dict[str, tuple[str, str, str]]
    lengths: list[int]


@lru_cache(maxsize=1)
def _table() -> _Table:
    words, beginnings = {}, {}
    for kind, british, american, *following in data_rows("spellings.tsv"):
        for one in (british, american):
            if kind == "word":
                words[one] = (british, american)
            else:
                beginnings[one] = (british, american, f"{following[0]}$" if following else "")
    return _Table(words, beginnings, sorted(set(map(len, beginnings)), reverse=True))


@lru_cache(maxsize=4096)
def spellings(word: str) -> tuple[str, ...]:
    """The other spellings, at most 6, of a folded word or of the beginning of one; the most likely first.

    Each has four letters or more; a shorter one would begin too many other words. Source: data/spellings.tsv, and
    rules in this file.
    """
    if not _SHORTEST <= len(word) <= _LONGEST or word in _LATIN:
        return ()
    if word == "haem":
        return _HAEM
    sites = _sites(word)
    if not sites:
        return ()
    # Most texts keep to one side; -ize in British ones, and sulfate, make the mixed ones worth trying.
    american = [site.american for site in sites]
    british = [site.british for site in sites]
    mixed = product(*((site.british, site.american) for site in sites))
    found: list[str] = []
    for pieces in chain((american, british), mixed):
        other = replaced(word, [(site.start, site.end, piece) for site, piece in zip(sites, pieces, strict=True)])
        if other != word and other not in found and len(other) >= _SHORTEST:
            found.append(other)
            if len(found) == _MOST:
                break
    return tuple(found)


def _sites(word: str) -> list[_Site]:
    """Where `word` differs, in order, none overlapping another."""
    if pair := _table().words.get(word):
        return [_Site(0, len(word), *pair)]
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
    table = _table()
    for length in table.lengths:
        pair = table.beginnings.get(word[:length])
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
