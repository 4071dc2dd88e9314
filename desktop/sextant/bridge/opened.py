"""The open project and what works on it, for those who only look something up there."""

from __future__ import annotations

from typing import Protocol

from sextant.bridge.desk import Desk
from sextant.bridge.key_ring import KeyRing
from sextant.bridge.preferences import Preferences
from sextant.bridge.tasks import Tasks
from sextant.core.ports import Library


class Opened(Protocol):
    """Where the open project is found: the controller."""

    desk: Desk
    tasks: Tasks
    keys: KeyRing
    preferences: Preferences

    @property
    def library(self) -> Library | None: ...
