"""Every format a recording can leave in: one line each."""

from __future__ import annotations

from collections.abc import Callable

from sextant.core.errors import BadUsage
from sextant.core.model import Recording, Transcript
from sextant.core.subtitles import srt, vtt
from sextant.core.view import RecordingView
from sextant.export.html import html_report
from sextant.export.json import json_report
from sextant.export.markdown import markdown_report

Exporter = Callable[[RecordingView], bytes]


def _subtitles(write: Callable[[Transcript, Recording], str]) -> Exporter:
    def export_subtitles(view: RecordingView) -> bytes:
        if view.transcript is None:
            raise BadUsage(what="There is no transcript yet to make subtitles of.")
        return write(view.transcript, view.recording).encode()

    return export_subtitles


FORMATS: dict[str, Exporter] = {
    "html": html_report,
    "md": markdown_report,
    "srt": _subtitles(srt),
    "vtt": _subtitles(vtt),
    "json": json_report,
}


def export(view: RecordingView, format_name: str) -> bytes:
    """The file's content. Raises: BadUsage when a format is unknown or has nothing to tell."""
    try:
        exporter = FORMATS[format_name]
    except KeyError:
        known = ", ".join(FORMATS)
        raise BadUsage(what=f"“{format_name}” is no format; there are {known}.") from None
    return exporter(view)
