"""Whether there is a newer version: only ever asked because a person wants it."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal

from sextant import __version__
from sextant.bridge.desk import Desk
from sextant.bridge.notice import Notice
from sextant.bridge.preferences import Preferences
from sextant.bridge.tasks import Tasks
from sextant.core.errors import SextantError
from sextant.core.releases import Release, numbers

log = logging.getLogger(__name__)


class Updates(QObject):
    """Looks, tells and links; nothing is ever downloaded."""

    checked = Signal(object, object)
    """What `check` came to: the newer Release or None, and a Notice where nobody could tell."""
    announced = Signal(object)
    """A Notice that there is a newer version, found by itself."""

    def __init__(
        self, desk: Desk, preferences: Preferences, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._preferences = preferences
        self._tasks = tasks

    @property
    def possible(self) -> bool:
        """Whether anybody has said where new versions are announced."""
        return bool(self._preferences.settings.updates_url)

    def look(self) -> None:
        """At a start: only where a person chose so, and silent where there is nothing new."""
        if self._preferences.settings.look_for_updates and self.possible:
            self._tasks.spawn("updates", self._look())

    def check(self) -> None:
        """Because a person asks now; `checked` follows."""
        self._tasks.spawn("updates", self._check())

    async def _look(self) -> None:
        try:
            release = await self._newer()
        except SextantError as error:
            log.info("no word of a newer version: %s", error.code)
            return
        if release is not None:
            title = self.tr("There is a newer version of Sextant: {version}.")
            remedy = self.tr("Help › About Sextant leads to where it is offered.")
            self.announced.emit(Notice(title.format(version=release.version), remedy=remedy))

    async def _check(self) -> None:
        try:
            self.checked.emit(await self._newer(), None)
        except SextantError as error:
            self.checked.emit(None, Notice.of(error))

    async def _newer(self) -> Release | None:
        """The version announced last, if it is newer than this one. Raises: ServiceProblem."""
        release = await self._desk.latest_release(self._preferences.settings.updates_url)
        return release if numbers(release.version) > numbers(__version__) else None
