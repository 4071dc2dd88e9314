"""The real program with a pulse in its event loop: how long does the loop not turn?

Run as ``pulsing.py FILE WORDS…``. At its end it writes a line for each beat into FILE: when it
was (seconds, `time.monotonic`), how late it came, and for how long the loop's thread was itself
at work meanwhile; the rest of a delay is other programs', for whom the processor was busy.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer

import sextant.bridge.loop
from sextant.__main__ import main

EVERY_MS = 4
TARGET, WORDS = Path(sys.argv[1]), sys.argv[2:]
run = sextant.bridge.loop.run
beats: list[tuple[float, float, float]] = []


def with_a_pulse(app, session):
    last = [time.monotonic(), time.thread_time()]

    def beat() -> None:
        now, work = time.monotonic(), time.thread_time()
        beats.append((now, now - last[0] - EVERY_MS / 1000, work - last[1]))
        last[:] = now, work

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(beat)
    timer.start(EVERY_MS)
    try:
        return run(app, session)
    finally:
        TARGET.write_text("\n".join(" ".join(map(str, one)) for one in beats))


sextant.bridge.loop.run = with_a_pulse
sys.exit(main(WORDS))
