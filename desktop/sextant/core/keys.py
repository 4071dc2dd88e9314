"""Where the keys of the services lie, and who keeps them: a port like those of `ports`."""

from __future__ import annotations

import re
from typing import Protocol
from urllib.parse import urlsplit

import msgspec

DOMAINS = {"deepgram": "deepgram.com", "openrouter": "openrouter.ai"}
"""Where each service is at home; its regional addresses lie within."""


def wants_key(service: str, url: str) -> bool:
    """Whether the service itself is at `url`: a server of one's own may look at no key."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    domain = DOMAINS[service]
    return host == domain or host.endswith(f".{domain}")


_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def tidied(text: str) -> str:
    """A key as it was typed, pasted or set, without what nobody sees: pages and mails add it."""
    return _UNSEEN.sub("", text).strip()


def is_key(text: str) -> bool:
    """Whether `text`, tidied, can be one: a word of letters, digits and signs of ASCII."""
    return re.fullmatch(r"[!-~]{1,512}", text) is not None


class KeyPlace(msgspec.Struct, frozen=True):
    """Where a key lies: ``environment``, ``keyring``, ``this-run`` (memory only) or ``nowhere``.

    `detail` names the variable or the keyring's backend, for a person. `closed` says that
    the keyring is there but did not open: what lies in it is not known, and nothing can be
    put there.
    """

    kind: str
    detail: str = ""
    closed: bool = False


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
