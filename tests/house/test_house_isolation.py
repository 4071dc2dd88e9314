"""The guards around every test, guarded: each is seen to fail a test that misbehaves."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

BEHAVIOUR = """
import logging, os, pathlib, signal, socket, subprocess, threading
import keyring, pytest
from support.system import require_tools

def test_good():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    logging.getLogger("sextant").info("calm")
    thread = threading.Thread(target=print)
    thread.start()
    thread.join()

def test_own_home():
    assert not {"DEEPGRAM_API_KEY", "https_proxy"} & set(os.environ)
    assert os.environ["HOME"] == str(pathlib.Path.home()) != "/elsewhere"
    assert type(keyring.get_keyring()).__module__ == "keyring.backends.fail"

def test_interruption():
    assert subprocess.run(["sh", "-c", "kill -INT $$"]).returncode == -signal.SIGINT

def test_address():
    socket.create_connection(("192.0.2.1", 80), timeout=1)

def test_address_v6():
    socket.socket(socket.AF_INET6).connect(("2001:db8::1", 80))

def test_name():
    socket.getaddrinfo("example.com", 80)

def test_warning():
    logging.getLogger("any").warning("hm")

def test_warning_read(caplog):
    logging.getLogger("any").warning("hm")

@pytest.mark.logs_warnings
def test_warning_expected():
    logging.getLogger("any").warning("hm")

def test_process():
    subprocess.Popen(["sleep", "9"])

def test_thread():
    threading.Thread(target=threading.Event().wait, args=[1]).start()

def test_tool(monkeypatch):
    monkeypatch.setenv("PATH", "")
    require_tools("xdotool")

def test_superuser():
    pytest.skip("the superuser may read everything")
"""

GOOD = {"good", "own_home", "interruption", "warning_read", "warning_expected"}
IN_THE_BACKGROUND = ("sh", "-c", 'trap "" INT; exec "$@"', "sh")
"""How a shell begins what shall not be interrupted with it."""


def outcomes(folder, tests, ci) -> dict[str, set[str]]:
    """Run `BEHAVIOUR` under the real conftest; the names of its tests by how they ended."""
    (folder / "test_behaviour.py").write_text(BEHAVIOUR)
    command = [sys.executable, "-m", "pytest", "-p", "conftest", "-p", "no:cacheprovider", "-rA"]
    done = subprocess.run(
        [*IN_THE_BACKGROUND, *command, "-W", "ignore", "-o", "markers=logs_warnings", str(folder)],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(tests),
            "PATH": os.defpath,
            "DEEPGRAM_API_KEY": "real",
            "https_proxy": "http://192.0.2.1",
            "HOME": "/elsewhere",
            "CI": ci,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    found: dict[str, set[str]] = {}
    for outcome, name in re.findall(r"^([A-Z]+) \S+::test_(\w+)", done.stdout, re.MULTILINE):
        found.setdefault(outcome, set()).add(name)
    if "xdotool" not in done.stdout:
        pytest.fail("the missing package is not named")
    return found


def test_misbehaviour_is_seen(tmp_path, repository):
    """Network, noise and leftovers fail a test; calm ones pass."""
    found = outcomes(tmp_path, repository / "tests", ci="")
    assert found["FAILED"] == {"address", "address_v6", "name"}
    assert found["ERROR"] == {"warning", "process", "thread"}
    assert found["PASSED"] == GOOD | found["ERROR"]


def test_in_ci_a_skip_is_a_failure(tmp_path, repository):
    """Save for the one that tells who runs the tests."""
    found = outcomes(tmp_path, repository / "tests", ci="1")
    assert "tool" in found["FAILED"]
    assert "superuser" not in found["FAILED"]
