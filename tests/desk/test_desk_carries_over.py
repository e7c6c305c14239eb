"""Marks, notes and what was read last carry over from a desk.db that medtui 0.1 has written."""

from __future__ import annotations

import shutil
from datetime import datetime, timezone
from pathlib import Path

from desk_model import altered, names, opened

from medtui.desk.desk_contents import DeskContents, LastRead, Note, Subject
from medtui.desk.marks_and_notes import Desk

WRITTEN = Path(__file__).with_name("files_of_0_1") / "desk.db"
ZINC, GOLD = Subject("starter/minerals/zinc", "Zinc"), Subject("clinic/gold", "Gold")
IRON = Subject("starter/iron", "Iron (ferrous salts)")
ODD = Subject("odd/caf\udce9\n💊", "Café 💊\nnew")
NOTES = [
    (ZINC, "", "Whole: ≥ 10⁸, <5 mg/kg ±\n\n- two\r\n- lines\ttab\n", 0),
    (ZINC, "dosage", "Our tablet is 20 mg.\nHalf of one for <10 kg.", 1),
    (IRON, "side_effects", "черный стул — безвредно 💩\x1b[31m", 3),
    (ODD, "Größe", "a\ud800b\x00c" + "long " * 1000, 4),
]
CONTENTS = DeskContents(
    (GOLD, ZINC, ODD, IRON),
    (LastRead(ZINC, "usage"), LastRead(ODD, "Größe"), LastRead(GOLD, "precautions"), LastRead(IRON, "dosage")),
    {
        (subject.id, section): Note(subject, section, text, datetime(2026, 11, 27, 9, 0, second, tzinfo=timezone.utc))
        for subject, section, text, second in NOTES
    },
)


def test_everything_is_there_and_goes_on(tmp_path: Path) -> None:
    shutil.copy(WRITTEN, tmp_path)
    assert opened(tmp_path) == (CONTENTS, "")
    assert (tmp_path / "desk.db").read_bytes() == WRITTEN.read_bytes()  # who only looks changes nothing
    desk = Desk(tmp_path)
    desk.unmark(ZINC.id)
    desk.move_mark(IRON.id, -9)
    desk.put_note(ODD, "Größe", "")
    desk.close()
    kept, complaint = opened(tmp_path)
    assert complaint == ""
    assert kept.marks == (IRON, GOLD, ODD)
    assert kept.notes == {key: note for key, note in CONTENTS.notes.items() if key[0] != ODD.id}
    assert names(tmp_path) == {"desk.db"}


def test_its_lock_file_is_no_hindrance(tmp_path: Path) -> None:
    shutil.copy(WRITTEN, tmp_path)
    (tmp_path / "desk.lock").touch()  # which 0.1 locks, and leaves
    assert opened(tmp_path) == (CONTENTS, "")


def test_a_digit_that_has_changed_in_it_is_seen(tmp_path: Path) -> None:
    data = WRITTEN.read_bytes()
    (tmp_path / "desk.db").write_bytes(data.replace(b"20 mg", b"80 mg"))
    found = opened(tmp_path)
    assert found.kept == DeskContents()
    assert "damaged" in found.complaint
    (aside,) = (path for path in tmp_path.iterdir() if ".damaged-" in path.name)
    assert aside.read_bytes() == data.replace(b"20 mg", b"80 mg")


def test_it_is_still_the_format_that_0_1_opens(tmp_path: Path) -> None:
    """So that who goes back to 0.1, or has it on another computer with the same home, has everything there too."""
    shutil.copy(WRITTEN, tmp_path)
    desk = Desk(tmp_path)
    desk.mark([Subject("a/b", "C")])
    desk.close()
    schema = altered("DELETE FROM mark; DELETE FROM note; DELETE FROM visit; UPDATE seal SET crc = 0; VACUUM;")
    assert schema((tmp_path / "desk.db").read_bytes())[96:] == schema(WRITTEN.read_bytes())[96:]
