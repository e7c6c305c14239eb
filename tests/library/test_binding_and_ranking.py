"""Which drug a question is about, and which monographs answer it first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from catalogues import FIELDS, asked, listed, refresh, results_of, source_of
from library_files import named, write

from medtui.library.catalogue.listing import Listing
from medtui.library.names.binding import Binding, bindings
from medtui.library.names.folding import fold
from medtui.library.names.name_index import NameIndex
from medtui.library.query.query_parser import parse_query
from medtui.library.search.question import ask
from medtui.library.search.text_search import TextResults, TextSearch

Name = str | tuple[str, ...]


def bound(text: str, *names: Name) -> list[Binding]:
    index = NameIndex(named(*names))
    index.prepare()
    return bindings(fold(text).split(), index)


def drugs(text: str, *names: Name) -> list[str]:
    """The titles that the first drug named in `text` is bound to."""
    found = bound(text, *names)
    return [named(*names)[place].title for place in found[0].places] if found else []


BY_KIND: tuple[Name, ...] = (
    "Adrenalinum", "Adrenaline Tartrate", "Epinephrine", ("Bronchospray", "Adrenaline"), "Adrenaline"
)  # fmt: skip


@pytest.mark.parametrize("number", range(5))
def test_a_title_then_an_own_name_then_a_synonym_then_whole_words_then_beginnings(number: int) -> None:
    """Whatever the order of the library."""
    left = BY_KIND[: len(BY_KIND) - number]
    title = left[-1] if isinstance(left[-1], str) else left[-1][0]
    asked_for = "adrenalin" if title == "Adrenalinum" else "adrenaline"
    for names in (left, left[::-1]):
        assert drugs(f"{asked_for} dose", *names) == [title]


def test_what_a_drug_is_bound_to_is_not_the_drug() -> None:
    """Also where the ion is a drug by itself, which is missing here."""
    (binding,) = bound("potassium dose", "Zorvatan potassium")
    assert (binding.places, binding.missing) == ((), "potassium")
    assert drugs("iron dose", "Iron sulfate") == ["Iron sulfate"]
    assert bound("potassium high", "Zorvatan potassium") == []


def test_more_than_one_of_a_drug_names_it() -> None:
    assert drugs("forgot 2 zorval pills", ("Zorvalin", "Zorval pill"), "Zorvalol") == ["Zorvalin"]


THE_PILL: tuple[Name, ...] = (("Zorvalin and pilorol", "The pill"), "Pilorol")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pill breastfeeding", True),
        ("missed 2 pills", True),
        ("pill smoking", True),
        ("worm pills for a child", False),
        ("water pill", False),
        ("took 20 pills", False),
        ("child swallowed pills", False),
        ("zorvalon pill", False),
    ],
)
def test_a_name_may_lack_its_article_where_nothing_says_of_what_it_is(text: str, *, expected: bool) -> None:
    assert (drugs(text, *THE_PILL, "Zorvalon") == ["Zorvalin and pilorol"]) is expected


def test_a_salt_names_what_is_called_by_it_first_and_none_of_several() -> None:
    salts: tuple[Name, ...] = ("Zorvatan sodium", ("Valpral", "Sodium valpral"), "Sodium zorvate")
    assert drugs("sodium dose", *salts) == ["Sodium zorvate"]
    assert bound("low sodium", *salts) == []
    (binding,) = bound("sodium dose", *salts, "Sodium benzal")
    assert binding.is_ambiguous


def test_a_figure_with_a_unit_is_no_part_of_a_name() -> None:
    assert [one.stop for one in bound("zorval 10 kg", ("Zorval", "Zorval 10%"))] == [1]
    assert [one.stop for one in bound("zorval 10", ("Zorval", "Zorval 10%"))] == [2]


def test_two_letters_of_a_mistyped_name_bind_to_no_other_drug() -> None:
    assert bound("co-amoxiclaf", ("Diphenoxylate + Atropine", "Co-phenotrope")) == []
    assert drugs("co", ("Diphenoxylate + Atropine", "Co-phenotrope")) == ["Diphenoxylate + Atropine"]


def test_an_abbreviation_binds_where_nothing_is_called_so() -> None:
    (binding,) = bound("hctz dose", "Hydrochlorothiazide")
    assert (binding.places, binding.why) == ((0,), "abbreviation of hydrochlorothiazide")
    assert drugs("hctz dose", "Hydrochlorothiazide", "HCTZ") == ["HCTZ"]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("amox", ("Amoxicillin", "Amox Forte"), ["Amox Forte"]),
        ("amoxicillin", ("Amoxicillin + Clavulanic Acid", "Amoxicillin Sodium"), ["Amoxicillin Sodium"]),
        ("amox 250", ("Co-amoxiclav", "Amoxicillin"), ["Amoxicillin"]),
        ("is doxycycline safe in pregnancy", ("Phenobarbital", "Doxycycline"), ["Doxycycline"]),
        ("oxytocin fridge", ("Misoprostol", "Oxytocin"), ["Oxytocin"]),
        ("fridge oxytocin", ("Misoprostol", "Oxytocin"), ["Oxytocin"]),
        ("sulphadiazine dose", ("Sulfadiazine",), ["Sulfadiazine"]),
        ("cotrimoxazole", ("Co-trimoxazole",), ["Co-trimoxazole"]),
        ("amoxicilina dosis niño", ("Amoxil", "Amoxicillin"), ["Amoxicillin"]),
        ("acide valproïque grossesse", ("Valproate", "Valproic acid"), ["Valproic acid"]),
        ("amoxicilina", ("Amoxicillin", "Amoxicilina"), ["Amoxicilina"]),
        ("factor viii dose", ("Factor VIIIa", "Factor VIII", "Factor IX"), ["Factor VIII"]),
        ("vitamin d", ("Vitamin D3", "Vitamin D"), ["Vitamin D"]),
        ("kidney dose", ("Kidney Bean Extract",), []),
        ("the use of it", ("Use of It",), []),
        ("xyzzy", ("Zinc",), []),
        ("adrenaline", ("Epinephrine", "Adrenaline (nasal)"), ["Adrenaline (nasal)"]),
        ("insulin", ("Insulin Glargine", "Insulin NPH"), ["Insulin Glargine", "Insulin NPH"]),
    ],
)
def test_the_drug_that_is_meant(text: str, names: tuple[Name, ...], expected: list[str]) -> None:
    assert drugs(text, *names) == expected


@pytest.mark.parametrize(
    ("text", "said", "unsaid"),
    [
        ("ibuprofen ringers lactate", "ringer lactate", "normal saline"),
        ("ibuprofen normal saline", "isotonic saline", "ringer lactate"),
        ("ibuprofen brandol", "ringer lactate", "brine"),
    ],
)
def test_saline_is_not_ringer_lactate_though_one_page_is_about_both(text: str, said: str, unsaid: str) -> None:
    page = (
        "Saline and Ringer lactate",
        "Normal saline",
        "Isotonic saline",
        "Ringer lactate",
        "Ringers lactate",
        "Brandol",
    )
    index = NameIndex(named("Ibuprofen", page))
    index.prepare()
    second = ask(parse_query(text, FIELDS), index).concepts[0]
    ways = [" ".join(way.words) for way in second.ways]
    assert second.is_drug
    assert said in ways
    assert unsaid not in ways


def test_the_first_named_drug_binds_and_the_second_is_looked_for_inside_it() -> None:
    index = NameIndex(named("Warfarin", "Ibuprofen"))
    index.prepare()
    question = ask(parse_query("ibuprofen with warfarin bleeding", FIELDS), index)
    assert question.binding
    assert question.binding.places == (1,)
    assert [other.places for other in question.others] == [(0,)]
    assert [concept.typed for concept in question.concepts] == ["warfarin", "bleeding"]
    assert question.drug
    assert question.drug.typed == "ibuprofen"


def test_a_drug_that_is_known_but_not_here_is_missing() -> None:
    (binding,) = bound("vitamin k dose", "Vitamin D3", "Zinc")
    assert (binding.places, binding.missing) == ((), "vitamin K")


def test_an_abbreviation_of_several_drugs_binds_all_and_none_alone() -> None:
    (binding,) = bound("azt dose", "Azathioprine", "Zidovudine", "Zinc")
    assert binding.is_ambiguous
    assert sorted(binding.places) == [0, 1]


# Passages ------------------------------------------------------------------------------------------------


PAGES = {
    "warfarin": "### Interactions\n\nIbuprofen: more bleeding.\n\n### Storage\n\nKeep it dry.\n",
    "ibuprofen": "### Usage\n\nFever, pain.\n\n### Interactions\n\n- Zinc: nothing.\n- Warfarin: bleeding.\n",
    "zinc": "### Usage\n\nDiarrhoea for 14 days.\n\n### FAQs\n\nNot with warfarin or ibuprofen.\n",
    "febuxol": "### Usage\n\nGout.\n\n### Dosage\n\nChild: half.\n",
    "gallol": "### Usage\n\nStones; it is not for gout.\n\n### Dosage\n\n6 kg to under 10 kg: one. Child, gout: two.\n",
    "gutol": "### Usage\n\nHives, the skin not healing.\n\n### Dosage\n\n**Hives:** one tablet.\n",
    "tabol": "### Usage\n\n- Cramps\n- Hives\n\n### Dosage\n\n**Tablet of 50 mg:** one a day.\n",
    "nefol": "### Side Effects\n\nGout in a child.\n",
    "opil": "### Usage\n\nAsthma.\n\n### Dosage\n\n**Asthma attack:** two puffs.\n",
    "sterol": "### Usage\n\nAcute asthma.\n\n### Dosage\n\nOne tablet.\n",
    "firstol": "### Usage\n\n- Itch\n- Cholera\n",
    "lastol": "### Usage\n\nCholera, if other medicines fail.\n",
    "onlol": "### Usage\n\n- Chlamydia\n- Chills\n\n### Precautions\n\n- **Pregnancy:** avoid.\n",
    "wellol": "### Usage\n\n- Spots\n- Chlamydia\n\n### Precautions\n\n- **Pregnancy:** no harm is known.\n",
    "oralol": "### Usage\n\nWhere needles are not needed:\n\n- Typhoid\n",
    "typhol": "### Usage\n\nIt is not for:\n\n- Typhoid\n\n### FAQs\n\nTyphoid? Typhoid?\n",
    "statol": "---\nclass: Statin\n---\n### Usage\n\nFat.\n\n### Side Effects\n\nHair loss.\n",
    "mycol": "### Usage\n\nCough.\n\n### Side Effects\n\nHair loss with a statin.\n",
    "antol": "### Usage\n\nToo much of a statin: chills.\n",
    "losol": "### Usage\n\nReflux.\n",
    "carol": "### Precautions\n\nReflux.\n\nA baby may bleed.\n",
    "broadol": "### Usage\n\n- Impetigo\n- Boils\n\nKeep it for what others cannot.\n\n### Dosage\n\nImpetigo.\n",
    "narrol": "### Usage\n\nImpetigo.\n",
    "girlol": "### Usage\n\n- Boils\n- Impetigo in women\n",
    "grownol": "### Usage\n\n- Toothache in adults\n\nNot for children with toothache.\n",
    "anyol": "### Usage\n\n- Itch\n- Rheumatism\n- Toothache\n",
    "ragol": "### Usage\n\n- To prevent nappy rash\n",
    "becol": "### Usage\n\nScurvy with signs such as hiccup; where another cannot be had because of bruises.\n",
    "hicol": "### Usage\n\n- Lice\n- Corns\n- Hiccup and bruises\n",
    "rushol": "### Usage\n\n- Itch\n- Rash\n",
    "nowol": "### Usage\n\n- Pesticides: drooling, snoring\n- Colic\n\n### Dosage\n\n**First dose now:** 2 mg\n",
    "drool": "### Usage\n\n- Drooling\n- Snoring\n\n### FAQs\n\nPinpoint pupils? Sneezing?\n",
    "ors": "### Usage\n\nDiarrhoea, and fever.\n\n### Dosage\n\n75 ml for 12 kg.\n",
}


@pytest.fixture(scope="module")
def listing(tmp_path_factory: pytest.TempPathFactory) -> Listing:
    folder = tmp_path_factory.mktemp("pages")
    for name, text in PAGES.items():
        front, _, rest = text.rpartition("---\n")
        write(folder, f"lib/{name}.md", f"{front and front + '---'}\n\n# {name.capitalize()}\n\n{rest}".lstrip())
    source = source_of(folder / "lib", folder / "cache")
    refresh(source)
    return listed(source)


@pytest.fixture(scope="module")
def search(listing: Listing) -> Iterator[TextSearch]:
    made = TextSearch(listing)
    yield made
    made.close()


@pytest.fixture
def answers(listing: Listing, search: TextSearch) -> Callable[[str], tuple[list[str], TextResults]]:
    def answer(text: str) -> tuple[list[str], TextResults]:
        results = results_of(search, asked(text, listing))
        return [listing.entries[place].raw.removesuffix(".md") for place in results.places], results

    return answer


Answers = Callable[[str], tuple[list[str], TextResults]]


def test_the_bound_drug_is_first_then_the_other_one_then_who_mentions_both(answers: Answers) -> None:
    for text, expected in (
        ("ibuprofen warfarin", ["ibuprofen", "warfarin", "zinc"]),
        ("warfarin and ibuprofen", ["warfarin", "ibuprofen", "zinc"]),
    ):
        found, results = answers(text)
        assert found == expected
        assert [hit.is_bound for hit in results.hits] == [True, False, False]
        assert not results.without


def test_the_bound_drug_stays_where_it_does_not_say_all(answers: Answers) -> None:
    found, results = answers("warfarin keep fridge")
    assert found == ["warfarin"]
    found, results = answers("zinc fever")
    assert (found[0], results.without) == ("zinc", ("fever",))


def test_what_nothing_says_together_is_left_out_one_at_a_time(answers: Answers) -> None:
    found, results = answers("diarrhoea xyzzy")
    assert (sorted(found), results.total, results.without) == (["ors", "zinc"], 2, ("xyzzy",))
    found, results = answers("xyzzy plugh")
    assert (found, results.total, len(results.without)) == ([], 0, 1)
    found, results = answers("pain dry diarrhoea")
    assert results.without[0] == "diarrhoea"  # of all words, most monographs have it
    assert found == ["warfarin"]


def test_one_sign_that_a_page_does_not_say_takes_no_emergency_from_it(answers: Answers) -> None:
    """Two signs in one of its indications make one, or the disease that its first dose is for."""
    for text in ("drooling snoring sneezing", "drooling snoring hair loss", "pesticide hair loss"):
        found, results = answers(text)
        assert (found[0], results.is_emergency) == ("nowol", True), text
    for text in ("drooling sneezing", "drooling hair loss", "drooling"):
        assert not answers(text)[1].is_emergency, text


def test_an_overdose_of_nobody_knows_what_is_that_of_no_drug() -> None:
    for text in ("took 20 pills", "child swallowed tablets", "overdose"):
        assert ask(parse_query(text, FIELDS), NameIndex([])).is_of_some_overdose, text
    for text in ("opioid overdose", "drank insecticide", "overdose with fits", "tablets"):
        assert not ask(parse_query(text, FIELDS), NameIndex([])).is_of_some_overdose, text


def test_figures_only_help_to_rank(answers: Answers) -> None:
    found, results = answers("diarrhoea 12 kg")
    assert (found, results.without) == (["ors", "zinc"], ())
    found, results = answers("diarrhoea 14")
    assert (found, results.without) == (["zinc", "ors"], ())
    assert answers("12 kg")[0] == ["ors"]


def test_a_fully_named_drug_alone_is_not_looked_for_in_its_own_text(answers: Answers) -> None:
    found, results = answers("zinc")
    assert sorted(found) == ["ibuprofen", "zinc"]
    assert not any(hit.is_bound for hit in results.hits)


def test_what_a_drug_is_for_is_told_by_its_own_monograph(answers: Answers) -> None:
    found, results = answers("what is zinc for")
    assert found == ["zinc", "ibuprofen"]
    assert [(hit.nth, hit.is_bound) for hit in results.hits] == [(0, True), (0, False)]
    assert not any(hit.is_bound for hit in answers("is zinc safe")[1].hits)  # it has no Precautions


def test_a_drug_for_a_disease_comes_before_those_that_only_name_it(answers: Answers) -> None:
    """Also where they name it beside everything else that was asked for, or say that they are not for it."""
    assert answers("gout child")[0] == ["febuxol", "gallol", "nefol"]


def test_a_drug_of_first_choice_comes_before_one_for_where_that_fails(answers: Answers) -> None:
    assert answers("cholera")[0] == ["firstol", "lastol"]


def test_a_drug_to_be_avoided_in_pregnancy_comes_later_for_a_pregnant_woman(answers: Answers) -> None:
    assert answers("chlamydia")[0] == ["onlol", "wellol"]
    assert answers("chlamydia pregnant")[0] == ["wellol", "onlol"]


def test_a_drug_for_where_another_is_not_needed_is_for_that(answers: Answers) -> None:
    assert answers("typhoid")[0] == ["oralol", "typhol"]


def test_drugs_of_the_class_that_is_asked_about_come_first_but_after_what_is_for_all_of_it(answers: Answers) -> None:
    assert answers("statin hair loss")[0] == ["statol", "mycol"]
    assert answers("statin chills")[0] == ["antol"]


def test_who_is_treated_finds_no_drug_before_what_it_is_for_does(answers: Answers) -> None:
    found, results = answers("reflux baby")
    assert (found, results.without) == (["losol", "carol"], ())
    assert answers("impetigo in a woman")[0] == ["narrol", "girlol", "broadol"]


def test_a_drug_that_is_not_for_a_child_with_that_comes_later(answers: Answers) -> None:
    assert answers("toothache")[0] == ["grownol", "anyol"]
    assert answers("toothache child")[0] == ["anyol", "grownol"]


def test_a_symptom_is_not_what_has_it_in_its_name(answers: Answers) -> None:
    assert answers("rash")[0] == ["rushol", "ragol"]


@pytest.mark.parametrize("text", ["hiccup", "hiccup child", "bruises"])
def test_a_sign_or_the_reason_to_leave_another_drug_is_no_indication(answers: Answers, text: str) -> None:
    assert answers(text)[0] == ["hicol", "becol"]


def test_a_form_finds_no_drug_before_what_it_is_for_does(answers: Answers) -> None:
    """And a `not` that is about something else makes no indication less of one."""
    assert answers("tablet for hives")[0] == ["gutol", "tabol"]


def test_a_drug_with_a_dose_for_what_was_asked_is_for_it_where_it_is_for_what_that_is_a_kind_of(
    answers: Answers,
) -> None:
    """Asthma, of an asthma attack: `acute asthma` is only another way to say it."""
    assert answers("asthma attack")[0] == ["opil", "sterol"]


def test_a_phrase_that_nothing_says_is_looked_for_word_by_word(answers: Answers) -> None:
    found, results = answers("warfarin heart attack")
    assert (found, results.without) == (["warfarin"], ("heart", "attack"))
    assert answers("dry mouth")[1].without  # no passage has either way of it


def test_a_word_that_only_begins_with_a_digit_is_no_figure(answers: Answers) -> None:
    for text in ("2x kg", "gallol 2x kg", "17beta mg"):
        assert answers(text)[1].without or not answers(text)[0]


def test_a_weight_finds_the_row_whose_range_holds_it(answers: Answers) -> None:
    _, results = answers("gallol 8 kg")
    assert results.without == ()
