"""The first steps in pictures: a hand that pastes keys, and services that judge them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from fakes.services import DEEPGRAM_KEY, OPENROUTER_KEY
from support.desktop import xdotool
from support.gateway import gateway
from support.ring import secret_service
from support.scenes import MEETING, PROJECT, Environment, Scene, Start

WRONG = "not-the-key-0123456789"


@contextmanager
def _start(
    folder: Path,
    _shared: Path,
    home: Environment,
    *,
    keys: Sequence[str] = (),
    ring: bool = True,
    reached: bool = True,
    waiting: bool = False,
) -> Iterator[Start]:
    """No recordings and no keys; `keys` are pasted one after the other, each in its step."""
    words = ["--project", folder / PROJECT]
    if waiting:
        words += ["--", folder / f"{MEETING}.mp4"]
        words[-1].touch()
    with ExitStack() as stack:
        _, way = stack.enter_context(gateway(folder))
        environment = {**home, **way}
        if ring:
            environment |= stack.enter_context(secret_service(folder, environment))
        if not reached:
            environment["HTTPS_PROXY"] = "http://127.0.0.1:9"

        def paste(desktop: Mapping[str, str], window: str) -> None:
            xdotool(desktop, "windowactivate", "--sync", window, "sleep", "1")
            for key in keys:
                xdotool(desktop, "key", "Return", "sleep", "0.5", "type", "--delay", 4, key)
                xdotool(desktop, "key", "Return", "sleep", "3")

        yield Start(environment, words, paste)


SCENES: Mapping[str, Scene] = {
    "first-start": _start,
    "first-start-refused": partial(_start, keys=(WRONG,)),
    "first-start-works": partial(_start, keys=(DEEPGRAM_KEY,)),
    "first-start-offline": partial(_start, keys=(DEEPGRAM_KEY,), reached=False),
    "first-start-waiting": partial(_start, ring=False, waiting=True),
    "first-start-ready": partial(_start, keys=(DEEPGRAM_KEY, OPENROUTER_KEY)),
}
