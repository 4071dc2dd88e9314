from __future__ import annotations

import os
import subprocess
import sys

LISTED = """
import sys
from sextant.ui import main_window

class Watched(main_window.MainWindow):
    def {moment}(self, *given):
        super().{moment}(*given)
        print(*sys.modules)
        raise SystemExit

main_window.MainWindow = Watched
from sextant.app import run
run(None, [])
"""


def modules_after(moment: str) -> set[str]:
    """All that the program has imported when its window has just been told to `moment`."""
    words = [sys.executable, "-c", LISTED.format(moment=moment)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def rooms(modules: set[str]) -> set[str]:
    return {".".join(name.split(".")[:2]) for name in modules if name.startswith("sextant.")}


def test_the_window_is_shown_before_anything_is_imported_that_it_does_not_need() -> None:
    there = modules_after("show")
    assert not there & {"asyncio", "qasync", "httpx", "keyring", "filelock", "rapidfuzz"}
    assert not rooms(there) & {"sextant.services", "sextant.export", "sextant.assembly"}
    assert "sextant.bridge.controller" not in there


def test_what_only_work_or_an_open_recording_needs_comes_after_the_first_picture() -> None:
    there = modules_after("furnish")
    assert "sextant.bridge.controller" in there
    assert not there & {"httpx", "keyring", "filelock", "rapidfuzz", "markdown_it", "miniaudio"}
    assert not there & {"sextant.core.batch", "sextant.core.evidence.examiner"}
    assert not {name for name in there if name.startswith("sextant.export.")} - {
        "sextant.export.formats"
    }
