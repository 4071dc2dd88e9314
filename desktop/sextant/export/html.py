"""One self-contained HTML file: read without script, network or any other file."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby

from sextant.core.evidence import Status
from sextant.core.model import Analysis, Turn, Word
from sextant.core.render import clock, duration_words, model_name, money
from sextant.core.view import AnswerView, RecordingView
from sextant.export.answer_html import SIGNS, answer_html, safe
from sextant.export.strip import strip_svg
from sextant.export.turns import Turns

PRACTICE = (
    "Practice: recognised on this computer, and these are extracts chosen by counting words. "
    "No AI took part, and nothing was sent anywhere."
)

METHOD = (
    "Made by Sextant from the files beside this one. Every quotation was looked up in the "
    "transcript by a computation on this computer, not by a model:"
)

_HEAD = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title} – Sextant</title>
"""

_WORDS = {
    Status.FOUND: "found word for word",
    Status.CLOSE: "close",
    Status.ELSEWHERE: "said elsewhere",
    Status.MISSING: "not found",
}


def html_report(view: RecordingView) -> bytes:
    """The whole recording: facts, agreement, the answers by prompt, the transcript."""
    turns = Turns(view.transcript)
    title = safe(view.recording.source.name)
    style = files("sextant.export").joinpath("report.css").read_text(encoding="utf-8")
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    language = view.transcript.languages[0] if view.transcript and view.transcript.languages else ""
    return "".join(
        (
            _HEAD.format(language=safe(language) or "en", allowed=allowed, title=title),
            f"<style>{style}</style></head><body><header><h1>{title}</h1>{_facts(view)}",
            f'<p class="practice">{PRACTICE}</p>' if view.recording.practice else "",
            strip_svg(view.moments, turns, len(view.answers)),
            f"{_evidence(view)}{_contents(view)}</header><main>",
            *_answers(view, turns),
            *_transcript(view, turns),
            f"</main><footer><p>{METHOD} {_legend()}.</p></footer></body></html>\n",
        )
    ).encode()


def _facts(view: RecordingView) -> str:
    facts: list[str] = []
    transcript = view.transcript
    if transcript:
        facts = [duration_words(transcript.duration), *transcript.languages]
        if speakers := len(transcript.speakers):
            facts.append(f"{speakers} {'speaker' if speakers == 1 else 'speakers'}")
        facts.append(f"{transcript.word_count:,} words")
    facts.append(f"{view.recording.created:%Y-%m-%d}")
    return f'<p class="facts">{safe(" · ".join(facts))}</p>'


def _evidence(view: RecordingView) -> str:
    found = [q.status for answer in view.answers for q in answer.evidence.quotations]
    if not found:
        return ""
    counts = [(status, found.count(status)) for status in Status]
    words = " · ".join(f"{count} {_WORDS[s]} {SIGNS[s]}" for s, count in counts if count)
    return f'<p class="summary">{len(found)} quotations: {words}</p>'


def _legend() -> str:
    return ", ".join(f"{SIGNS[status]} {_WORDS[status]}" for status in Status)


def _contents(view: RecordingView) -> str:
    names = [f'<li><a href="#p{i}">{safe(title)}</a></li>' for i, title in enumerate(_titles(view))]
    if view.transcript:
        names.append('<li><a href="#transcript">Transcript</a></li>')
    return f'<nav aria-label="Contents"><ul>{"".join(names)}</ul></nav>' if names else ""


def _titles(view: RecordingView) -> list[str]:
    return [title for title, _ in groupby(view.answers, key=lambda answer: answer.title)]


def _answers(view: RecordingView, turns: Turns) -> Iterator[str]:
    for index, (title, group) in enumerate(groupby(view.answers, key=lambda a: a.title)):
        answers = list(group)
        yield f'<section aria-labelledby="p{index}"><h2 id="p{index}">{safe(title)}</h2>'
        yield f'<p class="summary">{safe(answers[0].summary)}</p><div class="answers">'
        yield from (_answer(answer, turns) for answer in answers)
        yield "</div></section>"


def _answer(answer: AnswerView, turns: Turns) -> str:
    analysis = answer.analysis
    cut = "" if analysis.complete else '<p class="cut">This answer was cut short.</p>'
    return (
        f'<article class="answer"><header><h3>{safe(model_name(analysis.key.model))}</h3>'
        f"<span>{safe(_origin(analysis))}</span></header>{cut}"
        f'<div class="text" dir="auto">{answer_html(analysis.text, answer.evidence, turns)}</div>'
        "</article>"
    )


def _origin(analysis: Analysis) -> str:
    """Who really answered, how long it took, what it cost."""
    served = analysis.served_model or analysis.key.model
    facts = [served, duration_words(analysis.seconds)]
    if not analysis.practice:
        cost = analysis.usage.cost_usd
        facts.append("cost unknown" if cost is None else money(cost))
    return " · ".join(facts)


def _transcript(view: RecordingView, turns: Turns) -> Iterator[str]:
    if view.transcript is None:
        return
    yield '<section class="transcript" aria-labelledby="transcript">'
    yield '<h2 id="transcript">Transcript</h2>'
    for index, turn in enumerate(view.transcript.turns):
        name = safe(view.recording.speaker_name(turn.speaker))
        time = clock(turn.start, hours=turns.hours)
        yield (
            f'<div class="turn" id="t{index}"><p><b>{name}</b>'
            f'<span class="time">{time}</span></p><p dir="auto">{_said(turn)}</p></div>'
        )
    yield "</section>"


def _said(turn: Turn) -> str:
    """The words of a turn; those that a person corrected tell what was heard."""
    return " ".join(map(_word, turn.words))


def _word(word: Word) -> str:
    if word.heard is None:
        return safe(word.text)
    heard = safe(f"heard: {word.heard}")
    return (
        f'<span class="corrected" title="{heard}">{safe(word.text)}'
        f'<span class="hidden"> ({heard})</span></span>'
    )
