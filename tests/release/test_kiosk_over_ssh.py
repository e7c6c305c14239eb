"""The kiosk behind a real sshd on this machine: many sessions, what each takes, what is left when the line drops."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest
from pseudo_terminal import PseudoTerminal
from unasked_answers import BROKEN, PASTES, WHOLE

SSHD = shutil.which("sshd") or "/usr/sbin/sshd"
SESSIONS, MOST_MB = 20, 60
PATIENCE = 60.0
SILENCE = 0.07
HARMLESS: dict[str, Sequence[bytes]] = {
    "answers": WHOLE,
    "broken answers": BROKEN,
    "pastes": [b"\x1b[200~" + data + b"\x1b[201~" for data in PASTES.values()],
}
"""What the battery sends to an app on a terminal; the reader outlasts it."""
NOISE = (Random(17).randbytes(20_000), b"\x03\x1a\x1c\x04")
"""In which there may be keys that end it."""
ZELOFANE = "---\ntitle: Zelofane\n---\n\n### Usage\nKnees.\n\n### Dosage\nForty-one drops.\n"

pytestmark = [
    pytest.mark.release,
    pytest.mark.skipif(not Path(SSHD).exists(), reason="no sshd here: install openssh-server"),
    pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can start this sshd"),
]


class Kiosk:
    """An sshd that runs the kiosk for whoever has the key."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.library = folder, folder / "drugs"
        shutil.copytree(Path(__file__).parents[2] / "content", self.library)
        (self.library / "zelofane.md").write_text(ZELOFANE)
        for name in ("host", "key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        homes = " ".join(f"XDG_{name}_HOME={folder / name.lower()}" for name in ("CACHE", "DATA", "CONFIG", "STATE"))
        medtui = ["/usr/bin/env", *homes.split(), sys.executable, "-m", "medtui"]
        subprocess.run([*medtui, "index", "--library", self.library], check=True)
        kiosk = f"{sys.executable} -m medtui --kiosk --library {self.library}"
        (folder / "sshd_config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {folder / 'host'}\nPidFile {folder / 'pid'}\n"
            f"AuthorizedKeysFile {folder / 'key.pub'}\nStrictModes no\nUsePAM no\nPermitRootLogin prohibit-password\n"
            f"MaxStartups 100\nDisableForwarding yes\nForceCommand /usr/bin/env {homes} {kiosk}\n"
        )
        Path("/run/sshd").mkdir(exist_ok=True)
        self.server = subprocess.Popen([SSHD, "-D", "-q", "-f", folder / "sshd_config"])
        self.client = [
            *("ssh", "-q", "-p", str(self.port), "-i", str(folder / "key"), "-o", "StrictHostKeyChecking=no"),
            *("-e", "none", "-o", "UserKnownHostsFile=/dev/null", "-o", "IdentitiesOnly=yes"),
        ]
        end = time.monotonic() + PATIENCE
        while not self.answers():
            assert time.monotonic() < end, "sshd does not answer"

    def answers(self) -> bool:
        """Whether it listens."""
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0

    def session(self) -> PseudoTerminal:
        """One more, of somebody who asks for a shell command, and gets the reader."""
        command = [*self.client, "-tt", "root@127.0.0.1", f"touch {self.folder / 'touched'}"]
        return PseudoTerminal(["-c", f"import os; os.execvp('ssh', {command!r})"], self.folder)

    def processes(self) -> list[int]:
        """Those that read the library."""
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = path.read_bytes().split(b"\0")
            except OSError:
                continue
            if str(self.library).encode() in words and words[0] == sys.executable.encode():
                found.append(int(path.parent.name))
        return found

    def waits_for_none(self) -> None:
        """Until nobody reads any more."""
        end = time.monotonic() + PATIENCE
        while self.processes():
            assert time.monotonic() < end, self.processes()
            time.sleep(0.1)


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    one = Kiosk(tmp_path)
    yield one
    one.server.terminate()
    one.server.wait()


def own_mb(pid: int) -> float:
    """The memory of a process that it shares with nobody."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def test_many_read_at_once_and_the_line_drops(kiosk: Kiosk) -> None:
    with ExitStack() as stack:
        sessions = [stack.enter_context(kiosk.session()) for _ in range(SESSIONS)]
        for one in sessions:
            one.waits_for("Acetylsalicylic acid")
        for one in sessions:
            one.types("zelofane\r3")
            one.waits_for("Forty-one drops.")
        taken = sum(map(own_mb, kiosk.processes())) / SESSIONS
        sys.stdout.write(f"{SESSIONS} sessions, {taken:.1f} MB each that is shared with nobody\n")
        assert taken <= MOST_MB
        for one in sessions:
            one.process.kill()
        kiosk.waits_for_none()
    assert not (kiosk.folder / "touched").exists()


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_the_battery_sends_stops_no_reader(kiosk: Kiosk, kind: str) -> None:
    with kiosk.session() as one:
        one.waits_for("Acetylsalicylic acid")
        for data in HARMLESS[kind]:
            one.sends(data)
            one.reads_for(SILENCE if kind == "broken answers" else 0)
        one.types("\x1b\x1b\x1b", gap=SILENCE)
        one.types("/zelofane\r3")
        one.waits_for("Forty-one drops.")
        one.types("\x11")
        assert one.ends() == 0
    kiosk.waits_for_none()
    assert list(kiosk.folder.rglob("touched")) == []


def test_a_hostile_client_gets_no_more_than_the_reader(kiosk: Kiosk) -> None:
    for data in NOISE:
        with kiosk.session() as one:
            one.waits_for("Acetylsalicylic acid")
            one.sends(data)
            one.types("touch touched\r")
            one.reads_for(1)
            one.goes()
        kiosk.waits_for_none()
    done = subprocess.run(
        [*kiosk.client, "root@127.0.0.1", "sh"], input=b"touch touched\n", capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"needs a terminal" in done.stderr
    assert list(kiosk.folder.rglob("touched")) == []
