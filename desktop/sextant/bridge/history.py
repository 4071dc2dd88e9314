"""What can be undone: Qt's own undo stack, with steps that take their time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack

from sextant.bridge.tasks import Tasks
from sextant.core.errors import SextantError

Step = Callable[[], Coroutine[Any, Any, None]]


class History(QUndoStack):
    """Holds what a person did. `done` is called after the deed, not to do it."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._turn = asyncio.Lock()

    def done(self, text: str, *, undo: Step, redo: Step) -> None:
        """Something was done, called `text` in a menu (“Rename to “A””)."""
        self.push(_Deed(text, undo, redo, self._begin))

    def _begin(self, step: Step, deed: QUndoCommand) -> None:
        self._tasks.spawn("history", self._take(step, deed))

    async def _take(self, step: Step, deed: QUndoCommand) -> None:
        async with self._turn:
            try:
                await step()
            except SextantError:
                deed.setObsolete(True)  # what could not be undone is not offered again
                raise


class _Deed(QUndoCommand):
    def __init__(
        self, text: str, undo: Step, redo: Step, begin: Callable[[Step, QUndoCommand], None]
    ) -> None:
        super().__init__(text)
        self._undo = undo
        self._redo = redo
        self._begin = begin
        self._is_done = True

    def redo(self) -> None:
        """Qt calls this once when it is pushed, too: by then it is done."""
        if not self._is_done:
            self._is_done = True
            self._begin(self._redo, self)

    def undo(self) -> None:
        self._is_done = False
        self._begin(self._undo, self)
