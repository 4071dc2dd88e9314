"""Speech into words with pocketsphinx: small, offline, and far from perfect.

Imported lazily: its model takes a moment to load, and only recordings need it. It
keeps Python's lock while it works, which is why all of this lives in a child process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

import msgspec

from sextant.practice.phrases import Phrase

FRAMES_A_SECOND = 100

FEWER_GUESSES = {"maxhmmpf": 3000, "bestpath": False}
"""Measured on 442 words of the sample's voices: 18 wrong instead of 23, in 0.75 of the time."""

_VARIANT = re.compile(r"\(\d+\)$")
"""Marks a second way to pronounce a word, as in ``the(2)``."""

_NO_WORD = ("<", "[", "++")
"""How the names of silence, noise and breath begin."""


class Heard(msgspec.Struct, frozen=True):
    """A word, with seconds from the beginning of the recording."""

    word: str
    start: float
    end: float


class Spoken(msgspec.Struct, frozen=True):
    """What was heard in a phrase.

    `voice` is its mean cepstrum, twelve numbers: the shape of a throat and a room,
    whatever is said. The recogniser takes it off the sound so that all voices sound
    alike to it; here it tells them apart.
    """

    words: tuple[Heard, ...]
    voice: tuple[float, ...]

    @property
    def seconds(self) -> float:
        return self.words[-1].end - self.words[0].start if self.words else 0.0


class Recogniser:
    """American English."""

    def __init__(self) -> None:
        import pocketsphinx

        library = cast("Any", pocketsphinx)  # it has no types
        self._decoder = library.Decoder(loglevel="FATAL", **FEWER_GUESSES)

    def hear(self, phrase: Phrase) -> Spoken:
        """The words of one phrase. Keeps the whole process busy meanwhile."""
        self._decoder.start_utt()
        self._decoder.process_raw(phrase.pcm, full_utt=True)
        self._decoder.end_utt()
        means: str = self._decoder.get_cmn(True)  # noqa: FBT003 - its own signature
        voice = tuple(float(number) for number in means.split(",")[1:])
        return Spoken(tuple(self._words(phrase.start)), voice)

    def _words(self, start: float) -> Iterator[Heard]:
        for segment in self._decoder.seg() or ():
            name: str = segment.word
            if not name.startswith(_NO_WORD):
                yield Heard(
                    _VARIANT.sub("", name),
                    start + segment.start_frame / FRAMES_A_SECOND,
                    start + (segment.end_frame + 1) / FRAMES_A_SECOND,
                )
