"""A run that meets a fault, then a run that does not, with a reckoning after each.

As SQLite tests its own promises: the real program, a fault at one of its steps, a look at
every file, then the program once more with nothing in its way, and a second look.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.media import ffmpeg
from support.reckoning import Files, Reckoning, answered
from support.sample import VIDEO
from support.terminal import home, led_to
from support.till import Till

DOOMED = Path(__file__).with_name("doomed.py")
RECORDING = "Weekly"
PATIENCE = 300
"""Seconds after which a run counts as stuck."""

DEADLY = ("kill", "power", "moment")
"""Faults that the program does not live to tell of."""

ROOMY = 16_384
"""Of a small disk when it has got more room, in kB."""


@dataclass(frozen=True)
class Undisturbed:
    """What a run does and leaves that nothing befell."""

    source: Path
    steps: Sequence[str]
    files: Files
    seconds: float


class Ordeal:
    """One project in `folder`, one recording of it, and both services to itself."""

    def __init__(self, folder: Path, source: Path) -> None:
        folder.mkdir()
        self._home = folder / "home"
        self._log = folder / "steps"
        self._source = source
        self.disk = folder / "disk"
        self.disk.mkdir()
        self.project = self.disk / "project"

    @property
    def steps(self) -> Sequence[str]:
        """What the first run did to the disk and the network, as far as it came."""
        return self._log.read_text().splitlines() if self._log.exists() else ()

    def meet(self, fault: str, at: int, usual: Undisturbed) -> Reckoning:
        """Run into `fault` at step number `at` (a moment: in ms; a small disk: of kB), run again.

        The first run may end badly; the second may not.
        """
        found = Reckoning(fault, at)
        with Till() as till, small(self.disk, at if fault == "small disk" else 0) as grow:
            code, said = self.run(till, "analyze", fault=fault, at=at)
            found.step = (self.steps[at - 1 : at] or ("none",))[0]
            if "Traceback" in said or (fault not in DEADLY and code not in {0, 1}):
                found.lost.append(f"ended with {code}: {said[-500:]}")
            before = self._files()
            found.look(before, usual.files)
            asked, uploads = len(till.asked_for), till.transcribed
            grow()
            code, said = self.run(till, "resume")
            if code in {0, 2} and not answered(self._files()):  # it ended before it began
                code, said = self.run(till, "analyze")
            found.survived = code == 0
            if code:
                found.lost.append(f"running again ended with {code}: {said[-300:]}")
            after = self._files()
            found.look(after, usual.files)
            found.compare(before, after)
            found.count(before, after, till, asked, uploads)
        return found

    def run(self, till: Till, command: str, *, fault: str = "", at: int = 0) -> tuple[int, str]:
        """``sextant COMMAND``; returns its exit code and what it said on stderr."""
        log = os.devnull if command == "resume" or self._log.exists() else str(self._log)
        fate = {"fault": fault, "at": at, "root": str(self.project), "log": log}
        words = [command, *([str(self._source)] if command == "analyze" else [])]
        started = [sys.executable, "-P", str(DOOMED), json.dumps(fate), *words]
        with subprocess.Popen(
            [*started, "--project", str(self.project), "--json"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=os.environ | home(self._home) | led_to(till),
            start_new_session=True,
        ) as process:
            try:
                if fault == "sleep":
                    _wake(process, till)
                if fault == "moment":
                    _kill_after(process, at / 1000)
                _, said = process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                return -1, "stuck"
        return process.returncode, said.decode(errors="replace")

    def _files(self) -> Mapping[str, bytes]:
        root = self.project / RECORDING
        found = [path for path in sorted(root.rglob("*")) if path.is_file()]
        files = {str(path.relative_to(root)): path for path in found}
        return {n: path.read_bytes() for n, path in files.items() if not path.name.endswith("lock")}


def undisturbed(folder: Path) -> Undisturbed:
    """Make a recording of some seconds, and take it through with nothing in the way."""
    source = folder / f"{RECORDING}.mp4"
    ffmpeg("-i", VIDEO, "-t", "3", "-vn", "-c", "copy", source)
    ordeal = Ordeal(folder / "undisturbed", source)
    began = time.perf_counter()
    with Till() as till:
        code, said = ordeal.run(till, "analyze")
    assert code == 0, said
    return Undisturbed(source, ordeal.steps, ordeal._files(), time.perf_counter() - began)


def first_of_each_name(steps: Sequence[str]) -> Sequence[int]:
    """Numbers of the steps that are the first of their kind; hashes in names do not tell."""
    names = [re.sub(r"[0-9a-f]{6,}", "#", step) for step in steps]
    return [number + 1 for number, name in enumerate(names) if names.index(name) == number]


def moments(count: int, usual: Undisturbed) -> Sequence[int]:
    """Milliseconds after the start at which nothing in particular happens; others each time.

    Before a tenth of the run no recording is there yet.
    """
    return sorted(int(usual.seconds * random.uniform(100, 1000)) for _ in range(count))


def all_of(folder: Path, faults: Sequence[tuple[str, int]], usual: Undisturbed) -> list[Reckoning]:
    """Meet every fault, two at a time, each in a project of its own."""

    def one(number: int) -> Reckoning:
        fault, at = faults[number]
        return Ordeal(folder / f"{number} {fault} {at}", usual.source).meet(fault, at, usual)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(len(faults))))


@contextmanager
def small(disk: Path, size: int) -> Iterator[Callable[[], None]]:
    """Put a disk of `size` kB at a folder, 0 for none; yields what gives it more room."""
    if not size:
        yield lambda: None
        return

    def mount(*options: str) -> None:
        subprocess.run(["mount", *options, str(disk)], check=True, capture_output=True)

    mount("-t", "tmpfs", "-o", f"size={size}k", "none")
    try:
        yield lambda: mount("-o", f"remount,size={ROOMY}k")
    finally:
        subprocess.run(["umount", str(disk)], check=True, capture_output=True)


def small_disks_are_possible(folder: Path) -> bool:
    """Whether this person may mount one."""
    try:
        with small(folder, 64):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


def _wake(process: subprocess.Popen[bytes], till: Till) -> None:
    """If the program falls asleep, let its connections die, and wake it."""
    state = os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    if state is not None and state.si_code == os.CLD_STOPPED:
        till.drop_connections()
        os.killpg(process.pid, signal.SIGCONT)


def _kill_after(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Kill the whole group at a moment that nobody chose."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
