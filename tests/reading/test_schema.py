"""The schema: what headings mean, and how a library's own file changes that."""

from __future__ import annotations

import pytest
from monograph_shapes import section_names

from medtui.reading.heading_words import fold_heading
from medtui.reading.reader import read
from medtui.reading.safe_yaml import MAX_CHARACTERS
from medtui.reading.schema import Schema, SchemaError, default_schema, parse_schema, slug
from medtui.reading.sections import SectionSpec


def test_the_standard_seven() -> None:
    assert [(spec.name, spec.label) for spec in default_schema().standard] == [
        ("generic_name", "Name"),
        ("usage", "Usage"),
        ("dosage", "Dosage"),
        ("side_effects", "Side effects"),
        ("how_it_works", "How it works"),
        ("precautions", "Precautions"),
        ("faqs", "FAQs"),
    ]
    assert default_schema() is default_schema()


def test_no_words_mean_two_sections() -> None:
    words = [word for spec in default_schema().sections for word in set(spec.words)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("dosage", "dosage"),
        ("Side effects", "side_effects"),
        ("side_effects", "side_effects"),
        ("MOA", "how_it_works"),
        ("Q & A", "faqs"),
        ("contra-indications", "contraindications"),
        ("nothing", None),
        ("", None),
        ("!?", None),
    ],
)
def test_find(words: str, section: str | None) -> None:
    spec = default_schema().find(words)
    assert (spec and spec.name) == section


def test_get() -> None:
    spec = default_schema().get("dosage")
    assert spec is not None
    assert spec.title == "Dosage"
    assert default_schema().get("Dosage") is None


@pytest.mark.parametrize(
    ("heading", "folded"),
    [
        ("  4.2.  Side-Effects & more: ", "side effects and more"),
        ("**Usage**", "usage"),
        ("5 mg", "mg"),
        ("1A: Well", "1a well"),
        ("10⁸", "10⁸"),
        pytest.param("**Ä** " * 100, "ä " * 99 + "ä", id="long"),
    ],
)
def test_folding(heading: str, folded: str) -> None:
    assert fold_heading(heading) == folded


@pytest.mark.parametrize(
    ("heading", "name"), [("Handy hints!", "handy_hints"), ("All", "all_"), ("Closing:", "closing_"), ("É", "é")]
)
def test_slugs(heading: str, name: str) -> None:
    assert slug(heading) == name


def test_a_very_long_heading_names_no_section() -> None:
    assert default_schema().match_heading("Usage (" + "x" * 500 + ")") is None
    assert default_schema().match_heading("Usage (" + "x" * 300 + ")") is not None


OWN = """
sections:
  - name: cost
    aliases: [price, pharmacology]
    standard: yes
  - name: side_effects
    aliases: [bad days]
  - name: usage
    label: For
    title: What it is for
"""


def test_a_library_may_extend_the_schema() -> None:
    schema = parse_schema(OWN, default_schema())
    assert [spec.name for spec in schema.standard][-1] == "cost"
    cost, usage, effects = schema.get("cost"), schema.get("usage"), schema.get("side_effects")
    assert cost
    assert usage
    assert effects
    assert (cost.label, cost.title) == ("Cost", "Cost")
    assert (usage.label, usage.title) == ("For", "What it is for")
    assert (effects.label, effects.title) == ("Side effects", "Side Effects")
    assert schema.find("bad days") == effects
    assert schema.find("Usage") == schema.find("what it is for") == schema.find("indications") == usage
    assert schema.find("pharmacology") == cost, "the library's own words win"
    assert schema.find("mechanism") == schema.get("how_it_works")


def test_a_library_may_replace_the_schema() -> None:
    text = "extend: no\nsections:\n  - {name: Bad days, alert: yes}\n  - {name: q, faqs: true, title: Questions}\n"
    schema = parse_schema(text, default_schema())
    assert schema.sections == (
        SectionSpec("bad_days", "Bad days", "Bad days", alert=True),
        SectionSpec("q", "Q", "Questions", faqs=True),
    )
    page = "# Zelofane\n\n### Usage\n\nKnees.\n\n### Bad days\n\nNone.\n\n### Questions\n\n**Why?** So.\n"
    monograph = read(page, schema=schema)
    assert [section.name for section in monograph.sections] == ["bad_days", "q", "usage"]
    assert [part.kind for part in monograph.parts][-1] == "faq"


def test_a_section_that_a_library_extends_stays_of_its_kind() -> None:
    extended = parse_schema("sections:\n- name: faqs\n  label: Asked\n- name: boxed_warning\n", default_schema())
    for name, label in (("faqs", "Asked"), ("boxed_warning", "")):
        old, new = default_schema().get(name), extended.get(name)
        assert old is not None
        assert new is not None
        assert (new.faqs, new.alert, new.standard) == (old.faqs, old.alert, old.standard)
        assert new.label == (label or old.label)


def test_naming_a_section_again_changes_nothing() -> None:
    old = default_schema()
    new = parse_schema("sections:\n  - name: dosage\n", old)
    assert [(spec.name, spec.label, spec.title, spec.standard, set(spec.words)) for spec in new.sections] == [
        (spec.name, spec.label, spec.title, spec.standard, set(spec.words)) for spec in old.sections
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: the file is empty"),
        ("# only a remark\n", "line 1: the file is empty"),
        ("words", "line 1: the file must be a mapping with name, extend, sections"),
        ("extend: no\n", "line 1: the file has no `sections:` list"),
        ("sections:\n", "line 1: `sections` must be a list"),
        ("\nsections: []\n", "line 2: `sections` is empty"),
        ("sections:\n  - dosage\n", "line 2: a section must be a mapping with name, label, title,"),
        ("sections:\n  - label: Dosage\n", "line 2: a section needs a `name`"),
        ("sections:\n  - label: x\n    name: '!?'\n", "line 3: `name` needs at least one letter or digit"),
        ("sections:\n  - name: [a]\n", "line 2: `name` must be a word or a phrase"),
        ("sections:\n  - name: ''\n", "line 2: `name` must be a word or a phrase"),
        ("sections:\n  - name: Closing\n", "line 2: a section cannot be called `closing`"),
        ("sections:\n  - name: a\n    aliases: b\n", "line 3: `aliases` must be a list"),
        (
            "sections:\n  - name: a\n    aliases:\n      - {b: c}\n",
            "line 4: each of `aliases` must be a word or a phrase",
        ),
        ("sections:\n  - name: a\n    colour: red\n", "line 3: unknown key `colour`; allowed: name, label, title,"),
        ("sections:\n  - name: a\n    [b]: c\n", "line 3: unknown key `?`"),
        ("sections:\n  - name: a\n    alert: perhaps\n", "line 3: `alert` must be yes or no, not `perhaps`"),
        ("extend: [yes]\nsections:\n  - name: a\n", "line 1: `extend` must be a word or a phrase"),
        ("sections:\n  - name: a\n    name: b\n", "line 3: `name` is there twice"),
        ("sections:\n  - name: a\n  - name: A\n", "line 3: the section `a` is there twice"),
        ("sections:\n  - name: a\n  - name: b\n    aliases: [A]\n", "line 3: `a` cannot mean both `a` and `b`"),
        ("sections:\n  - name: a: b\n", "line 2: the file is not valid YAML (mapping values are not allowed"),
        ("sections: &x\n  - name: *x\n", "line 2: the file uses a YAML alias"),
        ("a\n--- b\n", "line 2: the file holds more than one YAML document"),
        ("\x00", "line 1: the file is not valid YAML"),
        pytest.param("[" * 30_000, "line 1: the file is nested deeper than 20 levels", id="deep"),
        pytest.param("x" * (MAX_CHARACTERS + 1), f"line 1: the file is longer than {MAX_CHARACTERS:,}", id="long"),
    ],
)
def test_an_invalid_file_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(SchemaError) as caught:
        parse_schema(text, default_schema())
    assert str(caught.value).startswith(message)
    assert str(caught.value).startswith(f"line {caught.value.line}: ")


def test_an_empty_schema_knows_no_section() -> None:
    monograph = read("### Usage\n\nKnees.\n\n**Dosage:** x\n", schema=Schema(()))
    assert [section.name for section in monograph.sections] == ["usage"]
    assert section_names("### Usage\n\nKnees.\n") == ["usage"]
