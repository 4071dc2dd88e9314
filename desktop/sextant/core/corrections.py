"""What a person corrects in a transcript: misheard words, and speakers who are one person.

The recogniser's answer stays as it is, and so does the transcript's fingerprint: a
correction changes no `AnalysisKey`, so it never makes an answer be asked for again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from sextant.core.model import FORMAT_VERSION, Transcript, Turn, Word


class Correction(msgspec.Struct, frozen=True, order=True):
    """A word that was misheard, known by when it begins and what was `heard`."""

    start: float
    heard: str
    text: str


class Corrections(msgspec.Struct, frozen=True, kw_only=True):
    """``corrections.json``, which holds for the transcript of this fingerprint only.

    `merged` says of a speaker's number which other speaker it really is; `words` are
    in order of time.
    """

    format: int = FORMAT_VERSION
    transcript_fingerprint: str = ""
    words: tuple[Correction, ...] = ()
    merged: Mapping[str, int] = {}

    @property
    def edition(self) -> str:
        """Tells two states of a corrected transcript apart; empty when nothing is corrected."""
        if not (self.words or self.merged):
            return ""
        parts = (self.words, sorted(self.merged.items()))
        return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:8]

    def speaker(self, number: int) -> int:
        """Who the speaker `number` really is."""
        return self.way(number)[-1]

    def way(self, number: int) -> list[int]:
        """From the speaker `number` to who that really is, merge by merge."""
        way = [number]
        while (into := self.merged.get(str(way[-1]))) is not None and into not in way:
            way.append(into)
        return way


def corrected(transcript: Transcript, corrections: Corrections) -> Transcript:
    """`transcript` as it should be read; words that were changed tell what was `heard`."""
    if corrections.transcript_fingerprint != transcript.fingerprint or not corrections.edition:
        return transcript
    texts = {(word.start, word.heard): word.text for word in corrections.words}
    turns = tuple(_turn(turn, corrections, texts) for turn in transcript.turns)
    return msgspec.structs.replace(transcript, turns=turns, edition=corrections.edition)


def _turn(turn: Turn, corrections: Corrections, texts: Mapping[tuple[float, str], str]) -> Turn:
    speaker = turn.speaker if turn.speaker is None else corrections.speaker(turn.speaker)
    words = turn.words
    if any((word.start, word.text) in texts for word in words):
        words = tuple(_word(word, texts) for word in words)
    if speaker == turn.speaker and words is turn.words:
        return turn
    return Turn(speaker, words)


def _word(word: Word, texts: Mapping[tuple[float, str], str]) -> Word:
    text = texts.get((word.start, word.text))
    if text is None:
        return word
    return msgspec.structs.replace(word, text=text, heard=word.text)
