"""The live list of models, for choosing what new recordings are asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QObject, Signal

from sextant.bridge.desk import Desk
from sextant.bridge.key_ring import KeyRing
from sextant.bridge.notice import Notice
from sextant.bridge.tasks import Tasks
from sextant.core.errors import KeyProblem, ServiceProblem
from sextant.core.model import ModelInfo
from sextant.core.ports import Library
from sextant.core.settings import Settings


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

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        keys: KeyRing,
        *,
        settings: Callable[[], Settings],
        library: Callable[[], Library | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._keys = keys
        self._settings = settings
        self._library = library

    def ask(self) -> None:
        """Fetch the list anew; `listed` follows."""
        self._tasks.start("offers", self._ask())

    async def _ask(self) -> None:
        library = self._library()
        own = (await asyncio.to_thread(library.project)).models if library else ()
        try:
            async with self._desk.open_services(self._settings(), self._keys.store.get) as (_, ask):
                models = await ask.models()
        except (KeyProblem, ServiceProblem) as error:
            self.listed.emit(Offered(project_models=own, notice=Notice.of(error)))
        else:
            self.listed.emit(Offered(models, own))
