"""Keeps a test away from the person who runs it, and from the network."""

from __future__ import annotations

import ipaddress
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

HOMES = {
    "HOME": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": "run",
}

PERSONAL = (
    "DEEPGRAM_API_KEY",
    "OPENROUTER_API_KEY",
    "SEXTANT_DEEPGRAM_URL",
    "SEXTANT_OPENROUTER_URL",
    "DBUS_SESSION_BUS_ADDRESS",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    *(f"{name}_PROXY" for name in ("HTTP", "HTTPS", "ALL", "NO")),
    *(f"{name}_proxy" for name in ("http", "https", "all", "no")),
)


def without_the_persons_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key, no proxy and no keyring of the person's, in this process and its children."""
    for name in PERSONAL:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    keyring.set_keyring(NoKeyring())


@contextmanager
def a_home_of_ones_own(monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[None]:
    """Settings, logs and caches go into `home`, which is empty before and after."""
    for name, place in HOMES.items():
        monkeypatch.setenv(name, str(home / place))
    (home / "run").mkdir(parents=True, mode=0o700)
    yield
    shutil.rmtree(home, ignore_errors=True)


def heed_interruptions() -> None:
    """A shell has what it begins in the background ignore Ctrl-C, and so would all we start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def only_loopback(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: a test that reaches for the network fails, whoever reaches."""
    if event == "socket.connect":
        connection, address = arguments
        if connection.family in {socket.AF_INET, socket.AF_INET6}:
            _refuse_beyond_loopback(address[0])
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        _refuse_beyond_loopback(arguments[0])


def _refuse_beyond_loopback(host: str | bytes | None) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if not name or name == "localhost":
        return
    try:
        near = ipaddress.ip_address(name).is_loopback
    except ValueError:
        near = False
    if not near:
        pytest.fail(f"a test reached for {name}; only loopback is allowed", pytrace=True)
