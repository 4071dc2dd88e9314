"""What asyncio's own loop does and qasync's does not."""

from __future__ import annotations

import asyncio
import gc

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
