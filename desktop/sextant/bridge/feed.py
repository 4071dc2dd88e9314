"""Core events into Qt signals, in batches: the window repaints at most every 40 ms.

Text of a running answer comes many times a second; laying it out piece by piece
costs hundreds of times what laying it out in batches does (docs/decisions.md).
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from sextant.core.events import AnswerChanged, AnswerText, Event

INTERVAL_MS = 40


class Feed(QObject):
    """`arrived` carries a list of events in their order, pieces of one text joined."""

    arrived = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._events: list[Event | list[AnswerText]] = []
        self._texts: dict[tuple[str, str], list[AnswerText]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.flush)

    def emit_event(self, event: Event) -> None:
        """Take an event in. This is the core's `Emit`; call it on the event loop."""
        if isinstance(event, AnswerText):
            key = (event.recording, event.analysis)
            if key not in self._texts:
                self._texts[key] = []
                self._events.append(self._texts[key])
            self._texts[key].append(event)
        else:
            if isinstance(event, AnswerChanged):
                # Text that follows belongs after this change, not before it.
                self._texts.pop((event.recording, event.analysis), None)
            self._events.append(event)
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Hand over what has gathered."""
        self._timer.stop()
        events, self._events = self._events, []
        self._texts.clear()
        if events:
            self.arrived.emit([_joined(e) if isinstance(e, list) else e for e in events])


def _joined(pieces: list[AnswerText]) -> AnswerText:
    first = pieces[0]
    return AnswerText(first.recording, first.analysis, "".join(piece.text for piece in pieces))
