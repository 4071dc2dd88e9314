"""Errors, one at a time: what happened, what is safe, what to do; details on request."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from sextant.bridge.notice import Notice
from sextant.ui.small import button, label, paragraph


class MessageBar(QFrame):
    """Hidden while there is nothing to say. The newest message is on top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._notices: list[Notice] = []
        self._title = paragraph(bold=True)
        self._words = paragraph()
        self._more = label(tone="muted")
        self._toggle = button(
            self.tr("Details"), kind="link", name=self.tr("Show technical details")
        )
        self._copy = button(self.tr("Copy"), kind="link", name=self.tr("Copy technical details"))
        self._close = button(self.tr("Dismiss"), kind="link", name=self.tr("Dismiss this message"))
        self._detail = QPlainTextEdit()
        self._detail.setReadOnly(True)
        self._detail.setAcceptDrops(False)
        self._detail.setAccessibleName(self.tr("Technical details"))
        self._detail.setFixedHeight(52)
        self._lay_out()
        self._toggle.clicked.connect(self._toggle_detail)
        self._copy.clicked.connect(self._copy_detail)
        self._close.clicked.connect(self.dismiss)
        self._show()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All that wait to be read, the one that is shown last."""
        return tuple(self._notices)

    def say(self, notice: Notice) -> None:
        """Show `notice`; one that is there already comes to the top."""
        if notice in self._notices:
            self._notices.remove(notice)
        self._notices.append(notice)
        self._show()

    def dismiss(self) -> None:
        """Put the message that is shown away."""
        self._notices.pop()
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._notices))
        self._detail.hide()
        if not self._notices:
            return
        notice = self._notices[-1]
        self._title.setText(f"⚠  {notice.title}")
        self._words.setText(" ".join(filter(None, (notice.safe, notice.remedy))))
        others = len(self._notices) - 1
        self._more.setText(self.tr("and %Ln more", "", others) if others else "")
        self._detail.setPlainText(notice.detail)
        self._toggle.setVisible(bool(notice.detail))
        self._copy.setVisible(bool(notice.detail))
        self.setAccessibleName(self.tr("Message: {title}").format(title=notice.title))

    def _toggle_detail(self) -> None:
        self._detail.setVisible(not self._detail.isVisible())

    def _copy_detail(self) -> None:
        notice = self._notices[-1]
        QGuiApplication.clipboard().setText(f"{notice.title}\n{notice.detail}")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        for widget in (self._more, self._toggle, self._copy, self._close):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 8, 14, 10)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(self._words)
        column.addWidget(self._detail)
