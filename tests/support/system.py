"""What tests need of the system beyond Python, by the name of the package that brings it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

PACKAGES = Path(__file__).parents[2] / "scripts" / "system-packages.txt"

EXCUSED = (
    "the superuser may read everything",  # CI often is the superuser
)
"""Reasons to skip that say who runs a test or where, not that something is missing."""


def package_of(tool: str) -> str:
    """The Debian package of a program, as the set-up installs it."""
    for line in PACKAGES.read_text().splitlines():
        words = line.partition("#")[0].split()
        if words and words[1] == tool:
            return words[2]
    raise LookupError(f"{tool} is not in {PACKAGES.name}")


def require_tools(*tools: str) -> None:
    """Skip the test, naming the packages, where a program is missing. In CI that is a failure."""
    missing = [package_of(tool) for tool in tools if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"needs {' '.join(missing)}", allow_module_level=True)


def fail_skips_in_ci(report: pytest.TestReport) -> pytest.TestReport:
    """What was left out has not been tested; a person may look past that, CI may not."""
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not reason.removeprefix("Skipped: ").startswith(EXCUSED):
            report.outcome = "failed"
            report.longrepr = f"{report.nodeid}: skipped in CI ({reason})"
    return report
