"""The live list of models, for choosing what new recordings are asked."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QObject, Signal

from sextant.bridge.notice import Notice
from sextant.bridge.opened import Opened
from sextant.core.errors import KeyProblem, ServiceProblem
from sextant.core.model import ModelInfo


class Offered(msgspec.Struct, frozen=True):
    """What the service offers, and what the open project asks instead of the settings' choice.

    `notice` says why there is no list.
    """

    models: Sequence[ModelInfo] = ()
    project_models: Sequence[str] = ()
    notice: Notice | None = None


class Offers(QObject):
    """Asks the service at the address in force. Costs nothing and needs no key."""

    listed = Signal(object)
    """An Offered."""

    def __init__(self, opened: Opened, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opened = opened

    def ask(self) -> None:
        """Fetch the list anew; `listed` follows."""
        self._opened.tasks.start("offers", self._ask())

    async def _ask(self) -> None:
        opened, library = self._opened, self._opened.library
        settings, key_of = opened.preferences.settings, opened.keys.store.get
        own = (await asyncio.to_thread(library.project)).models if library else ()
        try:
            async with opened.desk.open_services(settings, key_of) as (_, analyst):
                models = await analyst.models()
        except (KeyProblem, ServiceProblem) as error:
            self.listed.emit(Offered(project_models=own, notice=Notice.of(error)))
        else:
            self.listed.emit(Offered(models, own))
