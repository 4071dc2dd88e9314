"""Where a frozen program begins: what only it needs, then the program itself."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path


def _own_libraries_only_for_us() -> None:
    """Programs that we start (a browser, ffmpeg) get the system's libraries, not ours.

    PyInstaller's starter puts our folder before the system's for itself; the loader has
    read the variable by now, so that setting it back changes nothing for this process.
    """
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        if (original := os.environ.pop(f"{name}_ORIG", None)) is not None:
            os.environ[name] = original
        elif getattr(sys, "frozen", False):
            os.environ.pop(name, None)


def _something_to_write_to() -> None:
    """A windowed program of Windows has no standard streams; what is printed there is lost."""
    nowhere = Path(os.devnull)
    if sys.stdout is None:
        sys.stdout = nowhere.open("w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = nowhere.open("w", encoding="utf-8")


if __name__ == "__main__":
    multiprocessing.freeze_support()
    _own_libraries_only_for_us()
    _something_to_write_to()

    from sextant.__main__ import main

    sys.exit(main())
