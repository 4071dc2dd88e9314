"""Subtitles: two short lines at a time, long enough on screen to be read.

Line length, lines, durations, gaps and reading speed follow the usual rules of
subtitling (BBC Subtitle Guidelines; Netflix Timed Text Style Guide). Words are never
left out, so somebody who speaks faster than one can read gets what time there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

import msgspec

from sextant.core.model import Recording, Transcript, Turn, Word
from sextant.core.render import clock

LINE = 42
LINES = 2
LONGEST = 7.0
SHORTEST = 1.0
GAP = 0.084
"""Seconds between two subtitles, two pictures of a film, so that one sees them change."""

SPEED = 17
"""Characters a second that are easy to read; a subtitle stays as long as there is room."""

LEAST = 0.5
"""Seconds it has even where several people speak at once; the next one then comes later."""

PAUSE = 1.2
"""Seconds of silence after which a new subtitle begins."""

SENTENCE_ENDS = (".", "?", "!", "…", "。", "？", "！")
CLAUSE_ENDS = (",", ";", ":", "–", "—", "、", "，")

ENOUGH = 0.5
"""A subtitle that is at least this full waits for no other sentence."""

LONGEST_NAME = 30


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
        name = " ".join(recording.speaker_name(turn.speaker).split())[:LONGEST_NAME]
        for index, words in enumerate(_pieces(turn, name)):
            texts = tuple(word.text for word in words)
            made.append(Cue(words[0].start, words[-1].end, texts, name, first=index == 0))
    return list(_timed(made))


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
    """A turn cut at pauses and sentence ends, and within a sentence where it is best cut.

    Short neighbours share a subtitle. The first must have room for the name.
    """
    shown: Sequence[str] = (f"{name}:",)
    first, *others = _sentences(turn.words)
    parts = chain(_split(first, shown), *(_split(sentence, ()) for sentence in others))
    piece = next(parts)
    for part in parts:
        joined = [*piece, *part]
        silent = part[0].start - piece[-1].end > PAUSE
        full = _length(piece) >= LINE * LINES * ENOUGH and _length(part) >= LINE * ENOUGH
        brief = part[0].start - piece[0].start < SHORTEST
        if _fits(joined, shown) and not silent and not full:
            piece = joined
            continue
        # What would be gone at once shares a subtitle with the beginning of what follows.
        *done, piece = _split(joined, shown) if brief and not silent else (piece, part)
        yield from done
        shown = shown if not done else ()
    yield piece


def _sentences(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    start = 0
    for index, (word, following) in enumerate(pairwise(words), start=1):
        if word.text.endswith(SENTENCE_ENDS) or following.start - word.end > PAUSE:
            yield words[start:index]
            start = index
    yield words[start:]


def _split(words: Sequence[Word], label: Sequence[str]) -> Iterator[Sequence[Word]]:
    """As few parts as fit, of about the same length, cut after a clause where there is one."""
    waiting = [words]
    while waiting:
        part = waiting.pop()
        if len(part) == 1 or _fits(part, label):
            yield part
            label = ()
        else:
            cut = _best_cut([word.text for word in part])
            waiting += (part[cut:], part[:cut])


def _fits(words: Sequence[Word], label: Sequence[str]) -> bool:
    if words[-1].end - words[0].start > LONGEST:
        return False
    if _length(words) > LINE * LINES:
        return False
    return len(_lines([*label, *(word.text for word in words)])) <= LINES


def _length(words: Sequence[Word]) -> int:
    return sum(len(word.text) + 1 for word in words) - 1


def _best_cut(texts: Sequence[str]) -> int:
    """The word to begin anew with: near the middle, rather after a clause."""
    whole = sum(len(text) + 1 for text in texts)
    before, best, least = 0, 1, float("inf")
    for index, text in enumerate(texts[:-1], start=1):
        before += len(text) + 1
        uneven = abs(2 * before - whole) / whole
        cost = uneven - (0.4 if text.endswith(CLAUSE_ENDS) else 0.0)
        if cost < least:
            best, least = index, cost
    return best


def _lines(words: Sequence[str]) -> list[str]:
    """One line, or two of about the same length; more only where two are not enough."""
    text = " ".join(words)
    if len(text) <= LINE or len(words) == 1:
        return [text]
    halves: list[tuple[float, list[str]]] = []
    for cut in range(1, len(words)):
        first, second = " ".join(words[:cut]), " ".join(words[cut:])
        if max(len(first), len(second)) <= LINE:
            clause = 12 if first.endswith((*CLAUSE_ENDS, *SENTENCE_ENDS)) else 0
            halves.append((abs(len(first) - len(second)) - clause, [first, second]))
    return min(halves)[1] if halves else _filled(words)


def _filled(words: Sequence[str]) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _timed(made: Sequence[Cue]) -> Iterator[Cue]:
    """Each stays long enough to be read, as far as the next one leaves room."""
    free = 0.0
    for index, cue in enumerate(made):
        start = max(cue.start, free)
        needed = max(SHORTEST, len(" ".join(cue.words)) / SPEED)
        end = max(cue.end, start + min(needed, LONGEST))
        if index + 1 < len(made):
            end = min(end, made[index + 1].start - GAP)
        end = min(max(end, start + LEAST), start + LONGEST)
        yield msgspec.structs.replace(cue, start=start, end=end)
        free = end + GAP


def _time(seconds: float, mark: str) -> str:
    milliseconds = round(seconds * 1000)
    return f"{clock(milliseconds // 1000)}{mark}{milliseconds % 1000:03}"


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
