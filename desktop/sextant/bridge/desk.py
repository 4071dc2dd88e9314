"""What the window asks of the composition root."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

from sextant.core.keys import KeyStore
from sextant.core.ports import Analyst, Clock, Library, Playback, RecordingFolder, Transcriber
from sextant.core.prompt_shelf import PromptShelf
from sextant.core.purse import Purse
from sextant.core.releases import Release
from sextant.core.settings import Settings, Surroundings
from sextant.core.tools import Tools


class Desk(Protocol):
    """Hands out the outside world. All but context managers may block: call in threads."""

    def make_playback(self) -> Playback:
        """Opens nothing yet, and so may be called anywhere."""
        ...

    def open_library(self, path: Path, *, create: bool) -> Library:
        """Raises: InputError, StorageProblem."""
        ...

    def move_project(self, path: Path, into: Path) -> tuple[Path, bool]:
        """Returns where it lies now, and whether the old folder is still there.

        Raises: StorageProblem.
        """
        ...

    def workshop(
        self, library: Library, settings: Settings, keys: KeyStore, *, practice: bool
    ) -> AbstractAsyncContextManager[Tools]:
        """The tools of a run, open for as long as the context lasts. Raises: SextantError."""
        ...

    def open_services(
        self, settings: Settings, key_of: Callable[[str], str | None]
    ) -> AbstractAsyncContextManager[tuple[Transcriber, Analyst]]:
        """Both services without a project, for a question or two. Raises: KeyStoreProblem."""
        ...

    async def latest_release(self, url: str) -> Release:
        """The version that is announced at `url`. Raises: ServiceProblem."""
        ...

    def export_formats(self) -> Mapping[str, str]:
        """What a recording can leave as: the file's ending, and its title for a person."""
        ...

    def export_plan(
        self, library: Library, names: Sequence[str], format_name: str, output: Path
    ) -> Sequence[tuple[Sequence[RecordingFolder], Path]]:
        """Which recordings go into which file; all of them without `names`. Raises: BadUsage."""
        ...

    def write_export(
        self,
        library: Library,
        folders: Sequence[RecordingFolder],
        target: Path,
        format_name: str,
    ) -> None:
        """Raises: BadUsage, StorageProblem."""
        ...

    def write_derived(self, library: Library, folder: RecordingFolder) -> None:
        """Make transcript and report for people anew. Raises: StorageProblem."""
        ...

    def load_settings(self) -> Settings: ...

    def save_settings(self, settings: Settings) -> None:
        """Raises: StorageProblem."""
        ...

    def surroundings(self, settings: Settings) -> Surroundings: ...

    def make_keys(self) -> KeyStore: ...

    def make_prompt_shelf(self, library: Library) -> PromptShelf: ...

    def make_purse(self) -> Purse: ...

    def make_clock(self) -> Clock:
        """Opens nothing, and so may be called anywhere."""
        ...

    def sample_video(self) -> Path:
        """Looks at nothing, and so may be called anywhere."""
        ...
