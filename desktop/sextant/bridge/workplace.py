"""Keeps the tools of a run open for as long as a project is, and closes them in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from sextant.bridge.desk import Desk
from sextant.core.events import Emit
from sextant.core.keys import KeyStore
from sextant.core.ports import Library
from sextant.core.settings import Settings
from sextant.core.tools import Tools

if TYPE_CHECKING:
    from sextant.core.batch import Batch

MakeBatch = Callable[[Tools, Settings, Emit], "Batch"]


def make_batch(tools: Tools, settings: Settings, emit: Emit) -> Batch:
    """The real one; it is imported with the first work, not with the window."""
    from sextant.core.batch import Batch

    return Batch(tools, settings, emit)


class Workplace:
    """One batch for real work and one for practice, each opened when first needed.

    Tools are opened and closed in one task of their own, as task groups inside
    them demand; who first asks for a batch may be gone long before the end.
    """

    def __init__(
        self,
        desk: Desk,
        library: Library,
        settings: Settings,
        keys: KeyStore,
        emit: Emit,
        *,
        make_batch: MakeBatch = make_batch,
    ) -> None:
        self.library = library
        self._desk = desk
        self._settings = settings
        self._keys = keys
        self._emit = emit
        self._make_batch = make_batch
        self._closing = asyncio.Event()
        self._open: dict[bool, tuple[asyncio.Future[Batch], asyncio.Task[None]]] = {}
        self._retired: list[asyncio.Task[None]] = []

    async def batch(self, *, practice: bool) -> Batch:
        """The batch, with its tools open. Raises what opening them raises."""
        if practice not in self._open:
            loop = asyncio.get_running_loop()
            ready: asyncio.Future[Batch] = loop.create_future()
            keeper = loop.create_task(self._keep(ready, practice=practice), name="workplace")
            self._open[practice] = (ready, keeper)
        ready, keeper = self._open[practice]
        await asyncio.wait((ready, keeper), return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            self._open.pop(practice, None)
            await keeper
        return ready.result()

    def renew(self) -> None:
        """Open new tools for the next real run, as keys have changed; runs keep what they have."""
        self._retire(practice=False)

    def adopt(self, settings: Settings) -> None:
        """Work with other settings from the next run on; runs keep what they have."""
        self._settings = settings
        self._retire(practice=False)
        self._retire(practice=True)

    def _retire(self, *, practice: bool) -> None:
        if (open_ := self._open.pop(practice, None)) is not None:
            self._retired.append(open_[1])

    async def close(self) -> None:
        """Let go of the tools; no run may still use them. Raises what closing them raises."""
        self._closing.set()
        for keeper in (*self._retired, *(keeper for _, keeper in self._open.values())):
            await keeper

    async def _keep(self, ready: asyncio.Future[Batch], *, practice: bool) -> None:
        async with self._desk.workshop(
            self.library, self._settings, self._keys, practice=practice
        ) as tools:
            ready.set_result(
                await asyncio.to_thread(self._make_batch, tools, self._settings, self._emit)
            )
            await self._closing.wait()
