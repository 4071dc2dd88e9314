"""Full stops, question marks and capitals, guessed from pauses: the recogniser knows none."""

from __future__ import annotations

from collections.abc import Sequence

from sextant.practice.recogniser import Heard

STOP = 0.2
"""Seconds of silence that end a sentence."""

COMMA = 0.08

_NEVER_LAST = """
a an and as at but from if into my of or our than the their to we your i he she they
"""
NEVER_LAST = frozenset(_NEVER_LAST.split())
"""After these a pause is hesitation, not an end."""

ASKING = frozenset(("how", "what", "which", "who", "whom", "whose"))
"""With a helping verb soon after, these begin a question."""

ASKING_AT_ONCE = frozenset(("when", "where", "why"))
"""These only with the verb right after: “when we open” asks nothing."""

_HELPING = """
am are can could did do does had has have is may might must shall should was were will would
"""
HELPING = frozenset(_HELPING.split())
_ASKED = """
anybody anyone he i it she somebody someone that there these they this those we you
"""
ASKED = frozenset(_ASKED.split())

INTERJECTIONS = frozenset(("yes", "okay"))
"""A comma follows them at the beginning of a sentence, pause or not."""

LEADING = frozenset(("and", "but", "now", "or", "so", "then", "well"))
"""What may come before a question."""

_NAMES = """
monday tuesday wednesday thursday friday saturday sunday
january february april june july august september october november december
"""
NAMES = {name: name.capitalize() for name in (*_NAMES.split(), "i", "i'm", "i'll", "i've", "i'd")}

DATING = frozenset(("by", "in", "last", "next", "of", "since", "until"))
"""Before ``march`` and ``may`` these make a month of them."""


def punctuated(words: Sequence[Heard]) -> list[str]:
    """The words of one speaker's phrase as they should be read, one for one."""
    written: list[str] = []
    begin = 0
    for index, word in enumerate(words):
        last = index + 1 == len(words)
        pause = STOP if last else words[index + 1].start - word.end
        ends = last or (pause >= STOP and word.word not in NEVER_LAST)
        before = words[index - 1].word if index > begin else ""
        text = _cased(word.word, before, opens=index == begin)
        if ends:
            text += "?" if _asks([w.word for w in words[begin : index + 1]]) else "."
            begin = index + 1
        elif pause >= COMMA or (index == begin and word.word in INTERJECTIONS):
            text += ","
        written.append(text)
    return written


def _cased(word: str, before: str, *, opens: bool) -> str:
    if word in {"march", "may"} and before in DATING:
        return word.capitalize()
    name = NAMES.get(word, word)
    return name[:1].upper() + name[1:] if opens else name


def _asks(sentence: Sequence[str]) -> bool:
    words = list(sentence)
    while len(words) > 2 and words[0] in LEADING:
        del words[0]
    if words[0] in ASKING:
        return not HELPING.isdisjoint(words[1:5])
    if words[0] in ASKING_AT_ONCE:
        return not HELPING.isdisjoint(words[1:2])
    return len(words) > 1 and words[0] in HELPING and words[1] in ASKED
