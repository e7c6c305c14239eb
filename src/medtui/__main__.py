"""`medtui` and `python -m medtui`."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run medtui with these arguments (the process's own if None) and return its exit code; never raises."""
    gc.disable()  # importing makes thousands of objects and no garbage
    try:
        from medtui.cli import run  # so that Ctrl+C is quiet from here on

        return run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        return 130  # INTERRUPTED of exit_codes, whose import may be what was interrupted
    finally:
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
