"""Every format a recording can leave in: one line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import IO

import msgspec

from sextant.core.errors import BadUsage
from sextant.core.model import Recording, Transcript
from sextant.core.subtitles import srt, vtt
from sextant.core.view import RecordingView
from sextant.export.csv import csv_tables
from sextant.export.html import html_report
from sextant.export.json import json_report
from sextant.export.markdown import markdown_report
from sextant.export.qdpx import qdpx_project
from sextant.export.subject import Subject

One = Callable[[Subject, IO[bytes]], None]
Several = Callable[[Sequence[Subject], IO[bytes]], None]


class Format(msgspec.Struct, frozen=True):
    """`write` makes a file of one recording; `together`, where there is one, of several."""

    title: str
    write: One
    together: Several | None = None


def _table(title: str, write: Several) -> Format:
    """A format whose file holds one recording or several."""
    return Format(title, lambda subject, sink: write([subject], sink), write)


def _text(report: Callable[[RecordingView], str]) -> One:
    def write(subject: Subject, sink: IO[bytes]) -> None:
        sink.write(report(subject.view).encode())

    return write


def _subtitles(make: Callable[[Transcript, Recording], str]) -> One:
    def report(view: RecordingView) -> str:
        if view.transcript is None:
            raise BadUsage(what="There is no transcript yet to make subtitles of.")
        return make(view.transcript, view.recording)

    return _text(report)


# The libraries behind these two take a moment to load, which nobody else should wait for.


def _pdf(subject: Subject, sink: IO[bytes]) -> None:
    from sextant.export.pdf import pdf_report

    pdf_report(subject, sink)


def _docx(subject: Subject, sink: IO[bytes]) -> None:
    from sextant.export.docx import docx_report

    docx_report(subject, sink)


FORMATS: dict[str, Format] = {
    "html": Format("Report as a web page", html_report),
    "pdf": Format("Report as a PDF", _pdf),
    "docx": Format("Word document", _docx),
    "md": Format("Markdown", _text(markdown_report)),
    "srt": Format("Subtitles (SubRip)", _subtitles(srt)),
    "vtt": Format("Subtitles (WebVTT)", _subtitles(vtt)),
    "json": Format("JSON for other programs", _text(json_report)),
    "csv": _table("Table of moments and quotations", csv_tables),
    "qdpx": _table("REFI-QDA project for MAXQDA, ATLAS.ti, NVivo", qdpx_project),
}


def format_named(name: str) -> Format:
    """Raises: BadUsage when there is none."""
    try:
        return FORMATS[name]
    except KeyError:
        known = ", ".join(FORMATS)
        raise BadUsage(what=f"“{name}” is no format; there are {known}.") from None


def export(subjects: Sequence[Subject], name: str, sink: IO[bytes]) -> None:
    """Write one file of one recording, or of several where the format can hold them.

    Raises: BadUsage when there is nothing to tell; StorageProblem.
    """
    chosen = format_named(name)
    if chosen.together:
        chosen.together(subjects, sink)
    else:
        (subject,) = subjects
        chosen.write(subject, sink)
