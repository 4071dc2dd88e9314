"""One self-contained HTML file: read without script, network or any other file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import IO

from sextant.core.model import Word
from sextant.core.view import AnswerView, RecordingView
from sextant.export import wording
from sextant.export.html_answer import AnswerPage, Play, attribute, safe
from sextant.export.html_overview import overview, provenance
from sextant.export.reading import read_answer
from sextant.export.sound import Player, content_hash, player
from sextant.export.subject import Subject
from sextant.export.text import one_line
from sextant.export.turns import Turns, quoted_spans

_HEAD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
style-src 'sha256-{style_hash}'; {sources}base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title} – Sextant</title>
<style>{style}</style></head>
"""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def html_report(subject: Subject, sink: IO[bytes]) -> None:
    """The whole recording: agreement, the answers by prompt, the transcript."""
    sound = player(subject)
    for piece in _page(subject.view, sound):
        sink.write(piece.encode())
    sound.write(sink)
    sink.write(b"</body></html>\n")


def _page(view: RecordingView, sound: Player) -> Iterator[str]:
    turns = Turns(view.transcript)
    title = safe(wording.title(view))
    style = files("sextant.export").joinpath("report.css").read_text(encoding="utf-8")
    yield _HEAD.format(
        style_hash=content_hash(style), sources=sound.policy, title=title, style=style
    )
    yield f"<body{attribute('class', 'sounding' if sound.policy else '')}>\n"
    yield f'<header class="top"><p class="mark">Sextant</p><h1>{title}</h1>'
    yield f'<p class="facts">{safe(" · ".join(wording.facts(view)))}</p>'
    if view.recording.practice:
        yield f'<p class="practice">{wording.PRACTICE}</p>'
    yield f"</header>\n{_contents(view)}<main>\n"
    yield from overview(view, turns, sound.play)
    yield from _answers(view, turns, sound.play)
    yield from _transcript(view, turns, sound.play)
    yield from provenance(view)
    yield "</main>\n<footer><p>Made by Sextant from the files of this recording: audio, "
    yield f"transcript and answers in a plain folder. {wording.legend()}.</p></footer>\n"


def _contents(view: RecordingView) -> str:
    entries: list[str] = []
    if view.moments and view.transcript:
        entries.append('<li><a href="#agreement">Where the answers meet</a></li>')
    number = 0
    for index, (title, group) in enumerate(wording.groups(view.texts)):
        models = ""
        for answer in group:
            models += f'<li><a href="#a{number}">{safe(wording.model(answer))}</a></li>'
            number += 1
        entries.append(f'<li><a href="#p{index}">{safe(title)}</a><ul>{models}</ul></li>')
    if view.transcript:
        entries.append('<li><a href="#transcript">Transcript</a></li>')
    if view.answers:
        entries.append('<li><a href="#origin">How this was made</a></li>')
    return f'<nav aria-label="Contents"><ul>{"".join(entries)}</ul></nav>\n' if entries else ""


def _answers(view: RecordingView, turns: Turns, play: Play) -> Iterator[str]:
    page = AnswerPage(turns, play)
    number = 0
    for index, (title, group) in enumerate(wording.groups(view.texts)):
        yield f'<section aria-labelledby="p{index}"><h2 id="p{index}">{safe(title)}</h2>'
        if summary := one_line(group[0].summary):
            yield f'<p class="summary">{safe(summary)}</p>'
        yield '<div class="answers">'
        for answer in group:
            yield from _answer(answer, page, number, _language(view))
            number += 1
        yield "</div></section>\n"


def _answer(answer: AnswerView, page: AnswerPage, number: int, language: str) -> Iterator[str]:
    yield f'<article class="answer" aria-labelledby="a{number}"><header>'
    yield f'<h3 id="a{number}">{safe(wording.model(answer))}</h3>'
    yield f"<p>{safe(wording.origin(answer.analysis))}</p></header>"
    if not answer.analysis.complete:
        yield f'<p class="cut">{wording.CUT}</p>'
    blocks = read_answer(answer.analysis.text, answer.evidence)
    yield f'<div class="text" dir="auto"{language}>{page.blocks(blocks)}</div>'
    if summary := wording.summary([answer]):
        yield f'<p class="proof">{safe(summary)}</p>'
    yield "</article>\n"


def _transcript(view: RecordingView, turns: Turns, play: Play) -> Iterator[str]:
    if view.transcript is None:
        return
    quoted = quoted_spans(view.texts)
    yield f'<section class="transcript" aria-labelledby="transcript"{_language(view)}>'
    yield '<h2 id="transcript" lang="en">Transcript</h2>'
    if quoted:
        yield '<p class="summary" lang="en">Marked is what answers quote.</p>'
    for index, turn in enumerate(turns):
        name = safe(one_line(view.recording.speaker_name(turn.speaker)))
        yield f'<div class="turn" id="t{index}"><p><b>{name}</b> '
        yield f'<span class="time">{turns.clock(turn.start)}</span>{play(turn.start)}</p>'
        yield f'<p dir="auto">{_said(turns.pieces(turn, quoted))}</p></div>\n'
    yield "</section>\n"


def _said(pieces: Iterable[tuple[Sequence[Word], bool]]) -> str:
    texts = [(" ".join(map(_word, words)), quoted) for words, quoted in pieces]
    return " ".join(f"<mark>{text}</mark>" if quoted else text for text, quoted in texts)


def _word(word: Word) -> str:
    """A word; one that a person corrected tells what was heard."""
    if word.heard is None:
        return safe(word.text)
    heard = safe(f"heard: {word.heard}")
    return (
        f'<span class="corrected" title="{heard}">{safe(word.text)}'
        f'<span class="hidden"> ({heard})</span></span>'
    )


def _language(view: RecordingView) -> str:
    """What is spoken, as an attribute; models answer in the same language."""
    spoken: Sequence[str] = view.transcript.languages if view.transcript else ()
    if len(spoken) == 1 and _LANGUAGE.fullmatch(spoken[0]):
        return attribute("lang", spoken[0])
    return ""
