"""The commands that read what is saved, offline: list, search, show."""

from __future__ import annotations

import argparse

from sextant.assembly import load_settings, open_library, saved_view
from sextant.cli.output import Lines
from sextant.cli.wording import one_line
from sextant.core.errors import BadUsage
from sextant.core.events import State
from sextant.core.render import clock, duration_words
from sextant.core.search import find
from sextant.core.stages import Progress, progress_of


def list_recordings(arguments: argparse.Namespace, lines: Lines) -> int:
    library = open_library(arguments.project, create=False)
    settings = load_settings()
    folders = library.recordings()
    if not folders:
        lines.note("This project has no recordings yet.")
    for folder in folders:
        recording = folder.recording()
        progress = progress_of(folder, library, settings)
        state = _state(progress, failed=bool(recording.failures))
        words = [
            one_line(folder.name),
            duration_words(recording.duration) if recording.duration else "length unknown",
            f"{progress.answers_done} of {len(progress.cells)} answers",
            *(["practice"] if recording.practice else []),
            *(failure.title for failure in recording.failures[:1]),
        ]
        facts = {
            "recording": folder.name,
            "state": state,
            "duration": recording.duration,
            "answers": progress.answers_done,
            "of": len(progress.cells),
            "created": recording.created,
            "source": recording.source.name,
            "practice": recording.practice,
            "path": str(folder.path),
            "failures": recording.failures,
        }
        lines.row(" · ".join(words), facts)
    return 0


def search(arguments: argparse.Namespace, lines: Lines) -> int:
    library = open_library(arguments.project, create=False)
    if not arguments.text.strip():
        raise BadUsage(what="There is nothing to search for.")
    matches = 0
    for folder in library.recordings():
        recording = folder.recording()
        for match in find(arguments.text, recording, folder.transcript(), folder.analyses()):
            matches += 1
            where = match.analysis if match.start is None else f"[{clock(match.start)}]"
            said = f"{match.speaker}: {match.text}" if match.speaker else match.text
            lines.row(
                f"{one_line(folder.name)} {where} {one_line(said)}",
                {
                    "recording": folder.name,
                    "start": match.start,
                    "speaker": match.speaker,
                    "analysis": match.analysis,
                    "text": match.text,
                },
            )
    if not matches:
        lines.note("Nothing was found.")
    return 0


def show(arguments: argparse.Namespace, lines: Lines) -> int:
    from sextant.export.json import show_json
    from sextant.export.markdown import markdown_report

    library = open_library(arguments.project, create=False)
    view = saved_view(library, library.open(arguments.recording))
    if lines.as_json:
        lines.json(show_json(view))
        return 0
    print(markdown_report(view), end="")
    return 0


def _state(progress: Progress, *, failed: bool) -> State:
    if progress.finished:
        return State.DONE
    return State.FAILED if failed else State.WAITING
