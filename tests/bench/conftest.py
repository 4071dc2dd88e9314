"""Collects the figures of a run and prints them as one table at its end.

``SEXTANT_BENCH=write`` writes the table into docs/performance.md as well.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.figures import Figure, table, write_into

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"

FIGURES = pytest.StashKey[list[Figure]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FIGURES] = []


@pytest.fixture
def report(pytestconfig: pytest.Config) -> Iterator[Callable[[Figure], None]]:
    """Takes a figure; a bar that is not reached is told in the table, it fails nothing."""
    return pytestconfig.stash[FIGURES].append


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    figures = config.stash[FIGURES]
    if not figures:
        return
    terminalreporter.write_line("")
    terminalreporter.write_line(table(figures))
    if os.environ.get("SEXTANT_BENCH") == "write":
        write_into(PAGE, figures)
