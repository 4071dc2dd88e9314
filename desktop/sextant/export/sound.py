"""How a report plays what was said: no player at all, one for the file beside it, or its own.

A file beside the report needs no script: a link opens it, from the second on, in a
small frame of the page, and browsers show their own player there. The address has
the second twice, for a frame that already shows the file would not move for a
change after the ``#`` alone. Sound within the page can only be moved by a script; it
is the one script of that page, and the policy allows no other.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import IO
from urllib.parse import quote

import msgspec

from sextant.core.render import clock
from sextant.export.subject import Sound, Subject

TYPES = {
    ".aac": "audio/aac",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "audio/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".webm": "audio/webm",
}

_PIECE = 3 << 16
"""Bytes at a time, a multiple of three, so that pieces of Base64 join."""


class Player(msgspec.Struct, frozen=True):
    """`policy` is what the page must be allowed, `play` makes a link, `write` the player itself."""

    policy: str
    play: Callable[[float], str]
    write: Callable[[IO[bytes]], None]


def player(subject: Subject) -> Player:
    """The player that fits the sound there is."""
    audio = subject.audio
    if audio is None or subject.sound is Sound.NONE:
        return Player("", lambda _: "", lambda _: None)
    if subject.sound is Sound.BESIDE:
        return _beside(audio)
    return _embedded(audio)


def content_hash(text: str) -> str:
    """As a Content-Security-Policy names a style or script that it allows."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _beside(audio: Path) -> Player:
    address = quote(audio.name)

    def play(seconds: float) -> str:
        at = f"{seconds:.1f}".removesuffix(".0")
        return (
            f'<a class="play" href="{address}?t={at}#t={at}" target="player" '
            f'title="Play">{_hidden(seconds)}</a>'
        )

    def write(sink: IO[bytes]) -> None:
        sink.write(
            b'<aside class="player" aria-label="Listen">'
            b'<p>Choose a <span class="play"></span> to listen</p>'
            b'<iframe name="player" title="Player" allow="autoplay"></iframe></aside>\n'
        )

    return Player("frame-src 'self'; media-src 'self'; ", play, write)


def _embedded(audio: Path) -> Player:
    script = files("sextant.export").joinpath("report.js").read_text(encoding="utf-8")

    def play(seconds: float) -> str:
        at = f"{seconds:.1f}".removesuffix(".0")
        return f'<a class="play" href="#sound" data-at="{at}" title="Play">{_hidden(seconds)}</a>'

    def write(sink: IO[bytes]) -> None:
        kind = TYPES.get(audio.suffix.lower(), "audio/mpeg")
        sink.write(
            b'<aside class="player" aria-label="Listen">'
            b'<audio id="sound" controls preload="metadata" '
            b'aria-label="The recording" src="data:' + kind.encode() + b";base64,"
        )
        with audio.open("rb") as content:
            while piece := content.read(_PIECE):
                sink.write(base64.b64encode(piece))
        sink.write(b'"></audio></aside>\n<script>' + script.encode() + b"</script>\n")

    return Player(f"media-src data:; script-src 'sha256-{content_hash(script)}'; ", play, write)


def _hidden(seconds: float) -> str:
    return f'<span class="hidden">Play {clock(seconds)}</span>'
