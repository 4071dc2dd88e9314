"""Sound cut where nobody speaks, so that it is recognised a phrase at a time."""

from __future__ import annotations

from typing import Any, cast

import msgspec

RATE = 16_000
"""Samples a second, 16 bits, one channel: what the recogniser was trained on."""

SILENCE = b"\0\0"
"""One sample; at the very end the library wants at least that much."""

LONGEST = 30.0
"""Seconds after which a phrase is cut though somebody goes on; memory and patience are finite."""


class Phrase(msgspec.Struct, frozen=True):
    """Sound between two pauses of 0.3 s; `start` in seconds from the beginning."""

    start: float
    pcm: bytes


class PhraseCutter:
    """Takes frames of sound one by one and gives phrases back as they end."""

    def __init__(self) -> None:
        import pocketsphinx

        library = cast("Any", pocketsphinx)  # it has no types
        self._endpointer = library.Endpointer(sample_rate=RATE)
        self.frame_bytes: int = self._endpointer.frame_bytes
        self._parts: list[bytes] = []
        self._start = 0.0
        self._length = 0

    def take(self, frame: bytes) -> Phrase | None:
        """The phrase that `frame` ends, if any; a frame that is not full is the last one."""
        spoke: bool = self._endpointer.in_speech
        if len(frame) == self.frame_bytes:
            speech: bytes | None = self._endpointer.process(frame)
        else:
            speech = self._endpointer.end_stream(frame or SILENCE)
        if speech is None:
            return None
        if not spoke:
            self._start = self._endpointer.speech_start
        self._parts.append(speech)
        self._length += len(speech)
        if self._endpointer.in_speech and self._length < LONGEST * RATE * 2:
            return None
        phrase = Phrase(self._start, b"".join(self._parts))
        self._start += self._length / (RATE * 2)
        self._parts.clear()
        self._length = 0
        return phrase
