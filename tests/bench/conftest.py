"""Collects the figures of a run and prints them as one table at its end.

``SEXTANT_BENCH=write`` writes the table into docs/performance.md as well.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sextant.storage.settings_file import settings_path
from support.figures import Figure, row, table, write_into
from support.reckoning import Reckoning, table_of_faults

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"

FIGURES = pytest.StashKey[list[Figure]]()
RECKONINGS = pytest.StashKey[dict[str, Sequence[Reckoning]]]()


def pytest_configure(config: pytest.Config) -> None:
    # As installed: Python keeps what it compiles. Without, each start compiles all of Sextant
    # anew and none of the libraries it is measured against.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    config.stash[FIGURES] = []
    config.stash[RECKONINGS] = {}


@pytest.fixture(autouse=True)
def _never_asked(_own_home: None) -> None:
    """A window that asks before hours are sent waits for a person, and there is none."""
    path = settings_path()
    path.parent.mkdir(parents=True)
    path.write_text('{"ask_above_usd": 1000}')


@pytest.fixture
def reckon(pytestconfig: pytest.Config) -> Callable[[str, Sequence[Reckoning]], None]:
    """Takes what a fault did, for the table of faults."""
    return pytestconfig.stash[RECKONINGS].__setitem__


@pytest.fixture
def report(pytestconfig: pytest.Config) -> Callable[[Figure], None]:
    """Takes a figure; a bar that is not reached is told in the table, it fails nothing."""

    def take(figure: Figure) -> None:
        pytestconfig.stash[FIGURES].append(figure)
        sys.stdout.write(f"\n{row(figure)}\n")

    return take


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if reckonings := config.stash[RECKONINGS]:
        terminalreporter.write_line("")
        terminalreporter.write_line(table_of_faults(reckonings))
    figures = config.stash[FIGURES]
    if not figures:
        return
    terminalreporter.write_line("")
    terminalreporter.write_line(table(figures))
    if os.environ.get("SEXTANT_BENCH") == "write":
        write_into(PAGE, figures)
