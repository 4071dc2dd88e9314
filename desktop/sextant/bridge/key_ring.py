"""The keys of the two services, as the keys dialog and the banner see them."""

from __future__ import annotations

import asyncio
from enum import StrEnum

import msgspec
from PySide6.QtCore import QObject, Signal

from sextant.bridge.desk import Desk
from sextant.bridge.notice import Notice
from sextant.bridge.tasks import Tasks
from sextant.core.errors import (
    Forbidden,
    KeyProblem,
    KeyRefused,
    KeyStoreProblem,
    ServiceProblem,
    TimedOut,
    Unreachable,
)
from sextant.core.ports import KeyPlace, KeyStore, Library
from sextant.core.settings import DEEPGRAM_URL, OPENROUTER_URL, Settings

SERVICES = ("deepgram", "openrouter")


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
    """The outcome of a test, and its words where it is not plain."""

    service: str
    outcome: Outcome
    notice: Notice | None = None


class TrialKeys:
    """A key store with one key that is being tried and not yet kept anywhere."""

    def __init__(self, service: str, key: str) -> None:
        self._service = service
        self._key = key

    def get(self, service: str) -> str | None:
        return self._key if service == self._service else None

    def place(self, service: str) -> KeyPlace:
        return KeyPlace("this-run" if service == self._service else "nowhere")

    def put(self, service: str, key: str) -> KeyPlace:
        del key  # kept nowhere while it is under test
        raise KeyStoreProblem(detail=f"the {service} key is under test")

    def remove(self, service: str) -> None:
        raise KeyStoreProblem(detail=f"the {service} key is under test")


class KeyRing(QObject):
    """Reads, keeps, forgets and tests keys, all off the GUI thread: a keyring may ask first."""

    changed = Signal()
    """`states` was read anew."""
    tested = Signal(object)
    """A Verdict."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.states: tuple[KeyState, ...] = ()
        self._desk = desk
        self._tasks = tasks
        self._settings = Settings()
        self._store: KeyStore | None = None

    async def begin(self, settings: Settings) -> None:
        """Open the store and look. Await this once before anything else."""
        self._settings = settings
        self._store = await asyncio.to_thread(self._desk.make_keys)
        await self._look()

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
        self._tasks.start("keys", self._put(service, key))

    def remove(self, service: str) -> None:
        """Forget a key."""
        self._tasks.start("keys", self._remove(service))

    def test(self, service: str, key: str, library: Library) -> None:
        """Ask the service about `key`, or the stored one when it is empty; `tested` follows."""
        store = TrialKeys(service, key) if key else self.store
        self._tasks.start(f"test:{service}", self._test(service, store, library))

    async def _put(self, service: str, key: str) -> None:
        await asyncio.to_thread(self.store.put, service, key)
        await self._look()

    async def _remove(self, service: str) -> None:
        await asyncio.to_thread(self.store.remove, service)
        await self._look()

    async def _look(self) -> None:
        own_url = {
            "deepgram": self._settings.deepgram_url.rstrip("/") != DEEPGRAM_URL,
            "openrouter": self._settings.openrouter_url.rstrip("/") != OPENROUTER_URL,
        }
        places = await asyncio.to_thread(lambda: [self.store.place(name) for name in SERVICES])
        self.states = tuple(
            KeyState(name, place, needed=not own_url[name])
            for name, place in zip(SERVICES, places, strict=True)
        )
        self.changed.emit()

    async def _test(self, service: str, store: KeyStore, library: Library) -> None:
        try:
            async with self._desk.workshop(library, self._settings, store, practice=False) as tools:
                worker = tools.transcriber if service == "deepgram" else tools.analyst
                await worker.check_key()
        except (KeyProblem, ServiceProblem) as error:
            self.tested.emit(Verdict(service, _outcome(error), Notice.of(error)))
        else:
            self.tested.emit(Verdict(service, Outcome.WORKS))


def _outcome(error: KeyProblem | ServiceProblem) -> Outcome:
    match error:
        case KeyRefused() | Forbidden():
            return Outcome.REFUSED
        case Unreachable() | TimedOut():
            return Outcome.NO_NETWORK
        case _:
            return Outcome.UNKNOWN
