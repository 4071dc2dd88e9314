"""What a person chose: in force at once, on disk soon after."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from sextant.bridge.desk import Desk
from sextant.bridge.tasks import Tasks
from sextant.core.settings import Settings, Surroundings, locks_kept, value_of, with_value


class Preferences(QObject):
    """The settings in force. Every change goes to disk; of several at once, the last one."""

    changed = Signal(object, object)
    """The Settings before and after."""
    surveyed = Signal()
    """`surroundings` was looked at anew."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = Settings()
        self.surroundings = Surroundings()
        self._desk = desk
        self._tasks = tasks
        self._unsaved = False
        self._saving = False

    async def begin(self) -> None:
        """Read what is saved. Await this once before anything else."""
        before = self.settings
        self.settings = await asyncio.to_thread(self._desk.load_settings)
        self.surroundings = await asyncio.to_thread(self._desk.surroundings, self.settings)
        self.changed.emit(before, self.settings)

    def change(self, **fields: Any) -> None:
        """Put other values in place of some of the settings' fields; locked ones stay."""
        before = self.settings
        wished = msgspec.structs.replace(before, **fields)
        self.settings = locks_kept(before, wished, self.surroundings.locked)
        if self.settings == before:
            return
        self._unsaved = True
        if not self._saving:
            self._saving = True
            self._tasks.start("settings", self._save())
        self.changed.emit(before, self.settings)

    def change_appearance(self, **fields: Any) -> None:
        """Put other values in place of some of the appearance's fields."""
        looks = msgspec.structs.replace(self.settings.appearance, **fields)
        self.change(appearance=looks)

    def choose(self, name: str, value: Any) -> None:
        """Change one field, named with dots as in the settings file."""
        first = name.partition(".")[0]
        self.change(**{first: value_of(with_value(self.settings, name, value), first)})

    async def settle(self) -> None:
        """Wait until the last change is on disk. Raises: StorageProblem."""
        while self._unsaved:
            self._unsaved = False
            try:
                await asyncio.to_thread(self._desk.save_settings, self.settings)
            except asyncio.CancelledError:
                self._unsaved = True  # the thread may not have begun
                raise

    async def _save(self) -> None:
        try:
            while self._unsaved:
                await self.settle()
                self.surroundings = await asyncio.to_thread(self._desk.surroundings, self.settings)
                self.surveyed.emit()
        finally:
            self._saving = False


def concerns_work(before: Settings, after: Settings) -> bool:
    """Whether what runs do has changed, and not only how the window looks."""
    others = ("appearance", "project", "recent_projects", "look_for_updates", "updates_url")
    same = {name: getattr(before, name) for name in others}
    return msgspec.structs.replace(after, **same) != before
