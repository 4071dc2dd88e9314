"""The bus on which a Linux desktop listens; where there is none, nothing is said and nobody hurt.

What a desktop offers there is a courtesy: whoever asks goes on without an answer.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import msgspec

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds within which somebody on the bus must have answered."""

GATHERED = 100
"""Signals that are kept until somebody asks for the next."""


class Address(msgspec.Struct, frozen=True):
    """Whom to talk to: a well-known name, an object's path, an interface of it."""

    name: str
    path: str
    interface: str


Signals = Callable[[], Awaitable[tuple[str, tuple[Any, ...]]]]
"""Waits for the next one: its name and what it carries."""


class SessionBus:
    """A connection. What was asked for through it ends with it."""

    def __init__(self, jeepney: Any, router: Any) -> None:
        """`jeepney` is the library, which has no types, and `router` one of its connections."""
        self._jeepney = jeepney
        self._router = router

    async def call(
        self, to: Address, method: str, signature: str, body: Sequence[Any]
    ) -> tuple[Any, ...] | None:
        """Call a method; `signature` as in the D-Bus specification. ``None`` is no answer."""
        address = self._jeepney.DBusAddress(to.path, to.name, to.interface)
        message = self._jeepney.new_method_call(address, method, signature, tuple(body))
        return await self._ask(message)

    async def tell(self, source: Address, signal: str, signature: str, body: Sequence[Any]) -> None:
        """Send a signal to whom it may concern."""
        emitter = self._jeepney.DBusAddress(source.path, None, source.interface)
        message = self._jeepney.new_signal(emitter, signal, signature, tuple(body))
        with suppress(OSError):
            await self._router.send(message)

    @asynccontextmanager
    async def hearing(self, source: Address) -> AsyncGenerator[Signals]:
        """The signals of an interface, from now on."""
        jeepney = self._jeepney
        rule = jeepney.MatchRule(type="signal", interface=source.interface, path=source.path)
        await self._ask(jeepney.message_bus.AddMatch(rule))
        with self._router.filter(rule, bufsize=GATHERED) as heard:

            async def following() -> tuple[str, tuple[Any, ...]]:
                message = await heard.get()
                return message.header.fields[jeepney.HeaderFields.member], message.body

            yield following

    async def _ask(self, message: Any) -> tuple[Any, ...] | None:
        from jeepney.io.common import RouterClosed

        try:
            async with asyncio.timeout(PATIENCE):
                reply = await self._router.send_and_get_reply(message)
        except (RouterClosed, OSError):  # a TimeoutError is one
            return None
        answered = self._jeepney.MessageType.method_return
        return reply.body if reply.header.message_type is answered else None


@asynccontextmanager
async def session_bus() -> AsyncGenerator[SessionBus | None]:
    """A connection of one's own to the person's session; ``None`` where there is no bus."""
    if sys.platform != "linux":
        yield None
        return
    import jeepney
    from jeepney.io import asyncio as connections

    try:
        connection = await _whole(connections.open_dbus_connection("SESSION"))
    except (KeyError, ValueError, RuntimeError, OSError, EOFError) as error:
        # no address, one of a kind that is not known, or nobody there
        log.info("no session bus: %s", type(error).__name__)
        yield None
        return
    router: Any = connections.DBusRouter(connection)
    try:
        yield SessionBus(jeepney, router)
    finally:
        with suppress(EOFError, OSError):  # the bus may have gone before
            await router.__aexit__(None, None, None)
        with suppress(OSError):
            await connection.close()


async def _whole(opening: Coroutine[Any, Any, Any]) -> Any:
    """The connection that `opening` makes; closed again if nobody wants it any more.

    jeepney itself leaves its socket open when it is cancelled half way.
    Raises: what `opening` does, TimeoutError.
    """
    task = asyncio.create_task(opening)
    try:
        async with asyncio.timeout(PATIENCE):
            return await asyncio.shield(task)
    except TimeoutError:
        task.cancel()
        raise
    except asyncio.CancelledError:
        await asyncio.wait([task], timeout=PATIENCE)
        if task.done() and not task.exception():
            await task.result().close()
        task.cancel()
        raise
