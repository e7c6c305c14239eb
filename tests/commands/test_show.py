"""`medtui show`: the same words in text, Markdown and JSON, always with disclaimer and source."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from command_line import AMOXICILLIN, EVIL, ZINC, Shell, call, posix_only

from medtui.library.entry import ABOUT_BRANDS
from medtui.presentation.disclaimer import STANDARD
from medtui.reading.reader import read

Capsys = pytest.CaptureFixture[str]

TWO_DRUGS = """\
### Alprazolam

**Usage:** Anxiety.

**Dosage:** 0.5 mg

### Omeprazole

**Usage:** Acid.

**Dosage:** 20 mg
"""


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


def test_text_of_a_section(shell: Shell, capsys: Capsys) -> None:
    result = call(capsys, "show", "amoxicillin", "--section", "dosage", "--library", shell.library())
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0] == "Amoxicillin"
    assert any("Children >25 kg: 10³ mg, twice a day." in line for line in lines)
    assert "Generic Name" not in result.out
    assert "Q:" not in result.out
    assert "Disclaimer: For education only. Ask a pharmacist." in lines
    digest = hashlib.sha256(AMOXICILLIN.encode()).hexdigest()
    assert lines[-1].startswith("Source: drugs · amoxicillin.md · undated")
    assert lines[-1].endswith(f"sha256 {digest[:12]}")
    assert max(map(len, lines[:-1])) <= 80


def test_text_of_everything(shell: Shell, capsys: Capsys) -> None:
    out = call(capsys, "show", "Amoxycillin", "--library", shell.library()).out
    assert out.count("For education only. Ask a pharmacist.") == 1
    assert out.index("With food?") < out.index("For education only") < out.index("Source: drugs")
    assert out == call(capsys, "show", "amoxicillin", "--section", "all", "--library", shell.library()).out


@pytest.mark.parametrize(("columns", "longest"), [("40", 40), ("100000", 110), ("0", 20), ("x", 80), ("", 80)])
def test_text_is_wrapped_to_columns(shell: Shell, capsys: Capsys, columns: str, longest: int) -> None:
    shell.set(COLUMNS=columns)
    out = call(capsys, "show", "amoxicillin", "--section", "dosage", "--library", shell.library()).out
    longest_line = max(map(len, out.split("\n\nSource:", maxsplit=1)[0].splitlines()))
    assert longest - 20 < longest_line <= longest + (30 if columns == "100000" else 0)


def test_a_file_without_disclaimer_gets_ours(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    for form in ("text", "markdown"):
        out = call(capsys, "show", "zinc", "--format", form, "--library", library).out
        assert "added by medtui" in out
        assert STANDARD in " ".join(out.split())
    assert json.loads(call(capsys, "show", "zinc", "--format", "json", "--library", library).out)["disclaimer"] == ""


def test_problems_are_shown(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(odd=b"---\ntitle: Odd\n---\n# Strange\n\n### Usage\n\nCaf\xe9\n")
    out = call(capsys, "show", "odd", "--section", "usage", "--library", library).out
    assert "Note: Line 8 is not UTF-8" in out
    assert "Note: The front matter calls this “Odd”" in " ".join(out.split())
    problems = json.loads(call(capsys, "show", "odd", "--format", "json", "--library", library).out)["problems"]
    assert len(problems) == 2


def test_markdown_is_the_source(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    whole = call(capsys, "show", "amoxicillin", "--format", "markdown", "--library", library).out
    assert whole.startswith(AMOXICILLIN)
    assert whole.removeprefix(AMOXICILLIN).startswith("\nSource: `drugs` · `amoxicillin.md` · `undated")
    (section,) = [part.source for part in read(AMOXICILLIN).parts if part.section == "dosage"]
    part = call(capsys, "show", "amoxicillin", "--section", "3", "--format", "markdown", "--library", library).out
    assert part.startswith(section)
    assert part.removeprefix(section).startswith("**Disclaimer:** For education only. Ask a pharmacist.\n\nSource:")


def test_markdown_of_a_section_that_holds_the_last_line(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(nasal="### Usage\n\nOne\n\n### Dosage\n\nTwo, no line feed")
    out = call(capsys, "show", "nasal", "--section", "dosage", "--format", "markdown", "--library", library).out
    assert out.startswith("### Dosage\n\nTwo, no line feed\n\n**Disclaimer (added by medtui):** ")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_markdown_keeps_line_endings_that_a_terminal_can_take(shell: Shell, capsys: Capsys, ending: str) -> None:
    text = AMOXICILLIN.replace("\n", ending)
    library = shell.library(amoxicillin=text)
    out = call(capsys, "show", "amoxicillin", "--format", "markdown", "--library", library).out
    assert out.startswith(text if ending == "\r\n" else AMOXICILLIN)
    assert "\r" not in out.replace("\r\n", "")
    record = json.loads(call(capsys, "show", "amoxicillin", "--format", "json", "--library", library).out)
    assert "".join(part["source"] for part in record["parts"]) == text


def test_json_holds_the_contract(shell: Shell, capsys: Capsys) -> None:
    out = call(capsys, "show", "amoxicillin", "--format", "json", "--library", shell.library()).out
    record = json.loads(out)
    assert list(record) == [
        *("id", "title", "names", "path", "sha256", "library"),
        *("parts", "faqs", "disclaimer", "problems"),
    ]
    assert record["id"] == "drugs/amoxicillin"
    assert record["names"] == ["Amoxicillin", "Amoxycillin"]
    assert (record["path"], record["library"], record["problems"]) == ("amoxicillin.md", "drugs", [])
    assert record["sha256"] == hashlib.sha256(AMOXICILLIN.encode()).hexdigest()
    for part in record["parts"]:
        assert list(part) == ["kind", "section", "drug", "heading", "lines", "source", "text"]
    kinds = [part["kind"] for part in record["parts"]]
    assert kinds[0] == "front_matter"
    assert kinds[-1] == "disclaimer"
    assert kinds.count("faq") == 2
    assert "".join(part["source"] for part in record["parts"]) == AMOXICILLIN
    (dosage,) = [part for part in record["parts"] if part["section"] == "dosage"]
    assert dosage["heading"] == "Dosage"
    assert dosage["text"].startswith("Dosage\n")
    assert "10³ mg, twice a day" in dosage["text"]
    first, last = dosage["lines"]
    assert "".join(AMOXICILLIN.splitlines(keepends=True)[first - 1 : last]) == dosage["source"]
    assert record["faqs"] == [
        {"question": "With food?", "answer": "Either way is <5 % different."},
        {"question": "Missed a dose?", "answer": "Take it when you remember."},
    ]
    assert record["disclaimer"] == "Disclaimer: For education only. Ask a pharmacist."
    assert "≥" in out


@pytest.mark.parametrize(("section", "faqs"), [("dosage", 0), ("faqs", 2)])
def test_json_of_a_section(shell: Shell, capsys: Capsys, section: str, faqs: int) -> None:
    result = call(capsys, "show", "amoxicillin", "--section", section, "--format", "json", "--library", shell.library())
    record = json.loads(result.out)
    assert {part["section"] for part in record["parts"]} == {section}
    assert len(record["faqs"]) == faqs
    assert "pharmacist" in record["disclaimer"]


def test_several_drugs_in_one_file(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(both="---\ntitle: Alprazolam + Omeprazole\n---\n" + TWO_DRUGS)
    out = call(capsys, "show", "both", "--section", "dosage", "--library", library).out
    assert out.index("\nAlprazolam\n") < out.index("0.5 mg") < out.index("\nOmeprazole\n") < out.index("20 mg")


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_nothing_drives_the_terminal(shell: Shell, capsys: Capsys, form: str) -> None:
    library = shell.library(evil=EVIL)
    out = call(capsys, "show", "evil", "--format", form, "--library", library).out
    assert not set(out) & set("\x07\x1b\x9b\u202e")
    assert ("\\u001b" if form == "json" else "␛") in out
    if form == "json":
        assert "".join(part["source"] for part in json.loads(out)["parts"]) == EVIL


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("storage", 1, "Amoxicillin has no Storage section. It has: generic_name, usage, dosage, faqs."),
        ("side effects", 1, "Amoxicillin has no Side Effects section."),
        ("5", 1, "Amoxicillin has no How it Works section."),
        ("nonsense", 2, "Amoxicillin has no section called “nonsense”. It has: generic_name, usage"),
        ("?", 2, "no section called “?”"),
    ],
)
def test_sections_that_are_not_there(shell: Shell, capsys: Capsys, words: str, code: int, said: str) -> None:
    result = call(capsys, "show", "amoxicillin", "--section", words, "--library", shell.library())
    assert (result.code, result.out) == (code, "")
    assert said in result.err


def test_a_section_inside_another_one_is_shown_with_it(shell: Shell, capsys: Capsys) -> None:
    library = shell.library("inside", zelofane="# Zelofane\n\n## Precautions\n\n### Contraindications\n\nGout.\n")
    result = call(capsys, "show", "zelofane", "--section", "contraindications", "--library", library)
    assert result.code == 0
    assert "Precautions\nContraindications\n\nGout." in result.out


def test_a_boxed_warning_is_repeated_where_it_matters(shell: Shell, capsys: Capsys) -> None:
    text = (
        "# Zelofane\n\n## Dosage\n\n5 mg\n\n## Storage\n\nCool.\n\n## Precautions\n\n- Boxed warning: falls.\n- Care.\n"
    )
    library = shell.library("boxed", zelofane=text)
    for section, count in (("dosage", 1), ("precautions", 1), ("boxed warning", 0), ("storage", 0)):
        out = call(capsys, "show", "zelofane", "--section", section, "--library", library).out
        assert out.count("⚠ Boxed warning (repeated from its own section):\n\n• Boxed warning: falls.") == count, out


def test_sections_of_a_file_that_has_none(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    result = call(capsys, "show", "zinc", "--section", "usage", "--library", library)
    assert (result.code, result.err) == (1, "medtui: Zinc has no Usage section. It has: monograph.\n")
    assert "paragraph" in call(capsys, "show", "zinc", "--section", "monograph", "--library", library).out
    empty = shell.library("empty", nothing="")
    assert "It is empty." in call(capsys, "show", "nothing", "--section", "usage", "--library", empty).err
    result = call(capsys, "show", "nothing", "--library", empty)
    assert result.code == 0
    assert "Source: empty" in result.out


def test_a_section_of_the_library_itself(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(tea="# Tea\n\n### Brewing\n\nHot.\n\n### Colour\n\nBrown.\n")
    assert "Brown" in call(capsys, "show", "tea", "--section", "colour", "--library", library).out
    (library / "medtui.yaml").write_text("sections:\n  - name: preparation\n    heading_aliases: [brewing]\n")
    out = call(capsys, "show", "tea", "--section", "preparation", "--library", library).out
    assert "Hot" in out
    (library / "medtui.yaml").write_text("sections: 3\n")
    result = call(capsys, "show", "tea", "--library", library)
    assert result.code == 0
    assert "medtui: drugs: " in result.err
    assert "the standard sections are used instead" in result.err


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("amoxicilin", "Amoxicillin"), ("Amoxi", "Amoxicillin"), ("zink", "Zinc")],
)
def test_a_near_name_is_offered_and_never_opened(shell: Shell, capsys: Capsys, typed: str, offered: str) -> None:
    result = call(capsys, "show", typed, "--library", shell.library())
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith(f"medtui: No monograph is called “{typed}”. ")
    assert f" Did you mean:\n  {offered}" in result.err


@pytest.mark.parametrize("command", [(), ("show",)])
def test_a_folder_for_a_name_is_to_be_a_library(shell: Shell, capsys: Capsys, command: tuple[str, ...]) -> None:
    library = shell.library()
    result = call(capsys, *command, str(library), "--library", library)
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        f"medtui: “{library}” is a folder, not a drug: medtui --library {library} opens it as a library.\n"
    )


def test_a_name_like_no_other(shell: Shell, capsys: Capsys) -> None:
    result = call(capsys, "show", "qqqqqqqqqqqq", "--library", shell.library())
    assert result.code == 3
    assert result.err == (
        f"medtui: No monograph is called “qqqqqqqqqqqq”. {ABOUT_BRANDS} medtui list shows what there is.\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["malaria"], "“malaria”. 2 texts have the word: medtui search malaria\n"),
        (["fever"], "“fever”. 1 text has the word: medtui search fever\n"),
        (["not", "for", "malaria"], "“not for malaria”. 2 texts have these words: medtui search not for malaria\n"),
        (["crohn's"], """“crohn's”. 1 text has the word: medtui search 'crohn'"'"'s'\n"""),
        (["fever", "xqzxq"], f"“fever xqzxq”. {ABOUT_BRANDS} medtui list shows what there is.\n"),
        (["zinq"], f"“zinq”. {ABOUT_BRANDS} Did you mean:\n  Zinc\n"),
        (["zin"], "“zin”. 1 text has the word: medtui search zin. Did you mean:\n  Zinc\n"),
        (['"open'], f'“"open”. {ABOUT_BRANDS} medtui list shows what there is.\n'),
    ],
)
def test_words_that_only_texts_have(shell: Shell, capsys: Capsys, words: list[str], said: str) -> None:
    quinine = "# Quinine\n\n### Usage\n\nFor malaria, not for Crohn's.\n"
    library = shell.library(tea="# Tea\n\nNot for malaria, nor for fever.\n", quinine=quinine, zinc=ZINC)
    result = call(capsys, "show", *words, "--library", library)
    assert (result.code, result.out, result.err) == (3, "", f"medtui: No monograph is called {said}")


def test_a_number_after_a_name_is_a_section(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(amoxicillin=AMOXICILLIN, five="# Amoxicillin 5\n\nFive.\n")
    dosage = call(capsys, "show", "amoxicillin", "--section", "3", "--library", library).out
    assert call(capsys, "show", "amoxicillin", "3", "--library", library).out == dosage
    assert "is also called" in call(capsys, "show", "amoxycillin", "3", "--library", library).err
    assert "Five." in call(capsys, "show", "amoxicillin", "5", "--library", library).out
    assert call(capsys, "show", "amoxicillin", "33", "--library", library).code == 3
    assert call(capsys, "show", "amoxicillin", "3", "--section", "2", "--library", library).code == 3


def test_one_name_in_two_libraries_is_not_guessed_at(shell: Shell, capsys: Capsys) -> None:
    libraries = ("--library", shell.library("one"), "--library", shell.library("two"))
    result = call(capsys, "show", "amoxicillin", *libraries)
    assert (result.code, result.out) == (3, "")
    assert result.err == (
        "medtui: 2 monographs are called “amoxicillin”. Say which by its id:\n  one/amoxicillin\n  two/amoxicillin\n"
    )
    result = call(capsys, "show", "two/amoxicillin", *libraries)
    assert result.out.splitlines()[-1].startswith("Source: two · ")


def test_a_title_comes_before_another_name(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(
        adrenaline="---\ntitle: Adrenaline\n---\n# Adrenaline\n",
        epinephrine="---\ntitle: Epinephrine\nnames: [Epinephrine, Adrenaline]\n---\n# Epinephrine\n",
    )
    assert "adrenaline.md" in call(capsys, "show", "adrenaline", "--library", library).out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("acetaminophen", "medtui: Paracetamol is also called Acetaminophen.\n"),
        ("Panado", "medtui: Paracetamol is also called Panado.\n"),
        ("PARACETAMOL", ""),
        ("file name", ""),
        ("drugs/file name", ""),
    ],
)
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_drug_under_its_other_name(shell: Shell, capsys: Capsys, typed: str, said: str, form: str) -> None:
    library = shell.library(**{"file name": "---\ntitle: Paracetamol\nnames: [Paracetamol, Panado]\n---\n"})
    result = call(capsys, "show", typed, "--format", form, "--library", library)
    assert (result.code, result.err) == (0, said)


def test_the_other_name_of_two_drugs_opens_neither(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(one="# Paracetamol\n", two="# Paracetamol\n")
    result = call(capsys, "show", "acetaminophen", "--library", library)
    assert (result.code, result.out) == (3, "")
    assert "2 monographs are called “acetaminophen”" in result.err
    library = shell.library("second", one="# Paracetamol\n", two="# Acetaminophen\n")
    result = call(capsys, "show", "acetaminophen", "--library", library)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Acetaminophen\n")


@posix_only
def test_a_file_that_cannot_be_read(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    (library / "loop.md").symlink_to(library / "loop.md")
    result = call(capsys, "show", "loop", "--library", library)
    assert (result.code, result.out) == (1, "")
    assert "loop.md is a link that leads to itself" in result.err
    result = call(capsys, "show", "lopo", "--library", library)
    assert "(1 could not be read: medtui list says why.)" in result.err


@posix_only
def test_odd_file_names(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(**{"new\nline": ZINC.replace("Zinc", "Newline"), "back`tick`` ": "text"})
    out = call(capsys, "show", "newline", "--library", library).out
    assert "new␊line.md" in out.splitlines()[-1]
    out = call(capsys, "show", "drugs/back`tick`` ", "--format", "markdown", "--library", library).out
    assert "```back`tick`` .md```" in out.splitlines()[-1]


def label(set_id: str, labeler: str, date: str, kind: str = "original", acts: str = "zelofane") -> str:
    fields = f"set_id: {set_id}\nlabeler: {labeler}\neffective_date: {date}\nlabel_kind: {kind}\nmoieties: [{acts}]\n"
    return f"---\ntitle: Zelofane\n{fields}---\n\n# Zelofane\n\n### Usage\n\nPain, says {labeler}.\n"


LABELS = {
    "a": label("1", "Packco", "2026-04-01", "repackager of NDC 1"),
    "b": label("2", "Oldco", "2020-01-01"),
    "c": label("3", "Newco", "2025-01-01"),
}
OTHERS = """\
medtui: This is the label of Newco · 2025-01-01. 2 more labels of this drug are here, each by its id:
  drugs/b · Oldco · 2020-01-01
  drugs/a · Packco · 2026-04-01 · repackager
"""


def test_of_the_labels_of_one_drug_the_first_of_the_list_is_shown(shell: Shell, capsys: Capsys) -> None:
    result = call(capsys, "show", "zelofane", "--library", shell.library(**LABELS))
    assert (result.code, result.err) == (0, OTHERS)
    assert "Pain, says Newco." in result.out
    result = call(capsys, "show", "drugs/b", "--library", shell.library(**LABELS))
    assert (result.code, result.err) == (0, "")


def test_labels_of_other_drugs_of_that_name_are_for_the_user_to_choose(shell: Shell, capsys: Capsys) -> None:
    other = label("4", "Saltco", "2026-01-01", acts="zelofane + bexarol")
    result = call(capsys, "show", "zelofane", "--library", shell.library(**LABELS, d=other))
    assert (result.code, result.out) == (3, "")
    assert "4 monographs are called" in result.err
