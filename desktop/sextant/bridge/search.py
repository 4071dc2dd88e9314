"""Look for words in everything that is saved, off the GUI thread, newest recording first.

Names are looked through by the model itself, at once; this reads transcripts and
answers, a few recordings at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QObject, Signal

from sextant.bridge.arrangement import Hit
from sextant.bridge.tasks import Tasks
from sextant.core.errors import StorageProblem
from sextant.core.model import Transcript
from sextant.core.occurrences import Occurrences
from sextant.core.ports import Library, RecordingFolder
from sextant.core.search import find, folded

AT_ONCE = 16
"""Recordings looked through before what was found is shown."""

SHORTEST = 2
"""Characters; a single letter is everywhere."""


BEFORE = 16
"""Characters before the words found that are shown with them."""


class Search(QObject):
    """One search at a time; a new one ends the one before."""

    found = Signal(object)
    """A mapping of recordings' names to their first Hit; comes several times."""
    progressed = Signal(int, int)
    """How many of how many recordings have been looked through."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks

    def start(self, query: str, library: Library) -> None:
        """Look for `query`; `found` and `progressed` follow."""
        self.stop()
        if len(query.strip()) >= SHORTEST:
            self._tasks.start("search", self._search(query.strip(), library))

    def stop(self) -> None:
        """What is still being looked for is of no interest any more."""
        self._tasks.cancel("search")

    async def _search(self, query: str, library: Library) -> None:
        folders = [*reversed(await asyncio.to_thread(library.recordings))]
        self.progressed.emit(0, len(folders))
        for first in range(0, len(folders), AT_ONCE):
            some = folders[first : first + AT_ONCE]
            self.found.emit(await asyncio.to_thread(_look_through, query, some))
            self.progressed.emit(min(first + AT_ONCE, len(folders)), len(folders))


def _look_through(query: str, folders: Sequence[RecordingFolder]) -> dict[str, Hit]:
    """Blocking. What cannot be read holds nothing."""
    hits: dict[str, Hit] = {}
    for folder in folders:
        try:
            transcript = folder.transcript()
            matches = find(query, folder.recording(), transcript, folder.analyses())
            match = next(matches, None)
        except StorageProblem:
            continue
        if match is None:
            continue
        text = excerpt(match.text, query)
        if transcript is None or match.start is None:
            hits[folder.name] = Hit(text, analysis=match.analysis)
        else:
            start, end = _spoken(transcript, match.start, query)
            hits[folder.name] = Hit(text, start, end=end)
    return hits


def _spoken(transcript: Transcript, begin: float, query: str) -> tuple[float, float]:
    """When the words of `query` are said in the turn that begins at `begin`."""
    turn = next(turn for turn in transcript.turns if turn.start == begin)
    alone = msgspec.structs.replace(transcript, turns=(turn,))
    for found in Occurrences(alone).of(query):
        return turn.words[found.first].start, turn.words[found.last].end
    return turn.start, turn.end


def excerpt(text: str, query: str) -> str:
    """`text` from a few words before `query`, so that the words are seen where room is short."""
    line = " ".join(text.split())
    place = folded(line).find(folded(query))
    if place <= BEFORE:
        return line
    begin = line.rfind(" ", 0, place - BEFORE) + 1
    return f"…{line[begin:]}" if begin else line
