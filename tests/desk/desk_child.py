"""A process that uses a desk until it is killed, or the disk is full. What it did, it says line by line in JSON.

Run as a script, so that it has one thread only and may fork:

    desk_child.py sweep FOLDER MODE    from each number of OPERATIONS on, under every limit to the size of files;
                                       MODE says whether a write past the limit kills ("killed") or fails ("fails")
    desk_child.py kill FOLDER ROUNDS   work without end, killed from outside at some moment
    desk_child.py together FOLDER MANY four at once, in each folder in FOLDER, make so many changes each
    desk_child.py full FOLDER          on a small disk of its own, which it fills
    desk_child.py unwritable FOLDER    on a disk that cannot be written
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desk_model import GOLD, IRON, NOON, ZINC, Operation, perform

from medtui.desk.desk_contents import LastRead, Subject
from medtui.desk.marks_and_notes import Desk, DeskError

LONG, OTHER_LONG = "Long. " * 900, "Other " * 1_100

OPERATIONS: tuple[Operation, ...] = (
    ("mark", [ZINC, IRON, GOLD]),
    ("put_note", ZINC, "", LONG),
    ("put_last_read", LastRead(ZINC, "dosage")),
    ("move_mark", GOLD.id, -2),
    ("put_note", IRON, "dosage", "Short."),
    ("put_note", ZINC, "", OTHER_LONG),
    ("unmark", IRON.id),
    ("put_note", ZINC, "", ""),
    ("put_last_read", LastRead(GOLD, "")),
)
STEP = 512


def tell(descriptor: int, **facts: Any) -> None:
    """Write one line."""
    os.write(descriptor, json.dumps(facts).encode() + b"\n")


def forked(work: Callable[[int], None]) -> tuple[int, int]:
    """Do `work` in a fork; it is given what to write to. The fork's id, and what to read from."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        os.close(reading)
        work(writing)
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def lines_of(child: int, reading: int) -> dict[str, Any]:
    """Everything that a fork has told, and how it ended: 0, 1 for an error, -9 where it was killed."""
    with open(reading, "rb") as pipe:
        told = [json.loads(line) for line in pipe]
    return {"told": told, "code": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}


def attempt(desk: Desk, operation: Operation, out: int) -> None:
    """Do it, and say that it is done, or what was wrong."""
    try:
        perform(desk, operation)
    except DeskError as error:
        tell(out, failed=str(error))
    else:
        tell(out, done=operation[0])


def sweep(folder: Path, mode: str) -> None:
    """Each line is about one fork: where it was, after how many operations it began, the limit, and what it told."""
    bases = [folder / f"base-{number}" for number in range(len(OPERATIONS))]
    for number, base in enumerate(bases[1:]):
        if number:
            shutil.copytree(bases[number], base)
        desk = Desk(base, lambda: NOON)
        perform(desk, OPERATIONS[number])
        desk.close()
    for first, base in enumerate(bases):
        if mode == "fails" and first % 3:  # who lives on comes to the later ones all the same
            continue
        for limit in range(0, 1_000_000, STEP):
            place = folder / f"{first}-{limit}"
            if first:
                shutil.copytree(base, place)
            facts = lines_of(*forked(lambda out: limited(place, mode, limit, first, out)))  # noqa: B023 - it runs before the next round
            tell(1, place=place.name, first=first, limit=limit, **facts)
            beginning, *told = facts["told"] or [{"kept": False}]
            if facts["code"] == 0 and beginning["kept"] and all("done" in outcome for outcome in told):
                break


def limited(place: Path, mode: str, limit: int, first: int, out: int) -> None:
    """Do the operations from `first` on, under the limit; then, if that is lived through, one more without it."""
    import resource  # Windows has none

    signal.signal(signal.SIGXFSZ, signal.SIG_DFL if mode == "killed" else signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    desk = Desk(place, lambda: NOON)
    tell(out, complaint=desk.complaint, kept=desk.place is not None)
    for operation in OPERATIONS[first:]:
        attempt(desk, operation, out)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    if mode == "fails":
        attempt(desk, ("put_last_read", LastRead(IRON, "last")), out)


def endless(number: int) -> Operation:
    """The operation of that number."""
    subject = Subject(f"drugs/{number % 5}", f"Drug {number}")
    return (
        ("mark", [subject]),
        ("put_note", subject, "", f"Note {number}. " * (number % 7 * 100)),
        ("put_last_read", LastRead(subject, "usage")),
        ("move_mark", subject.id, number % 3 - 1),
        ("unmark", f"drugs/{number % 4}"),
    )[number % 5]


def work_on(place: Path, out: int) -> None:
    """Do one operation after the other."""
    desk = Desk(place, lambda: NOON)
    tell(out, complaint=desk.complaint, kept=desk.place is not None)
    number = 0
    while True:
        attempt(desk, endless(number), out)
        number += 1


def kill(folder: Path, rounds: str) -> None:
    """Each line is about one fork, killed after some operations and a moment more."""
    chance = random.Random(1)
    for number in range(int(rounds)):
        place = folder / str(number)
        child, reading = forked(lambda out: work_on(place, out))  # noqa: B023 - it runs before the next round
        head, wanted = b"", chance.choice((0, 0, 1, 2, 3, 5, 8, 13, 21))
        while head.count(b"\n") < wanted:
            head += os.read(reading, 1)
        for _ in range(chance.randrange(20_000)):  # less than an operation takes
            pass
        os.kill(child, signal.SIGKILL)
        facts = lines_of(child, reading)
        facts["told"] = [*map(json.loads, head.splitlines()), *facts["told"]]
        tell(1, place=place.name, **facts)


def together(folder: Path, many: str) -> None:
    """Each line is about one of the forks, of which four begin at the same moment in each folder in `folder`."""
    for place in sorted(folder.iterdir()):
        waiting, gate = os.pipe()

        def work(number: int, out: int) -> None:
            os.close(gate)  # noqa: B023 - it runs before the next round
            os.read(waiting, 1)  # noqa: B023 - it runs before the next round
            desk = Desk(place, lambda: NOON)  # noqa: B023 - it runs before the next round
            tell(out, complaint=desk.complaint, kept=desk.place is not None)
            for count in range(int(many)):
                attempt(desk, ("mark", [Subject(f"{number}/{count}", "Drug")]), out)

        forks = [forked(lambda out: work(number, out)) for number in range(4)]  # noqa: B023 - it runs before the next round
        os.close(waiting)
        os.close(gate)
        for child, reading in forks:
            tell(1, place=place.name, **lines_of(child, reading))


def mounted(folder: Path, options: str) -> None:
    """A disk in memory at `folder`, seen by nobody else. Ends with code 77 where that is not allowed."""
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=False).returncode:
        sys.exit(77)


def full(folder: Path, _: str = "") -> None:
    """Fill the disk, and say each time what is kept; then free some space, and try once more."""
    mounted(folder, "size=96k")
    (folder / "other").write_bytes(bytes(20_000))
    desk = Desk(folder, lambda: NOON)
    tell(1, complaint=desk.complaint, kept=desk.place is not None)
    for number in range(40):
        attempt(desk, ("put_note", Subject(f"drugs/{number}", "Drug"), "", LONG), 1)
        other = Desk(folder)
        tell(1, notes=len(desk.contents().notes), others=len(other.contents().notes), complaint=other.complaint)
        other.close()
    (folder / "other").unlink()
    attempt(desk, ("put_note", ZINC, "", LONG), 1)


def unwritable(folder: Path, _: str = "") -> None:
    """Keep a mark, have the disk made unwritable, and look at what can be done."""
    mounted(folder, "size=96k")
    desk = Desk(folder)
    perform(desk, ("mark", [ZINC]))
    desk.close()
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    desk = Desk(folder)
    tell(1, complaint=desk.complaint, kept=desk.place is not None, marks=desk.contents().marks)
    attempt(desk, ("mark", [IRON]), 1)
    tell(1, marks=desk.contents().marks)


if __name__ == "__main__":
    modes = {"sweep": sweep, "kill": kill, "together": together, "full": full, "unwritable": unwritable}
    modes[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
