"""Every way in which a file may head its sections."""

from __future__ import annotations

import pytest
from monograph_shapes import Shape, section_names, shapes

from medtui.reading.reader import read
from medtui.reading.schema import default_schema


@pytest.mark.parametrize(
    ("line", "section", "heading"),
    [
        ("### Usage", "usage", "Usage"),
        ("## Dosage:", "dosage", "Dosage:"),
        ("# Precautions", "precautions", "Precautions"),
        ("###### Overdose", "overdose", "Overdose"),
        ("   ### Usage", "usage", "Usage"),
        ("###\tUsage", "usage", "Usage"),
        ("###Usage", "usage", "Usage"),
        ("##Side Effects:", "side_effects", "Side Effects:"),
        ("### Usage ###", "usage", "Usage"),
        ("### Usage #", "usage", "Usage"),
        ("### SIDE EFFECTS", "side_effects", "SIDE EFFECTS"),
        ("### Side-effects", "side_effects", "Side-effects"),
        ("### How it works", "how_it_works", "How it works"),
        ("### 4.2 Posology", "dosage", "4.2 Posology"),
        ("### 4. Indications", "usage", "4. Indications"),
        ("### 5.1. Pharmacodynamics", "how_it_works", "5.1. Pharmacodynamics"),
        ("### **Usage**", "usage", "Usage"),
        ("### **Usage:**", "usage", "Usage:"),
        ("### **Usage**:", "usage", "Usage:"),
        ("### ***Usage***", "usage", "Usage"),
        ("### _Usage_", "usage", "Usage"),
        ("### Usage {#usage}", "usage", "Usage"),
        ("### Usage{.a .b}", "usage", "Usage"),
        ("### .usage}", "usage", ".usage}"),
        ("### 💊 Dosage", "dosage", "💊 Dosage"),
        ("### Dosage & Administration", "dosage", "Dosage & Administration"),
        ("### Adverse Reactions", "side_effects", "Adverse Reactions"),
        ("### s/e", "side_effects", "s/e"),
        ("### Mechanism of Action", "how_it_works", "Mechanism of Action"),
        ("### Warnings and Precautions", "precautions", "Warnings and Precautions"),
        ("### Drug Interactions", "interactions", "Drug Interactions"),
        ("### Pregnancy and Lactation", "populations", "Pregnancy and Lactation"),
        ("### Usage (adults only)", "usage", "Usage (adults only)"),
        ("### Usage: in adults", "usage", "Usage: in adults"),
        ("### Children – Dosage", "dosage", "Children – Dosage"),
        ("### Generic Name: Zelofane Sodium", "generic_name", "Generic Name: Zelofane Sodium"),
        ("### Zelofane (Generic Name)", "generic_name", "Zelofane (Generic Name)"),
        ("### Zelofane: Usage", "usage", "Zelofane: Usage"),
        ("### Zelofane Dosage", "dosage", "Zelofane Dosage"),
        ("### Side effects of zelofane", "side_effects", "Side effects of zelofane"),
        ("**Usage**", "usage", "Usage"),
        ("**Usage:**", "usage", "Usage:"),
        ("**Usage**:", "usage", "Usage"),
        ("***Usage:***", "usage", "Usage:"),
        ("__Usage:__", "usage", "Usage:"),
        ("**Usage (Zelofane):**", "usage", "Usage (Zelofane):"),
        ("**Generic Name: Zelofane**", "generic_name", "Generic Name: Zelofane"),
        ("**Dosage** [^1]", "dosage", "Dosage"),
        ("**Dosage** [1]:", "dosage", "Dosage"),
        ("**Dosage**¹:", "dosage", "Dosage"),
        ("**Dosage** (adults):", "dosage", "Dosage"),
        ("**4.2 Dosage[^1]**", "dosage", "4.2 Dosage[^1]"),
        ("💊 **Dosage**", "dosage", "Dosage"),
        ("**💊 Dosage:**", "dosage", "💊 Dosage:"),
        ("### Handy hints", "handy_hints", "Handy hints"),
        ("### 1A: First things", "1a_first_things", "1A: First things"),
    ],
)
def test_a_line_heads_a_section(line: str, section: str, heading: str) -> None:
    assert shapes(f"# Zelofane\n\n{line}\n\nSome words.\n")[1:] == [Shape(section, heading, "Some words.")]


DRESSES = (
    "X [1]", "X[^1][^note]", "X (ref. 3)", "X (1, 2)", "[4] X", "X<sup>2</sup>", "X¹˒²", "X^3^", "X[@smith2020]",
    "X \\[1\\]", "X ^[as said above]", "X {#an-id .a}", "X {: #id}", "X #tag", "X #tag/sub #other", "X ^block",
    "3. X", "4.2 X", "4.2.1. X", "IV. X", "ii) X", "a) X", "(b) X", "B. X", "Section 2: X", "Chapter 4 - X", "No. 3 X",
    "①X", "❷ X", "2️⃣ X", "３．X", "3.X", "§ 4.2 X", "**2.** X", "X 1,2", "💊 X", "X ⚠️", "👩‍⚕️X🇬🇧", ":pill: X",
    "[X](https://example.org/a_b)", "[X](#there)", "[X][there]", "[[X]]", "[[page|X]]", "[[page#X|X]]", "[X]",
    "![pill](pill.png) X", "X [↑](#top)", "X [1](#ref)", "**X**", "*X*", "__X__", "`X`", "==X==", "~~X~~", "<b>X</b>",
    "<span class='x'>X</span>", "<a id='x'></a>X", "X<br>", "X <!-- later -->", "X&nbsp;", "X:", "X ##", "# X", "X.",
    "— X —", "“X”", "【X】", "{{< icon >}} X", "X %%later%%", "[x] X", "X†", "X\u200b",
)  # fmt: skip


@pytest.mark.parametrize("name", ["Dosage", "SIDE EFFECTS", "How it works", "Dosage and Administration", "FAQs"])
def test_what_dresses_a_heading_does_not_change_it(name: str) -> None:
    schema = default_schema()
    spec = schema.find(name)
    # Links have no links in them.
    outers = ("X", *(dress for dress in DRESSES if not dress.startswith("[")))
    for outer in outers:
        for inner in set(DRESSES) - {outer}:
            heading = outer.replace("X", inner).replace("X", name)
            match = schema.match_heading(heading)
            assert match, heading
            assert match.spec == spec, heading


def test_a_dressed_heading_is_shown_as_it_is_written() -> None:
    shape = Shape("dosage", "2) 💊 [[Dosage]] [^1] #adult", "5 mg")
    assert shapes("# Zelofane\n\n## 2) 💊 [[Dosage]] [^1] #adult {#dosage}\n\n5 mg\n")[1:] == [shape]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Uses / Indications", "usage"),
        ("Dose & route", "dosage"),
        ("Route, dose and frequency", "dosage"),
        ("Warnings + Precautions", "precautions"),
        ("Dosage [adults]", "dosage"),
        ("[Dosage](#x) [adults]", "dosage"),
        ("Usage / Dosage", None),
        ("Route / frequency", None),
        ("Route / Storage", None),
        ("IV dosage", None),
        ("[See there](#usage)", None),
        ("Dosage of others", None),
        ("Vitamin K1", None),
        ("1", None),
        ("[^1]", None),
        ("#", None),
    ],
)
def test_other_words_beside_a_section(heading: str, section: str | None) -> None:
    match = default_schema().match_heading(heading)
    assert (match and match.spec.name) == section


@pytest.mark.parametrize(
    "line",
    [
        "####### Usage",
        "    ### Usage",
        "\t### Usage",
        "\\### Usage",
        "#usage",
        "#Pharmacology",
        "##usages of zelofane",
        "###",
        "### ###",
        "### !?",
        "### **",
        "Usage",
        "Usage:",
        "*Usage:* words",
        "**Usage** words without a colon",
        "** Usage:** words",
        "**Warning:** words that lead a paragraph",
        "**Children:** words that lead a paragraph",
        "**How much:** words",
        "> ### Usage",
        "- ### Usage",
        "* **Usage:** one bullet is not a way of writing",
    ],
)
def test_a_line_is_only_text(line: str) -> None:
    text = f"# Zelofane\n\n### Overdose\n\nBefore.\n\n{line}\n\nAfter.\n"
    assert [shape.where for shape in shapes(text)] == ["title", "overdose"]


def test_text_goes_on_in_the_line_of_a_bold_lead() -> None:
    text = "# Zelofane\n\n**Usage:** For sore knees.\n\n**Side Effects:**  Hiccups,\nrarely.\n"
    assert shapes(text)[1:] == [
        Shape("usage", "Usage:", "For sore knees."),
        Shape("side_effects", "Side Effects:", "Hiccups, rarely."),
    ]
    usage = read(text).parts[1]
    assert usage.head == "**Usage:** "


def test_bold_leads_inside_sections_with_headings_stay_text() -> None:
    text = (
        "# Zelofane\n\n### Dosage\n\n**Usage:** take it with water.\n\n10 mg\n\n"
        "### Usage\n\n**Dosage:** see above.\n\n**Contraindications:** none known.\n"
    )
    assert [shape.where for shape in shapes(text)] == ["title", "dosage", "usage"]


def test_subheadings_belong_to_their_section() -> None:
    text = (
        "# Zelofane\n\n### Dosage\n\n#### Adults\n\n10 mg\n\n#### Children\n\n5 mg\n\n##### Usage notes\n\n.\n\n"
        "### Usage\n\nKnees.\n"
    )
    assert [(shape.where, shape.heading) for shape in shapes(text)] == [
        ("title", "Zelofane"),
        ("dosage", "Dosage"),
        ("usage", "Usage"),
    ]


def test_a_standard_section_nested_under_another_gets_its_own_tab() -> None:
    text = (
        "# Zelofane\n\n## Usage\n\nKnees.\n\n### Dosage\n\n10 mg\n\n### When travelling\n\nNone.\n\n"
        "## Precautions\n\nCare.\n"
    )
    assert shapes(text)[1:] == [
        Shape("usage", "Usage", "Knees."),
        Shape("dosage", "Dosage", "10 mg"),
        Shape("usage", "When travelling", "None."),
        Shape("precautions", "Precautions", "Care."),
    ]
    assert section_names(text) == ["usage", "dosage", "precautions"]


def test_a_nested_heading_stays_text_where_the_section_has_a_heading_of_its_own() -> None:
    text = "## Usage\n\nKnees.\n\n### Dosage\n\nsee below\n\n## Dosage\n\n10 mg\n"
    assert [shape.where for shape in shapes(text)] == ["usage", "dosage"]


def test_repeated_sections_share_a_tab() -> None:
    text = "### Usage\n\nOne.\n\n### Dosage\n\nTwo.\n\n### Usage\n\nThree.\n"
    assert [shape.where for shape in shapes(text)] == ["usage", "dosage", "usage"]
    assert [len(section.parts) for section in read(text).sections] == [2, 1]


def test_empty_sections_are_there() -> None:
    assert shapes("### Usage\n### Dosage\n\n### Precautions") == [
        Shape("usage", "Usage", ""),
        Shape("dosage", "Dosage", ""),
        Shape("precautions", "Precautions", ""),
    ]


def test_tabs_are_in_the_schemas_order_with_the_unknown_ones_last_and_the_boxed_warning_first() -> None:
    text = "".join(
        f"### {title}\n\nx\n\n"
        for title in (
            "Handy hints", "Storage", "FAQs", "Precautions", "How it Works", "Side Effects", "Dosage", "Usage",
            "Generic Name", "Black Box Warning", "Cost",
        )
    )  # fmt: skip
    assert section_names(text) == [
        "boxed_warning", "generic_name", "usage", "dosage", "side_effects", "how_it_works", "precautions", "faqs",
        "storage", "handy_hints", "cost",
    ]  # fmt: skip


def test_unknown_sections_are_labelled_by_their_heading() -> None:
    (section,) = read("### Handy hints:\n\nx\n\n### handy HINTS\n\ny\n").sections
    assert (section.name, section.label, section.title) == ("handy_hints", "Handy hints", "Handy hints")
    assert len(section.parts) == 2


@pytest.mark.parametrize("title", ["All", "Monograph", "Closing", "Side_Effects_"])
def test_no_heading_can_take_the_name_of_another_tab(title: str) -> None:
    text = f"### {title}\n\nx\n\n**Disclaimer:** y\n\nz\n"
    names = section_names(text)
    assert "closing" in names
    assert names[0] not in ("all", "monograph", "closing")


@pytest.mark.parametrize("fence", ["```", "~~~~", "``` text", "   ```", "~~~ a`b"])
def test_headings_in_a_code_fence_are_text(fence: str) -> None:
    closing = fence.strip().split(maxsplit=1)[0]
    text = f"### Usage\n\n{fence}\n### Dosage\n**Precautions:** x\n{closing}\n\n### Overdose\n\ny\n"
    assert [shape.where for shape in shapes(text)] == ["usage", "overdose"]


@pytest.mark.parametrize("fence", ["```", "~~~", "`````"])
def test_a_fence_that_is_never_closed_hides_nothing(fence: str) -> None:
    text = f"### Usage\n\n{fence}\nwords\n\n### Dosage\n\n10 mg\n"
    assert [shape.where for shape in shapes(text)] == ["usage", "dosage"]


def test_an_unclosed_fence_does_not_keep_later_ones_from_working() -> None:
    text = "### Usage\n\n`````\n\n### Dosage\n\n```\n### Overdose\n```\n\n### Storage\n"
    assert [shape.where for shape in shapes(text)] == ["usage", "dosage", "storage"]


@pytest.mark.parametrize("inside", ["~~~", "``", "```x", "    ```"])
def test_only_its_own_kind_closes_a_fence(inside: str) -> None:
    text = f"### Usage\n\n```\n{inside}\n### Dosage\n```\n\n### Storage\n"
    assert [shape.where for shape in shapes(text)] == ["usage", "storage"]


def test_a_code_span_of_three_backticks_opens_no_fence() -> None:
    text = "### Usage\n\n```one``` line\n\n### Dosage\n\n10 mg\n\n```two``` line\n"
    assert [shape.where for shape in shapes(text)] == ["usage", "dosage"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_make_no_difference(ending: str) -> None:
    text = "# Zelofane\nIntro.\n\n### Usage\n\nKnees.\n\n**Dosage:** 10 mg\n\n```\n# no\n```\n"
    assert shapes(text.replace("\n", ending)) == shapes(text)


@pytest.mark.parametrize("char", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1c"])
def test_only_line_feeds_and_carriage_returns_end_a_line(char: str) -> None:
    text = f"### Usage\n\nKnees.{char}### Dosage\n\n10 mg\n"
    assert [shape.where for shape in shapes(text)] == ["usage"]


def test_a_byte_order_mark_hides_no_heading() -> None:
    assert shapes("\ufeff# Zelofane\n\nIntro.\n") == [Shape("title", "Zelofane", ""), Shape("intro", "", "Intro.")]
    assert shapes("\ufeff### Usage\n\nx\n") == [Shape("usage", "Usage", "x")]


def test_a_combining_mark_stays_with_the_character_before_it() -> None:
    text = "**Usage:**\u0301 words\n\n### FAQs\n\n**Is it so?**\u0301 Yes.\n"
    assert [shape.where for shape in shapes(text)] == ["usage", "faqs", "faq"]


def test_a_file_without_sections_is_one_monograph() -> None:
    text = "---\ntitle: Zelofane\n---\n\n# Zelofane\n\nPlease name a medicine, and its page will follow.\n"
    monograph = read(text)
    assert [section.name for section in monograph.sections] == ["monograph"]
    assert monograph.sections[0].label == "Monograph"
    assert "".join(part.source for part in monograph.sections[0].parts) == text


@pytest.mark.parametrize("text", ["", "\n", " \r\n\t", "words", "\x00", "\ufeff"])
def test_next_to_nothing_can_be_read(text: str) -> None:
    shapes(text)
    assert read(text, name="zelo_fane").names == ("zelo fane",)
    assert read(text).title == ""
