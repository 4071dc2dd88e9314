"""Crashes the frozen program for real, as a fault of Qt's would, and starts it again.

``try_crash.py [PICTURE]``. The crash must be written down with the lines where it was, the
next start must find and tell it, and the one after that must be as if nothing had been.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
sys.path[:0] = [str(HERE.parent), str(REPOSITORY / "tests")]

from product import FROZEN
from support.desktop import display, find_window, screenshot

LOG = Path(".local/state/sextant/log")


def ended(home: Path, screen: Mapping[str, str], number: signal.Signals, picture: Path) -> int:
    """Start it, wait until it shows its project, take a picture, send a signal; how it ended."""
    environment = {"HOME": str(home), "DISPLAY": screen["DISPLAY"], "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        [FROZEN / "sextant", "--project", home / "project"], env=environment
    ) as program:
        find_window(screen, "project – Sextant")
        screenshot(screen, picture)
        program.send_signal(number)
        return program.wait(30)


def main(picture: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, display(1440, 900) as screen:
        home = Path(folder)
        now, before = (home / LOG / name for name in ("crash.txt", "crash-before.txt"))
        assert ended(home, screen, signal.SIGSEGV, picture) == -signal.SIGSEGV
        assert "sextant/app.py" in now.read_text(encoding="utf-8")
        assert ended(home, screen, signal.SIGTERM, picture) == 0
        told = before.stat().st_mtime_ns
        assert "sextant/app.py" in before.read_text(encoding="utf-8")
        assert ended(home, screen, signal.SIGTERM, picture.with_suffix(".calm.png")) == 0
        assert not now.exists()
        assert before.stat().st_mtime_ns == told
    print("crashed, told at the next start, and calm after it")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/packaging/crash.png"))
