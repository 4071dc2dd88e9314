"""What it takes to check six answers of fifty quotations each against ten hours of speech."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from sextant.core.evidence import Examiner
from sextant.core.model import Transcript, Turn, Word
from sextant.core.render import clock
from support.figures import Figure, alternating, ratio_figure

WORDS_AN_HOUR = 10_000
WORD_SECONDS = 0.36
WORDS_A_TURN = 40
VOCABULARY = [f"word{rank}" for rank in range(12_000)]
RANKS = [1 / (rank + 2) for rank in range(12_000)]
"""As in speech: a word at twice the rank is half as frequent."""

HOSTILE = {
    "opening marks": "“",
    "citations": "[00:00:01] ",
    "dots": ".",
    "cells of a table": "| a | “word1 word2 word3 word4” | [00:00:01] |\n",
    "invented quotations": "“the mayor has never agreed to anything at all” [00:00:01] ",
}


def spoken(hours: float) -> Transcript:
    random = Random(7)
    texts = random.choices(VOCABULARY, RANKS, k=int(hours * WORDS_AN_HOUR))
    words = [
        Word(text, i * WORD_SECONDS, (i + 1) * WORD_SECONDS, i // WORDS_A_TURN % 3)
        for i, text in enumerate(texts)
    ]
    turns = [words[i : i + WORDS_A_TURN] for i in range(0, len(words), WORDS_A_TURN)]
    made = tuple(Turn(turn[0].speaker, tuple(turn)) for turn in turns)
    return Transcript(made, words[-1].end, "f" * 64, ("en",))


def answers(transcript: Transcript, quotations: int = 50) -> Iterator[str]:
    """Six: of five quotations one is altered, one invented, and three are true."""
    random = Random(8)
    words = [word for turn in transcript.turns for word in turn.words]
    for _ in range(6):
        lines: list[str] = []
        for number in range(quotations):
            first = random.randrange(len(words) - 30)
            length = random.randint(6, 25)
            quoted = [word.text for word in words[first : first + length]]
            if number % 5 == 1:
                quoted[length // 2] = "altered"
            elif number % 5 == 2:
                quoted = random.choices(VOCABULARY, RANKS, k=length)
            time = clock(words[first].start)
            lines.append(f"- They said “{' '.join(quoted)}” [{time}], and more of the kind.")
        yield "\n".join(lines)


def test_ten_hours_and_six_answers_of_fifty_quotations(report):
    transcript = spoken(10)
    asked = list(answers(transcript))

    def everything() -> None:
        examiner = Examiner(transcript)
        for answer in asked:
            examiner.examine(answer)

    def reading_once() -> None:
        """Each word in lower case and into a set."""
        {word.text.lower() for turn in transcript.turns for word in turn.words}

    ours, theirs, ratios = alternating(everything, reading_once)
    what = "ten hours and 300 quotations checked"
    report(ratio_figure(what, ours, theirs, ratios, bar=80, baseline="reading the words once"))
    limit = Figure(what, f"{ours.median:.2f} s", "–", "–", "≤ 1 s", ours.median <= 1)
    report(limit)


def test_twice_as_much_takes_no_more_than_twice_as_long(report):
    short, long = spoken(5), spoken(10)
    asked = "\n".join(answers(short))
    small, large = Examiner(short), Examiner(long)
    for what, twice, once in (
        ("twice the transcript, indexed", lambda: Examiner(long), lambda: Examiner(short)),
        (
            "twice the transcript, the same answers",
            lambda: large.examine(asked),
            lambda: small.examine(asked),
        ),
        (
            "twice the answer",
            lambda: small.examine(asked * 2),
            lambda: small.examine(asked),
        ),
    ):
        grown(report, what, twice, once)


def test_a_hostile_answer_takes_time_in_proportion(report):
    examiner = Examiner(spoken(1))
    for name, unit in HOSTILE.items():
        once, twice = unit * (500_000 // len(unit)), unit * (1_000_000 // len(unit))
        grown(
            report,
            f"1 MB of {name}",
            lambda text=twice: examiner.examine(text),
            lambda text=once: examiner.examine(text),
            runs=3,
        )


def grown(
    report: Callable[[Figure], None],
    what: str,
    twice: Callable[[], object],
    once: Callable[[], object],
    runs: int = 7,
) -> None:
    baseline = "half as much"
    report(ratio_figure(what, *alternating(twice, once, runs), bar=2.5, baseline=baseline))
