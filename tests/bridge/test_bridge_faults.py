"""A fault of our own is heard wherever it happens, told once, and holds nothing of a person's."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from sextant.bridge.faults import Faults
from sextant.bridge.notice import Notice
from support.qt import run, until

WORDS = "what the minister said, sk-or-v1-0123456789abcdef"


def fail() -> None:
    raise ValueError(WORDS)


def in_a_slot() -> None:
    QTimer.singleShot(0, fail)


def in_a_callback() -> None:
    asyncio.get_running_loop().call_soon(fail)


def in_a_thread() -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


@pytest.mark.logs_warnings
@pytest.mark.parametrize("brought_about", [in_a_slot, in_a_callback, in_a_thread])
def test_it_is_told_once_and_the_other_work_goes_on(
    qapp: QApplication, brought_about: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    told: list[Notice] = []

    async def scenario() -> None:
        faults = Faults()
        faults.happened.connect(told.append)
        hooks = sys.excepthook, threading.excepthook
        with faults.watched(asyncio.get_running_loop()):
            brought_about()
            await until(lambda: told)
            brought_about()
            await asyncio.sleep(0)
        assert (sys.excepthook, threading.excepthook) == hooks

    run(qapp, scenario())
    (notice,) = told
    assert "ValueError" in notice.report
    assert "in fail" in notice.report
    assert "tests/bridge/test_bridge_faults.py" in notice.report
    assert not [
        secret for secret in ("minister", "sk-or") if secret in notice.report + notice.detail
    ]
    assert notice.safe == "Everything that had arrived is saved."
    (record,) = [record for record in caplog.records if record.name == "sextant.bridge.faults"]
    assert "minister" not in record.getMessage()
