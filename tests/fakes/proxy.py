"""An HTTP proxy on loopback: it lets through what it is asked to, or demands a password."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from fakes.server import Exchange, Server


class Proxy(Server):
    """Tunnels every ``CONNECT`` to `port` on loopback, whatever host was named.

    `password` is ``name:password`` in base64, as the header carries it.
    """

    def __init__(self, port: int, *, password: str | None = None) -> None:
        super().__init__()
        self._port_behind = port
        self._password = password

    async def reply(self, exchange: Exchange) -> None:
        given = exchange.headers.get("proxy-authorization")
        if self._password is not None and given != f"Basic {self._password}":
            await exchange.answer(
                407, "<html>Who are you?</html>", {"Proxy-Authenticate": 'Basic realm="office"'}
            )
            return
        await exchange.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port_behind)
        there = asyncio.create_task(_copy(exchange.streams[0], writer))
        await _copy(reader, exchange.streams[1])
        there.cancel()
        exchange.hang_up()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()
