"""What every end of a command must be like: a documented exit code, plain sentences, no byte that drives a terminal."""

from __future__ import annotations

import re

from command_line import Result

from medtui.commands.exit_codes import EXIT_CODES

# Written down here once more, so that a gap in `safe_text` cannot hide itself.
_DRIVES_A_TERMINAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_INTERNAL = ("Traceback", "internal error", 'File "', "Exception ignored", "Error:", "Fatal Python")
LONGEST_SENTENCE = 400_000


def check(result: Result, *, warns: bool = False, quiet: bool = False) -> None:
    """It ended as a command may. warns: what is
    wrong with settings or a library is said too. quiet: there is nowhere to say it."""
    assert result.code in EXIT_CODES, f"exit code {result.code}"
    assert not (found := _DRIVES_A_TERMINAL.search(result.err)), f"standard error has {found[0]!r}"
    # CRLF may stand in what is written out as it is: a file's own line ends.
    assert not (found := _DRIVES_A_TERMINAL.search(result.out.replace("\r\n", "\n"))), f"the output has {found[0]!r}"
    lines = result.err.splitlines()
    for line in lines:
        assert line.startswith(("medtui: ", "  ")), line[:200]
        assert not any(words in line for words in _INTERNAL), line[:200]
        assert len(line) < LONGEST_SENTENCE, len(line)
    said = [line for line in lines if line.startswith("medtui: ") and not line.startswith("medtui: a report is in")]
    if result.code in (2, 3) and not quiet:
        assert len(said) == 1 or (warns and said), f"exit code {result.code} with {len(said)} sentences: {said}"
    if result.code == 1 and not result.out and not quiet:
        assert said, "exit code 1, and nothing said"
