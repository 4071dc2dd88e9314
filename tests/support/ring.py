"""A Secret Service of one's own: gnome-keyring on a bus of its own, unlocked or not."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jeepney import message_bus
from jeepney.io.blocking import open_dbus_connection

from support.bus import ADDRESS, session
from support.desktop import eventually, started
from support.system import require_tools

PASSWORD = b"pw"


@contextmanager
def secret_service(
    folder: Path, environment: Mapping[str, str], *, unlocked: bool = True
) -> Iterator[dict[str, str]]:
    """Entered with a folder of its own and the environment of what will use it.

    Yields what leads a program to it. The keys lie in the home that `environment` names.
    Only one that was unlocked once can be locked.
    """
    require_tools("gnome-keyring-daemon")
    runtime = folder / f"runtime-{unlocked}"
    runtime.mkdir(mode=0o700)
    everything = {**environment, "XDG_RUNTIME_DIR": str(runtime)}
    with session(everything) as bus:
        everything |= bus
        with _daemon(everything, unlocked=unlocked):
            yield {
                **bus,
                "XDG_RUNTIME_DIR": str(runtime),
                "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
            }


@contextmanager
def _daemon(environment: Mapping[str, str], *, unlocked: bool) -> Iterator[None]:
    argv = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
    argv += ["--unlock"] if unlocked else []
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with started(argv, env={**os.environ, **environment}, stdin=subprocess.PIPE, **quiet) as daemon:
        assert daemon.stdin is not None
        with daemon.stdin as typed:
            typed.write(PASSWORD if unlocked else b"")
        with open_dbus_connection(environment[ADDRESS]) as connection:

            def there() -> bool:
                question = message_bus.NameHasOwner("org.freedesktop.secrets")
                return connection.send_and_get_reply(question, timeout=20).body[0]

            eventually(there, "the Secret Service")
        yield
