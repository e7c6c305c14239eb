"""The sections that medtui knows, in the order of their tabs, and the words that mean each of them.

A library may bring a `medtui.yaml` that adds to these or replaces them: docs/sections.md shows them in that form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import add

from medtui.reading.heading_words import heading_key
from medtui.reading.section_languages import section_words


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section of the schema.

    name: canonical, used in JSON and on the command line. label: what the tab says (short). title: the section in a
    sentence; both are empty only where a library's own file leaves them as they are.
    aliases: other names for it, as headings or as bold leads (`**Indications:** ...`); case, punctuation and a
    leading number do not matter. heading_aliases: names that count as headings only, because as bold leads they are
    common *inside* sections.
    standard: the tab keeps its place and its number key even when the file lacks the section. alert: the tab comes
    first, and every section of the file points to it. faqs: its questions and answers are shown as an accordion.
    """

    name: str
    label: str
    title: str
    aliases: tuple[str, ...] = ()
    heading_aliases: tuple[str, ...] = ()
    standard: bool = False
    alert: bool = False
    faqs: bool = False

    @property
    def words(self) -> Iterator[str]:
        """Everything that means this section, in the form in which headings are compared."""
        names = (self.name.replace("_", " "), self.title, self.label, *self.aliases, *self.heading_aliases)
        return (key for key in map(heading_key, names) if key)


def _section(
    name: str, label: str, aliases: str = "", heading_aliases: str = "", title: str = "", **flags: bool
) -> SectionSpec:
    """title: the label where it is not given. aliases, heading_aliases: the English ones, with `, ` between them."""
    english = (tuple(words.split(", ")) if words else () for words in (aliases, heading_aliases))
    spoken, written = map(add, english, section_words(name))
    return SectionSpec(name, label, title or label, spoken, written, **flags)


SECTIONS = (
    _section(
        "boxed_warning",
        "Boxed warning",
        alert=True,
        aliases="black box warning, boxed warnings, black box warnings, box warning",
    ),
    _section(
        "generic_name",
        "Name",
        title="Generic Name",
        standard=True,
        aliases="generic names, drug name",
        heading_aliases="name, names, generic, inn, active ingredient, active ingredients, active substance",
    ),
    _section(
        "usage",
        "Usage",
        standard=True,
        aliases=(
            "indication, indications, indications and usage, indications and use, indications for use, "
            "therapeutic indications, clinical uses, clinical use, medical uses, what it is used for"
        ),
        heading_aliases="use, uses, usages, used for, purpose",
    ),
    _section(
        "dosage",
        "Dosage",
        standard=True,
        aliases=(
            "dosage and administration, dose and administration, dosing and administration, posology, "
            "posology and method of administration, administration and dosage"
        ),
        heading_aliases="dose, doses, dosing, dosages, dosage information, how to take, how to use, directions",
    ),
    _section(
        "side_effects",
        "Side effects",
        title="Side Effects",
        standard=True,
        aliases=(
            "side effect, adverse effects, adverse effect, adverse reactions, adverse reaction, "
            "adverse drug reactions, adverse events, undesirable effects, unwanted effects, possible side effects"
        ),
        heading_aliases="toxicity, adr, adrs, s/e",
    ),
    _section(
        "how_it_works",
        "How it works",
        title="How it Works",
        standard=True,
        aliases=(
            "mechanism of action, mechanism, mode of action, moa, clinical pharmacology, pharmacology, "
            "pharmacodynamics, how does it work, how this medicine works"
        ),
        heading_aliases="action, actions",
    ),
    _section(
        "precautions",
        "Precautions",
        standard=True,
        aliases="special warnings and precautions for use, special precautions",
        heading_aliases=(
            "precaution, warnings, warning, warnings and precautions, precautions and warnings, cautions, caution, "
            "safety information, precautions and contraindications, contraindications and precautions, "
            "cautions and contraindications, contraindications and cautions, warnings and contraindications"
        ),
    ),
    _section(
        "faqs",
        "FAQs",
        standard=True,
        faqs=True,
        aliases="faq, frequently asked questions, questions and answers, common questions, q and a",
    ),
    _section(
        "contraindications",
        "Contraindications",
        aliases="contraindication, contra-indications",
        heading_aliases="do not use, when not to use, c/i",
    ),
    _section(
        "interactions",
        "Interactions",
        heading_aliases=(
            "drug interactions, drug interaction, interaction, interactions with other medicines, medicine interactions"
        ),
    ),
    _section(
        "populations",
        "Populations",
        title="Pregnancy and Other Populations",
        heading_aliases=(
            "pregnancy, pregnancy and lactation, pregnancy and breastfeeding, pregnancy and breast-feeding, "
            "lactation, breastfeeding, fertility pregnancy and lactation, use in specific populations, "
            "special populations, pregnancy and other populations, pediatric use, paediatric use, geriatric use"
        ),
    ),
    _section("overdose", "Overdose", aliases="overdosage, management of overdose, overdose management"),
    _section(
        "storage",
        "Storage",
        aliases="storage and handling, how to store",
        heading_aliases="how supplied, how supplied storage and handling, how supplied and storage",
    ),
    _section(
        "brand_names",
        "Brand names",
        title="Brand Names",
        aliases="trade names, trade name, popular brand names, common brand names",
        heading_aliases="brand name, brands, brand",
    ),
    _section(
        "patient_information",
        "Patient information",
        title="Patient Information",
        aliases=(
            "patient counselling, patient counseling, patient counselling information, "
            "patient counseling information, information for patients, patient education, counselling, counseling, "
            "medication guide, patient advice"
        ),
    ),
    _section(
        "sources", "Sources", aliases="references, bibliography, further reading", heading_aliases="source, reference"
    ),
    _section("evidence", "Evidence", aliases="clinical studies, clinical trials, clinical evidence"),
    _section("about", "About", title="About this page", heading_aliases="about this page, about this monograph"),
)
