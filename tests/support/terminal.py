"""The program in a terminal of its own: started as a person or a script starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fakes.services import DEEPGRAM_KEY, OPENROUTER_KEY, FakeServices
from support.isolation import HOMES

SEXTANT = (sys.executable, "-P", "-m", "sextant")


class Said:
    """What a command said and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Standard output as JSON Lines; fails where anything else is on it."""
        return [json.loads(line) for line in self.out.splitlines()]

    def events(self, name: str) -> list[dict[str, Any]]:
        return [row for row in self.rows if row.get("event") == name]

    @property
    def summary(self) -> dict[str, Any]:
        """The last line, as the outside is promised it."""
        assert self.rows[-1]["event"] == "summary"
        return self.rows[-1]


def sextant(
    *words: str | Path,
    typed: str | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Said:
    """Run the command to its end, with pipes where a person has a terminal."""
    done = subprocess.run(
        [*SEXTANT, *map(str, words)],
        input=typed if typed is not None else "",
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | dict(env or {}),
        cwd=cwd,
        timeout=300,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Said(done.returncode, done.stdout, done.stderr)


@contextmanager
def running(
    *words: str | Path, env: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """The command while it runs; whatever happens, it is gone afterwards."""
    with subprocess.Popen(
        [*SEXTANT, *map(str, words)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | dict(env or {}),
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def led_to(fake: FakeServices, **changes: str) -> dict[str, str]:
    """The environment in which both services are `fake`, and there are keys for them."""
    return {
        "SEXTANT_DEEPGRAM_URL": fake.deepgram_url,
        "SEXTANT_OPENROUTER_URL": fake.openrouter_url,
        "DEEPGRAM_API_KEY": DEEPGRAM_KEY,
        "OPENROUTER_API_KEY": OPENROUTER_KEY,
    } | changes


def home(folder: Path) -> dict[str, str]:
    """The environment of somebody who lives in `folder`."""
    return {name: str(folder / place) for name, place in HOMES.items()}


def files_of(project: Path) -> dict[str, bytes]:
    """Everything in a project, by its path in it."""
    found: Sequence[Path] = sorted(path for path in project.rglob("*") if path.is_file())
    return {str(path.relative_to(project)): path.read_bytes() for path in found}
