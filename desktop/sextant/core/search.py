"""Find words in what is saved: what was said, and what the answers say about it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

import msgspec

from sextant.core.model import Analysis, Recording, Transcript

CONTEXT = 60
"""Characters shown on each side of a match in an answer."""


class Match(msgspec.Struct, frozen=True):
    """A place where the words occur.

    `start` is seconds into the recording for something that was said, ``None`` for
    an answer; `analysis` is the answer's id, empty for the transcript.
    """

    text: str
    start: float | None = None
    speaker: str = ""
    analysis: str = ""


def folded(text: str) -> str:
    """Text as it is compared: without regard to case, width or ligatures."""
    return unicodedata.normalize("NFKC", text).casefold()


def find(
    query: str, recording: Recording, transcript: Transcript | None, answers: Iterable[Analysis]
) -> Iterator[Match]:
    """Every turn and every answer that holds `query`; of an answer the first place."""
    wanted = folded(query)
    for turn in transcript.turns if transcript else ():
        if wanted in folded(turn.text):
            yield Match(turn.text, turn.start, recording.speaker_name(turn.speaker))
    for answer in answers:
        place = folded(answer.text).find(wanted)
        if place >= 0:
            yield Match(_around(answer.text, place, len(query)), analysis=answer.key.id)


def _around(text: str, place: int, length: int) -> str:
    cut = text[max(place - CONTEXT, 0) : place + length + CONTEXT]
    return " ".join(cut.split())
