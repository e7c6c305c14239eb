"""Which passage of a monograph answers a question first."""

from __future__ import annotations

import pytest
from catalogues import FIELDS
from library_files import named

from medtui.library.names.name_index import NameIndex
from medtui.library.query.query_parser import parse_query
from medtui.library.search.answers import Locator
from medtui.library.search.question import ask
from medtui.reading.reader import read
from medtui.reading.schema import default_schema


def best(text: str, markdown: str) -> str:
    """The beginning of the passage that answers best, from a monograph that no drug of the question is bound to."""
    question = ask(parse_query(text, FIELDS), NameIndex([]))
    monograph = read(f"# Drug\n\n{markdown}", name="drug", schema=default_schema())
    ranked = Locator(question).ranked(monograph)
    return ranked[0].passage.text if ranked else ""


@pytest.mark.parametrize(
    ("text", "markdown", "expected"),
    [
        ("rash liver", "### FAQs\n\nrash\n\nliver\n\na liver with rash\n", "a liver with rash"),
        ("rash liver", "### FAQs\n\nrash\n\n**Liver disease:** rash too\n", "**Liver disease:** rash too"),
        ("dose", "### Overdose\n\nthe dose\n\n### Dosage\n\nthe dose here\n", "the dose here"),
        (
            "how to keep it cold",
            "### Overdose\n\nkeep it cold, or not\n\n### Storage\n\nkeep it cold\n",
            "keep it cold",
        ),
        ("for gout", "### FAQs\n\nAnd gout?\n\n### Usage\n\ngout too\n", "gout too"),
        ("renal", "### FAQs\n\nthe liver\n\nthe kidney\n", "the kidney"),
        ("rash", "### FAQs\n\nrashly\n\nfirst rash\n\nsecond rash\n", "first rash"),
        ("gout", "### FAQs\n\nthe trout\n", ""),
        ("uebelkeit", "### FAQs\n\nÜbel.\n\nÜbelkeit.\n", "Übelkeit."),
        ("haem", "### FAQs\n\nhemi\n\nhemorrhage\n", "hemorrhage"),
        ("child dose", "### Dosage\n\n**Adults**\n\n- not for a child\n\n**Children**\n\n- one\n", "- one"),
        ("child dose", "### Dosage\n\n- Adult or child: two\n- Child: one\n", "- Child: one"),
        ("child dose", "### Dosage\n\n**Children, elsewhere**\n\n- child: 5 mg\n\n**Child**\n\n- 6 mg\n", "- 6 mg"),
        ("child dose", "### Dosage\n\nElsewhere: a child 5 mg\n\nA child: 6 mg\n", "A child: 6 mg"),
        ("dose", "### Dosage\n\nAsk about the dose.\n\n5 mg twice a day\n", "5 mg twice a day"),
        ("how often", "### Dosage\n\nMind the interval.\n\n5 mg every 2 to 5 weeks\n", "5 mg every 2 to 5 weeks"),
        ("how often", "### FAQs\n\nKeep the interval.\n\n### Dosage\n\n5 mg twice a day\n", "5 mg twice a day"),
        (
            "rash plan c",
            "### Usage\n\nIt does not help.\n\n### Dosage\n\n**First dose now.** 5\n\n**Rash, plan C:** 6 mg\n",
            "**Rash, plan C:** 6 mg",
        ),
        ("pox", "### Usage\n\n- To prevent pox\n\n### Dosage\n\n**Pox:** 5 mg\n", "**Pox:** 5 mg"),
        ("prevent pox", "### Usage\n\n- To prevent pox\n\n### Dosage\n\n**Pox:** 5 mg\n", "- To prevent pox"),
        (
            "child rash dose",
            "### Dosage\n\n| Who | Rash |\n|---|---|\n| 20 years and over | 9 mg |\n| 1 month to 11 years | 5 mg |\n",
            "| 1 month to 11 years | 5 mg |",
        ),
        ("rash day 5", "### Dosage\n\nRash: 1\n\nRash in the first 28 days: 2\n", "Rash in the first 28 days: 2"),
        ("rash 20 kg", "### Dosage\n\nRash, under 15 kg: 1\n\nRash, over 15 kg: 2\n", "Rash, over 15 kg: 2"),
        ("rash 12 kg", "### Dosage\n\nRash, over 5 kg to 9 kg: 1\n\nRash, 2 mg/kg\n", "Rash, 2 mg/kg"),
        (
            "rash 8 kg",
            "### Dosage\n\nRash, 6 kg to under 8 kg: 1\n\nRash, 8 kg to under 9 kg: 2\n",
            "Rash, 8 kg to under 9 kg: 2",
        ),
        ("rash <15 kg", "### Dosage\n\nRash, 15 kg to 25 kg: 1\n\nRash, under 15 kg: 2\n", "Rash, under 15 kg: 2"),
        (
            "rash not more than 14 kg",
            "### Dosage\n\nRash, 15 kg to 25 kg: 1\n\nRash, under 15 kg: 2\n",
            "Rash, under 15 kg: 2",
        ),
        ("rash ≤ 14 kg", "### Dosage\n\nRash, 15 kg to 25 kg: 1\n\nRash, under 15 kg: 2\n", "Rash, under 15 kg: 2"),
        ("rash up to 14 kg", "### Dosage\n\nRash, 15 kg to 25 kg: 1\n\nRash, under 15 kg: 2\n", "Rash, under 15 kg: 2"),
        (
            "rash not less than 15 kg",
            "### Dosage\n\nRash, 15 kg to 25 kg: 1\n\nRash, under 15 kg: 2\n",
            "Rash, 15 kg to 25 kg: 1",
        ),
        ("rash >=15 kg", "### Dosage\n\nRash, 15 kg to 25 kg: 1\n\nRash, under 15 kg: 2\n", "Rash, 15 kg to 25 kg: 1"),
        ("less than 14 kg", "### Dosage\n\n- 2 mg/kg once\n- Under 15 kg: none\n", "- Under 15 kg: none"),
        ("rash > 25 kg", "### Dosage\n\nRash, 15 kg to 25 kg: 1\n\nRash, over 25 kg: 2\n", "Rash, over 25 kg: 2"),
        ("rash 8 kg", "### Dosage\n\nRash, below 8 kg: 1\n\nRash, 8 kg and over: 2\n", "Rash, 8 kg and over: 2"),
        ("rash 8 kg", "### Dosage\n\nRash, over 8 kg: 1\n\nRash, 8 kg or less: 2\n", "Rash, 8 kg or less: 2"),
        ("max dose", "### Dosage\n\nAdults: a dose of 5 mg\n\nMost in a day: 9 mg\n", "Most in a day: 9 mg"),
        ("mixing", "### Dosage\n\nGive 5 mg\n\n**How to make up:** 1 mL\n", "**How to make up:** 1 mL"),
        ("how long leave on", "### Dosage\n\nFor 2 days\n\nWash it off after a night\n", "Wash it off after a night"),
        (
            "drip rate",
            "### Dosage\n\nFor 3 days\n\nNever faster than 5 mg/kg an hour\n",
            "Never faster than 5 mg/kg an hour",
        ),
        ("preterm birth", "### FAQs\n\nAt birth\n\nPremature labour: no\n", "Premature labour: no"),
        ("rash now", "### Dosage\n\nSays now\n\nfor a rash\n", "for a rash"),
        ("less than 8 kg", "### Dosage\n\nOver 8 kg: 1\n\n8 kg: 2\n\nBelow 8 kg: 3\n", "Below 8 kg: 3"),
        ("dose 6 kg", "### Dosage\n\nA dose, over 8 kg: 2 mg/kg\n\nUnder 8 kg: no dose\n", "Under 8 kg: no dose"),
        ("8 kg or less", "### Dosage\n\nOver 8 kg: 1\n\n8 kg: 2\n\nUnder 8 kg: 3\n", "Under 8 kg: 3"),
        ("lighter than 8 kg", "### Dosage\n\nUp to 7 kg: 1\n\n| 6 kg to 8 kg | 2 |\n", "| 6 kg to 8 kg | 2 |"),
        ("older than 8 years", "### Dosage\n\nUnder 8 years: 1\n\nOver 8 years: 2\n", "Over 8 years: 2"),
        ("egfr less than 30", "### Dosage\n\nOver 30 mL/min: 1\n\neGFR under 30: 2\n", "eGFR under 30: 2"),
        ("rash 8 kg", "### Dosage\n\n**Over 8 kg**\n\n- Rash: 1\n\n**Up to 8 kg**\n\n- Rash: 2\n", "- Rash: 2"),
        ("rash 8 kg", "### Dosage\n\n- Rash: 2 mg/kg\n- Rash, over 8 kg: 1\n", "- Rash, over 8 kg: 1"),
        (
            "rash 4 years old",
            "### Dosage\n\nRash, aged 6 and over: 1\n\nRash, aged 5 and under: 2\n",
            "Rash, aged 5 and under: 2",
        ),
        ("day 5", "### Dosage\n\nFor 5 hours\n\n8 days and over: 1\n\n0 to 7 days: 2\n", "0 to 7 days: 2"),
        ("rash 4yo", "### Dosage\n\nRash, 6 years: 1\n\nRash, 1 to 5 years: 2\n", "Rash, 1 to 5 years: 2"),
        (
            "rash 4 yr",
            "### Dosage\n\nRash, 1 year and over: 1\n\nRash, 6 months to 5 years: 2\n",
            "Rash, 6 months to 5 years: 2",
        ),
        (
            "rash 8 months",
            "### Dosage\n\nRash, from 1 month: 1\n\nRash, 6 months to 5 years: 2\n",
            "Rash, 6 months to 5 years: 2",
        ),
        (
            "6 yr",
            "### Dosage\n\n**Adults**\n\n- Over 1 year of rash: 1\n\n**Children aged 8 or less:** 2\n",
            "**Children aged 8 or less:** 2",
        ),
        ("inr 4", "### Dosage\n\n4 to 5 days, until the INR is right\n\nINR under 5: less\n", "INR under 5: less"),
        (
            "inr 8",
            "### Dosage\n\nINR: 1 mg every 8 hours\n\nINR 5 to 9: 2 mg\n\nINR over 9: 5 mg\n",
            "INR 5 to 9: 2 mg",
        ),
        ("pulse 50", "### Dosage\n\n50 mcg a day; count the pulse\n\nPulse under 60: wait\n", "Pulse under 60: wait"),
        (
            "egfr 38",
            "### Dosage\n\n| eGFR | Dose |\n|---|---|\n| 60 or more | all |\n| 30 to under 45 | half |\n",
            "| 30 to under 45 | half |",
        ),
        ("took 20", "### Dosage\n\n20 kg: 300 mg\n\n### Overdose\n\nAn overdose kills.\n", "An overdose kills."),
        (
            "took 20 tablets",
            "### Dosage\n\n20 mg tablets\n\n### Overdose\n\nAn overdose kills.\n",
            "An overdose kills.",
        ),
        ("20", "### Dosage\n\n20 kg: 300 mg\n\n20 mg once\n", "20 mg once"),
        (
            "ate it",
            "### Dosage\n\nSwallow whole.\n\n### FAQs\n\nIf it was swallowed, go.\n",
            "If it was swallowed, go.",
        ),
        ("how long", "### Usage\n\nDays of rain\n\n### Dosage\n\n5 mg once\n\nFor 5 days\n", "For 5 days"),
        ("how long", "### Dosage\n\nFor 5 days\n\nThe course: 7 days\n", "The course: 7 days"),
        (
            "egfr 25",
            "### Dosage\n\neGFR: not at 25 °C\n\neGFR over 30 mL/min: 1\n\neGFR 30 mL/min or less: 2\n",
            "eGFR 30 mL/min or less: 2",
        ),
        ("where is it kept", "### FAQs\n\nKept away from cats.\n\nIt is stored dry.\n", "It is stored dry."),
        ("where is it kept", "### FAQs\n\nThe cat.\n\nIt is kept dry.\n", "It is kept dry."),
        ("pulse 50", "### Dosage\n\nPulse: above 2 nanograms/mL\n\nPulse under 60: wait\n", "Pulse under 60: wait"),
        ("tea coloured urine", "### FAQs\n\nUrine; tea\n\nDark urine\n", "Dark urine"),
        (
            "sugar 1.8",
            "### Dosage\n\nsugar 1.8 mg\n\nlow blood glucose: 5 mL\n",
            "low blood glucose: 5 mL",
        ),
        ("sugar 40 mg/dl", "### Dosage\n\nsugar 40 mg\n\nhypoglycaemia: 5 mL\n", "hypoglycaemia: 5 mL"),
        ("sugar 18", "### Dosage\n\nsugar 18 mg\n\nhyperglycaemia: 5 units\n", "hyperglycaemia: 5 units"),
        ("sugar 25", "### Dosage\n\nhypoglycaemia, hyperglycaemia\n\nthe blood sugar: 5\n", "the blood sugar: 5"),
        (
            "fever baby",
            "### Precautions\n\n**Breastfeeding:** a baby with fever\n\n### Dosage\n\nFever, baby: 1\n",
            "Fever, baby: 1",
        ),
        (
            "rash 3 kg",
            "### Dosage\n\nRash: 2 mg/kg\n\nFrom 1 kg to 9 kg\n\n### FAQs\n\n**Q: A rash, at 3 kg?**\n\nA: 6 mg.\n",
            "**Q: A rash, at 3 kg?**\n\nA: 6 mg.",
        ),
        ("newborn dose", "### Dosage\n\n- From 1 year: two\n- Birth to 1 year: one\n", "- Birth to 1 year: one"),
    ],
)
def test_the_passage_that_answers_best(text: str, markdown: str, expected: str) -> None:
    assert best(text, markdown) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("child", "- Child: 3 mg/kg"),
        ("8 kg", "- 8 kg to 10 kg: 2 mL"),
        ("rash 8 kg", "- 8 kg to 10 kg: 2 mL"),
    ],
)
def test_the_first_dose_comes_first_where_it_says_what_is_asked_and_no_row_says_it_better(
    text: str, expected: str
) -> None:
    source = (
        "# Drug\n\n### Dosage\n\n**First dose now**\n\n- Child: 3 mg/kg\n- Under 20 kg: 0.3 mL/kg\n\n"
        "**Children, rash**\n\n- 8 kg to 10 kg: 2 mL\n"
    )
    question = ask(parse_query(text, FIELDS), NameIndex([]))
    ranked = Locator(question).ranked(read(source, name="drug", schema=default_schema()), is_bound=True)
    assert ranked[0].passage.text.strip() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("croup", "**First dose now: croup:** 5 mg."),
        ("seal cough", "**First dose now: croup:** 5 mg."),
        ("seal cough of a child of 12 kg", "**First dose now: croup:** 5 mg."),
        ("seal cough and fever, blue lips", "**First dose now: croup:** 5 mg."),
        ("seal cough xylol", "**First dose now: croup:** 5 mg."),
        ("seal cough of a mother", "**First dose now: croup:** 5 mg."),
        ("seal cough at night", "- Croup of a child, with seal cough and fever"),
        ("fever of a child", "- Croup of a child, with seal cough and fever"),
        ("hay fever", "**Hay fever, or sneezing:** 1 mg."),
        ("hay fever, sneezing, red eyes", "**Hay fever, or sneezing:** 1 mg."),
        ("migraine", "- Migraine"),
    ],
)
def test_a_disease_alone_opens_its_first_dose_now_or_the_dose_headed_by_it_else_what_the_drug_is_for(
    text: str, expected: str
) -> None:
    source = (
        "# Zadol\n\n### Usage\n\n- Croup of a child, with seal cough and fever\n- Hay fever: sneezing, red eyes\n"
        "- Migraine\n\n### Dosage\n\n**First dose now: croup:** 5 mg.\n\n**Hay fever, or sneezing:** 1 mg.\n\n"
        "**Preventing migraine:** 2 mg.\n\n**Children:** less at night.\n"
    )
    question = ask(parse_query(text, FIELDS), NameIndex([]))
    ranked = Locator(question).ranked(read(source, name="zadol", schema=default_schema()))
    assert ranked[0].passage.text.strip() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zadol dose", "Numbness: 5 mg"),
        ("how much zadol", "Numbness: 5 mg"),
        ("zadol dose for a child", "Child: half"),
        ("zadol dose cough", "- Cough (not treated here)"),
        ("zadol fits", "1. Oil, 20 mL now"),
        ("zadol itching 20 kg", "**Itching:** 3 mg from 15 kg."),
        ("itching 20 kg", "**Itching:** 3 mg from 15 kg."),
    ],
)
def test_a_dose_is_the_drugs_own_and_for_what_is_asked(text: str, expected: str) -> None:
    source = (
        "# Zadol\n\n### Usage\n\n- Numbness\n- Itching\n- Cough (not treated here)\n\n### Dosage\n\n"
        "Numbness: 5 mg\n\nChild: half\n\n**Worms**\n\n- 20 kg to 30 kg: 4 mg\n\n**Itching:** 3 mg from 15 kg.\n\n"
        "**Kidneys:** if they clear under 10 mL/min, reduce the dose; nobody says how much.\n\n"
        "### Side Effects\n\n**First dose now: fits**\n\n1. Oil, 20 mL now\n\nA dose of it may kill a child.\n"
    )
    question = ask(parse_query(text, FIELDS), NameIndex(named("Zadol")))
    monograph = read(source, name="zadol", schema=default_schema())
    ranked = Locator(question).ranked(monograph, is_bound=text.startswith("zadol"))
    assert ranked[0].passage.text.strip() == expected


OF_ONE_DRUG = (
    "# Zadol\n\n### Usage\n\n- Cramps\n- Starting labour\n- Migraine and flumps\n\n"
    "### Dosage\n\n**Cramps:** one a day.\n\n"
    "**Cramps, by age**\n\n- 1 year to 11 years: three\n\n**Migraine**\n\n- Aged 5 and under: two\n\nFlumps: four.\n\n"
    "**Starting labour:** two.\n\n### Side Effects\n\nNausea.\n\n### Precautions\n\n"
    "- **Do not give with:** asthma.\n- **Labour:** watch the baby.\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("who does zadol treat", "- Cramps"),
        ("what is zadol for", "- Cramps"),
        ("what is zadol used for", "- Cramps"),
        ("zadol indications", "- Cramps"),
        ("zadol uses", "- Cramps"),
        ("is zadol safe", "- **Do not give with:** asthma."),
        ("zadol contraindications", "- **Do not give with:** asthma."),
        ("zadol adverse effects", "Nausea."),
        ("zadol labour", "**Starting labour:** two."),
        ("zadol cramps", "**Cramps:** one a day."),
        ("zadol migraine 4 years old", "- Aged 5 and under: two"),
        ("zadol flumps", "Flumps: four."),
        ("zadol asthma", "- **Do not give with:** asthma."),
        ("zadol nausea", "Nausea."),
        ("zadol", ""),
    ],
)
def test_a_word_for_a_section_opens_it_and_a_disease_its_dose(text: str, expected: str) -> None:
    question = ask(parse_query(text, FIELDS), NameIndex(named("Zadol")))
    ranked = Locator(question).ranked(read(OF_ONE_DRUG, name="zadol", schema=default_schema()), is_bound=True)
    assert (ranked[0].passage.text.strip() if ranked else "") == expected


OF_TWO_DRUGS = (
    "# Zadol and ferrin\n\n### Dosage\n\n**Zadol into a vein:** 5 mg.\n\n"
    "- Ferrin: under the skin, never into a vein.\n\n### Side Effects\n\nRash.\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ferrin into a vein", "- Ferrin: under the skin, never into a vein."),
        ("zadol into a vein", "**Zadol into a vein:** 5 mg."),
        ("zadol and ferrin into a vein", "**Zadol into a vein:** 5 mg."),
        ("ferrin rash", "Rash."),
    ],
)
def test_what_is_said_of_another_drug_of_the_page_comes_later(text: str, expected: str) -> None:
    question = ask(parse_query(text, FIELDS), NameIndex(named(("Zadol and ferrin", "Zadol", "Ferrin"))))
    ranked = Locator(question).ranked(read(OF_TWO_DRUGS, name="zadol", schema=default_schema()), is_bound=True)
    assert ranked[0].passage.text.strip() == expected


@pytest.mark.parametrize(
    ("given", "expected"), [("Statin", "- Pain: rest."), ("Statin antagonist", "- With a statin: pain.")]
)
def test_the_page_of_a_drug_of_the_class_need_not_name_it(given: str, expected: str) -> None:
    source = f"---\nclass: {given}\n---\n\n# Zadol\n\n### Side Effects\n\n- Pain: rest.\n- With a statin: pain.\n"
    question = ask(parse_query("statin pain", FIELDS), NameIndex([]))
    ranked = Locator(question).ranked(read(source, name="zadol", schema=default_schema()))
    assert ranked[0].passage.text.strip() == expected


BY_WEIGHT = (
    "# Zadol\n\n### Dosage\n\n| Weight | Dose |\n|---|---|\n| 8 kg | 1 |\n| 10 kg | 2 |\n| 12 kg | 3 |\n"
    "\n**Newborns, and babies under 3 months:** 10 mg/kg.\n\n| Weight | Ferrin |\n|---|---|\n"
    "| 20 kg to 30 kg | ferrin 5 mg |\n| 20 kg to 30 kg | zadol 6 mg |\n\n### Side Effects\n\nItch.\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zadol 10 kg", "| 10 kg | 2 |"),
        ("zadol 11 kg", "| 10 kg | 2 |"),
        ("zadol 11kg baby", "| 10 kg | 2 |"),
        ("zadol 9.5 kg child", "| 8 kg | 1 |"),
        ("zadol newborn", "**Newborns, and babies under 3 months:** 10 mg/kg."),
        ("zadol drooling", "Itch."),
        ("zadol xyzzy", ""),
    ],
)
def test_a_row_of_a_dose_table_holds_the_weights_up_to_the_next(text: str, expected: str) -> None:
    """And where nothing says a side effect, the side effects are what opens."""
    question = ask(parse_query(text, FIELDS), NameIndex(named("Zadol")))
    ranked = Locator(question).ranked(read(BY_WEIGHT, name="zadol", schema=default_schema()), is_bound=True)
    assert (ranked[0].passage.text.strip() if ranked else "") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("paracetamol 3 kg syrup", "| 2 kg to 4 kg | paracetamol 5 mg |"),
        ("paracetamol zinc 3 kg", "| 3 kg | zinc 9 mg |"),
    ],
)
def test_the_dose_of_a_drug_beside_it_comes_later(text: str, expected: str) -> None:
    source = (
        "# Paracetamol\n\n### Dosage\n\n| Weight | Syrup |\n|---|---|\n| 3 kg | zinc 9 mg |\n\n"
        "| Weight | Suspension |\n|---|---|\n| 2 kg to 4 kg | paracetamol 5 mg |\n"
    )
    question = ask(parse_query(text, FIELDS), NameIndex(named("Paracetamol")))
    ranked = Locator(question).ranked(read(source, name="p", schema=default_schema()), is_bound=True)
    assert ranked[0].passage.text.strip() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zadol child 20 kg", "**First dose now: anaphylaxis.** Child 0.01 mg/kg."),
        ("zadol 17 kg", "**First dose now: anaphylaxis.** Child 0.01 mg/kg."),
        ("zadol cardiac arrest 20 kg", "| 20 kg | 2 |"),
        ("zadol newborn 20 kg", "| 20 kg | 7 |"),
    ],
)
def test_a_weight_without_a_disease_is_of_the_first_emergency(text: str, expected: str) -> None:
    source = (
        "# Zadol\n\n### Dosage\n\n**First dose now: anaphylaxis.** Child 0.01 mg/kg.\n\n"
        "**Cardiac arrest**\n\n| Weight | Dose |\n|---|---|\n| 15 kg | 1 |\n| 20 kg | 2 |\n"
    )
    if "newborn" in text:  # a table of its own dose, in mL
        source += "\n**Newborns, in mL**\n\n| Weight | mL |\n|---|---|\n| 20 kg | 7 |\n"
    question = ask(parse_query(text, FIELDS), NameIndex(named("Zadol")))
    ranked = Locator(question).ranked(read(source, name="zadol", schema=default_schema()), is_bound=True)
    assert ranked[0].passage.text.strip() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zadol newborn prophylaxis 3 kg", "**Newborns, prevention:** once a day 2 mg/kg."),
        ("zadol pmtct newborn 3 kg", "**Newborns, prevention:** once a day 2 mg/kg."),
        ("zadol newborn treatment 3 kg", "**Newborns, treatment of HIV:** twice a day; 2 kg to 5 kg 9 mg."),
        ("zadol with inh dose", "**Adults, with isoniazid:** 10 mg once a day."),
        ("zadol isoniazid overdose dose", "1. As many grams as were swallowed of isoniazid, at most 5 g."),
        ("zadol maintenance child 15 kg", "**Children, maintenance:** 4 mg/kg."),
    ],
)
def test_a_dose_for_another_purpose_comes_later(text: str, expected: str) -> None:
    source = (
        "# Zadol\n\n### Usage\n\n- With isoniazid, to spare the nerves\n- Antidote to isoniazid\n\n### Dosage\n\n"
        "**First dose now: overdose of isoniazid**\n\n1. As many grams as were swallowed of isoniazid, at most 5 g.\n\n"
        "**Adults, with isoniazid:** 10 mg once a day.\n\n**Newborns, prevention:** once a day 2 mg/kg.\n\n"
        "**Newborns, treatment of HIV:** twice a day; 2 kg to 5 kg 9 mg.\n\n"
        "**Children, loading dose:** 10 kg to 20 kg 20 mg.\n\n**Children, maintenance:** 4 mg/kg.\n"
    )
    question = ask(parse_query(text, FIELDS), NameIndex(named("Zadol", "Isoniazid")))
    ranked = Locator(question).ranked(read(source, name="zadol", schema=default_schema()), is_bound=True)
    assert ranked[0].passage.text.strip() == expected
