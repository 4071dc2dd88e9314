"""What the window asks of the composition root."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

from sextant.core.ports import KeyStore, Library
from sextant.core.settings import Settings
from sextant.core.tools import Tools


class Desk(Protocol):
    """Hands out the outside world. All but `workshop` may block and are called in threads."""

    def open_library(self, path: Path, *, create: bool) -> Library:
        """Raises: InputError, StorageProblem."""
        ...

    def workshop(
        self, library: Library, settings: Settings, keys: KeyStore, *, practice: bool
    ) -> AbstractAsyncContextManager[Tools]:
        """The tools of a run, open for as long as the context lasts. Raises: SextantError."""
        ...

    def load_settings(self) -> Settings: ...

    def make_keys(self) -> KeyStore: ...

    def sample_video(self) -> Path: ...
