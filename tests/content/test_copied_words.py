"""The wording of the starter library is its own: no twelve words in a row stand in a text of the corpus."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from copied_words import copied, runs_of
from starter_pages import NAMES, page, page_of

SENTENCE = "Take 5 mg of examplin with much water, and stay upright for half of an hour after it."
PAGE = page_of(
    f"---\ntitle: Examplin\n---\n\n# Examplin\n\n### Dosage\n\n| a | b |\n|---|---|\n| {SENTENCE} | 1 |\n\nSENTENCE\n",
    "examplin",
)


def test_no_page_says_twelve_words_as_a_text_of_the_corpus_does(corpus: Path) -> None:
    pages = {run: name for name in NAMES for run in runs_of(page(name))}
    found = [f"{pages[run]}: {' '.join(run)} ({path.name})" for path, run in copied({*pages}, corpus)]
    assert not found, "\n".join(["", *found])


def test_a_copied_sentence_is_found_in_every_kind_of_file(tmp_path: Path) -> None:
    said = page_of(PAGE.text.replace("SENTENCE", SENTENCE.replace("5 mg", "10 mg").replace("with", "**with**")), "a")
    there = {
        "a.md": SENTENCE.upper(),
        "b.xml": "<p>" + SENTENCE.replace("water,", 'water,</p><p class="x">').replace("5 mg", "5&nbsp;mg") + "</p>",
        "c.json": json.dumps({"div": [f"&lt;p&gt;{SENTENCE}".replace("with", "\n<i>with</i>")]}).replace(
            "<", "\\u003c"
        ),
    }
    for name, text in there.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("c.json", there["c.json"])
    found = {path.name for path, _ in copied(runs_of(said), tmp_path)}
    assert found == {"a.md", "b.xml", "c.json", "d.zip"}


def test_tables_are_not_prose_and_eleven_words_are_no_copy(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SENTENCE, encoding="utf-8")
    said = page_of(PAGE.text.replace("SENTENCE", "Take mg of examplin with much water, and stay upright for two."), "a")
    assert [*copied(runs_of(said), tmp_path)] == []
