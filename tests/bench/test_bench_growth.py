"""How the whole way grows from one recording to ten to a hundred: time, memory, disk.

``SEXTANT_BENCH=write`` keeps the figures in docs/pictures/growth.json, which scripts/growth draws.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

from support.figures import Figure, megabytes, seconds
from support.media import make_video
from support.paced import PacedServices
from support.terminal import SEXTANT, led_to

COUNTS = (1, 10, 100)
KEPT = Path(__file__).parents[2] / "docs" / "pictures" / "growth.json"


def test_one_ten_and_a_hundred(report, tmp_path):
    told: dict[str, list[float]] = {"recordings": list(COUNTS)}
    first = make_video(tmp_path / "first.mp4", seconds=2)
    quick = PacedServices(hours=0.5, tokens=100, a_second=2000, thinking=0.1, hearing=0.2)
    with quick as services:
        environment = {**os.environ, **led_to(services)}
        for count in COUNTS:
            project = tmp_path / f"Study of {count}"
            videos = [another(first, tmp_path / f"{count}-{n}.mp4") for n in range(count)]
            argv = [*SEXTANT, "analyze", *map(str, videos), "--project", str(project)]
            took, peak = run(argv, environment)
            listed, _ = run([*SEXTANT, "list", "--project", str(project)], environment)
            size = sum(file.stat().st_size for file in project.rglob("*") if file.is_file())
            row = {"seconds": took, "megabytes": peak / 1e6, "list": listed, "disk": size / 1e6}
            for name, value in row.items():
                told.setdefault(name, []).append(round(value, 3))
            report(
                Figure(
                    f"`sextant analyze`, {count} recording{'s' * (count > 1)} of half an hour",
                    f"{seconds(took)}, {megabytes(peak)} of memory, {megabytes(size)} on disk",
                    "services that take 0.5 s a recording",
                    "–",
                    "–",
                    None,
                )
            )
    if os.environ.get("SEXTANT_BENCH") == "write":
        KEPT.write_text(json.dumps(told, indent=1) + "\n")


def run(argv: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds, and the most bytes of memory that it held (proc(5), VmHWM)."""
    held, began = 0, time.monotonic()
    with subprocess.Popen(argv, env=environment, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            held = max(held, high_water(process.pid))
            time.sleep(0.02)
    assert process.returncode == 0
    return time.monotonic() - began, held


def high_water(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


def another(original: Path, copy: Path) -> Path:
    """The same with a box of its own at the end, so that it is another recording."""
    shutil.copyfile(original, copy)
    with copy.open("ab") as file:
        file.write((16).to_bytes(4, "big") + b"free" + os.urandom(8))
    return copy
