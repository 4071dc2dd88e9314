"""The files of a recording that are derived from the others, written after every run."""

from __future__ import annotations

import io
from collections.abc import Mapping

from sextant.core.model import Prompt
from sextant.core.ports import RecordingFolder
from sextant.core.render import transcript_markdown
from sextant.core.subtitles import vtt
from sextant.core.view import view_of
from sextant.export.html import html_report
from sextant.export.subject import Sound, Subject


def write_derived(folder: RecordingFolder, prompts: Mapping[str, Prompt]) -> None:
    """Write ``transcript.md``, ``transcript.vtt`` and ``report.html``. Raises: StorageProblem."""
    view = view_of(folder, prompts)
    if view.transcript is not None:
        folder.write_text("transcript.md", transcript_markdown(view.transcript, view.recording))
        folder.write_text("transcript.vtt", vtt(view.transcript, view.recording))
    page = io.BytesIO()
    html_report(Subject(view, audio=folder.audio(), sound=Sound.BESIDE), page)
    folder.write_text("report.html", page.getvalue().decode())
