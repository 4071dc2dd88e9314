"""What goes wrong in Sextant itself, wherever it shows: logged, told once, and survived."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Signal

from sextant.bridge.notice import Notice

log = logging.getLogger(__name__)


class Faults(QObject):
    """Hears of every exception that nobody expected: in slots, threads, callbacks and tasks.

    The same one at the same place is told once; a fault in what is drawn would else be
    told sixty times a second.
    """

    happened = Signal(object)
    """A Notice, with a `report`. May be emitted in any thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: set[str] = set()

    def report(self, error: BaseException) -> None:
        """Log and tell `error`."""
        notice = Notice.of(error)
        if notice.detail in self._known:
            return
        self._known.add(notice.detail)
        log.error("a defect: %s", notice.detail, exc_info=error)
        self.happened.emit(notice)

    @contextmanager
    def watched(self, loop: asyncio.AbstractEventLoop) -> Generator[None]:
        """Hear of what happens in this process while the context lasts."""
        before = sys.excepthook, threading.excepthook
        sys.excepthook = self._in_a_slot
        threading.excepthook = self._in_a_thread
        loop.set_exception_handler(self._in_the_loop)
        try:
            yield
        finally:
            sys.excepthook, threading.excepthook = before
            loop.set_exception_handler(None)

    def _in_a_slot(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            self.report(error)
        else:
            sys.__excepthook__(kind, error, trace)

    def _in_a_thread(self, args: threading.ExceptHookArgs) -> None:
        if isinstance(args.exc_value, Exception):
            self.report(args.exc_value)

    def _in_the_loop(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            self.report(error)
        else:
            log.warning("the event loop: %s", context.get("message", "nothing said"))
