"""Moments and quotations as a table for a spreadsheet, of one recording or of several."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import IO

from sextant.core.agreement import said
from sextant.core.evidence import Quotation
from sextant.core.render import clock
from sextant.core.view import AnswerView, RecordingView
from sextant.export.subject import Subject
from sextant.export.text import one_line

COLUMNS = (
    *("recording", "kind", "time", "start_seconds", "end_seconds", "speaker"),
    *("status", "prompt", "model", "text", "transcript", "answers", "of"),
)

ACTING = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What makes a spreadsheet compute; with an apostrophe before it, it is text."""

Row = Mapping[str, object]


def csv_tables(subjects: Sequence[Subject], sink: IO[bytes]) -> None:
    """A row a moment, then a row a quotation. UTF-8 with the mark by which Excel knows it."""
    text = io.TextIOWrapper(sink, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    for subject in subjects:
        writer.writerows(_row(row, subject.view) for row in _rows(subject.view))
    text.detach()


def _row(row: Row, view: RecordingView) -> Row:
    whole = {"recording": view.name, **row}
    return {name: plain(cell) if isinstance(cell, str) else cell for name, cell in whole.items()}


def plain(text: str) -> str:
    """`text` on one line, so that no spreadsheet takes it for a formula."""
    line = one_line(text)
    return f"'{line}" if line.startswith(ACTING) else line


def _rows(view: RecordingView) -> Iterator[Row]:
    for moment in view.moments:
        yield {
            "kind": "moment",
            **_span(moment.start, moment.end),
            "transcript": said(view.transcript, moment) if view.transcript else "",
            "answers": len(moment.analyses),
            "of": len(view.answers),
        }
    for answer in view.texts:
        for quotation in answer.evidence.quotations:
            yield _quotation(quotation, answer, view)


def _quotation(quotation: Quotation, answer: AnswerView, view: RecordingView) -> Row:
    known = quotation.start is not None
    return {
        "kind": "quotation",
        **_span(quotation.start, quotation.end),
        "speaker": view.recording.speaker_name(quotation.speaker) if known else "",
        "status": quotation.status.value,
        "prompt": answer.analysis.key.prompt,
        "model": answer.analysis.key.model,
        "text": quotation.text,
        "transcript": quotation.spoken,
    }


def _span(start: float | None, end: float | None) -> Row:
    if start is None or end is None:
        return {}
    return {"time": clock(start), "start_seconds": round(start, 3), "end_seconds": round(end, 3)}
