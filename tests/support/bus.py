"""A session bus of one's own, and a desktop on it that answers and remembers."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any, NamedTuple

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_method_return,
    new_signal,
)
from jeepney.io.asyncio import DBusConnection, DBusRouter, open_dbus_connection

from support.desktop import started
from support.system import require_tools

ADDRESS = "DBUS_SESSION_BUS_ADDRESS"


@contextmanager
def session(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """A bus, and what it starts, in `environment`; yields what leads a program to it."""
    require_tools("dbus-daemon")
    ours, theirs = os.pipe()
    argv = ["dbus-daemon", "--session", "--nofork", f"--print-address={theirs}"]
    everything = {**os.environ, **environment}
    with started(argv, env=everything, pass_fds=(theirs,), stderr=subprocess.DEVNULL):
        os.close(theirs)
        with os.fdopen(ours) as lines:
            yield {ADDRESS: lines.readline().strip()}


@contextmanager
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A bus that this process and its children take for the person's session."""
    with session({}) as environment:
        monkeypatch.setenv(ADDRESS, environment[ADDRESS])
        yield


class Heard(NamedTuple):
    """One call or signal."""

    interface: str
    member: str
    body: tuple[Any, ...]
    sender: str


class Desktop:
    """Owns names on the bus. Every call is answered with the number 7."""

    def __init__(self, connection: DBusConnection) -> None:
        self.heard: list[Heard] = []
        self.gone: list[str] = []
        """Who has left the bus."""
        self._connection = connection

    def calls(self, member: str) -> list[Heard]:
        return [heard for heard in self.heard if heard.member == member]

    async def send(self, path: str, interface: str, name: str, signature: str, *body: Any) -> None:
        emitter = DBusAddress(path, None, interface)
        await self._connection.send(new_signal(emitter, name, signature, body))

    async def listen(self) -> None:
        while True:
            message = await self._connection.receive()
            await self._take(message)

    async def _take(self, message: Message) -> None:
        fields, kind = message.header.fields, message.header.message_type
        if kind not in {MessageType.method_call, MessageType.signal}:
            return
        member = fields[HeaderFields.member]
        if member == "NameOwnerChanged":
            name, _, owner = message.body
            if not owner:
                self.gone.append(name)
            return
        interface, sender = fields.get(HeaderFields.interface, ""), fields[HeaderFields.sender]
        self.heard.append(Heard(interface, member, message.body, sender))
        if kind is MessageType.method_call:
            await self._connection.send(new_method_return(message, "u", (7,)))


@asynccontextmanager
async def desktop(*names: str) -> AsyncGenerator[Desktop]:
    """A desktop that offers the services of these `names`."""
    connection = await open_dbus_connection("SESSION")
    async with DBusRouter(connection) as router:
        for name in names:
            await router.send_and_get_reply(message_bus.RequestName(name))
        for rule in (
            "type='signal',member='NameOwnerChanged'",
            "type='signal',interface='com.canonical.Unity.LauncherEntry'",
        ):
            await router.send_and_get_reply(message_bus.AddMatch(rule))
    there = Desktop(connection)
    listening = asyncio.create_task(there.listen())
    try:
        yield there
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await connection.close()
