"""What stands below a key's step: back, on, and what there is to do when all is ready."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sextant.ui.first_steps.key_step import KeyStep
from sextant.ui.small import button, paragraph, set_kind, set_tone
from sextant.ui.words import SERVICE_NAMES, both


class Onward(QWidget):
    """Never in the way: a step without a key is passed over with the same button."""

    def __init__(self) -> None:
        super().__init__()
        self.ready = paragraph(tone="good")
        self.back = button(self.tr("Back"))
        self.next = button("")
        self.choose = button(self.tr("Choose files…"), kind="primary")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.back)
        row.addStretch()
        row.addWidget(self.next)
        row.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.ready)
        column.addLayout(row)

    @property
    def best(self) -> QWidget:
        """What most people do next."""
        return self.choose if self.choose.isVisibleTo(self) else self.next

    def show_step(self, step: KeyStep, missing: Sequence[str], *, last: bool) -> None:
        """Say where it goes on from `step`; `missing` names services without a key."""
        ready = last and not missing and step.settled
        self.choose.setVisible(ready)
        self.next.setText(self._next_words(step, ready=ready, last=last))
        self.next.setAccessibleName(self.next.text())
        leads = step.settled and not ready and not step.field.key
        set_kind(self.next, "primary" if leads else "")
        self._show_ready(missing, ready=ready, told=last and step.settled)

    def _next_words(self, step: KeyStep, *, ready: bool, last: bool) -> str:
        if last:
            return self.tr("Done") if ready else self.tr("Leave it for now")
        return self.tr("Continue") if step.settled else self.tr("Skip this step")

    def _show_ready(self, missing: Sequence[str], *, ready: bool, told: bool) -> None:
        words = ""
        if ready:
            words = self.tr("✓ All is ready. Drop a video anywhere into this window.")
        elif told:
            names = both([SERVICE_NAMES[name] for name in missing])
            words = self.tr("⚠ The key for {services} is still missing: nothing can be sent.")
            words = words.format(services=names)
        set_tone(self.ready, "good" if ready else "warn")
        self.ready.setText(words)
        self.ready.setVisible(bool(words))
