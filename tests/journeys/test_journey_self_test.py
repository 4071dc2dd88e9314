"""`sextant doctor --self-test`, as every build runs it on the frozen program."""

from __future__ import annotations

import os
import subprocess
import sys

import msgspec

from sextant.export.formats import FORMATS

CHECKS = {"extraction", "sound", "keyring", "trust store", "practice", "exports", "window"}


def proved(environment) -> dict[str, dict]:
    """The findings by name."""
    done = subprocess.run(
        [sys.executable, "-m", "sextant", "doctor", "--self-test", "--json"],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )
    found = [msgspec.json.decode(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, found
    return {finding["what"]: finding for finding in found}


def test_the_program_proves_itself_whole(tmp_path):
    """Sound out of the sample and played, the window unseen, six answers in every format;
    and nothing is left behind.
    """
    found = proved({"TMPDIR": str(tmp_path), "TEMP": str(tmp_path)})
    assert set(found) == CHECKS
    assert found["exports"]["says"].split(", ") == list(FORMATS)
    assert list(tmp_path.glob("sextant-self-test-*")) == []
