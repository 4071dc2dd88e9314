"""Deepgram's raw answer, read into a `Transcript`.

Only the fields needed are decoded; everything but ``channels`` is optional, as
Deepgram's OpenAPI description has it, and unknown fields pass by. Utterances and
paragraphs repeat the words and are skipped, which keeps a ten-hour answer small.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import msgspec

from sextant.core.errors import DamagedFile
from sextant.core.model import Transcript, Turn, Word
from sextant.core.settings import PRACTICE_TAG
from sextant.storage.files import refuse_endless

LONG_PAUSE = 8.0
"""Seconds of silence after which even the same speaker begins a new turn."""

LONG_TURN = 60.0
"""Seconds after which a turn ends with its sentence, so that a monologue has times to cite."""

PHRASE_PAUSE = 0.8
"""Seconds of silence between phrases; channels are interleaved by phrase, not by word."""

_SENTENCE_ENDS = ".?!…。？！।؟"
_CLOSING_MARKS = "\"'”’»)]」』"


class _Word(msgspec.Struct, gc=False):
    start: float
    end: float | None = None
    word: str = ""
    punctuated_word: str | None = None
    speaker: int | None = None
    confidence: float | None = None


class _Alternative(msgspec.Struct):
    words: list[_Word] | None = None
    languages: list[str] | None = None


class _Channel(msgspec.Struct):
    alternatives: list[_Alternative] | None = None
    detected_language: str | None = None


class _Results(msgspec.Struct):
    channels: list[_Channel]


class _Model(msgspec.Struct):
    name: str | None = None
    arch: str | None = None


class _Metadata(msgspec.Struct):
    duration: float = 0.0
    request_id: str | None = None
    model_info: dict[str, _Model] | None = None
    tags: list[str] | None = None


class _Answer(msgspec.Struct):
    results: _Results
    metadata: _Metadata = msgspec.field(default_factory=_Metadata)


def fingerprint_of(file: Path) -> str | None:
    """`Transcript.fingerprint` of a raw answer; ``None`` where there is none.

    A list of recordings needs no more of it, and hashing takes a tenth of reading.
    Raises: DamagedFile.
    """
    try:
        refuse_endless(file)
        with file.open("rb") as raw:
            return hashlib.file_digest(raw, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamagedFile(type(error).__name__, name=file.name) from error


def read_answer(raw: bytes, name: str = "transcript.deepgram.json") -> Transcript:
    """The transcript in `raw`; one without turns when nothing was recognised.

    Raises: DamagedFile.
    """
    try:
        answer = msgspec.json.decode(raw, type=_Answer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedFile(type(error).__name__, name=name) from error
    heard = [_first(channel) for channel in answer.results.channels]
    words = _single(heard[0]) if len(heard) == 1 else _interleaved(heard)
    turns = tuple(_turns(words))
    metadata = answer.metadata
    last = max((turn.end for turn in turns), default=0.0)
    return Transcript(
        turns=turns,
        duration=max(metadata.duration, last),
        fingerprint=hashlib.sha256(raw).hexdigest(),
        languages=_languages(answer.results.channels, heard),
        model=_model(metadata),
        request_id=metadata.request_id or "",
        practice=PRACTICE_TAG in (metadata.tags or ()),
    )


def _first(channel: _Channel) -> _Alternative:
    return channel.alternatives[0] if channel.alternatives else _Alternative()


def _single(heard: _Alternative) -> Iterator[Word]:
    for word in heard.words or ():
        yield _word(word, word.speaker)


def _interleaved(heard: Iterable[_Alternative]) -> Iterator[Word]:
    """The channels' phrases by time. A channel is a speaker, unless speakers were told apart."""
    phrases: list[list[Word]] = []
    numbers: dict[tuple[int, int | None], int] = {}
    for channel, alternative in enumerate(heard):
        words = alternative.words or ()
        told_apart = any(word.speaker is not None for word in words)
        for word in words:
            who = (channel, word.speaker if told_apart else None)
            spoken = _word(word, numbers.setdefault(who, len(numbers)) if told_apart else channel)
            if phrases and _continues(phrases[-1][-1], spoken):
                phrases[-1].append(spoken)
            else:
                phrases.append([spoken])
    phrases.sort(key=lambda phrase: phrase[0].start)
    return chain.from_iterable(phrases)


def _continues(before: Word, word: Word) -> bool:
    pause = word.start - before.end
    return before.speaker == word.speaker and 0 <= pause < PHRASE_PAUSE


def _word(word: _Word, speaker: int | None) -> Word:
    end = word.start if word.end is None else word.end
    text = word.punctuated_word or word.word
    return Word(text, word.start, max(end, word.start), speaker, word.confidence)


def _turns(words: Iterable[Word]) -> Iterator[Turn]:
    turn: list[Word] = []
    for word in words:
        if not word.text:
            continue
        if turn and _breaks(turn, word):
            yield Turn(turn[0].speaker, tuple(turn))
            turn = []
        turn.append(word)
    if turn:
        yield Turn(turn[0].speaker, tuple(turn))


def _breaks(turn: list[Word], word: Word) -> bool:
    last = turn[-1]
    if last.speaker != word.speaker or word.start - last.end > LONG_PAUSE:
        return True
    sentence_over = last.text.rstrip(_CLOSING_MARKS).endswith(tuple(_SENTENCE_ENDS))
    return sentence_over and last.end - turn[0].start > LONG_TURN


def _languages(channels: Iterable[_Channel], heard: Iterable[_Alternative]) -> tuple[str, ...]:
    detected = (channel.detected_language for channel in channels)
    spoken = (language for alternative in heard for language in alternative.languages or ())
    return tuple(dict.fromkeys(language for language in chain(detected, spoken) if language))


def _model(metadata: _Metadata) -> str:
    infos = (metadata.model_info or {}).values()
    return next((info.name or info.arch or "" for info in infos), "")
