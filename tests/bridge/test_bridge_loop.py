"""What asyncio's own loop does and qasync's does not."""

from __future__ import annotations

import asyncio
import gc
from weakref import ref

from support.qt import run, until


async def endless(closed: list[str], name: str):
    try:
        while True:
            yield name
    finally:
        await asyncio.sleep(0)  # as a connection that says goodbye
        closed.append(name)


def test_a_generator_left_half_way_is_closed_by_the_loop(qapp):
    closed: list[str] = []

    async def scenario() -> None:
        async for _ in endless(closed, "dropped"):
            break
        gc.collect()
        await until(lambda: closed == ["dropped"])

    run(qapp, scenario())


def test_a_generator_still_held_at_the_end_is_closed_with_the_loop(qapp):
    closed: list[str] = []
    held = endless(closed, "held")

    async def scenario() -> None:
        await anext(held)

    run(qapp, scenario())
    assert closed == ["held"]


def test_a_deadline_that_was_called_off_is_forgotten_at_once(qapp):
    """Each read of an answer sets one that is minutes away."""

    async def scenario() -> None:
        deadline = asyncio.get_running_loop().call_later(3600, print)
        forgotten = ref(deadline)
        deadline.cancel()
        del deadline
        assert forgotten() is None

    run(qapp, scenario())


def test_deadlines_strike_in_their_order_and_once(qapp):
    struck: list[str] = []

    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(0.02, struck.append, "second")
        loop.call_later(0.001, struck.append, "first")
        loop.call_at(loop.time() - 1, struck.append, "at once")
        loop.call_later(0.01, struck.append, "never").cancel()
        await until(lambda: "second" in struck)

    run(qapp, scenario())
    assert struck == ["at once", "first", "second"]
