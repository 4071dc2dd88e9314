"""On a terminal: bars that move, lines that stay, and nothing that a file's name can command."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.services import FakeServices
from support.terminal import SEXTANT, led_to

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import pty

CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def fake() -> Iterator[FakeServices]:
    with FakeServices() as services:
        yield services


def on_a_terminal(*words: str | Path, env: dict[str, str], typed: bytes = b"") -> tuple[int, str]:
    """Run the command where it finds a terminal on every side; returns what is seen there."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*SEXTANT, *map(str, words)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | env | {"COLUMNS": "100", "TERM": "xterm-256color"},
        start_new_session=True,
    ) as process:
        os.close(theirs)
        seen = b""
        try:
            if typed:
                seen += _until(ours, b"(not shown): ")
                os.write(ours, typed)
            while piece := _read(ours):
                seen += piece
            process.wait()
        finally:
            process.kill()
            os.close(ours)
    return process.returncode, seen.decode()


def _until(terminal: int, prompt: bytes) -> bytes:
    seen = b""
    while prompt not in seen:
        piece = _read(terminal)
        assert piece, seen
        seen += piece
    return seen


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # Linux says so when the other side is closed
        return b""


def test_bars_show_each_step_and_leave_only_lines(
    fake: FakeServices, clip: Path, tmp_path: Path
) -> None:
    code, seen = on_a_terminal("analyze", clip, "--project", tmp_path / "p", env=led_to(fake))
    assert code == 0
    plain = CONTROL.sub("", seen)
    assert "Opening words · taking the audio out" in plain
    assert "Opening words · transcribing" in plain
    assert "Opening words · asking the models" in plain
    assert "━" in plain
    assert "✓ Opening words: writing the report" in plain
    assert seen.count("\x1b[?25l") == seen.count("\x1b[?25h")  # the cursor is back
    assert "━" not in plain.rpartition("✓ Opening words: writing the report")[2].splitlines()[-1]


def test_a_name_cannot_command_the_terminal(fake: FakeServices, clip: Path, tmp_path: Path) -> None:
    nasty = tmp_path / "a\x1b]0;owned\x07\x1b[31mb\n[red]c[bold].mp4"
    nasty.write_bytes(clip.read_bytes())
    code, seen = on_a_terminal("analyze", nasty, "--project", tmp_path / "p", env=led_to(fake))
    assert code == 0
    assert "\x1b]0;" not in seen
    assert "\x07" not in seen
    assert "[red]c[bold]" in CONTROL.sub("", seen)


def test_a_key_that_is_typed_is_not_shown(fake: FakeServices) -> None:
    typed = b"s3cr3t\n"
    code, seen = on_a_terminal("keys", "set", "deepgram", env={}, typed=typed)
    assert code == 3  # there is no keyring in a test
    assert "Key for Deepgram" in seen
    assert "s3cr3t" not in seen


def test_json_on_a_terminal_is_json_all_the_same(
    fake: FakeServices, clip: Path, tmp_path: Path
) -> None:
    words = ("analyze", clip, "--project", tmp_path / "p", "--json")
    code, seen = on_a_terminal(*words, env=led_to(fake))
    assert code == 0
    assert all(line.startswith("{") for line in seen.splitlines())
