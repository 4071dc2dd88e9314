"""Before sending: the question above the limit, and the line that says what has begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sextant.bridge.controller import Controller
from sextant.bridge.notice import Notice
from sextant.bridge.sending import Plan
from sextant.core.cost import Range
from sextant.ui.small import ElidedLabel, button, label, paragraph
from sextant.ui.words import clock, money_word

if TYPE_CHECKING:
    from sextant.core.outlook import Outlook

ROWS = 8
"""Files that are named one by one; the others are counted."""

MARGIN = 22


class SendingBar(QFrame):
    """One quiet line, for as long as work that it told of may be under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._words = ElidedLabel(Qt.TextElideMode.ElideRight)
        close = button(self.tr("Close"), kind="link", name=self.tr("Close this line"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 14, 6)
        row.addWidget(self._words, 1)
        row.addStretch()
        row.addWidget(close)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def tell(self, plan: Plan) -> None:
        """Say what has begun, how long it is, what it may cost and what leaves."""
        words = begun_words(plan)
        self._words.show_line(words)
        self.setAccessibleName(words)
        self.show()


class SendingQuestion(QDialog):
    """Nothing leaves before *Send*. Open it with `open`."""

    def __init__(self, plan: Plan, why: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Before sending"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MARGIN, 20, MARGIN, 16)
        self._column.setSpacing(10)
        self._say(self.tr("Send %n recording(s)?", "", len(plan.sent)), bold=True, size=1.3)
        self._say(why)
        self._column.addLayout(_files(plan))
        self._say(total_words(plan), bold=True)
        if plan.tight:
            words = self.tr(
                "May be too long for {models}. Nothing is ever cut: what does not fit is not "
                "asked, and you choose another model for it, or leave it."
            )
            self._say(words.format(models=", ".join(plan.tight)), tone="warn")
        self._say(
            self.tr(
                "The audio goes to Deepgram, the transcript to OpenRouter and the models. The "
                "videos stay here. What is saved already is not sent or paid again."
            ),
            tone="muted",
        )
        cancel = button(self.tr("Cancel"))
        self.send = button(self.tr("Send"), kind="primary")
        self.send.setDefault(True)
        cancel.clicked.connect(self.reject)
        self.send.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.send)
        self._column.addLayout(row)
        most = parent.screen().availableSize().width() - 2 * MARGIN
        width = min(self.fontMetrics().averageCharWidth() * 76, most)
        self.setMinimumWidth(width)
        self.resize(width, self._column.totalHeightForWidth(width))

    def _say(self, text: str, *, tone: str = "", bold: bool = False, size: float = 1.0) -> None:
        made = paragraph(text, tone=tone, bold=bold, size=size)
        self._column.addWidget(made)


class Sending(QObject):
    """Asks and tells over `window`."""

    def __init__(self, window: QWidget, bar: SendingBar, controller: Controller) -> None:
        super().__init__(window)
        self._window = window
        self._bar = bar
        self._controller = controller
        self.question: SendingQuestion | None = None
        controller.sending.asked.connect(self._ask)
        controller.sending.announced.connect(bar.tell)
        controller.runs.changed.connect(self._work_changed)
        controller.project_opened.connect(self._forget)

    def _ask(self, plan: Plan) -> None:
        limit = money_word(self._controller.settings.ask_above_usd)
        question = self.question = SendingQuestion(plan, self._why(plan, limit), self._window)
        question.accepted.connect(lambda: self._controller.sending.send(plan))
        question.finished.connect(self._answered)
        question.open()

    def _why(self, plan: Plan, limit: str) -> str:
        if plan.notice is not None:
            words = self.tr("The list of prices cannot be had, so the cost is unknown. {why}")
            return words.format(why=plan.notice.title).strip()
        if plan.total.high > self._controller.settings.ask_above_usd:
            words = self.tr("It may cost more than {limit}; the limit is in the settings.")
            return words.format(limit=limit)
        if plan.unpriced:
            return self.tr("Of a part of it nobody knows the cost.")
        return self.tr("It is long for one of the models.")

    def _answered(self) -> None:
        self.question = None

    def _forget(self) -> None:
        """What was dropped on another project is not meant for this one."""
        self._bar.hide()
        if self.question is not None:
            self.question.reject()

    def _work_changed(self) -> None:
        if not self._controller.runs.in_flight:
            self._bar.hide()


def begun_words(plan: Plan) -> str:
    """``“Board.mp4” · 1:02:14 · about $0.35 to $0.90 · …``."""
    name = plan.usable[0].source.name if len(plan.usable) == 1 else ""
    translate = QCoreApplication.translate
    if not plan.sent:
        here = translate("Sending", "“{name}” is here already: nothing is sent")
        several = translate(
            "Sending", "%n recordings are here already: nothing is sent", "", len(plan.usable)
        )
        return here.format(name=name) if name else several
    parts = [
        translate("Sending", "“{name}” has begun").format(name=name)
        if name
        else translate("Sending", "%n recordings have begun", "", len(plan.usable)),
        clock(plan.seconds) if plan.seconds else "",
        cost_words(plan.total),
        translate("Sending", "sent: the audio and the transcript, never the video")
        if plan.sends_audio
        else translate("Sending", "sent: the transcript, never the video"),
    ]
    return " · ".join(filter(None, parts))


def total_words(plan: Plan) -> str:
    """Length and cost of all that was dropped."""
    known = cost_words(plan.total)
    if not known:
        return QCoreApplication.translate("Sending", "Cost unknown")
    if plan.unpriced:
        words = QCoreApplication.translate("Sending", "{length}, {cost}, and a part unknown")
    else:
        words = QCoreApplication.translate("Sending", "{length}, {cost}, both services together")
    return words.format(length=clock(plan.seconds), cost=known)


def cost_words(cost: Range) -> str:
    """``about $0.35 to $0.90``; empty where nothing is known."""
    if not cost.high:
        return ""
    low, high = money_word(cost.low), money_word(cost.high)
    if low == high:
        return QCoreApplication.translate("Sending", "about {cost}").format(cost=low)
    words = QCoreApplication.translate("Sending", "about {low} to {high}")
    return words.format(low=low, high=high)


def _files(plan: Plan) -> QGridLayout:
    """A row a file: name, length, cost, or what is the matter."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setColumnStretch(0, 1)
    for row, outlook in enumerate(plan.outlooks[:ROWS]):
        name = ElidedLabel()
        name.show_line(outlook.source.name)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        grid.addWidget(name, row, 0)
        for column, words in enumerate(_facts(outlook), 1):
            fact = label(words, tone="bad" if outlook.error else "muted")
            grid.addWidget(fact, row, column, Qt.AlignmentFlag.AlignRight)
    rest = len(plan.outlooks) - ROWS
    if rest > 0:
        words = QCoreApplication.translate("Sending", "and %n more", "", rest)
        grid.addWidget(label(words, tone="muted"), ROWS, 0)
    return grid


def _facts(outlook: Outlook) -> tuple[str, str]:
    if outlook.error is not None:
        return "", Notice.of(outlook.error).title
    length = outlook.media.duration if outlook.media else None
    if outlook.sends_nothing:
        saved = QCoreApplication.translate("Sending", "saved already")
        return clock(length) if length else "", saved
    cost = outlook.estimate.total if outlook.estimate else Range()
    unknown = QCoreApplication.translate("Sending", "unknown")
    return clock(length) if length else "", cost_words(cost) or unknown
