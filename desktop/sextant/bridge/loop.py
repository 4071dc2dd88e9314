"""asyncio inside Qt's event loop, from start to end.

qasync leaves out two things that asyncio's own loop does.

A generator that was left half way (the rest of an HTTP answer nobody needs) is
closed by the loop. Without it Python closes such a generator wherever it is found,
outside of any task, and complains on stderr.

A deadline that was called off is forgotten. qasync keeps it, with a timer of Qt's,
until it would have struck: each piece of an answer is read under a deadline minutes
away, and six recordings left 37,449 of them behind.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from contextvars import Context
from typing import TYPE_CHECKING, Any, TypeVar, cast
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimerEvent
from qasync import QEventLoop

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

T = TypeVar("T")

Generator = AsyncGenerator[Any, Any]


class _Deadlines(QObject):
    """Calls that are due later, each with a timer of Qt's."""

    def __init__(self) -> None:
        super().__init__()
        self._due: dict[int, asyncio.TimerHandle] = {}
        self._timers: dict[int, int] = {}

    def add(self, handle: asyncio.TimerHandle, seconds: float) -> None:
        timer = self.startTimer(int(seconds * 1000))
        self._due[timer] = handle
        self._timers[id(handle)] = timer

    def call_off(self, handle: asyncio.TimerHandle) -> None:
        timer = self._timers.pop(id(handle), None)
        if timer is not None:
            self.killTimer(timer)
            del self._due[timer]

    def clear(self) -> None:
        for handle in tuple(self._due.values()):
            self.call_off(handle)

    def timerEvent(self, event: QTimerEvent) -> None:
        handle = self._due.get(event.timerId())
        if handle is not None:
            self.call_off(handle)
            handle._run()  # noqa: SLF001 - as asyncio's and qasync's loops call it


class _Loop(QEventLoop):
    """qasync's loop, which forgets deadlines that were called off."""

    def __init__(self, app: QApplication) -> None:
        self._deadlines = _Deadlines()
        super().__init__(app)  # pyright: ignore[reportUnknownMemberType] - qasync is not typed

    def call_later(
        self,
        delay: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> asyncio.Handle:
        loop = cast("asyncio.AbstractEventLoop", super())
        if delay <= 0:
            return loop.call_later(delay, callback, *args, context=context)
        handle = asyncio.TimerHandle(
            loop.time() + delay, callback, args, cast("Any", self), context
        )
        self._deadlines.add(handle, delay)
        return handle

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """What a handle calls when it is cancelled."""
        self._deadlines.call_off(handle)

    def close(self) -> None:
        self._deadlines.clear()
        super().close()


def run(app: QApplication, main: Coroutine[Any, Any, T]) -> T:
    """Run `main` to its end on a loop of its own; the loop is closed before this returns."""
    loop = cast("asyncio.AbstractEventLoop", _Loop(app))  # qasync is not typed
    loop.set_default_executor(ThreadPoolExecutor(thread_name_prefix="disk"))
    begun: WeakSet[Generator] = WeakSet()
    closings: set[asyncio.Task[None]] = set()

    async def close(generator: Generator) -> None:
        await generator.aclose()

    def begin_closing(generator: Generator) -> None:
        task = loop.create_task(close(generator))
        closings.add(task)
        task.add_done_callback(closings.discard)

    def abandoned(generator: Generator) -> None:
        """Called by Python in whichever thread lets go of the generator."""
        begun.discard(generator)
        if not loop.is_closed():
            loop.call_soon_threadsafe(begin_closing, generator)

    async def whole() -> T:
        try:
            return await main
        finally:
            left = [close(generator) for generator in tuple(begun)]
            await asyncio.gather(*left, *closings, return_exceptions=True)

    before = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(firstiter=begun.add, finalizer=abandoned)
    try:
        with closing(loop):
            return loop.run_until_complete(whole())
    finally:
        sys.set_asyncgen_hooks(*before)
