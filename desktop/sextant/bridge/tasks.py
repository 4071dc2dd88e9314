"""The window's own set of named tasks. No error of theirs is ever lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from sextant.bridge.notice import Notice
from sextant.core.errors import SextantError

log = logging.getLogger(__name__)


class Tasks:
    """Starts, finds and ends tasks by name; at most one of a name runs at a time.

    An error that ends a task goes to `on_error`; one that is no `SextantError`
    is a fault of the program and goes to the log as well.
    """

    def __init__(self, on_error: Callable[[BaseException], None]) -> None:
        self._on_error = on_error
        self._running: dict[str, asyncio.Task[None]] = {}
        self._all: set[asyncio.Task[None]] = set()
        self._count = 0

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Start `work`; a task of that name that still runs is cancelled first."""
        self.cancel(name)
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._running[name] = task
        self._all.add(task)
        task.add_done_callback(self._ended)
        return task

    def spawn(self, kind: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Start `work` beside any others of its kind."""
        self._count += 1
        return self.start(f"{kind}:{self._count}", work)

    def running(self, name: str) -> bool:
        return name in self._running

    def cancel(self, name: str) -> None:
        """Ask a task to end. Harmless when there is none of that name."""
        if task := self._running.get(name):
            task.cancel()

    async def close(self) -> None:
        """Cancel all and wait until the last has ended."""
        while tasks := tuple(self._all):
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            await asyncio.sleep(0)  # lets `_ended` be called

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._all.discard(task)
        if self._running.get(task.get_name()) is task:
            del self._running[task.get_name()]
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        if not isinstance(error, SextantError):
            log.error("a defect ended the task %s: %s", task.get_name(), Notice.of(error).detail)
        self._on_error(error)
