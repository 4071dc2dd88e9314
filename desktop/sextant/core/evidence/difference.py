"""Whether a quotation differs from what was said in what counts.

What does not count: a word written in two or in one, a sound or phrase that says
nothing, a repetition while searching for words, another person's "right" in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec
from rapidfuzz.distance import Opcode

from sextant.core.evidence.languages import Language

LONGEST_REPETITION = 4
"""Tokens said again while searching for words."""

LONGEST_INTERJECTION = 4
"""Tokens of another speaker that do not interrupt a sentence."""


class Stretch(msgspec.Struct, frozen=True):
    """Tokens in a row; beside each, the word it is of and the turn in which it was said."""

    tokens: list[str]
    words: list[str]
    turns: list[int] = []


class Run(NamedTuple):
    """Where both differ: from and to, among the tokens of each."""

    ours: slice[int, int, None]
    theirs: slice[int, int, None]


def differences(codes: Iterable[Opcode]) -> Iterator[Run]:
    """The runs that are not equal, neighbouring ones as one."""
    ours: tuple[int, int] | None = None
    theirs = (0, 0)
    for code in codes:
        if code.tag == "equal":
            if ours is not None:
                yield Run(slice(*ours), slice(*theirs))
            ours = None
        elif ours is None:
            ours, theirs = (code.src_start, code.src_end), (code.dest_start, code.dest_end)
        else:
            ours, theirs = (ours[0], code.src_end), (theirs[0], code.dest_end)
    if ours is not None:
        yield Run(slice(*ours), slice(*theirs))


def weigh(
    quoted: Stretch, spoken: Stretch, codes: Iterable[Opcode], language: Language
) -> tuple[int, int]:
    """How many tokens differ in what counts, and how many of `spoken` do not count."""
    material = idle = 0
    for run in differences(codes):
        ours, theirs = run.ours.stop - run.ours.start, run.theirs.stop - run.theirs.start
        if _idle(quoted, spoken, run, language):
            idle += theirs - ours
        else:
            material += max(ours, theirs)
    return material, max(idle, 0)


def _idle(quoted: Stretch, spoken: Stretch, run: Run, language: Language) -> bool:
    ours, theirs = tuple(quoted.tokens[run.ours]), tuple(spoken.tokens[run.theirs])
    if "".join(ours) == "".join(theirs):
        return True
    if not theirs:
        return language.unspoken.issuperset(ours)
    if not ours:
        return (
            _asides(theirs, language)
            or _repeats(spoken.tokens, run.theirs)
            or _interjects(spoken.turns, run.theirs)
            or all(word.endswith(("-", "\u2013", "\u2014")) for word in spoken.words[run.theirs])
        )
    return (
        len(ours) == len(theirs) == 1
        and frozenset((*ours, *theirs)) in language.doubtful
        and _contracted(*quoted.words[run.ours], *spoken.words[run.theirs])
    )


def _contracted(*words: str) -> bool:
    return any("'" in word or "\u2019" in word for word in words)


def _asides(tokens: Sequence[str], language: Language) -> bool:
    """Whether `tokens` are phrases that say nothing, one after another."""
    place = 0
    while place < len(tokens):
        found = [a for a in language.asides if tuple(tokens[place : place + len(a)]) == a]
        if not found:
            return False
        place += max(map(len, found))
    return True


def _repeats(tokens: list[str], run: slice[int, int, None]) -> bool:
    """Whether a run says what stands right after it, or right before."""
    size = run.stop - run.start
    said = tokens[run]
    again = said in (
        tokens[run.stop : run.stop + size],
        tokens[max(run.start - size, 0) : run.start],
    )
    return size <= LONGEST_REPETITION and again


def _interjects(turns: list[int], run: slice[int, int, None]) -> bool:
    """Whether a run is made of others' whole turns, amid what somebody says."""
    if not 0 < run.start < run.stop < len(turns) or run.stop - run.start > LONGEST_INTERJECTION:
        return False
    return turns[run.start - 1] < turns[run.start] and turns[run.stop - 1] < turns[run.stop]
