"""Prompts of the open project, for the editor: read, write, choose, see what a model would get."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from itertools import islice

import msgspec
from PySide6.QtCore import QObject, Signal

from sextant.bridge.opened import Opened
from sextant.core.errors import SextantError, StorageProblem
from sextant.core.messages import transcript_text
from sextant.core.model import Prompt
from sextant.core.ports import Library
from sextant.core.prompt_shelf import PromptShelf, ShelvedPrompt
from sextant.core.prompt_words import filled

log = logging.getLogger(__name__)

LINES = 40
"""Of a transcript, in the preview."""


class Prompts(msgspec.Struct, frozen=True):
    """All prompts of the project, and the names of those that new recordings are asked."""

    shelved: Sequence[ShelvedPrompt]
    asked: Sequence[str]


class Preview(msgspec.Struct, frozen=True):
    """What a model would get.

    `recording` is the title of the one that is open, empty without one; `left_out` counts
    the lines of its transcript that the preview does not show.
    """

    instruction: str
    recording: str = ""
    transcript: str = ""
    left_out: int = 0


class PromptDesk(QObject):
    """Everything happens in threads; signals tell what came of it."""

    listed = Signal(object)
    """Prompts."""
    saved = Signal(str)
    """The name of a prompt that is on disk now; `listed` follows."""
    versions_read = Signal(str, object)
    """A name, and its earlier texts as a sequence of Prompt, the newest first."""
    previewed = Signal(object)
    """A Preview."""
    asked_changed = Signal()
    """New recordings are asked other prompts."""

    def __init__(self, opened: Opened, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opened = opened
        self._turn = asyncio.Lock()

    def look(self) -> None:
        """Read all; `listed` follows."""
        if (library := self._opened.library) is not None:
            self._opened.tasks.start("prompts", self._look(library))

    def save(self, prompt: Prompt, *, new: bool = False) -> None:
        """Write it; a `new` one gets a free name."""
        if (library := self._opened.library) is not None:
            self._opened.tasks.spawn("prompt", self._save(library, prompt, new=new))

    def save_now(self, prompt: Prompt) -> None:
        """Write it before this returns, as the window may be about to close."""
        if (library := self._opened.library) is not None:
            try:
                self._opened.desk.make_prompt_shelf(library).save(prompt)
            except SextantError as error:
                log.warning("a prompt could not be saved: %s", error.code)

    def ask(self, names: Sequence[str]) -> None:
        """Have new recordings of the project asked these."""
        if (library := self._opened.library) is not None:
            self._opened.tasks.spawn("prompt", self._ask(library, tuple(names)))

    def read_versions(self, name: str) -> None:
        if (library := self._opened.library) is not None:
            self._opened.tasks.start("versions", self._read_versions(library, name))

    def preview(self, prompt: Prompt, recording: str) -> None:
        """See what a model gets about `recording` (a name); without one, the prompt alone."""
        if (library := self._opened.library) is not None:
            self._opened.tasks.start("preview", self._preview(library, prompt, recording))

    async def _look(self, library: Library) -> None:
        shelf = self._opened.desk.make_prompt_shelf(library)
        shelved = await asyncio.to_thread(shelf.prompts)
        project = await asyncio.to_thread(library.project)
        asked = self._opened.preferences.settings.grid(project, practice=False).prompts
        self.listed.emit(Prompts(shelved, asked))

    async def _save(self, library: Library, prompt: Prompt, *, new: bool) -> None:
        shelf = self._opened.desk.make_prompt_shelf(library)
        async with self._turn:
            name = await asyncio.to_thread(_put, shelf, prompt, new=new)
        self.saved.emit(name)
        await self._look(library)

    async def _ask(self, library: Library, names: tuple[str, ...]) -> None:
        async with self._turn:
            project = await asyncio.to_thread(library.project)
            wished = msgspec.structs.replace(project, prompts=names)
            await asyncio.to_thread(library.save_project, wished)
        self.asked_changed.emit()
        await self._look(library)

    async def _read_versions(self, library: Library, name: str) -> None:
        shelf = self._opened.desk.make_prompt_shelf(library)
        self.versions_read.emit(name, await asyncio.to_thread(shelf.versions, name))

    async def _preview(self, library: Library, prompt: Prompt, recording: str) -> None:
        self.previewed.emit(await asyncio.to_thread(_preview, library, prompt, recording))


def _put(shelf: PromptShelf, prompt: Prompt, *, new: bool) -> str:
    name = shelf.free_name(prompt.name) if new else prompt.name
    shelf.save(msgspec.structs.replace(prompt, name=name))
    return name


def _preview(library: Library, prompt: Prompt, name: str) -> Preview:
    try:
        folder = library.open(name) if name else None
        transcript = folder.transcript() if folder else None
    except StorageProblem:
        return Preview(prompt.text)
    if folder is None or transcript is None:
        return Preview(prompt.text)
    recording = folder.recording()
    lines = transcript_text(transcript, recording).splitlines()
    return Preview(
        filled(prompt.text, recording, transcript),
        recording.heading,
        "\n".join(islice(lines, LINES)),
        max(len(lines) - LINES, 0),
    )
