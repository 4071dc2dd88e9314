"""The keys of the two services: environment first, then the system's keyring, never a file.

A keyring may ask its owner to unlock it, and on Linux it is reached over D-Bus:
every method may block for as long as a person thinks. Call them in a thread.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Generator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sextant.core.errors import KeyMissing, KeyStoreProblem
from sextant.core.keys import KeyPlace, tidied

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE_NAME = "sextant"
VARIABLES = {"deepgram": "DEEPGRAM_API_KEY", "openrouter": "OPENROUTER_API_KEY"}

_WITHOUT_A_STORE = ("keyring.backends.fail", "keyring.backends.null")
_INTO_FILES = ("keyrings.alt", "keyring.backends.file")
"""Backends that keep passwords in files, some of them in plain text."""

OURS = {
    "linux": "keyring.backends.SecretService",
    "darwin": "keyring.backends.macOS",
    "win32": "keyring.backends.Windows",
}
"""The backend without which a frozen program could store no key, by ``sys.platform``."""


class Keys:
    """Implements `sextant.core.ports.KeyStore`."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._environment = environment
        self._this_run: dict[str, str] = {}

    @classmethod
    def taking(cls, environment: MutableMapping[str, str]) -> Keys:
        """With the keys of `environment` taken out of it.

        What this process starts later, a browser for instance, does not inherit them.
        """
        names = [name for name in VARIABLES.values() if name in environment]
        return cls({name: environment.pop(name) for name in names})

    def get(self, service: str) -> str | None:
        """See the port. Raises: KeyStoreProblem."""
        return self._given(service) or self._this_run.get(service) or self._stored(service)

    def place(self, service: str) -> KeyPlace:
        """Where the key in use lies. A keyring that does not open counts as nowhere."""
        if self._given(service):
            return KeyPlace("environment", VARIABLES[service])
        if service in self._this_run:
            return _in_memory()
        keyring = backend_name()
        try:
            stored = self._stored(service)
        except KeyStoreProblem:
            return KeyPlace("nowhere", keyring, closed=True)
        return KeyPlace("keyring" if stored else "nowhere", keyring)

    def put(self, service: str, key: str) -> KeyPlace:
        """Keep `key`, without what nobody sees. Raises: KeyMissing when none is left."""
        key = tidied(key)
        if not key:
            raise KeyMissing(service=service.capitalize())
        backend = usable_backend()
        if backend is not None:
            try:
                with _keyring_errors():
                    # keyring wraps each backend's method in an untyped decorator
                    backend.set_password(SERVICE_NAME, service, key)  # pyright: ignore[reportUnknownMemberType]
            except KeyStoreProblem:
                pass  # what KeyPlace says: for this run only
            else:
                self._this_run.pop(service, None)
                return KeyPlace("keyring", backend.name)
        self._this_run[service] = key
        return _in_memory()

    def remove(self, service: str) -> None:
        """Forget the key, if there is one. Raises: KeyStoreProblem."""
        self._this_run.pop(service, None)
        backend = usable_backend()
        if backend is not None and self._stored(service) is not None:
            with _keyring_errors():
                backend.delete_password(SERVICE_NAME, service)

    def _given(self, service: str) -> str | None:
        return tidied(self._environment.get(VARIABLES[service], "")) or None

    def _stored(self, service: str) -> str | None:
        backend = usable_backend()
        if backend is None:
            return None
        with _keyring_errors():
            return tidied(backend.get_password(SERVICE_NAME, service) or "") or None


def _in_memory() -> KeyPlace:
    """For this run only: there is no keyring, or the one there is did not open."""
    keyring = backend_name()
    return KeyPlace("this-run", keyring, closed=bool(keyring))


def backend_name() -> str:
    """The keyring in use in words for a person; empty where there is none."""
    backend = usable_backend()
    return "" if backend is None else backend.name


def usable_backend() -> KeyringBackend | None:
    """The system's keyring, unless it would keep the key in a file or not at all."""
    import keyring

    try:
        with _keyring_errors():
            chosen = keyring.get_keyring()
            # A chainer hands a key on to the next backend when one fails, files among them.
            candidates: list[KeyringBackend] = list(getattr(chosen, "backends", [chosen]))
    except KeyStoreProblem:
        return None
    return next((backend for backend in candidates if _keeps_secrets(backend)), None)


def known_backends() -> set[str]:
    """The modules of all backends that come with the program, usable here or not."""
    from keyring.backend import KeyringBackend, get_all_keyring

    get_all_keyring()
    kinds: list[type] = [KeyringBackend]
    for kind in kinds:
        kinds += kind.__subclasses__()
    return {kind.__module__ for kind in kinds}


def round_trip() -> str:
    """Store, read and remove a secret of no worth; the backend's name, empty without one.

    Raises: KeyStoreProblem.
    """
    backend = usable_backend()
    if backend is None:
        return ""
    service, secret = f"{SERVICE_NAME}-self-test", secrets.token_urlsafe(16)
    with _keyring_errors():
        backend.set_password(service, "self-test", secret)  # pyright: ignore[reportUnknownMemberType]
        found = backend.get_password(service, "self-test")
        backend.delete_password(service, "self-test")
    if found != secret:
        raise KeyStoreProblem("not what was stored")
    return backend.name


def _keeps_secrets(backend: KeyringBackend) -> bool:
    kinds = [f"{kind.__module__}.{kind.__qualname__}" for kind in type(backend).__mro__]
    return not any(
        kind.startswith(_WITHOUT_A_STORE + _INTO_FILES) or "Plaintext" in kind for kind in kinds
    )


@contextmanager
def _keyring_errors() -> Generator[None]:
    """Backends raise whatever their platform raises: D-Bus, COM and Security errors."""
    try:
        yield
    except Exception as error:
        raise KeyStoreProblem(type(error).__name__) from error
