"""Generated from data/sections.yaml by docs/generate.py: change that file, not this one."""

from medtui.reading.schema import SectionSpec

# fmt: off
SECTIONS = (
    SectionSpec(
        name="boxed_warning",
        label="Boxed warning",
        title="Boxed warning",
        aliases=(
            "black box warning", "boxed warnings", "black box warnings", "box warning",
        ),
        alert=True,
    ),
    SectionSpec(
        name="generic_name",
        label="Name",
        title="Generic Name",
        aliases=(
            "generic names", "drug name",
        ),
        heading_aliases=(
            "name", "names", "generic", "inn", "active ingredient", "active ingredients", "active substance",
        ),
        standard=True,
    ),
    SectionSpec(
        name="usage",
        label="Usage",
        title="Usage",
        aliases=(
            "indication", "indications", "indications and usage", "indications and use",
            "indications for use", "therapeutic indications", "clinical uses", "clinical use", "medical uses",
            "what it is used for",
        ),
        heading_aliases=(
            "use", "uses", "usages", "used for", "purpose",
        ),
        standard=True,
    ),
    SectionSpec(
        name="dosage",
        label="Dosage",
        title="Dosage",
        aliases=(
            "dosage and administration", "dose and administration", "dosing and administration", "posology",
            "posology and method of administration", "administration and dosage",
        ),
        heading_aliases=(
            "dose", "doses", "dosing", "dosages", "dosage information", "how to take", "how to use",
            "directions",
        ),
        standard=True,
    ),
    SectionSpec(
        name="side_effects",
        label="Side effects",
        title="Side Effects",
        aliases=(
            "side effect", "adverse effects", "adverse effect", "adverse reactions", "adverse reaction",
            "adverse drug reactions", "adverse events", "undesirable effects", "unwanted effects",
            "possible side effects",
        ),
        heading_aliases=(
            "toxicity", "adr", "adrs", "s/e",
        ),
        standard=True,
    ),
    SectionSpec(
        name="how_it_works",
        label="How it works",
        title="How it Works",
        aliases=(
            "mechanism of action", "mechanism", "mode of action", "moa", "clinical pharmacology",
            "pharmacology", "pharmacodynamics", "how does it work", "how this medicine works",
        ),
        heading_aliases=(
            "action", "actions",
        ),
        standard=True,
    ),
    SectionSpec(
        name="precautions",
        label="Precautions",
        title="Precautions",
        aliases=(
            "special warnings and precautions for use", "special precautions",
        ),
        heading_aliases=(
            "precaution", "warnings", "warning", "warnings and precautions", "precautions and warnings",
            "cautions", "caution", "safety information", "precautions and contraindications",
            "contraindications and precautions", "cautions and contraindications",
            "contraindications and cautions", "warnings and contraindications",
        ),
        standard=True,
    ),
    SectionSpec(
        name="faqs",
        label="FAQs",
        title="FAQs",
        aliases=(
            "faq", "frequently asked questions", "questions and answers", "common questions", "q and a",
        ),
        standard=True,
        faqs=True,
    ),
    SectionSpec(
        name="contraindications",
        label="Contraindications",
        title="Contraindications",
        aliases=(
            "contraindication", "contra indications", "contra-indications",
        ),
        heading_aliases=(
            "do not use", "when not to use",
        ),
    ),
    SectionSpec(
        name="interactions",
        label="Interactions",
        title="Interactions",
        heading_aliases=(
            "drug interactions", "drug interaction", "interaction", "interactions with other medicines",
            "medicine interactions",
        ),
    ),
    SectionSpec(
        name="populations",
        label="Populations",
        title="Pregnancy and Other Populations",
        heading_aliases=(
            "pregnancy", "pregnancy and lactation", "pregnancy and breastfeeding",
            "pregnancy and breast-feeding", "lactation", "breastfeeding", "fertility pregnancy and lactation",
            "use in specific populations", "special populations", "pregnancy and other populations",
            "pediatric use", "paediatric use", "geriatric use",
        ),
    ),
    SectionSpec(
        name="overdose",
        label="Overdose",
        title="Overdose",
        aliases=(
            "overdosage", "management of overdose", "overdose management",
        ),
    ),
    SectionSpec(
        name="storage",
        label="Storage",
        title="Storage",
        aliases=(
            "storage and handling", "how to store",
        ),
        heading_aliases=(
            "how supplied", "how supplied storage and handling", "how supplied and storage",
        ),
    ),
    SectionSpec(
        name="brand_names",
        label="Brand names",
        title="Brand Names",
        aliases=(
            "trade names", "trade name", "popular brand names", "common brand names",
        ),
        heading_aliases=(
            "brand name", "brands", "brand",
        ),
    ),
    SectionSpec(
        name="patient_information",
        label="Patient information",
        title="Patient Information",
        aliases=(
            "patient counselling", "patient counseling", "patient counselling information",
            "patient counseling information", "information for patients", "patient education", "counselling",
            "counseling", "medication guide", "patient advice",
        ),
    ),
    SectionSpec(
        name="sources",
        label="Sources",
        title="Sources",
        aliases=(
            "references", "bibliography", "further reading",
        ),
        heading_aliases=(
            "source", "reference",
        ),
    ),
    SectionSpec(
        name="evidence",
        label="Evidence",
        title="Evidence",
        aliases=(
            "clinical studies", "clinical trials", "clinical evidence",
        ),
    ),
)
