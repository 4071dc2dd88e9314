"""The labelled answers under ``tests/eval``, and how well they are judged.

A recording is a folder with ``transcript.txt`` (``hh:mm:ss Name: words`` a turn),
``tuned.md`` and ``held.md``. These hold pieces of answers, each followed by a line
with its labels::

    => true 1:02; altered 2:46 | 1:02, 2:46-2:50, !99:10

Left of the bar stand the quotations in order, as a kind and the turn they are from;
right of it the times that are citations, with ``!`` for one past the end. What was
tuned on is in ``tuned.md`` only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sextant.core.evidence import Evidence, Examiner, Status
from sextant.core.model import Transcript, Turn, Word

EVALUATION = Path(__file__).parents[1] / "eval"
SETS = ("tuned", "held", "made")

WORD_SECONDS = 0.38
TOLERANCE = 1.0

EXPECTED = {
    "true": {Status.FOUND},
    "altered": {Status.CLOSE},
    "paraphrased": {Status.CLOSE, Status.MISSING},
    "misplaced": {Status.ELSEWHERE},
    "invented": {Status.MISSING},
}
"""What each kind of quotation should be called."""


@dataclass(frozen=True)
class Label:
    """A quotation of a piece: its kind, and when the turn it is from begins."""

    kind: str
    turn: float | None


@dataclass(frozen=True)
class Piece:
    """Part of an answer with its labels. `times` are (start, end, beyond)."""

    text: str
    quotations: tuple[Label, ...]
    times: tuple[tuple[float, float, bool], ...]


@dataclass
class Score:
    """What became of the quotations and times of some pieces."""

    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    right_times: int = 0
    wrong_times: int = 0
    missed_times: int = 0
    misplaced: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def count(self, kind: str, status: str | None = None) -> int:
        return sum(n for (k, s), n in self.verdicts.items() if k == kind and status in (None, s))

    def quality(self, status: Status) -> tuple[float, float, int]:
        """Precision and recall of a verdict, and how many should have got it."""
        kinds = [kind for kind, expected in EXPECTED.items() if status in expected]
        right = sum(self.count(kind, status) for kind in kinds)
        called = sum(self.count(kind, status) for kind in EXPECTED)
        should = sum(self.count(kind) for kind in kinds if len(EXPECTED[kind]) == 1)
        missed = should - sum(self.count(k, status) for k in kinds if len(EXPECTED[k]) == 1)
        return right / max(called, 1), 1 - missed / max(should, 1), should

    @property
    def quality_of_times(self) -> tuple[float, float, int]:
        """The same of the times."""
        given, should = self.right_times + self.wrong_times, self.right_times + self.missed_times
        return self.right_times / max(given, 1), self.right_times / max(should, 1), should

    def add(self, name: str, piece: Piece, evidence: Evidence, transcript: Transcript) -> None:
        """Compare labels and verdicts, one by one."""
        found = list(evidence.quotations)
        if len(found) != len(piece.quotations):
            self.wrong.append(f"{name}: {len(found)} quotations in {piece.text!r}")
        for label, quotation in zip(piece.quotations, found, strict=False):
            self.verdicts[label.kind, quotation.status] += 1
            if quotation.status not in EXPECTED[label.kind]:
                self.wrong.append(f"{name}: {label.kind} {quotation.status}: {quotation.text}")
            elif label.kind in ("true", "misplaced") and label.turn is not None:
                assert quotation.start is not None
                turn = next(t for t in transcript.turns if t.start == label.turn)
                if not turn.start - TOLERANCE <= quotation.start <= turn.end + TOLERANCE:
                    self.misplaced.append(f"{name}: {quotation.start}: {quotation.text}")
        given = {(c.start, c.end, c.beyond) for c in evidence.citations}
        wanted = set(piece.times)
        self.right_times += len(given & wanted)
        self.wrong_times += len(given - wanted)
        self.missed_times += len(wanted - given)
        if given != wanted:
            self.wrong.append(f"{name}: {sorted(given ^ wanted)} in {piece.text!r}")


def recordings() -> list[str]:
    return sorted(path.name for path in EVALUATION.iterdir() if path.is_dir())


def transcript_of(name: str) -> Transcript:
    """The transcript of a recording; words go at the usual pace until the next turn."""
    lines = (EVALUATION / name / "transcript.txt").read_text().splitlines()
    language = lines[0].removeprefix("language:").strip()
    spoken = [re.fullmatch(r"(\d\d:\d\d:\d\d) ([^:]+): (.+)", line) for line in lines[3:] if line]
    names: dict[str, int] = {}
    turns: list[Turn] = []
    starts = [seconds(match[1]) for match in spoken]
    for match, start, until in zip(spoken, starts, [*starts[1:], starts[-1] + 30], strict=True):
        words = match[3].split()
        pace = min(WORD_SECONDS, (until - start) / len(words))
        speaker = names.setdefault(match[2], len(names))
        turns.append(
            Turn(
                speaker,
                tuple(
                    Word(word, start + i * pace, start + (i + 1) * pace, speaker)
                    for i, word in enumerate(words)
                ),
            )
        )
    return Transcript(tuple(turns), turns[-1].end, "f" * 64, (language,))


def pieces_of(name: str, which: str) -> Iterator[Piece]:
    """The labelled pieces of a recording's ``tuned.md`` or ``held.md``."""
    text: list[str] = []
    for line in (EVALUATION / name / f"{which}.md").read_text().splitlines():
        if not line.startswith("=>"):
            text.append(line)
            continue
        left, _, right = line.removeprefix("=>").partition("|")
        yield Piece(
            "\n".join(text).strip(),
            tuple(_label(one) for one in left.split(";") if one.strip()),
            tuple(_span(one) for one in right.split(",") if one.strip()),
        )
        text = []


def evaluate(names: Iterable[str], which: str) -> Score:
    """Judge the pieces of some recordings: ``tuned``, ``held`` or ``made`` by rule."""
    from support.made_answers import made_pieces

    score = Score()
    transcripts = {name: transcript_of(name) for name in recordings()}
    for name in names:
        transcript = transcripts[name]
        if which == "made":
            strangers = [other for key, other in transcripts.items() if key != name]
            pieces = made_pieces(transcript, strangers)
        else:
            pieces = pieces_of(name, which)
        examiner = Examiner(transcript)
        for piece in pieces:
            score.add(name, piece, examiner.examine(piece.text), transcript)
    return score


def seconds(clock: str) -> float:
    """``1:02:03`` or ``2:03`` in seconds."""
    total = 0.0
    for part in clock.split(":"):
        total = total * 60 + int(part)
    return total


def _label(text: str) -> Label:
    kind, _, turn = text.strip().partition(" ")
    return Label(kind, seconds(turn) if turn else None)


def _span(text: str) -> tuple[float, float, bool]:
    first, _, last = text.strip().removeprefix("!").partition("-")
    return seconds(first), seconds(last or first), "!" in text
