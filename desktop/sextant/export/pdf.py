"""A PDF with real text, bookmarks, links and page numbers, readable aloud and fit to be archived.

Typst sets it (docs/decisions.md). The page is described in `report.typ`; all words
reach it as JSON, so that none of them can be markup. Its own fonts cover Latin, Greek and
Cyrillic; for other scripts the computer's fonts help, and where those do not either,
the PDF says so on its first page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from importlib.resources import files
from typing import IO, Any

import msgspec
import typst

from sextant.core.evidence import Status
from sextant.core.speaking import speaking
from sextant.core.view import AnswerView, RecordingView
from sextant.export import wording
from sextant.export.pdf_answer import AnswerData, Data, breakable
from sextant.export.reading import read_answer
from sextant.export.strip import MOST_LANES, level, ticks
from sextant.export.subject import Subject
from sextant.export.text import clean, one_line, right_to_left, shortened
from sextant.export.turns import Turns, by_correction, quoted_spans

STANDARDS: list[Any] = ["a-2a", "ua-1"]
"""PDF/A-2a and PDF/UA-1: to be archived, and to be read aloud with its structure."""

UNSHOWN = (
    "This computer has no font for some of the characters below; the first is {name}. "
    "They show as boxes here. The HTML report and the Word document have them all."
)

_NO_GLYPH = re.compile(r'the text `?"?(.*?)"?`? could not be displayed', re.DOTALL)


def pdf_report(subject: Subject, sink: IO[bytes]) -> None:
    """The whole recording, to print and to keep."""
    data = _report(subject.view)
    made = subject.view.recording.created
    sink.write(_set(data, int(made.timestamp())))


def _set(data: Data, made: int) -> bytes:
    """Typst's own fonts first, so that a report looks the same everywhere."""
    try:
        return _compiled(data, made, STANDARDS, own_fonts=True)
    except typst.TypstError as error:
        if not _NO_GLYPH.search(str(error)):
            raise
    try:
        return _compiled(data, made, STANDARDS, own_fonts=False)
    except typst.TypstError as error:
        unshown = _NO_GLYPH.search(str(error))
        if unshown is None:
            raise
    notes = [*data["notes"], UNSHOWN.format(name=_name(unshown[1]))]
    return _compiled({**data, "notes": notes}, made, [], own_fonts=False)


def _name(text: str) -> str:
    """A character in words, since it cannot be shown itself."""
    first = text[:1]
    return f"{unicodedata.name(first, 'unknown').capitalize()} (U+{ord(first or ' '):04X})"


def _compiled(data: Data, made: int, standards: list[Any], *, own_fonts: bool) -> bytes:
    template = files("sextant.export").joinpath("report.typ").read_bytes()
    compiler = typst.Compiler(
        template,
        ignore_system_fonts=own_fonts,
        sys_inputs={"data": msgspec.json.encode(data).decode()},
    )
    made_of = compiler.compile(format="pdf", pdf_standards=standards, timestamp=made)
    assert isinstance(made_of, bytes)
    return made_of


def _report(view: RecordingView) -> Data:
    turns = Turns(view.transcript)
    quoted = quoted_spans(view.texts)
    found = wording.counts(view.answers)
    return {
        "title": breakable(wording.title(view)),
        "short": shortened(wording.title(view), 80),
        "language": "en",
        "facts": " · ".join(wording.facts(view)),
        "notes": [wording.PRACTICE] if view.recording.practice else [],
        **_agreement(view, turns),
        "lanes": _lanes(view),
        "tally": [
            {"status": s, "sign": wording.SIGNS[s], "count": found[s], "words": wording.STATUSES[s]}
            for s in (Status if found else ())
        ],
        "method": wording.METHOD,
        "prompts": [
            {
                "title": breakable(title),
                "summary": breakable(one_line(group[0].summary)),
                "answers": [_answer(answer, turns) for answer in group],
            }
            for title, group in wording.groups(view.texts)
        ],
        "legend": "Marked is what answers quote." if quoted else "",
        "turns": [
            {
                "name": breakable(one_line(view.recording.speaker_name(turn.speaker))),
                "time": turns.clock(turn.start),
                "rtl": right_to_left(turn.text),
                "pieces": _spaced(
                    [
                        (breakable(clean(text)), marked, corrected)
                        for words, marked in turns.pieces(turn, quoted)
                        for text, corrected in by_correction(words)
                    ]
                ),
            }
            for turn in turns
        ],
        "corrections": [
            (time, breakable(words)) for time, words in wording.corrections(view, turns)
        ],
        "corrected": wording.CORRECTED,
        "origin": wording.provenance(view),
    }


def _spaced(pieces: Sequence[tuple[str, bool, bool]]) -> list[tuple[str, bool, bool]]:
    """Pieces with the spaces between them, which belong to no mark."""
    spaced: list[tuple[str, bool, bool]] = []
    for piece in pieces:
        if spaced:
            spaced.append((" ", False, False))
        spaced.append(piece)
    return spaced


def _agreement(view: RecordingView, turns: Turns) -> Data:
    if not turns.duration:
        return {"strip": [], "ticks": [], "moments": [], "single": ""}
    whole, answers = turns.duration, len(view.answers)
    shared = [moment for moment in view.moments if len(moment.analyses) > 1]
    alone = len(view.moments) - len(shared)
    return {
        "strip": [
            (*_place(moment.start, moment.end, whole), level(len(moment.analyses), answers))
            for moment in view.moments
        ],
        "ticks": [(tick / whole * 100, turns.clock(tick)) for tick in ticks(whole)],
        "moments": [
            {
                "time": turns.clock(moment.start),
                "to": turns.index(moment.start),
                "count": f"{len(moment.analyses)} of {answers}",
                "words": breakable(words := wording.words_of(moment, view.transcript)),
                "rtl": right_to_left(words),
            }
            for moment in shared or view.moments
        ],
        "single": f"{wording.plural(alone, 'more moment')} that one answer alone points to."
        if shared and alone
        else "",
    }


def _place(start: float, end: float, whole: float) -> tuple[float, float]:
    """Left and width in percent; never too narrow to be seen."""
    left = min(start / whole * 100, 99.6)
    return left, min(max((end - start) / whole * 100, 0.4), 100 - left)


def _lanes(view: RecordingView) -> list[Data]:
    if view.transcript is None or not view.transcript.duration:
        return []
    voices = sorted(speaking(view.transcript), key=lambda voice: -voice.seconds)[:MOST_LANES]
    if len(voices) < 2:
        return []
    whole = view.transcript.duration
    return [
        {
            "name": breakable(one_line(view.recording.speaker_name(voice.speaker))),
            "share": f"{voice.share:.0%}",
            "spans": [(*_place(start, end, whole), 6) for start, end in voice.stretches],
        }
        for voice in voices
    ]


def _answer(answer: AnswerView, turns: Turns) -> Data:
    data = AnswerData(turns)
    return {
        "model": breakable(wording.model(answer)),
        "origin": breakable(wording.origin(answer.analysis)),
        "cut": "" if answer.analysis.complete else wording.CUT,
        "rtl": right_to_left(answer.analysis.text),
        "blocks": data.blocks(read_answer(answer.analysis.text, answer.evidence)),
        "proof": wording.summary([answer]),
        "footnotes": data.footnotes,
    }
