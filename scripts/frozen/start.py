"""Where the program in a folder without Python begins: medtui, or a module that medtui runs beside itself."""

from __future__ import annotations

import runpy
import sys
from multiprocessing import freeze_support

if __name__ == "__main__":
    freeze_support()
    if sys.argv[1:2] == ["-m"]:
        name, sys.argv = sys.argv[2], [sys.argv[0], *sys.argv[3:]]
        runpy.run_module(name, run_name="__main__", alter_sys=True)
    else:
        from medtui.__main__ import main

        sys.exit(main())
