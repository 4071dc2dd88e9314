"""How many questions may be under way at once, for all recordings together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


class Gate:
    """A semaphore that can become narrower while it is in use.

    OpenRouter holds credit for each request in flight. When an account's credit does
    not reach for all of them, its answer is to be asked one at a time.
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self._inside = 0
        self._left = asyncio.Event()

    def narrow(self) -> None:
        """One at a time from now on; those inside go on."""
        self.width = 1

    @asynccontextmanager
    async def pass_through(self) -> AsyncGenerator[None]:
        while self._inside >= self.width:
            await self._left.wait()
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1
            self._left.set()
            self._left = asyncio.Event()
