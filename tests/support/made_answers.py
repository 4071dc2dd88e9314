"""Quotations made from a transcript by rule, labelled by how they were made.

Beside the pieces written by hand: many more of the plain cases, the same each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from sextant.core.evidence.languages import language_of
from sextant.core.evidence.normal import Normaliser
from sextant.core.model import Transcript, Turn, Word
from sextant.core.render import clock
from support.evaluation import Label, Piece

EACH = 60
"""Quotations of each kind from a recording."""

MARKS = {"en": "“”", "de": "„“", "fr": "«»", "es": "«»", "ja": "「」", "ar": "«»"}
FAR = 90.0
"""Seconds at the least that a misplaced quotation is from where it was said."""


def made_pieces(transcript: Transcript, strangers: Sequence[Transcript]) -> Iterator[Piece]:
    """True, altered, misplaced and invented quotations; the last are from `strangers`."""
    maker = _Maker(transcript, Random(20260101))
    for _ in range(EACH):
        yield maker.true()
        yield maker.altered()
        yield maker.misplaced()
        yield maker.invented(strangers)


class _Maker:
    def __init__(self, transcript: Transcript, random: Random) -> None:
        self._random = random
        self._turns = [turn for turn in transcript.turns if len(turn.words) >= 8]
        self._all = transcript.turns
        self._normaliser = Normaliser(language_of(transcript.languages))
        self._marks = MARKS[transcript.languages[0]]
        self._vocabulary = sorted({word.text.strip(".,?!") for t in self._all for word in t.words})

    def true(self) -> Piece:
        turn, words = self._stretch(self._turns)
        texts = [word.text for word in words]
        left, right = self._tokens(texts[:5]), self._tokens(texts[8:])
        whole = self._tokens(texts)
        uncut = whole[: len(left)] == left and whole[-len(right) :] == right
        if len(texts) > 12 and uncut and self._random.random() < 0.3:
            texts[5:8] = ["…"]
        return self._piece("true", self._dressed(texts), turn, turn)

    def altered(self) -> Piece:
        while True:
            turn, words = self._stretch(self._turns)
            texts = [word.text for word in words]
            place = self._random.randrange(1, len(texts) - 1)
            texts[place] = self._random.choice(self._vocabulary)
            said = [word.text for word in words]
            if self._tokens(texts) != self._tokens(said) and self._tokens(said[place : place + 1]):
                return self._piece("altered", self._dressed(texts), turn, turn)

    def misplaced(self) -> Piece:
        while True:
            turn, words = self._stretch(self._turns)
            cited = self._random.choice(self._all)
            if cited.end < turn.start - FAR or cited.start > turn.end + FAR:
                texts = [word.text for word in words]
                return self._piece("misplaced", self._dressed(texts), turn, cited)

    def invented(self, strangers: Sequence[Transcript]) -> Piece:
        other = self._random.choice(strangers)
        _, words = self._stretch([turn for turn in other.turns if len(turn.words) >= 8])
        cited = self._random.choice(self._all)
        return self._piece("invented", self._dressed([w.text for w in words]), None, cited)

    def _stretch(self, turns: Sequence[Turn]) -> tuple[Turn, Sequence[Word]]:
        """Some words of a turn that cut no number in two."""
        while True:
            turn = self._random.choice(turns)
            length = self._random.randint(7, min(25, len(turn.words)))
            first = self._random.randint(0, max(len(turn.words) - length, 0))
            words = turn.words[first : first + length]
            texts = [word.text for word in words]
            whole = self._tokens([word.text for word in turn.words])
            inside = self._tokens(texts)
            if len(inside) >= 6 and any(
                whole[i : i + len(inside)] == inside for i in range(len(whole))
            ):
                return turn, words

    def _tokens(self, texts: Sequence[str]) -> list[str]:
        return self._normaliser.tokens(texts).texts

    def _dressed(self, texts: Sequence[str]) -> str:
        """As a model would write it: other case and marks, sounds left out."""
        kept = [text for text in texts if text == "…" or self._tokens([text])]
        kept[0] = kept[0][:1].upper() + kept[0][1:]
        text = " ".join(kept).rstrip(",.")
        style = self._random.randrange(4)
        if style == 1:
            text = text.replace("'", "’")
        elif style == 2:
            text = f"**{text}**"
        return f"{self._marks[0]}{text}{self._marks[1]}"

    def _piece(self, kind: str, quotation: str, turn: Turn | None, cited: Turn) -> Piece:
        text = f"- {quotation} [{clock(cited.start)}]"
        label = Label(kind, turn.start if turn else None)
        return Piece(text, (label,), ((cited.start, cited.start, False),))
