"""Disk work off the event loop, finished even when the task is cancelled meanwhile.

A cancelled `asyncio.to_thread` returns at once while its thread goes on, which
would let a ledger line land after the lock is gone. Here the cancellation waits
for the write, then goes on its way.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import ParamSpec, TypeVar

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


async def durably(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `function` in a thread and return its result; raises what it raises."""
    return await to_its_end(asyncio.ensure_future(asyncio.to_thread(function, *args, **kwargs)))


async def to_its_end(work: asyncio.Future[T]) -> T:
    """The result of `work`, which is waited for even when the task that waits is cancelled."""
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait([work])
        if not work.cancelled() and work.exception() is not None:
            log.info("a write failed while the run was being cancelled")
        raise
