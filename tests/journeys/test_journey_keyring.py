"""Keys in a real Secret Service: stored, found, used, removed; and what is said without one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.system import require_tools

KEY = "dg-journey-0123456789abcdef"

UNLOCK = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"'
"""Inside a session bus of its own; the daemon ends with the bus."""


@pytest.fixture
def secrets(tmp_path, monkeypatch):
    """Runs a command inside a fresh session with an unlocked keyring of its own."""
    require_tools("dbus-run-session", "gnome-keyring-daemon")
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(runtime)}

    def run(script: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["dbus-run-session", "--", "sh", "-c", UNLOCK, "sh", "sh", "-c", script],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


SEXTANT = f'"{sys.executable}" -m sextant'
READ = (
    f'"{sys.executable}" -c '
    '"from sextant.storage.keys import Keys; k = Keys(); '
    "print(k.get('deepgram'), k.place('deepgram').kind)\""
)


def test_a_key_survives_from_one_start_to_the_next_and_is_gone_when_removed(secrets, tmp_path):
    done = secrets(
        f"echo {KEY} | {SEXTANT} keys set deepgram && {READ} && "
        f"{SEXTANT} keys remove deepgram && {READ}"
    )
    assert done.returncode == 0, done.stderr
    found, gone = (line for line in done.stdout.splitlines() if line.endswith(("ring", "where")))
    assert found == f"{KEY} keyring"
    assert gone == "None nowhere"


def test_the_key_is_in_no_file_that_the_program_wrote(secrets, tmp_path):
    done = secrets(f"echo {KEY} | {SEXTANT} keys set deepgram")
    assert done.returncode == 0, done.stderr
    assert KEY not in done.stdout + done.stderr
    home = Path(os.environ["HOME"])
    for file in home.rglob("*"):
        if file.is_file() and "keyrings" not in file.parts:
            assert KEY.encode() not in file.read_bytes()


def test_without_a_secret_service_a_key_lasts_for_this_run_only_and_that_is_said(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "sextant", "keys", "set", "deepgram"],
        input=KEY + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3
    assert "DEEPGRAM_API_KEY" in done.stdout + done.stderr
    assert KEY not in done.stdout + done.stderr
