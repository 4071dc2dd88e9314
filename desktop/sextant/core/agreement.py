"""Where the answers meet and where one stands alone: no AI, no cost, the same each time.

::

    evidence of each answer ─ spans ─ moments ─┬─ Agreement.moments     strip, list
                                               ├─ kinds, of_kind        filters
                                               ├─ next, previous, at    keyboard, pointer
                                               └─ moment.mentions       the same moment elsewhere
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

import msgspec

from sextant.core.evidence import Citation, Evidence, Quotation
from sextant.core.merging import LONGEST, Stretch, merged
from sextant.core.model import AnalysisKey, Transcript

LEAST_WORDS = 6.0
"""Seconds that are heard and shown of a moment that is a single time."""


class Kind(StrEnum):
    """How the answers that point to a moment go together. Cut-short answers count, too."""

    ALL = "all"
    """Every answer there is, at least two."""
    PROMPT = "prompt"
    """Every model asked one of the prompts, at least two."""
    MODEL = "model"
    """One model under every prompt it was asked, at least two."""
    ONE = "one"
    """A single answer: worth a look as much as what all saw."""
    SOME = "some"
    """Several answers, in no such pattern."""


class Mention(msgspec.Struct, frozen=True):
    """A passage of an answer that points to a moment.

    `analysis` is the answer's id; `offset` and `length` are characters of its text;
    `start` and `end` are the seconds it points to.
    """

    analysis: str
    offset: int
    length: int
    start: float
    end: float


class Moment(msgspec.Struct, frozen=True):
    """A stretch of the recording and the ids of the answers that point to it."""

    start: float
    end: float
    analyses: tuple[str, ...]
    mentions: tuple[Mention, ...] = ()


def moments(evidence: Mapping[str, Evidence]) -> tuple[Moment, ...]:
    """Merge what the answers point to, in order of time. Keys are ids of analyses.

    Each citation within the recording and each quotation that was said is a stretch; a
    quotation and the time its sentence gives for it are one. `merging.merged` tells which
    stretches are one moment. Ids and mentions are in the order of `evidence`.
    """
    stretches: list[Stretch] = []
    mentions: list[tuple[Mention, ...]] = []
    for number, (name, one) in enumerate(evidence.items()):
        for start, end, claims in _spans(name, one):
            stretches.append(Stretch(start, end, number))
            mentions.append(claims)
    ids = tuple(evidence)
    found = [
        _moment([(stretches[place], mentions[place]) for place in group], ids)
        for group in merged(stretches)
    ]
    return tuple(sorted(found, key=lambda moment: (moment.start, moment.end)))


class Agreement:
    """The moments of a recording, and how its answers go together in each.

    Made from `moments` and the keys of the answers that they were found in::

        agreement = Agreement(detail.moments, [answer.key for answer in answers])
        for moment in agreement.of_kind(Kind.ONE): ...
    """

    def __init__(self, moments: Sequence[Moment], keys: Iterable[AnalysisKey]) -> None:
        self.moments = tuple(moments)
        self._cells = {key.id: (key.prompt, key.model) for key in keys}

    @property
    def answers(self) -> int:
        """How many answers there are: what *all* means."""
        return len(self._cells)

    def kinds(self, moment: Moment) -> frozenset[Kind]:
        """How the answers that point there go together.

        `ALL`, `ONE` and `SOME` stand alone; `PROMPT` and `MODEL` may stand together.
        """
        cited = {self._cells[id_] for id_ in moment.analyses if id_ in self._cells}
        if len(cited) < 2:
            return frozenset((Kind.ONE,))
        if cited == set(self._cells.values()):
            return frozenset((Kind.ALL,))
        found = {
            kind
            for kind, groups in self._groups.items()
            if any(len(group) > 1 and group <= cited for group in groups)
        }
        return frozenset(found or {Kind.SOME})

    def of_kind(self, kind: Kind | None) -> tuple[Moment, ...]:
        """The moments of a kind; all of them for ``None``."""
        if kind is None:
            return self.moments
        return tuple(moment for moment in self.moments if kind in self.kinds(moment))

    def counts(self) -> Mapping[Kind, int]:
        """How many moments there are of each kind, in the order of `Kind`."""
        return {kind: len(self.of_kind(kind)) for kind in Kind}

    def at(self, second: float) -> Moment | None:
        """The moment one hears at `second`; where a topic spans it as well, the narrower one.

        A moment that is a single time is heard for `LEAST_WORDS`, until the next begins.
        """
        inside = (moment for moment in self.moments if moment.start <= second <= heard(moment))
        return min(inside, key=lambda one: (heard(one) - one.start, -one.start), default=None)

    def next(self, second: float, kind: Kind | None = None) -> Moment | None:
        """The first moment that begins after `second`."""
        found = self.of_kind(kind)
        place = bisect_right([moment.start for moment in found], second)
        return found[place] if place < len(found) else None

    def previous(self, second: float, kind: Kind | None = None) -> Moment | None:
        """The last moment that begins before `second`."""
        found = self.of_kind(kind)
        place = bisect_left([moment.start for moment in found], second)
        return found[place - 1] if place else None

    def mentioned_at(self, analysis: str, offset: int) -> Moment | None:
        """The moment that the passage at character `offset` of an answer points to."""
        inside = (
            (mention.length, moment.start, moment)
            for moment in self.moments
            for mention in moment.mentions
            if mention.analysis == analysis
            and mention.offset <= offset < mention.offset + mention.length
        )
        best = min(inside, key=lambda found: found[:2], default=None)
        return best[2] if best else None

    @cached_property
    def _groups(self) -> Mapping[Kind, Sequence[set[tuple[str, str]]]]:
        by_prompt: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        by_model: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for cell in self._cells.values():
            by_prompt[cell[0]].add(cell)
            by_model[cell[1]].add(cell)
        return {Kind.PROMPT: list(by_prompt.values()), Kind.MODEL: list(by_model.values())}


def heard(moment: Moment) -> float:
    """The second until which a moment is worth listening to."""
    return max(moment.end, moment.start + LEAST_WORDS)


def said(transcript: Transcript, moment: Moment) -> str:
    """The words of a moment, for a tooltip or a list; at least some seconds of them."""
    end = heard(moment)
    turns = transcript.turns
    first = max(bisect_right(turns, moment.start, key=lambda turn: turn.start) - 1, 0)
    words: list[str] = []
    for turn in turns[first:]:
        if turn.start >= end:
            break
        words += [word.text for word in turn.words if moment.start <= word.start < end]
    return " ".join(words)


def _spans(name: str, evidence: Evidence) -> Iterator[tuple[float, float, tuple[Mention, ...]]]:
    """What one answer points to. A sentence's quotation joins the time given for it."""
    taken: set[int] = set()
    for quotation in evidence.quotations:
        if quotation.start is None or quotation.end is None:
            continue
        start, end = quotation.start, quotation.end
        mentions = [_mention(name, quotation, start, end)]
        for index in quotation.citations:
            citation = evidence.citations[index]
            whole = max(end, citation.end) - min(start, citation.start)
            if not citation.beyond and whole <= LONGEST:
                taken.add(index)
                start, end = min(start, citation.start), max(end, citation.end)
                mentions.append(_mention(name, citation, citation.start, citation.end))
        yield start, end, tuple(mentions)
    for index, citation in enumerate(evidence.citations):
        if index not in taken and not citation.beyond:
            mention = _mention(name, citation, citation.start, citation.end)
            yield citation.start, citation.end, (mention,)


def _mention(name: str, claim: Citation | Quotation, start: float, end: float) -> Mention:
    offset, length = claim.sentence_offset, claim.sentence_length
    return Mention(
        name, *((offset, length) if length else (claim.offset, claim.length)), start, end
    )


def _moment(spans: Sequence[tuple[Stretch, tuple[Mention, ...]]], ids: Sequence[str]) -> Moment:
    mentions = dict.fromkeys(
        (span.answer, mention.offset, mention) for span, claims in spans for mention in claims
    )
    return Moment(
        min(span.start for span, _ in spans),
        max(span.end for span, _ in spans),
        tuple(ids[number] for number in sorted({span.answer for span, _ in spans})),
        tuple(mention for *_, mention in sorted(mentions, key=lambda found: found[:2])),
    )
