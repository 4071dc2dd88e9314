"""Every format a recording can leave in: one line each.

Names and titles are at hand for every menu; what makes a file comes when one is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import IO, TYPE_CHECKING

import msgspec

from sextant.core.errors import BadUsage

if TYPE_CHECKING:
    from sextant.core.model import Recording, Transcript
    from sextant.export.subject import Subject

One = Callable[["Subject", IO[bytes]], None]
Several = Callable[[Sequence["Subject"], IO[bytes]], None]


class Format(msgspec.Struct, frozen=True):
    """`write` makes a file of one recording; `together`, where there is one, of several."""

    title: str
    write: One
    together: Several | None = None


def _table(title: str, write: Several) -> Format:
    """A format whose file holds one recording or several."""
    return Format(title, lambda subject, sink: write([subject], sink), write)


def _html(subject: Subject, sink: IO[bytes]) -> None:
    from sextant.export.html import html_report

    html_report(subject, sink)


def _pdf(subject: Subject, sink: IO[bytes]) -> None:
    from sextant.export.pdf import pdf_report

    pdf_report(subject, sink)


def _docx(subject: Subject, sink: IO[bytes]) -> None:
    from sextant.export.docx import docx_report

    docx_report(subject, sink)


def _markdown(subject: Subject, sink: IO[bytes]) -> None:
    from sextant.export.markdown import markdown_report

    sink.write(markdown_report(subject.view).encode())


def _srt(subject: Subject, sink: IO[bytes]) -> None:
    from sextant.core.subtitles import srt

    sink.write(srt(*_said(subject)).encode())


def _vtt(subject: Subject, sink: IO[bytes]) -> None:
    from sextant.core.subtitles import vtt

    sink.write(vtt(*_said(subject)).encode())


def _said(subject: Subject) -> tuple[Transcript, Recording]:
    view = subject.view
    if view.transcript is None:
        raise BadUsage(what="There is no transcript yet to make subtitles of.")
    return view.transcript, view.recording


def _json(subject: Subject, sink: IO[bytes]) -> None:
    from sextant.export.json import json_report

    sink.write(json_report(subject.view).encode())


def _csv(subjects: Sequence[Subject], sink: IO[bytes]) -> None:
    from sextant.export.csv import csv_tables

    csv_tables(subjects, sink)


def _qdpx(subjects: Sequence[Subject], sink: IO[bytes]) -> None:
    from sextant.export.qdpx import qdpx_project

    qdpx_project(subjects, sink)


FORMATS: dict[str, Format] = {
    "html": Format("Report as a web page", _html),
    "pdf": Format("Report as a PDF", _pdf),
    "docx": Format("Word document", _docx),
    "md": Format("Markdown", _markdown),
    "srt": Format("Subtitles (SubRip)", _srt),
    "vtt": Format("Subtitles (WebVTT)", _vtt),
    "json": Format("JSON for other programs", _json),
    "csv": _table("Table of moments and quotations", _csv),
    "qdpx": _table("REFI-QDA project for MAXQDA, ATLAS.ti, NVivo", _qdpx),
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
