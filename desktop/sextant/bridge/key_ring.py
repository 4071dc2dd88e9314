"""The keys of the two services, as the keys dialog and the banner see them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from enum import StrEnum
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from sextant.bridge.aside import aside
from sextant.bridge.desk import Desk
from sextant.bridge.notice import Notice
from sextant.bridge.tasks import Tasks
from sextant.core.errors import (
    Forbidden,
    KeyProblem,
    KeyRefused,
    ServiceProblem,
    TimedOut,
    Unreachable,
)
from sextant.core.keys import KeyPlace, KeyStore, wants_key
from sextant.core.settings import Settings, value_of

SERVICES = ("deepgram", "openrouter")

KeyOf = Callable[[str], str | None]
"""A service's key, from wherever it lies. May block."""


class KeyState(msgspec.Struct, frozen=True):
    """Where a service's key lies. One with a base URL of its own may need none."""

    service: str
    place: KeyPlace
    needed: bool = True

    @property
    def missing(self) -> bool:
        return self.needed and self.place.kind == "nowhere"


class Outcome(StrEnum):
    """What a test of a key came to."""

    WORKS = "works"
    """The service took it."""
    REFUSED = "refused"
    """The service does not know it, or does not allow it this."""
    NO_NETWORK = "no network"
    """The service could not be reached, so nothing is known about the key."""
    UNKNOWN = "cannot tell"
    """Something answered, but nothing that tells of the key."""


class Verdict(msgspec.Struct, frozen=True):
    """The outcome of a test, and its words where it is not plain.

    `address` is the base URL that was tested in place of the one in force, if one was.
    """

    service: str
    outcome: Outcome
    notice: Notice | None = None
    address: str = ""


class KeyRing(QObject):
    """Reads, keeps, forgets and tests keys, all off the GUI thread: a keyring may ask first."""

    changed = Signal()
    """`states` was read anew."""
    tested = Signal(object)
    """A Verdict on the key last asked about. What another key came to is never told."""
    untested = Signal(str)
    """The service whose test was given up, for another one or for good: no Verdict comes of it."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.states: tuple[KeyState, ...] = ()
        self._desk = desk
        self._tasks = tasks
        self._settings = Settings()
        self._store: KeyStore | None = None
        self._turn = asyncio.Lock()

    async def begin(self, settings: Settings) -> None:
        """Open the store and look. Await this once before anything else."""
        self._settings = settings
        self._store = await asyncio.to_thread(self._desk.make_keys)
        await self._look()

    def adopt(self, settings: Settings) -> None:
        """Other addresses may need other keys, and are other services to test them at."""
        before, self._settings = self._settings, settings
        if (before.deepgram_url, before.openrouter_url) != (
            settings.deepgram_url,
            settings.openrouter_url,
        ):
            self.look_again()

    def look_again(self) -> None:
        """Ask the store anew where the keys lie."""
        self._tasks.spawn("keys", self._look())

    def try_again(self) -> None:
        """Ask a keyring that did not open once more: for what it holds, and to keep the rest."""
        self._tasks.spawn("keys", self._try_again())

    @property
    def store(self) -> KeyStore:
        assert self._store is not None, "begin() comes first"
        return self._store

    @property
    def missing(self) -> tuple[str, ...]:
        """Services whose key is needed and nowhere."""
        return tuple(state.service for state in self.states if state.missing)

    def put(self, service: str, key: str) -> None:
        """Keep a key in the system's keyring, or for this run where there is none."""
        self._tasks.spawn("keys", self._put(service, key))

    def remove(self, *services: str) -> None:
        """Forget keys."""
        self._tasks.spawn("keys", self._remove(services))

    def test(self, service: str, key: str = "") -> None:
        """Ask the service about `key`, or the stored one when it is empty; `tested` follows."""

        def key_of(name: str) -> str | None:
            return key or self.store.get(name)

        self._start_test(service, self._test(service, key_of, self._settings))

    def test_address(self, service: str, address: str) -> None:
        """Ask whoever is at `address` about the stored key; `tested` follows.

        An address that cannot be used is told without asking anybody.
        """
        there = msgspec.structs.replace(self._settings, **{f"{service}_url": address})
        work = self._test(service, self.store.get, there, address)
        self._start_test(service, work)

    def forget_test(self, service: str) -> None:
        """The key is another one meanwhile: what the test comes to is of no interest."""
        if self._tasks.running(f"test:{service}"):
            self._tasks.cancel(f"test:{service}")
            self.untested.emit(service)

    def _start_test(self, service: str, work: Coroutine[Any, Any, None]) -> None:
        self.forget_test(service)
        self._tasks.start(f"test:{service}", work)

    async def _put(self, service: str, key: str) -> None:
        async with self._turn:
            await aside(partial(self.store.put, service, key))
            await self._look()

    async def _try_again(self) -> None:
        async with self._turn:
            for state in self.states:
                if state.place.kind == "this-run":
                    await aside(partial(self._put_again, state.service))
            await self._look()

    def _put_again(self, service: str) -> None:
        if key := self.store.get(service):
            self.store.put(service, key)

    async def _remove(self, services: Iterable[str]) -> None:
        async with self._turn:
            for service in services:
                await aside(partial(self.store.remove, service))
            await self._look()

    async def _look(self) -> None:
        places = await aside(lambda: [self.store.place(name) for name in SERVICES])
        self.states = tuple(
            KeyState(name, place, needed=wants_key(name, value_of(self._settings, f"{name}_url")))
            for name, place in zip(SERVICES, places, strict=True)
        )
        self.changed.emit()

    async def _test(
        self, service: str, key_of: KeyOf, settings: Settings, address: str = ""
    ) -> None:
        try:
            async with self._desk.open_services(settings, key_of) as (transcriber, analyst):
                worker = transcriber if service == "deepgram" else analyst
                await worker.check_key()
        except (KeyProblem, ServiceProblem) as error:
            self.tested.emit(Verdict(service, _outcome(error), Notice.of(error), address))
        else:
            self.tested.emit(Verdict(service, Outcome.WORKS, address=address))


def _outcome(error: KeyProblem | ServiceProblem) -> Outcome:
    match error:
        case KeyRefused() | Forbidden():
            return Outcome.REFUSED
        case Unreachable() | TimedOut():
            return Outcome.NO_NETWORK
        case _:
            return Outcome.UNKNOWN
