from __future__ import annotations

import asyncio
import gc

import pytest

from sextant.bridge.session_bus import session_bus
from support.bus import bus

TURNS = 40
"""Turns of the loop; the bus is open after fewer."""


def test_who_changes_their_mind_while_the_bus_is_being_opened_leaves_nothing_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[bool] = []

    async def ask() -> None:
        async with session_bus() as there:
            opened.append(there is not None)
            await asyncio.Event().wait()

    async def scenario() -> None:
        for turns in range(TURNS):
            asking = asyncio.create_task(ask())
            for _ in range(turns):
                await asyncio.sleep(0.0005)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
            gc.collect()  # a connection that nobody closed complains here, and fails the test

    with bus(monkeypatch):
        asyncio.run(scenario())
    assert opened
    assert len(opened) < TURNS
