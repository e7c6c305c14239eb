"""The same section of several monographs: each with its own name, source and disclaimer, none passed over."""

from __future__ import annotations

import pytest
from in_memory import loaded

from medtui.library.loading import LoadedMonograph
from medtui.presentation.comparison import compared, markdown_comparison, section_tabs, stacked
from medtui.presentation.disclaimer import STANDARD
from medtui.presentation.page import page_text
from medtui.presentation.tabs import Tab
from medtui.reading.schema import default_schema, parse_schema

FULL = """\
# Zelofane

### Dosage
10 mg

### Overdose
Call.

### Storage
Cold.

**Disclaimer:** For training only.
"""
OTHER = "# Marivene forte\n\n### Usage\nElbows.\n\n### Storage\nDry.\n"
BARE = "# Zinc\n\nOnly words.\n"


def tabs_for(words: str, *texts: str) -> tuple[Tab, ...]:
    return section_tabs([(loaded(text).monograph, default_schema()) for text in texts], words)


def pairs(words: str, *texts: str) -> list[tuple[LoadedMonograph, Tab]]:
    monographs = [loaded(text, f"file-{number}") for number, text in enumerate(texts)]
    tabs = section_tabs([(one.monograph, default_schema()) for one in monographs], words)
    return list(zip(monographs, tabs, strict=True))


def compared_text(words: str, *texts: str) -> str:
    return page_text(stacked([compared(one, tab) for one, tab in pairs(words, *texts)]))


def shown(tabs: tuple[Tab, ...]) -> list[tuple[str, bool]]:
    return [(tab.section, tab.present) for tab in tabs]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("dosage", [("dosage", True), ("dosage", False), ("dosage", False)]),
        ("3", [("dosage", True), ("dosage", False), ("dosage", False)]),
        ("posology", [("dosage", True), ("dosage", False), ("dosage", False)]),
        ("storage", [("storage", True), ("storage", True), ("storage", False)]),
        ("overdose", [("overdose", True), ("overdose", False), ("overdose", False)]),
        ("side effects", [("side_effects", False)] * 3),
        ("boxed warning", [("boxed_warning", False)] * 3),
        ("all", [("all", True), ("all", True), ("monograph", True)]),
        ("0", [("all", True), ("all", True), ("monograph", True)]),
        ("monograph", [("all", True), ("all", True), ("monograph", True)]),
        ("8", [("overdose", True), ("storage", True), ("overdose", False)]),
        ("nonsense", []),
        ("", []),
    ],
)
def test_which_tab_is_meant(words: str, expected: list[tuple[str, bool]]) -> None:
    assert shown(tabs_for(words, FULL, OTHER, BARE)) == expected


def test_the_key_of_a_file_without_sections_is_that_of_none() -> None:
    assert shown(tabs_for("1", FULL, BARE)) == [("generic_name", False), ("generic_name", False)]
    assert tabs_for("1", BARE, BARE) == ()


def test_a_section_that_one_file_alone_has() -> None:
    assert [(tab.title, tab.present) for tab in tabs_for("brewing", "### Brewing\nHot.\n", FULL)] == [
        ("Brewing", True),
        ("Brewing", False),
    ]


def test_each_is_asked_by_its_own_schema() -> None:
    own = parse_schema("sections:\n  - name: preparation\n    heading_aliases: [brewing]\n", default_schema())
    one, other = loaded("### Storage\nCold.\n").monograph, loaded("### Brewing\nHot.\n").monograph
    tabs = section_tabs([(one, own), (other, default_schema())], "brewing")
    assert shown(tabs) == [("preparation", False), ("brewing", True)]


def test_all_that_belongs_to_each() -> None:
    text = compared_text("dosage", FULL, OTHER)
    first, second = text.split("━" * 24 + "\n")[1:]
    assert first.startswith("Zelofane\nSource: shelf · file-0.md · undated · sha256 ")
    assert first.rstrip().endswith("Dosage\n10 mg\n\nDisclaimer: For training only.")
    assert second.startswith("Marivene forte\nSource: shelf · file-1.md · undated · sha256 ")
    assert "This monograph has no Dosage section." in second
    assert second.endswith(f"Disclaimer (added by medtui): {STANDARD}")


def test_the_disclaimer_is_there_once() -> None:
    for words in ("all", "dosage", "usage"):
        assert compared_text(words, FULL, FULL).count("For training only.") == 2
        assert markdown_comparison(pairs(words, FULL, FULL)).count("For training only.") == 2


def test_what_is_odd_about_a_file_is_said() -> None:
    odd = "---\ntitle: Odd\n---\n# Strange\n\n### Dosage\n5 mg\n"
    assert "Note: The front matter calls this “Odd”" in compared_text("dosage", FULL, odd)


def test_a_missing_name_section_does_not_bring_the_whole_file_as_its_own() -> None:
    text = markdown_comparison(pairs("generic name", FULL, OTHER))
    assert "10 mg" not in text
    assert text.count("This monograph has no Generic Name section.") == 2


def test_markdown_is_the_source() -> None:
    text = markdown_comparison(pairs("storage", FULL, OTHER, BARE))
    assert "# Zelofane\n\n### Storage\nCold.\n\n**Disclaimer:** For training only.\n\nSource: `shelf`" in text
    assert "# Marivene forte\n\n### Storage\nDry.\n\n" in text
    assert "# Zinc\n\nThis monograph has no Storage section." in text


def test_a_title_stays_a_title_in_markdown() -> None:
    (one, tab), *_ = pairs("dosage", "---\ntitle: '[x](y) <b> *a* 1_2_3 #'\n---\n### Dosage\n1\n", FULL)
    assert markdown_comparison([(one, tab)]).startswith("# \\[x\\](y) \\<b\\> \\*a\\* 1\\_2\\_3 \\#\n\n")


def test_controls_are_visible() -> None:
    column = compared(*pairs("dosage", "---\ntitle: A\x1b[31m\u202e\n---\n### Dosage\n1\x07\n", FULL)[0])
    assert column.title == "A␛[31m⟨U+202E⟩"
    assert not set(page_text(stacked([column]))) & set("\x1b\x07\u202e")
