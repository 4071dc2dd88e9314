"""The commands that read what is saved, offline: list, search, show."""

from __future__ import annotations

import argparse
from functools import cache

from sextant.assembly import load_settings, open_library, saved_view
from sextant.cli.output import Lines
from sextant.core.errors import BadUsage
from sextant.core.events import State
from sextant.core.one_line import one_line
from sextant.core.render import clock, duration_words
from sextant.core.search import find
from sextant.core.stages import Glance, glance, grid_of


def list_recordings(arguments: argparse.Namespace, lines: Lines) -> int:
    library = open_library(arguments.project, create=False)
    settings = load_settings()
    folders = library.described()
    if not folders:
        lines.note("This project has no recordings yet.")
    prompt = cache(library.prompt)  # all recordings were asked the same few
    for folder, recording in folders:
        seen = glance(folder, recording, grid_of(recording, library, settings), prompt)
        state = _state(seen, failed=bool(recording.failures))
        words = [
            one_line(folder.name),
            duration_words(recording.duration) if recording.duration else "length unknown",
            f"{seen.answers} of {seen.of} answers",
            *(["practice"] if recording.practice else []),
            *(failure.title for failure in recording.failures[:1]),
        ]
        facts = {
            "recording": folder.name,
            "state": state,
            "duration": recording.duration,
            "answers": seen.answers,
            "of": seen.of,
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
    for folder, recording in library.described():
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


def _state(seen: Glance, *, failed: bool) -> State:
    if seen.finished:
        return State.DONE
    return State.FAILED if failed else State.WAITING
