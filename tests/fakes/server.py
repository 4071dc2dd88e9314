"""An HTTP/1.1 server on loopback whose every byte a test decides.

It runs in a thread of its own with its own loop, so that neither side waits for the
other's code. A reply is a coroutine function that is given the `Exchange` and may do
what servers and networks do: answer, drip, fall silent, stop half way, reset.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import socket
import ssl
import struct
import threading
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

import h11

CHUNK = 65_536
LARGEST_HEAD = 65_536


class Gone(Exception):
    """The client closed the connection before the reply was over."""


class Exchange:
    """One request, and the means to reply to it.

    `number` counts the requests of a server. `size` and `sha256` are of the body as far
    as it was read; `body` is empty when the server does not keep bodies.
    """

    def __init__(self, server: Server, streams: Streams, request: h11.Request, number: int) -> None:
        self._server = server
        self.streams = self._reader, self._writer = streams
        tls = self._writer.get_extra_info("ssl_object")
        self.protocol = tls.selected_alpn_protocol() if tls else None
        self._hash = hashlib.sha256()
        self.number = number
        self.method = request.method.decode()
        self.target = request.target.decode()
        parts = urlsplit(self.target)
        self.path = parts.path
        self.query = parse_qsl(parts.query, keep_blank_values=True)
        self.headers = {name.decode(): value.decode("latin-1") for name, value in request.headers}
        self.repeated = len(request.headers) != len(self.headers)
        self.body = b""
        self.size = 0
        self.keeps_alive = True

    def __repr__(self) -> str:
        return f"<{self.method} {self.path} #{self.number}, {self.size} bytes>"

    @property
    def declared(self) -> int | None:
        """The body's length as the client announced it."""
        length = self.headers.get("content-length")
        return None if length is None else int(length)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    @property
    def whole(self) -> bool:
        return self.size == (self.declared or 0)

    @property
    def kept(self) -> bool:
        """The body is whole and can be read here, whichever thread asks."""
        return 0 < len(self.body) == self.declared

    def json(self) -> Any:
        return json.loads(self.body)

    def note(self, what: str) -> None:
        """Put an event of this exchange into the server's timeline."""
        self._server.timeline.append((what, self.number))

    async def read(self, most: int | None = None) -> None:
        """Read the body, or its first `most` bytes. Raises: Gone."""
        kept = [self.body]
        end = self.declared or 0
        wanted = end if most is None else min(most, end)
        while self.size < wanted:
            piece = await self._reader.read(min(CHUNK, wanted - self.size))
            if not piece:
                raise Gone
            self._hash.update(piece)
            self.size += len(piece)
            if self._server.keeps_bodies:
                kept.append(piece)
        self.body = b"".join(kept)
        if self.whole:
            self.note("received")

    async def send(self, data: bytes) -> None:
        """Raw bytes onto the wire. Raises: Gone."""
        try:
            self._writer.write(data)
            await self._writer.drain()
        except OSError as error:
            raise Gone from error

    async def head(
        self, status: int, headers: Mapping[str, str] | None = None, **more: str
    ) -> None:
        """Status line and headers; underscores in names are hyphens."""
        lines = [f"HTTP/1.1 {status} Whatever"]
        named = {**(headers or {}), **{k.replace("_", "-"): v for k, v in more.items()}}
        lines += [f"{name}: {value}" for name, value in named.items()]
        if named.get("Connection", "").lower() == "close":
            self.keeps_alive = False
        await self.send("\r\n".join([*lines, "", ""]).encode("latin-1"))

    async def answer(
        self, status: int, body: Any = b"", headers: Mapping[str, str] | None = None
    ) -> None:
        """A whole answer; anything but bytes and text goes out as JSON."""
        kind = "application/json"
        if isinstance(body, str):
            kind, body = "text/html; charset=utf-8", body.encode()
        elif not isinstance(body, bytes):
            body = json.dumps(body).encode()
        named = {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}
        await self.head(status, named)
        await self.send(body)

    async def chunk(self, data: bytes) -> None:
        """A piece of a body sent with ``Transfer-Encoding: chunked``."""
        await self.send(b"%x\r\n%b\r\n" % (len(data), data))

    async def silence(self) -> None:
        """Say nothing until the client has had enough. Raises: Gone."""
        while not self._reader.at_eof():
            if not await self._reader.read(CHUNK):
                break
        raise Gone

    async def held(self) -> None:
        """Hold the reply back until the test says so, or ends."""
        await asyncio.to_thread(self._server.released.wait, 30)

    async def pause(self) -> None:
        """Between two drips."""
        await asyncio.sleep(0.02)

    def reset(self) -> None:
        """End the connection with a TCP reset, as routers and dying servers do."""
        raw = self._writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()
        raise Gone

    def hang_up(self) -> None:
        """End the connection in order, whatever is still owed."""
        raise Gone


Reply = Callable[[Exchange], Awaitable[None]]
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Server:
    """Listens on loopback while it is entered. Subclasses say what `reply` does.

    `timeline` is the order in which things happened, as (what, number of the exchange).
    `faults` are exceptions of the replies themselves: mistakes in a test.
    """

    scheme = "http"

    def __init__(self, *, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self._host = host
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._open: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.keeps_bodies = True
        self.exchanges: list[Exchange] = []
        self.timeline: list[tuple[str, int]] = []
        self.faults: list[BaseException] = []
        self.released = threading.Event()
        self.connections = 0
        self.port = 0

    async def reply(self, exchange: Exchange) -> None:
        raise NotImplementedError

    @property
    def origin(self) -> str:
        scheme = "https" if self._tls else "http"
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"{scheme}://{host}:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        self._call(self._bind())
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._call(self._unbind())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        if self.faults:
            raise self.faults[0]

    def _call(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout=30)

    async def _bind(self) -> None:
        self._server = await asyncio.start_server(self._serve, self._host, 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _unbind(self) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def drop_connections(self) -> None:
        """End every connection with a TCP reset, as happens to those of a sleeping computer."""
        self._call(self._drop())

    async def _drop(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        self._writers.add(writer)
        self.connections += 1
        try:
            while (request := await _request(reader)) is not None:
                exchange = Exchange(self, (reader, writer), request, len(self.exchanges))
                self.exchanges.append(exchange)
                exchange.note("begun")
                await self.reply(exchange)
                exchange.note("over")
                if not exchange.keeps_alive or not exchange.whole:
                    break
        except (Gone, OSError):
            self.timeline.append(("gone", len(self.exchanges) - 1))
        except asyncio.CancelledError:
            pass
        except Exception as error:  # noqa: BLE001 — whatever a test's reply does wrong, it shows
            self.faults.append(error)
        finally:
            self._open.discard(task)
            self._writers.discard(writer)
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()


async def _request(reader: asyncio.StreamReader) -> h11.Request | None:
    """The next request's line and headers, strictly read; ``None`` at the end."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, OSError):
        return None
    connection = h11.Connection(h11.SERVER, max_incomplete_event_size=LARGEST_HEAD)
    connection.receive_data(head)
    request = connection.next_event()
    assert isinstance(request, h11.Request)
    return request
