"""The real program with a pulse in its event loop: how long does the loop not turn?

Run as ``pulsing.py FILE WORDS…``. At its end it writes a line for each beat into FILE: when it
was (seconds, `time.monotonic`), how late it came, for how long the loop's thread was itself at
work meanwhile, and for how long it could have been but other programs had the processors (the
scheduler's own count). What is left of a delay is waiting for something else: a lock, the screen.
"""

import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer

import sextant.bridge.loop
from sextant.__main__ import main

EVERY_MS = 4
TARGET, WORDS = Path(sys.argv[1]), sys.argv[2:]
run = sextant.bridge.loop.run
beats: list[tuple[float, float, float, float]] = []


def without_a_processor() -> float:
    """Seconds that this thread was ready to run and did not (Linux, proc(5): schedstat)."""
    file = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
    return int(file.read_text().split()[1]) / 1e9 if file.exists() else 0.0


def with_a_pulse(app, session):
    last = [time.monotonic(), time.thread_time(), without_a_processor()]

    def beat() -> None:
        now, work, ready = time.monotonic(), time.thread_time(), without_a_processor()
        beats.append((now, now - last[0] - EVERY_MS / 1000, work - last[1], ready - last[2]))
        last[:] = now, work, ready

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
