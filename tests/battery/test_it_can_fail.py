"""15 defects, planted one by one in a copy of the source, as a lost `>`, a draft dropped or a look-alike opened: the
test that is there for each fails and says so, and without the defect it passes. What cannot fail proves nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 120


class Edit(NamedTuple):
    """One piece of the source in place of another one. old: stands once in the file."""

    file: str
    old: str
    new: str


class Defect(NamedTuple):
    """test: the one that must fail, as pytest names it. where: what of it, if it is long; else empty."""

    name: str
    test: str
    edits: tuple[Edit, ...]


DEFECTS = (
    Defect(
        "a sign is dropped",
        "battery/test_fidelity_ledger.py::test_each_word_of_an_invented_monograph_is_on_the_page_once[0]",
        (
            Edit(
                "presentation/markdown/render.py",
                'return safe_text(_LINE_END.sub("\\n", source))',
                'return safe_text(_LINE_END.sub("\\n", source)).replace(">", "")',
            ),
        ),
    ),
    Defect(
        "<sup> is flattened",
        "battery/test_fidelity_ledger.py::test_each_word_of_an_invented_monograph_is_on_the_page_once[0]",
        (
            Edit(
                "presentation/markdown/markdown_parser.py",
                "    table, sign = (_RAISED",
                "    return text\n    table, sign = (_RAISED",
            ),
            Edit(
                "presentation/markdown/faithful_inline.py",
                'return self.match(path, shown if is_shown else f"{sign}({text})")',
                "return self.match(path, text)",
            ),
        ),
    ),
    Defect(
        "markup is on",
        "battery/test_hostile_markup.py::test_markup_in_the_names_of_sections[0]",
        (Edit("tui/app.py", '_unmarked(f"Section: {title}"), key', 'f"Section: {title}", key'),),
    ),
    Defect(
        "the last line is skipped",
        "battery/test_fidelity_ledger.py::test_each_word_of_an_invented_monograph_is_on_the_page_once[0]",
        (Edit("reading/lines.py", "return [*lines, last] if last else lines", "return lines"),),
    ),
    Defect(
        "a disclaimer is swallowed",
        "battery/test_fidelity_ledger.py::test_each_word_of_an_invented_monograph_is_on_the_page_once[0]",
        (
            Edit(
                "presentation/monograph_text.py",
                'return own if page_text(own) else (notice(f"{OURS} {STANDARD}"),)',
                'return () if page_text(own) else (notice(f"{OURS} {STANDARD}"),)',
            ),
        ),
    ),
    Defect(
        "a read error is ignored",
        "battery/test_hostile_libraries.py::test_what_is_sound_is_used_and_what_is_not_is_told[permissions]",
        (
            Edit(
                "library/files.py",
                "    except (OSError, ValueError) as error:\n"
                "        raise _unreadable(error, path, shown) from error\n",
                '    except (OSError, ValueError):\n        return FileBytes(b"", os.stat(os.devnull))\n',
            ),
        ),
    ),
    Defect(
        "a half-built catalogue is used",
        "battery/test_catalogue_faults.py::test_half_built",
        (
            Edit(
                "library/catalogue/refresh.py",
                "        about = about._replace(columns=())\n",
                "",
            ),
        ),
    ),
    Defect(
        "a text comes from memory, not from the file",
        "battery/test_libraries_that_change.py::test_a_text_that_was_shown_before",
        (
            Edit(
                "library/loading.py",
                "    file = read_file(entry.source.root, entry.raw)\n",
                "    file = vars(load).setdefault(str(entry.file), read_file(entry.source.root, entry.raw))\n",
            ),
        ),
    ),
    Defect(
        "C1 controls are passed",
        "battery/test_hostile_bytes.py::test_nothing_that_drives_a_terminal_is_written[0]",
        (Edit("safe_text.py", r"\x0b-\x1f\x7f-\x9f\u061c", r"\x0b-\x1f\x7f\u061c"),),
    ),
    Defect(
        "a link in place of the lock is followed",
        "battery/test_hostile_homes.py::test_what_somebody_has_put_where_medtui_writes[a link to a file]",
        (Edit("private_files.py", 'getattr(os, "O_NOFOLLOW", 0) | ', ""),),
    ),
    Defect(
        "a draft is dropped",
        "battery/test_desk_faults.py::test_drafts_that_three_keep_at_once",
        (Edit("desk/note_drafts.py", "if kept.strip()]", "if not kept.strip()]"),),
    ),
    Defect(
        "a key is lost at the start",
        "battery/test_terminal_answers.py::test_keys_before_the_first_frame[0.1]",
        (
            Edit(
                "tui/app.py",
                "            self._waiting_input.append(event)\n",
                "            if self._is_ready:\n                self._waiting_input.append(event)\n",
            ),
        ),
    ),
    Defect(
        "a look-alike is opened",
        "battery/test_invented_questions.py::test_no_look_alike_is_opened",
        (
            Edit(
                "commands/name_resolution.py",
                "    raise _unknown(name, listing,",
                "    for near in listing.index.suggest(name, 1):\n        return near\n"
                "    raise _unknown(name, listing,",
            ),
        ),
    ),
    Defect(
        "answers come in the order of their rows",
        "battery/test_catalogue_faults.py::test_changed_again_and_again[0]",
        (
            Edit(
                "library/search/text_index.py",
                "return sorted(self._live(self._rows(expression, limit)))",
                "return self._live(self._rows(expression, limit))",
            ),
        ),
    ),
    Defect(
        "a date is the file's",
        "battery/test_front_matter_and_encodings.py::test_no_text_is_as_old_as_its_file",
        (
            Edit(
                "presentation/monograph_text.py",
                'dates = known.dates or ("undated",)',
                'dates = known.dates or (f"written {loaded.file.modified:%Y-%m-%d}",)',
            ),
        ),
    ),
)


def copied(folder: Path) -> Path:
    """A copy of the source beside the library that comes with it, for `run`."""
    source = shutil.copytree(ROOT / "src", folder / "src") / "medtui"
    (folder / "content").symlink_to(ROOT / "content")
    return source


def run(tests: list[str], source: Path) -> str:
    """What pytest says of the tests when medtui is what is in `source`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    # CI: the words of a failure are not cut. The first path is where Python finds medtui. What a defect takes away is
    # not waited for as long as what may be late.
    environment |= {"CI": "1", "PYTHONPATH": str(source.parent), "TERMINAL_PATIENCE": "8"}
    options = ["-x", "--tb=no", "-rf", "-m", "", "-p", "no:cacheprovider", "-p", "no:xdist"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *(f"tests/{test}" for test in tests)],
        cwd=ROOT, env=environment, timeout=SECONDS, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.mark.parametrize("defect", DEFECTS, ids=[defect.name for defect in DEFECTS])
def test_a_defect_is_caught_by_name(defect: Defect, tmp_path: Path) -> None:
    source = copied(tmp_path)
    for edit in defect.edits:
        text = (source / edit.file).read_text("utf-8")
        assert text.count(edit.old) == 1, f"{edit.file} was changed: plant the defect in another way"
        (source / edit.file).write_text(text.replace(edit.old, edit.new), "utf-8")
    said = run([defect.test], source)
    assert re.search(
        rf"^FAILED tests/{re.escape(defect.test)}\S* - (AssertionError|assert|Failed: DID NOT)", said, re.MULTILINE
    ), said


def test_without_a_defect_a_copy_passes(tmp_path: Path) -> None:
    """Some of the tests, which are soon done: the battery itself runs all of them on the source as it is."""
    said = run([defect.test for defect in DEFECTS if re.search("date|memory", defect.name)], copied(tmp_path))
    assert re.search(r"^2 passed in ", said, re.MULTILINE), said
    assert len(DEFECTS) == 15
    assert all(defect.test.startswith("battery/") for defect in DEFECTS)
