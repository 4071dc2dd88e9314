"""asyncio inside Qt's event loop, from start to end.

qasync leaves out one thing that asyncio's own loop does: a generator that was
left half way (the rest of an HTTP answer nobody needs) is closed by the loop.
Without it Python closes such a generator wherever it is found, outside of any
task, and complains on stderr.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any, TypeVar, cast
from weakref import WeakSet

from qasync import QEventLoop

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

T = TypeVar("T")

Generator = AsyncGenerator[Any, Any]


def run(app: QApplication, main: Coroutine[Any, Any, T]) -> T:
    """Run `main` to its end on a loop of its own; the loop is closed before this returns."""
    loop = cast("asyncio.AbstractEventLoop", QEventLoop(app))  # qasync is not typed
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
