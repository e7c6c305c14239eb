"""Files about several drugs: each section is filed under the right one, or under none."""

from __future__ import annotations

from monograph_shapes import Shape, section_names, shapes

from medtui.monograph import PartKind
from medtui.reading.reader import read

FRONT = "---\ntitle: Zelofane + Marivene\n---\n\n# Zelofane + Marivene\n\n"


def drugs(text: str) -> list[tuple[str, str]]:
    """Section and drug of every part after the title."""
    return [(shape.where, shape.drug) for shape in shapes(FRONT + text)[2:]]


def test_drugs_as_headings_with_bold_leads() -> None:
    text = (
        "Two medicines.\n\n"
        "### Zelofane\n\n**Usage:** Knees.\n\n**Dosage:**\n\n* 10 mg\n\n"
        "### Marivene\n\nA newer one.\n\n**Usage:** Elbows.\n\n**Dosage:** 20 mg\n"
    )
    assert shapes(FRONT + text)[2:] == [
        Shape("intro", "", "Two medicines."),
        Shape("intro", "Zelofane", "", "Zelofane"),
        Shape("usage", "Usage:", "Knees.", "Zelofane"),
        Shape("dosage", "Dosage:", "* 10 mg", "Zelofane"),
        Shape("intro", "Marivene", "A newer one.", "Marivene"),
        Shape("usage", "Usage:", "Elbows.", "Marivene"),
        Shape("dosage", "Dosage:", "20 mg", "Marivene"),
    ]
    assert section_names(FRONT + text) == ["usage", "dosage"]


def test_drugs_as_headings_above_their_sections() -> None:
    text = "## Zelofane\n\n### Usage\n\nKnees.\n\n## Marivene:\n\n### Usage\n\nElbows.\n\n## Cost\n\nLow.\n"
    assert drugs(text) == [
        ("intro", "Zelofane"),
        ("usage", "Zelofane"),
        ("intro", "Marivene"),
        ("usage", "Marivene"),
        ("cost", ""),
    ]


def test_what_stands_between_two_disclaimers_stays_in_its_section_and_with_its_drug() -> None:
    between = "Knees.\n\n**Disclaimer:** One.\n\nElbows.\n\n**Disclaimer:** Two.\n\n"
    text = f"## Zelofane\n\n### Usage\n\n{between}## Marivene\n\n### Usage\n\nHips.\n"
    assert drugs(text) == [
        ("intro", "Zelofane"),
        ("usage", "Zelofane"),
        ("disclaimer", ""),
        ("usage", "Zelofane"),
        ("disclaimer", ""),
        ("intro", "Marivene"),
        ("usage", "Marivene"),
    ]


def test_drugs_as_headings_at_the_level_of_their_sections() -> None:
    text = (
        "### Zelofane Sodium\n\n### Usage\n\nKnees.\n\n### Dosage\n\n10 mg\n\n"
        "### Marivene\n\n### Usage\n\nElbows.\n\n### Using both\n\nRarely.\n"
    )
    assert drugs(text) == [
        ("intro", "Zelofane Sodium"),
        ("usage", "Zelofane Sodium"),
        ("dosage", "Zelofane Sodium"),
        ("intro", "Marivene"),
        ("usage", "Marivene"),
        ("using_both", ""),
    ]


def test_drugs_beside_the_sections_name() -> None:
    text = (
        "### Zelofane (Generic Name)\n\nx\n\n### Usage (Zelofane)\n\nx\n\n### Marivene: Usage\n\nx\n\n"
        "### Marivene Dosage\n\nx\n\n### Dosage (Zelofane & Marivene)\n\nx\n\n### Precautions of Zelofane\n\nx\n"
    )
    assert drugs(text) == [
        ("generic_name", "Zelofane"),
        ("usage", "Zelofane"),
        ("usage", "Marivene"),
        ("dosage", "Marivene"),
        ("dosage", ""),
        ("precautions", "Zelofane"),
    ]


def test_a_heading_that_lists_the_sections_below_it_names_only_its_drug() -> None:
    text = (
        "### Zelofane: Usage, Dosage, Precautions\n\n**Usage:** x\n\n"
        "### Marivene: Usage, Dosage, Precautions\n\n**Usage:** y\n"
    )
    assert drugs(text) == [
        ("intro", "Zelofane"),
        ("usage", "Zelofane"),
        ("intro", "Marivene"),
        ("usage", "Marivene"),
    ]


def test_drugs_as_bold_labels_above_repeated_sections() -> None:
    text = (
        "Two medicines:\n\n"
        "**Zelofane (Zelocort):**\n\n### Usage\n\nKnees.\n\n### FAQs\n\n* **Q: Is it old?** A: Yes.\n\n"
        "**2. Marivene**\n\n### Usage\n\nElbows.\n\n### FAQs\n\n* **Q: Is it new?** A: Yes.\n"
    )
    assert shapes(FRONT + text)[2:] == [
        Shape("intro", "", "Two medicines:"),
        Shape("intro", "Zelofane (Zelocort):", "", "Zelofane (Zelocort)"),
        Shape("usage", "Usage", "Knees.", "Zelofane (Zelocort)"),
        Shape("faqs", "FAQs", "", "Zelofane (Zelocort)"),
        Shape("faq", "Q: Is it old?", "A: Yes.", "Zelofane (Zelocort)"),
        Shape("intro", "2. Marivene", "", "Marivene"),
        Shape("usage", "Usage", "Elbows.", "Marivene"),
        Shape("faqs", "FAQs", "", "Marivene"),
        Shape("faq", "Q: Is it new?", "A: Yes.", "Marivene"),
    ]


def test_a_bold_label_without_repeated_sections_is_text() -> None:
    text = "### Usage\n\nKnees.\n\n**Zelofane:**\n\n### Dosage\n\n10 mg\n\n### Precautions\n\nCare.\n"
    assert drugs(text) == [("usage", ""), ("dosage", ""), ("precautions", "")]


def test_a_bold_label_with_text_of_its_own_is_text() -> None:
    text = "### Usage\n\n**Zelofane:**\n\nKnees.\n\n**Marivene:**\n\nElbows.\n\n### Dosage\n\n1\n\n### Usage\n\n2\n"
    assert drugs(text) == [("usage", ""), ("dosage", ""), ("usage", "")]


def test_drugs_named_by_repeated_generic_names() -> None:
    text = (
        "### Generic Name: Zelofane\n\n### Usage:\n\nKnees.\n\n"
        "### Generic Name\n\nMarivene\n\n### Usage:\n\nElbows.\n\n"
        "### Generic Name\n\nSomething else\n\n### Usage:\n\nShins.\n"
    )
    assert drugs(text) == [
        ("generic_name", "Zelofane"),
        ("usage", "Zelofane"),
        ("generic_name", "Marivene"),
        ("usage", "Marivene"),
        ("generic_name", ""),
        ("usage", ""),
    ]


def test_what_is_said_of_both_is_filed_under_neither() -> None:
    text = (
        "### Zelofane\n\n**Usage:** x\n\n### Marivene\n\n**Usage:** y\n\n**Precautions:** z\n\n"
        "**Using Zelofane and Marivene together:**\n\nRarely.\n\n"
        "**FAQs (for both):**\n\n* **Q: Is it so?** A: Yes.\n"
    )
    assert shapes(FRONT + text)[-3:] == [
        Shape("using_zelofane_and_marivene_together", "Using Zelofane and Marivene together:", "Rarely."),
        Shape("faqs", "FAQs (for both):", ""),
        Shape("faq", "Q: Is it so?", "A: Yes."),
    ]


def test_the_only_faqs_at_the_end_are_about_all_the_drugs() -> None:
    text = (
        "### Zelofane\n\n### Usage\n\nx\n\n### Marivene\n\n### Usage\n\ny\n\n### FAQs\n\n* **Q: Is it so?** A: Yes.\n"
    )
    assert drugs(text)[-2:] == [("faqs", ""), ("faq", "")]


def test_two_drugs_together_are_a_label_only_where_drugs_have_sections() -> None:
    text = "### Side Effects\n\n**Zelofane and Marivene together:**\n\nHiccups.\n"
    assert drugs(text) == [("side_effects", "")]


ITEMS = (
    "* **Generic Name:** {0} acetate\n* **Usage:** For {1}.\n    * also at night\n* **Dosage:** {2}\n\n"
    "* **FAQs:** none\n\n\n"
)


def test_sections_as_list_items_below_bold_labels() -> None:
    text = (
        "Separately:\n\n**Zelofane:**\n\n" + ITEMS.format("Zelofane", "knees", "10 mg")
        + "**Another name:**\n\n" + ITEMS.format("Marivene", "elbows", "20 mg")
        + "**In short:** rarely both.\n\nThat is all.\n"
    )  # fmt: skip
    assert shapes(FRONT + text)[2:] == [
        Shape("intro", "", "Separately:"),
        Shape("intro", "Zelofane:", "", "Zelofane"),
        Shape("generic_name", "Generic Name:", "Zelofane acetate", "Zelofane"),
        Shape("usage", "Usage:", "For knees. * also at night", "Zelofane"),
        Shape("dosage", "Dosage:", "10 mg", "Zelofane"),
        Shape("faqs", "FAQs:", "none", "Zelofane"),
        Shape("intro", "Another name:", "", "Another name"),
        Shape("generic_name", "Generic Name:", "Marivene acetate", "Another name"),
        Shape("usage", "Usage:", "For elbows. * also at night", "Another name"),
        Shape("dosage", "Dosage:", "20 mg", "Another name"),
        Shape("faqs", "FAQs:", "none", "Another name"),
        Shape("intro", "", "**In short:** rarely both. That is all."),
    ]


def test_list_items_are_sections_only_where_the_file_has_no_headings_for_them() -> None:
    items = "* **Usage:** a\n* **Dosage:** b\n* **Precautions:** c\n"
    assert section_names(items) == ["usage", "dosage", "precautions"]
    assert section_names("### Dosage\n\n" + items) == ["dosage"]
    assert section_names("* **Usage:** a\n* **Dosage:** b\n* **Usage:** c\n") == ["monograph"]
    assert section_names("```\n" + items + "```\n") == ["monograph"]
    assert section_names(items.replace(":**", "**")) == ["monograph"]


def test_a_single_drug_has_no_drug_labels() -> None:
    text = "# Zelofane\n\n### Zelofane\n\n**Usage:** Knees.\n\n### Usage (adults)\n\nx\n"
    assert {part.drug for part in read(text).parts if part.kind is PartKind.SECTION} <= {"", "Zelofane"}
    text = "# Zelofane\n\n### Usage (Zelofane)\n\nKnees.\n"
    assert [shape.drug for shape in shapes(text)] == ["", ""]


def test_a_remark_beside_the_sections_name_is_not_a_drug() -> None:
    text = "### Zelofane\n\n### Dosage (adults)\n\nx\n\n### Marivene\n\n### Dosage (patients on zelofane)\n\ny\n"
    assert drugs(text) == [
        ("intro", "Zelofane"),
        ("dosage", "Zelofane"),
        ("intro", "Marivene"),
        ("dosage", "Marivene"),
    ]


def test_names_that_share_a_word_are_told_apart() -> None:
    text = (
        "---\ntitle: Vitamin K + Vitamin D + L-Carnitine\n---\n"
        "### Vitamin K\n\n### Usage\n\nx\n\n### Vitamin D\n\n### Usage\n\ny\n\n### L-Arginine\n\n### Usage\n\nz\n"
    )
    assert [shape.drug for shape in shapes(text) if shape.where == "usage"] == ["Vitamin K", "Vitamin D", ""]
