"""How long the frozen program takes to show its project, as a ratio to the unfrozen one.

``xvfb-run -a python packaging/measure_start.py`` (needs xdotool). Both are started in turn,
each in an empty home; the median of the rounds is printed. Ends with 1 above the limit.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from product import FROZEN, ROOT

LIMIT = 1.3
ROUNDS = 9
PATIENCE = 60
LOOK = ("xdotool", "search", "--onlyvisible", "--name", "^project – Sextant")
"""Asked again and again: xdotool's own waiting looks only twice a second."""
UNFROZEN = ROOT / ".venv" / "bin" / "sextant"


def seconds_to_project(program: Path) -> float:
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **{
                name: os.environ[name]
                for name in ("DISPLAY", "PATH", "XAUTHORITY")
                if name in os.environ
            },
            "HOME": home,
        }
        began = time.perf_counter()
        with subprocess.Popen(
            [program, "--project", f"{home}/project"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as child:
            while subprocess.run(LOOK, capture_output=True, check=False).returncode:
                if time.perf_counter() - began > PATIENCE:
                    sys.exit(f"{program} shows no project")
                time.sleep(0.01)
            took = time.perf_counter() - began
            child.terminate()
            child.wait(30)
    return took


def main() -> int:
    programs = {"unfrozen": UNFROZEN, "frozen": FROZEN / "sextant"}
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, program in programs.items():
            times[name].append(seconds_to_project(program))
    middle = {name: statistics.median(taken) for name, taken in times.items()}
    ratio = middle["frozen"] / middle["unfrozen"]
    print(
        f"project after {middle['unfrozen']:.2f} s unfrozen, {middle['frozen']:.2f} s frozen: "
        f"{ratio:.2f}x"
    )
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
