"""A real desktop for tests: X server, window manager, mouse, Secret Service."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from support.system import require_tools

PATIENCE = 60.0
"""Seconds after which what a test waits for is given up."""

FRAMELESS = """\
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <applications><application class="*"><decor>no</decor></application></applications>
</openbox_config>
"""
"""Rules for openbox: no window has a frame."""


@contextmanager
def started(argv: list[str], **options) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is ended with the block, however the block ends."""
    process = subprocess.Popen(argv, **options)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


@contextmanager
def display(
    width: int = 1440, height: int = 900, *, frames: bool = True
) -> Iterator[dict[str, str]]:
    """An X server with a window manager of its own; yields the environment for its programs.

    Without `frames`, windows are as bare as a picture wants them.
    """
    require_tools("Xvfb", "openbox", "xdotool", "import")
    with ExitStack() as stack:
        number = stack.enter_context(_x_server(width, height))
        environment = {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        stack.enter_context(_window_manager(environment, frames=frames))
        yield environment


@contextmanager
def _x_server(width: int, height: int) -> Iterator[str]:
    """Xvfb; yields its number, which it tells when it is ready."""
    ours, theirs = os.pipe()
    screen = ("-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset")
    argv = ["Xvfb", "-displayfd", str(theirs), *screen]
    with started(argv, pass_fds=(theirs,), stderr=subprocess.DEVNULL):
        os.close(theirs)
        with os.fdopen(ours) as lines:
            yield lines.readline().strip()


@contextmanager
def _window_manager(environment: Mapping[str, str], *, frames: bool) -> Iterator[None]:
    """Openbox; what it is told to start tells by a file that it is up."""
    with TemporaryDirectory() as folder:
        up = Path(folder, "up")
        argv = ["openbox", "--sm-disable", "--startup", f"touch {up}"]
        if not frames:
            rules = Path(folder, "rc.xml")
            rules.write_text(FRAMELESS)
            argv += ["--config-file", str(rules)]
        everything = {**os.environ, **environment}
        with started(argv, env=everything, stderr=subprocess.DEVNULL) as process:
            eventually(lambda: up.exists() or process.poll() is not None, "the window manager")
            assert process.poll() is None, "the window manager ended"
            yield


def xdotool(environment: Mapping[str, str], *words: str | int) -> str:
    """One command to the mouse or the windows, and what it says."""
    done = subprocess.run(
        ["xdotool", *map(str, words)],
        env={**os.environ, **environment},
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    return done.stdout.decode().strip()


def find_window(environment: Mapping[str, str], title: str) -> str:
    """The window of this title, once it is to be seen."""
    found: list[str] = []

    def seen() -> bool:
        """A search fails when a window goes while it looks, as they do at a start."""
        with suppress(subprocess.CalledProcessError):
            found.extend(
                xdotool(environment, "search", "--onlyvisible", "--name", title).splitlines()
            )
        return bool(found)

    eventually(seen, f"a window called {title}")
    return found[-1]


def drag(environment: Mapping[str, str], source: str, target: str, place: tuple[int, int]) -> None:
    """Press on window `source`, move as a hand does, let go over `place` of window `target`."""
    x, y = place
    nudges = [("mousemove", "--window", source, 40 + step, 30, "sleep", "0.1") for step in (4, 12)]
    moves = [
        ("mousemove", "--window", target, x + step, y + step, "sleep", "0.15")
        for step in (-24, -12, -4, 0)
    ]
    xdotool(environment, "windowactivate", "--sync", source, "sleep", "0.3")
    xdotool(environment, "mousemove", "--window", source, 36, 30, "mousedown", 1, "sleep", "0.1")
    for move in (*nudges, *moves):
        xdotool(environment, *move)
    xdotool(environment, "sleep", "0.2", "mouseup", 1)


def screenshot(environment: Mapping[str, str], target: Path) -> Path:
    """The whole screen as a PNG."""
    subprocess.run(
        ["import", "-window", "root", str(target)],
        env={**os.environ, **environment},
        check=True,
        timeout=PATIENCE,
    )
    return target


def eventually(condition: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Look again and again at something another process brings about."""
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {patience:.0f} s in vain for {what}")
        time.sleep(0.05)
