"""Opens the installed program on a screen of its own and drags a video into it, as a hand does.

``try_drag.py ROOT PICTURES``: ROOT is the system it is installed in (see try_deb.sh); two
pictures of the screen go to PICTURES. Without keys the drop opens the settings where they are
asked for; ends with 1 when it does not.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtGui import QImage

REPOSITORY = Path(__file__).parents[2]
sys.path.insert(0, str(REPOSITORY / "tests"))

from support.desktop import PATIENCE, display, drag, eventually, find_window, screenshot, started

HOME = Path("/home") / "ida"
"""Of the ordinary user that try_deb.sh makes."""
VIDEO = "Gespräch mit Frau Müller – 東京.mp4"


def main(root: Path, pictures: Path) -> None:
    pictures.mkdir(parents=True, exist_ok=True)
    sample = REPOSITORY / "resources" / "sample" / "Harbour project weekly.mp4"
    with tempfile.TemporaryDirectory() as folder, display(1440, 900) as environment:
        for place in (Path(folder), root / HOME.relative_to("/")):
            shutil.copyfile(sample, place / VIDEO)
        outside = {**os.environ, **environment}
        # The path that is dragged must exist where the program runs.
        link = HOME
        assert not link.exists(), "a real person called ida works here"
        link.symlink_to(root / HOME.relative_to("/"))
        try:
            _drop(root, outside, environment, pictures)
        finally:
            link.unlink()


def _drop(root: Path, outside: dict[str, str], environment: dict[str, str], pictures: Path) -> None:
    log = root / HOME.relative_to("/") / "window.log"
    person = ("setpriv", "--reuid=ida", "--regid=ida", "--init-groups", "env", "-i")
    inside = (
        *(f"HOME={HOME}", "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"),
        f"DISPLAY={environment['DISPLAY']}",
    )
    source = [sys.executable, str(REPOSITORY / "tests" / "journeys" / "drag_source.py")]
    with (
        log.open("wb") as said,
        started(["chroot", str(root), *person, *inside, "sextant", "demo"], stderr=said),
    ):
        target = find_window(environment, "Sextant")
        reports = root / HOME.relative_to("/")
        eventually(
            lambda: list(reports.rglob("*demo/*/report.html")), "the demo's report", PATIENCE * 5
        )
        _settled(environment, pictures / "linux-window.png")
        with started([*source, "1200", "40", str(HOME / VIDEO)], env=outside):
            hand = find_window(environment, "drag source")
            drag(environment, hand, target, (160, 400))
            find_window(environment, "Settings")
            _settled(environment, pictures / "linux-drop.png")
    print("the window opened, did the demo and took the drop (see the pictures)")
    print(log.read_text(errors="replace")[-1500:])


def _settled(environment: dict[str, str], picture: Path) -> None:
    """A picture of the screen once nothing on it changes, but for a cursor that blinks."""
    before = QImage()
    for _ in range(10):
        time.sleep(2)
        seen = QImage(str(screenshot(environment, picture)))
        if seen == before:
            return
        before = seen


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
