"""The words and signs that all reports share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from sextant.core.agreement import Moment, said
from sextant.core.evidence import Citation, Quotation, Status
from sextant.core.model import Analysis, Transcript
from sextant.core.render import duration_words, model_name, money
from sextant.core.subtitles import SENTENCE_ENDS
from sextant.core.view import AnswerView, RecordingView
from sextant.export.languages import language
from sextant.export.text import one_line, shortened
from sextant.export.turns import Turns

LONGEST_WORDS = 180
"""Characters of what was said at a moment."""

PRACTICE = (
    "Practice: recognised on this computer, and these are extracts chosen by counting words. "
    "No AI took part, and nothing was sent anywhere."
)

METHOD = (
    "Every quotation was looked up in the transcript by a computation on this computer, "
    "not by a model. Case, punctuation, contractions, fillers and hyphens do not count. "
    "A quotation that is not found is no proof of a lie: a model may have repaired a sentence, "
    "or the recogniser may have misheard a word. It is a reason to listen."
)

CORRECTED = "In the transcript these words are underlined with dots."

CUT = "This answer was cut short."

SIGNS = {Status.FOUND: "✓", Status.CLOSE: "≈", Status.ELSEWHERE: "↷", Status.MISSING: "×"}

STATUSES = {
    Status.FOUND: "found word for word",
    Status.CLOSE: "close: a word differs",
    Status.ELSEWHERE: "said, but elsewhere",
    Status.MISSING: "not found",
}


def title(view: RecordingView) -> str:
    return one_line(view.recording.heading) or one_line(view.name)


def facts(view: RecordingView) -> list[str]:
    """What one wants to know first: length, languages, speakers, words, date."""
    known: list[str] = []
    if transcript := view.transcript:
        known = [
            duration_words(transcript.duration),
            *dict.fromkeys(map(language, transcript.languages)),
        ]
        if speakers := len(transcript.speakers):
            known.append(plural(speakers, "speaker"))
        known.append(plural(transcript.word_count, "word"))
    return [*known, f"{view.recording.created:%Y-%m-%d}"]


def plural(count: int, noun: str) -> str:
    """``1 speaker``, ``9,840 words``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def groups(answers: Iterable[AnswerView]) -> list[tuple[str, Sequence[AnswerView]]]:
    """Answers by the title of their prompt, in their order."""
    grouped = groupby(answers, key=lambda answer: answer.title)
    return [(one_line(name), list(group)) for name, group in grouped]


def model(answer: AnswerView) -> str:
    return one_line(model_name(answer.analysis.key.model))


def name(answer: AnswerView) -> str:
    """An answer as one speaks of it: ``Brief by Claude Sonnet``."""
    return f"{one_line(answer.title)} by {model(answer)}"


def origin(analysis: Analysis) -> str:
    """Who really answered, how long it took, what it cost."""
    known = [one_line(analysis.served_model or analysis.key.model)]
    known.append(duration_words(analysis.seconds))
    return " · ".join([*known, *cost(analysis)])


def cost(analysis: Analysis) -> list[str]:
    if analysis.practice:
        return []
    usd = analysis.usage.cost_usd
    return ["cost unknown" if usd is None else money(usd)]


def provenance(view: RecordingView) -> list[Sequence[str]]:
    """Which model answered which prompt, when, for how much: a head and a row an answer."""
    if not view.texts:
        return []
    heads = ("Prompt", "Model asked", "Answered by", "Date", "Took", "Tokens", "Cost")
    return [heads, *map(_provenance, view.texts)]


def _provenance(answer: AnswerView) -> Sequence[str]:
    analysis = answer.analysis
    tokens = [analysis.usage.prompt_tokens, analysis.usage.completion_tokens]
    known = " + ".join("unknown" if count is None else f"{count:,}" for count in tokens)
    return (
        one_line(answer.title),
        one_line(analysis.key.model),
        one_line(analysis.served_model),
        f"{analysis.started:%Y-%m-%d %H:%M}",
        duration_words(analysis.seconds),
        known,
        *(cost(analysis) or ["practice"]),
    )


def counts(answers: Iterable[AnswerView]) -> Counter[Status]:
    """How many quotations came to which end."""
    return Counter(q.status for answer in answers for q in answer.evidence.quotations)


def summary(answers: Iterable[AnswerView]) -> str:
    """``23 quotations: 20 found word for word ✓ · …``; empty where nothing is quoted."""
    found = counts(answers)
    if not found:
        return ""
    parts = [f"{found[s]} {STATUSES[s]} {SIGNS[s]}" for s in Status if found[s]]
    return f"{plural(found.total(), 'quotation')}: {' · '.join(parts)}"


def words_of(moment: Moment, transcript: Transcript | None) -> str:
    """What was said at a moment, as much as fits in two lines."""
    words = one_line(said(transcript, moment)) if transcript else ""
    whole = not words or words.endswith(SENTENCE_ENDS)
    return shortened(words if whole else f"{words} …", LONGEST_WORDS)


def corrections(view: RecordingView, turns: Turns) -> list[tuple[str, str]]:
    """The time of each word that a person corrected, and what was heard."""
    words = view.transcript.corrected_words if view.transcript else ()
    return [
        (turns.clock(word.start), f"{one_line(word.text)} (heard: {one_line(word.heard or '')})")
        for word in words
    ]


def legend() -> str:
    return ", ".join(f"{SIGNS[status]} {words}" for status, words in STATUSES.items())


def verdict(quotation: Quotation, turns: Turns) -> str:
    """What became of a quotation, in words."""
    if quotation.start is None:
        return "not found in the transcript"
    time = turns.clock(quotation.start)
    spoken = one_line(quotation.spoken)
    match quotation.status:
        case Status.FOUND:
            return f"found at {time}"
        case Status.CLOSE:
            return f"close; at {time} the transcript has: {spoken}"
        case _:
            return f"said elsewhere, at {time}: {spoken}"


def time_label(citation: Citation, turns: Turns) -> str:
    """``12:31``, ``12:31–12:58``; one past the end says so."""
    label = turns.clock(citation.start)
    if citation.end > citation.start:
        label += f"–{turns.clock(citation.end)}"
    return f"{label} (beyond the end)" if citation.beyond else label
