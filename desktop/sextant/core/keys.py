"""Where the keys of the services lie, and who keeps them: a port like those of `ports`."""

from __future__ import annotations

from typing import Protocol

import msgspec


class KeyPlace(msgspec.Struct, frozen=True):
    """Where a key lies: ``environment``, ``keyring``, ``this-run`` (memory only) or ``nowhere``.

    `detail` names the variable or the keyring's backend, for a person.
    """

    kind: str
    detail: str = ""


class KeyStore(Protocol):
    """Keys by service, ``deepgram`` or ``openrouter``. The environment comes first."""

    def get(self, service: str) -> str | None:
        """Raises: KeyStoreProblem."""
        ...

    def place(self, service: str) -> KeyPlace: ...

    def put(self, service: str, key: str) -> KeyPlace:
        """Keep it in the keyring, else in memory for this run only; never in a file."""
        ...

    def remove(self, service: str) -> None: ...
