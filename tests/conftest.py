"""What holds for every test: a home of its own, no network but loopback, and no noise.

The rules live in `support.isolation` and `support.noise`; this file only puts them in force.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from support.isolation import (
    a_home_of_ones_own,
    heed_interruptions,
    only_loopback,
    without_the_persons_own,
)
from support.noise import leftovers, unexpected_logs, wait_for_ending_threads
from support.system import fail_skips_in_ci

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

settings.register_profile("sextant", deadline=None)  # time is measured in tests/bench, never here
settings.load_profile("sextant")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no window on a person's screen
sys.addaudithook(only_loopback)
heed_interruptions()


@pytest.fixture(autouse=True)
def _own_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    without_the_persons_own(monkeypatch)
    with a_home_of_ones_own(monkeypatch, tmp_path_factory.getbasetemp() / "home"):
        yield


@pytest.fixture(autouse=True)
def _quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    marked = request.node.get_closest_marker("logs_warnings")
    expected = marked is not None or "caplog" in request.fixturenames
    with unexpected_logs() as said:
        yield
    if said and not expected:
        pytest.fail("logged without being asked:\n" + "\n".join(said), pytrace=False)


@pytest.fixture(autouse=True)
def _tidy() -> Iterator[None]:
    before = leftovers()
    yield
    after = leftovers() - before
    if after:
        wait_for_ending_threads()
        after = leftovers() - before
    if after:
        pytest.fail(f"left running: {', '.join(sorted(after))}", pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    report = yield
    return fail_skips_in_ci(report)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """pytest-qt's, as the program's own: English, and not at an end when a window goes."""
    from sextant.storage.resources import resource
    from sextant.ui.language import speak

    qapp.setQuitOnLastWindowClosed(False)
    speak(qapp, resource(), ["en"])
    return qapp


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return Path(__file__).parent.parent
