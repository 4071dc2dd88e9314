"""Sentences found by the words they hold: decisions, promises, doubts, contradictions.

Words are all this sees. It finds “we agreed” and misses every decision that is not
called one; that is what practice answers are worth, and they say so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from sextant.practice.said import Sentence

FEWEST_WORDS = 5
"""A shorter sentence cannot be checked as a quotation, and says little."""

ANNOUNCED = re.compile(r"\b(?:is|was) (?:our|the|my) decision\W*$", re.IGNORECASE)
"""What was decided is the next sentence then."""

DECIDED = re.compile(
    r"\b(?:decid\w+|decision|(?<!than we )agreed|approved|settled)\b"
    r"|\bwe (?:will|do|shall) not\b|\bwe agree\b",
    re.IGNORECASE,
)
PROMISED = re.compile(
    r"\bI (?:will|shall|promised?)\b|\bI'll\b|\bwe (?:will|shall)\b", re.IGNORECASE
)
PUT_OFF = re.compile(
    r"\b(?:leave\b.* open|(?:still|question) open|come back to (?:it|that)|again next"
    r"|put (?:it|that) off|not (?:yet )?decided)",
    re.IGNORECASE,
)
NO_ANSWER = re.compile(
    r"\b(?:do|did|does)(?:n't| not) (?:know|have an? (?:answer|number))"
    r"|\bno idea\b|\bgood question\b",
    re.IGNORECASE,
)
CERTAIN = re.compile(
    r"\b(?:certain|sure|definitely|always|never|guarantee\w*|of course|no doubt)\b", re.IGNORECASE
)
HOPED = re.compile(
    r"\b(?:hope\w*|maybe|perhaps|probably|I (?:think|guess|believe)|should be|at best"
    r"|the best that)\b",
    re.IGNORECASE,
)
GAP = re.compile(
    r"\b(?:nobody|no one|did not think|forgot\w*|more (?:money )?than|too (?:late|little|few))\b",
    re.IGNORECASE,
)
COMPARED = re.compile(r"\b(?:more|less|fewer|other|instead|than)\b", re.IGNORECASE)
"""Figures that are set against others contradict nothing."""

FUTURE = re.compile(r"\b(?:will|going to|if|until|as soon as)\b", re.IGNORECASE)

WHEN = re.compile(
    r"\b(?:(?:by|before|until|on|in) )?"
    r"(?:the (?:\w+[ -]){1,3}of \w+|(?:next|this) (?:week|month|quarter|year|summer|\w+day)"
    r"|tomorrow|tonight|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)

NEGATIONS = frozenset(("cannot", "never", "no", "nobody", "none", "not", "nothing", "without"))

_FIGURES = """
two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty
sixty seventy eighty ninety hundred thousand million billion percent dollars euros half
"""
FIGURES = frozenset(_FIGURES.split())

FEWEST_SHARED = 3
"""Topics two statements must share before they can contradict each other."""

ALIKE = 0.65
"""The same as a share of the topics of the shorter one."""

NEARBY = 60
"""Earlier statements of a topic that a later one is held against."""

REPLY = 3
"""Sentences after a question in which its answer is looked for."""


def statements(said: Sequence[Sentence]) -> list[Sentence]:
    """What is long enough to quote, and no question."""
    return [s for s in said if not s.asks and len(s.words) >= FEWEST_WORDS]


def matching(said: Sequence[Sentence], cue: re.Pattern[str]) -> list[Sentence]:
    return [sentence for sentence in statements(said) if cue.search(sentence.text)]


def decisions(said: Sequence[Sentence]) -> list[Sentence]:
    """What is called decided or agreed, and what “we will not” do."""
    found: dict[Sentence, None] = {}
    for index, sentence in enumerate(said):
        following = said[index + 1 : index + 2]
        if ANNOUNCED.search(sentence.text) and following and following[0].turn == sentence.turn:
            found[following[0]] = None
        elif sentence in found or sentence.asks or len(sentence.words) < FEWEST_WORDS:
            continue
        elif DECIDED.search(sentence.text):
            found[sentence] = None
    return list(found)


def promises(said: Sequence[Sentence]) -> list[Sentence]:
    """What somebody says they will do; not what they will leave undone."""
    found = matching(said, PROMISED)
    return [sentence for sentence in found if not denies(sentence)]


def due(sentence: Sentence) -> str:
    """The words for a time in it, empty where there are none."""
    found = WHEN.search(sentence.text)
    return found.group() if found else ""


def denies(sentence: Sentence) -> bool:
    words = sentence.words
    return not NEGATIONS.isdisjoint(words) or any(word.endswith("n't") for word in words)


def figures(sentence: Sentence) -> frozenset[str]:
    return frozenset(w for w in sentence.words if w in FIGURES or w[:1].isdigit())


class Unanswered(msgspec.Struct, frozen=True):
    """A question, and what was said instead of an answer."""

    question: Sentence
    reply: Sentence


def unanswered(said: Sequence[Sentence]) -> Iterator[Unanswered]:
    """Questions that somebody says they cannot answer."""
    for index, question in enumerate(said):
        if question.asks and len(question.words) >= FEWEST_WORDS:
            for reply in said[index + 1 : index + 1 + REPLY]:
                if reply.speaker != question.speaker and NO_ANSWER.search(reply.text):
                    yield Unanswered(question, reply)
                    break


class Contradiction(msgspec.Struct, frozen=True):
    """Two statements about the same that differ by a denial or a figure."""

    first: Sentence
    second: Sentence
    likeness: float


def contradictions(said: Sequence[Sentence]) -> list[Contradiction]:
    """Pairs of statements with many topics in common, the most alike first, each told once."""
    pairs = sorted(_clashes(statements(said)), key=lambda pair: -pair.likeness)
    used: set[Sentence] = set()
    found: list[Contradiction] = []
    for pair in pairs:
        if used.isdisjoint((pair.first, pair.second)):
            used.update((pair.first, pair.second))
            found.append(pair)
    return found


def _clashes(told: Sequence[Sentence]) -> Iterator[Contradiction]:
    """Statements that share topics are looked up by topic: a long talk has many others."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, sentence in enumerate(told):
        shared: Counter[int] = Counter()
        for topic in sentence.topics:
            shared.update(holders[topic][-NEARBY:])
            holders[topic].append(index)
        for earlier, count in shared.items():
            first = told[earlier]
            likeness = count / min(len(first.topics), len(sentence.topics))
            if count >= FEWEST_SHARED and likeness >= ALIKE and _differ(first, sentence):
                yield Contradiction(first, sentence, likeness)


def _differ(first: Sentence, second: Sentence) -> bool:
    if first.turn == second.turn:
        return False
    if denies(first) != denies(second):
        return True
    here, there = figures(first), figures(second)
    counted = len(here & there) >= 2 and here != there
    return counted and not any(COMPARED.search(s.text) for s in (first, second))
