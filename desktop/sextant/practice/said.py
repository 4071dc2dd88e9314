"""The transcript in a question, sentence by sentence: all that an extract can be made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

FENCED = re.compile(r"<transcript>\n(.*?)\n?</transcript>", re.DOTALL)
TURN = re.compile(r"\[(\d+:\d\d:\d\d)\] ([^:\n]+): (.+)")
SENTENCE = re.compile(r"[^.?!]+[.?!]*")

_COMMON = """
a about after again all also am an and any are as at be been before but by can cannot come could
day did do does for from get go going good had has have he her here him his how i if i'm in into
is it it's its just know like many me more much my no not now of on one or our out over
really right said say see she should so some talk than thank that the their them then there
these they thing think this those time to too up us very want was we well were what when where
which who why will with would yes yet you your
"""
COMMON = frozenset(_COMMON.split())
"""Words that say little about what a conversation is about."""


class Sentence(msgspec.Struct, frozen=True):
    """A sentence somebody said. `time` is its turn's, as written in the transcript.

    `topics` are the words that carry meaning, plural or not.
    """

    text: str
    time: str
    speaker: str
    turn: int
    words: tuple[str, ...]
    topics: frozenset[str]

    @property
    def asks(self) -> bool:
        return self.text.endswith("?")


def sentences(question: str) -> list[Sentence]:
    """What was said, in order; empty where the question holds no transcript."""
    return list(_sentences(question))


def _sentences(question: str) -> Iterator[Sentence]:
    fenced = FENCED.search(question)
    if fenced is None:
        return
    for number, turn in enumerate(TURN.finditer(fenced[1])):
        time, speaker, spoken = turn.groups()
        for found in SENTENCE.finditer(spoken):
            text = found.group().strip()
            if words := tuple(re.findall(r"[\w']+", text.lower())):
                yield Sentence(text, time, speaker, number, words, _topics(words))


def _topics(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in words if word not in COMMON)


def instruction(question: str) -> str:
    """What is asked, without the transcript."""
    return FENCED.sub("", question).strip()
