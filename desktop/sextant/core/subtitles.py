"""Subtitles: two short lines at a time, long enough on screen to be read.

Line length, lines and durations follow the usual rules of subtitling
(42 characters, two lines, 1 to 7 seconds; BBC and Netflix timed-text guides).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from sextant.core.model import Recording, Transcript, Turn, Word
from sextant.core.render import clock

LINE = 42
LINES = 2
LONGEST = 7.0
SHORTEST = 1.0
PAUSE = 1.2
"""Seconds of silence after which a new subtitle begins."""

SENTENCE_ENDS = (".", "?", "!", "…", "。", "？", "！")
FULL_ENOUGH = 0.5
"""A sentence's end closes a subtitle that is at least this full."""


class Cue(msgspec.Struct, frozen=True):
    """One subtitle; `first` where somebody else begins to speak."""

    start: float
    end: float
    words: tuple[str, ...]
    name: str
    first: bool

    @property
    def lines(self) -> list[str]:
        """What is shown where the player tells who speaks."""
        return _lines(self.words)

    @property
    def named_lines(self) -> list[str]:
        """What is shown where the text must tell it."""
        return _lines((f"{self.name}:", *self.words)) if self.first else self.lines


def cues(transcript: Transcript, recording: Recording) -> list[Cue]:
    """The transcript as subtitles, in order; none begins before the last has ended."""
    made: list[Cue] = []
    for turn in transcript.turns:
        name = " ".join(recording.speaker_name(turn.speaker).split())
        for index, words in enumerate(_pieces(turn, name)):
            texts = tuple(word.text for word in words)
            made.append(Cue(words[0].start, words[-1].end, texts, name, first=index == 0))
    return [_timed(cue, made[i + 1] if i + 1 < len(made) else None) for i, cue in enumerate(made)]


def vtt(transcript: Transcript, recording: Recording) -> str:
    """WebVTT, with a voice for each speaker."""
    blocks = ["WEBVTT\n"]
    for cue in cues(transcript, recording):
        text = _safe("\n".join(cue.lines))
        voice = _safe(cue.name).replace("&gt;", "")
        blocks.append(f"{_time(cue.start, '.')} --> {_time(cue.end, '.')}\n<v {voice}>{text}\n")
    return "\n".join(blocks)


def srt(transcript: Transcript, recording: Recording) -> str:
    """SubRip; the speaker's name stands before the first line of a turn."""
    blocks: list[str] = []
    for number, cue in enumerate(cues(transcript, recording), start=1):
        text = "\n".join(cue.named_lines).replace("-->", "->")
        blocks.append(f"{number}\n{_time(cue.start, ',')} --> {_time(cue.end, ',')}\n{text}\n")
    return "\n".join(blocks)


def _pieces(turn: Turn, name: str) -> Iterator[Sequence[Word]]:
    """A turn cut at pauses, sentence ends and where the room ends; the first has the name too."""
    piece: list[Word] = []
    shown = [f"{name}:"]
    for word in turn.words:
        if piece and _ends(piece, shown, word):
            yield piece
            piece, shown = [], []
        piece.append(word)
        shown.append(word.text)
    yield piece


def _ends(piece: Sequence[Word], shown: Sequence[str], word: Word) -> bool:
    last = piece[-1]
    if word.start - last.end > PAUSE or word.end - piece[0].start > LONGEST:
        return True
    if last.text.endswith(SENTENCE_ENDS) and len(" ".join(shown)) >= LINE * LINES * FULL_ENOUGH:
        return True
    return len(_lines([*shown, word.text])) > LINES


def _lines(words: Sequence[str]) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _timed(cue: Cue, following: Cue | None) -> Cue:
    """Stay long enough to be read, but never into the next one."""
    end = max(cue.end, cue.start + SHORTEST)
    if following is not None:
        end = min(end, following.start)
    return msgspec.structs.replace(cue, end=max(end, cue.start + 0.001))


def _time(seconds: float, mark: str) -> str:
    milliseconds = round(seconds * 1000)
    return f"{clock(milliseconds // 1000)}{mark}{milliseconds % 1000:03}"


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
