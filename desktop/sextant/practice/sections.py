"""One part of an answer each: what its heading asks for, as far as words can show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from sextant.practice import cues
from sextant.practice.said import Sentence

MOST_QUOTED = 25
"""Words of a quotation; the prompts ask for no more."""


class Talk(msgspec.Struct, frozen=True, dict=True):
    """What was said, and how much each sentence weighs for the one who chooses."""

    said: Sequence[Sentence]
    weights: Mapping[Sentence, float]

    @cached_property
    def contradictions(self) -> Sequence[cues.Contradiction]:
        return cues.contradictions(self.said)

    def chosen(self, among: Iterable[Sentence], most: int) -> list[Sentence]:
        """The weightiest, in the order they were said."""
        best = sorted(dict.fromkeys(among), key=lambda s: -self.weights.get(s, 0.0))[:most]
        return sorted(best, key=self.said.index)


Section = Callable[[Talk], Iterator[str]]


def quoted(sentence: Sentence) -> str:
    """The sentence in quotation marks, cut where it is long."""
    words = sentence.text.split()
    if len(words) > MOST_QUOTED:
        return f"“{' '.join(words[:MOST_QUOTED])} …”"
    return f"“{sentence.text}”"


def cited(sentence: Sentence) -> str:
    return f"{sentence.speaker}: {quoted(sentence)} [{sentence.time}]"


def digest(talk: Talk) -> Iterator[str]:
    """The three weightiest statements."""
    yield from _listed(talk.chosen(cues.statements(talk.said), 3))


def decided(talk: Talk) -> Iterator[str]:
    yield from _listed(talk.chosen(cues.decisions(talk.said), 3))


def promised(talk: Talk) -> Iterator[str]:
    found = talk.chosen(cues.promises(talk.said), 3)
    if found:
        yield "| Who | What | By when | Time |"
        yield "| --- | --- | --- | --- |"
    for sentence in found:
        what = quoted(sentence).replace("|", "\\|")
        yield (
            f"| {sentence.speaker} | {what} | {cues.due(sentence) or 'no date'} "
            f"| [{sentence.time}] |"
        )


def by_speaker(talk: Talk) -> Iterator[str]:
    """The weightiest statement of each speaker, then the ones with most figures."""
    told = cues.statements(talk.said)
    shown: set[Sentence] = set()
    for speaker in dict.fromkeys(sentence.speaker for sentence in told):
        shown.update(talk.chosen((s for s in told if s.speaker == speaker), 1))
    yield from _listed(talk.chosen(shown, len(shown)))
    counted = sorted(
        (s for s in told if cues.figures(s) and s not in shown), key=lambda s: -len(cues.figures(s))
    )
    if counted:
        yield ""
        yield "In figures:"
        yield ""
        yield from _listed(talk.chosen(counted[:2], 2))


def left_open(talk: Talk) -> Iterator[str]:
    for found in cues.unanswered(talk.said):
        yield f"- {cited(found.question)} In reply, {cited(found.reply)}"
    yield from _listed(talk.chosen(cues.matching(talk.said, cues.PUT_OFF), 2))


def weak(talk: Talk) -> Iterator[str]:
    """Certainty, hope and gaps, by the words for them."""
    kinds = (
        ("Said to be certain", cues.CERTAIN),
        ("A hope or an opinion", cues.HOPED),
        ("A gap", cues.GAP),
    )
    kind_of = {s: kind for kind, cue in reversed(kinds) for s in cues.matching(talk.said, cue)}
    for sentence in talk.chosen(kind_of, 3):
        yield f"- *{kind_of[sentence]}.* {cited(sentence)}"


def contradicting(talk: Talk) -> Iterator[str]:
    for pair in talk.contradictions[:2]:
        yield f"- {cited(pair.first)} Against it, {cited(pair.second)} *(uncertain)*"


def assumed(talk: Talk) -> Iterator[str]:
    found = talk.chosen(cues.matching(talk.said, cues.FUTURE), 2)
    if found:
        yield "What nobody said cannot be picked. These words rest on something still to come:"
        yield ""
        yield from _listed(found)


def unheard(talk: Talk) -> Iterator[str]:
    """How the talk was shared; who is silent in a recording, counting can show."""
    yield "Who is missing, a recording cannot say. So the talk was shared:"
    yield ""
    words = Counter[str]()
    for sentence in talk.said:
        words[sentence.speaker] += len(sentence.words)
    for speaker, count in words.most_common():
        yield f"- {speaker}: {round(100 * count / words.total())} % of the words"


def to_ask(talk: Talk) -> Iterator[str]:
    """A question without an answer, a contradiction and a promise without a date."""
    asked = [
        f"To {found.reply.speaker}, again: {quoted(found.question)} [{found.question.time}]"
        for found in list(cues.unanswered(talk.said))[:2]
    ]
    asked += [
        f"To {pair.second.speaker}: what holds, {quoted(pair.first)} [{pair.first.time}] "
        f"or {quoted(pair.second)} [{pair.second.time}]?"
        for pair in talk.contradictions[:1]
    ]
    undated = [s for s in cues.promises(talk.said) if not cues.due(s)]
    asked += [
        f"To {sentence.speaker}: by when? {quoted(sentence)} [{sentence.time}]"
        for sentence in talk.chosen(undated, 1)
    ]
    yield from (f"{number}. {question}" for number, question in enumerate(asked, 1))


def _listed(sentences: Iterable[Sentence]) -> Iterator[str]:
    yield from (f"- {cited(sentence)}" for sentence in sentences)
