"""Where the answers meet and where one stands alone: the moments, one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListView,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from sextant.core.agreement import Agreement, Kind, Moment
from sextant.core.model import Analysis, Recording, Transcript
from sextant.ui.moment_delegate import MomentDelegate
from sextant.ui.moment_page import MomentPage
from sextant.ui.moments_model import MomentsModel
from sextant.ui.small import label, paragraph
from sextant.ui.theme import Theme
from sextant.ui.words import number_word

translate = QCoreApplication.translate

SIX = 6
"""The usual grid: two prompts, three models."""


class AgreementView(QWidget):
    """A filter, a list of moments, and the moment that is chosen."""

    moment_chosen = Signal(object)
    """The Moment the reader went to."""
    time_clicked = Signal(float)
    """Seconds that are to be heard."""
    answer_asked = Signal(str)
    """The id of an answer that is to be read."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = MomentsModel(self)
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Moments to show"))
        self.list = QListView()
        self.list.setModel(self.model)
        self._delegate = MomentDelegate(theme, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(self.tr("Moments"))
        self.list.setMouseTracking(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setUniformItemSizes(True)
        self.page = MomentPage(theme)
        self._none = paragraph(
            self.tr("No answer points to a moment of the recording yet."), tone="muted"
        )
        self._lay_out()
        self.filter.activated.connect(self._filter_chosen)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.activated.connect(self._activated)
        self.page.time_clicked.connect(self.time_clicked)
        self.page.answer_asked.connect(self.answer_asked)

    @property
    def current(self) -> Moment | None:
        """The moment that is chosen."""
        return self.model.moment(self.list.currentIndex().row())

    def show_agreement(
        self,
        agreement: Agreement,
        transcript: Transcript | None,
        recording: Recording | None,
        answers: Mapping[str, Analysis],
        titles: Mapping[str, str],
        grid: Sequence[Sequence[str]],
    ) -> None:
        """`titles` are the answers' names by id; `grid` their ids, row by row."""
        kept = self.current
        self._delegate.grid = grid
        self.page.know(transcript, recording, answers, titles)
        self.model.show(agreement, transcript, titles)
        self._offer_kinds()
        self.choose(kept)
        if self.current is None:
            self.page.show_moment(None)

    def choose(self, moment: Moment | None) -> None:
        """Go to a moment without telling anybody; nothing happens where it is filtered out."""
        row = self.model.row_of(moment)
        if row < 0 or row == self.list.currentIndex().row():
            return
        selection = self.list.selectionModel()
        selection.blockSignals(True)  # noqa: FBT003 - Qt's
        index = self.model.index(row)
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)  # noqa: FBT003 - Qt's
        self.list.scrollTo(index)
        self.list.viewport().update()
        self.page.show_moment(moment)

    def step(self, second: float, by: int) -> Moment | None:
        """The next moment that is shown after `second`, or the one before it for a `by` of -1."""
        find = self.model.agreement.next if by > 0 else self.model.agreement.previous
        return find(second, self.model.kind)

    def _offer_kinds(self) -> None:
        agreement = self.model.agreement
        counts = agreement.counts()
        names = kind_names(agreement.answers)
        shown = [(None, len(agreement.moments)), *counts.items()]
        self.filter.clear()
        for kind, count in shown:
            self.filter.addItem(f"{names[kind]} · {number_word(count)}", kind)
        self.filter.setCurrentIndex([kind for kind, _ in shown].index(self.model.kind))
        there = bool(agreement.moments)
        self._none.setVisible(not there)
        self._parts.setVisible(there)
        self.filter.setEnabled(there)

    def _filter_chosen(self, index: int) -> None:
        self.model.show_kind(self.filter.itemData(index))
        self.page.show_moment(None)

    def _current_changed(self, current: QModelIndex, before: QModelIndex) -> None:  # noqa: ARG002
        if (moment := self.model.moment(current.row())) is not None:
            self.page.show_moment(moment)
            self.moment_chosen.emit(moment)

    def _activated(self, index: QModelIndex) -> None:
        if (moment := self.model.moment(index.row())) is not None:
            self.time_clicked.emit(moment.start)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 6)
        show = label(self.tr("&Show"), tone="muted")
        show.setBuddy(self.filter)
        head.setSpacing(8)
        head.addWidget(show)
        head.addWidget(self.filter)
        head.addStretch()
        self._parts = QSplitter(Qt.Orientation.Vertical)
        self._parts.addWidget(self.list)
        self._parts.addWidget(self.page)
        self._parts.setStretchFactor(0, 3)
        self._parts.setStretchFactor(1, 2)
        self._parts.setChildrenCollapsible(False)
        self._none.setContentsMargins(16, 12, 16, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self._parts, 1)
        column.addStretch()


def kind_names(answers: int) -> Mapping[Kind | None, str]:
    """What the filters are called where there are so many answers."""
    return {
        None: translate("AgreementView", "All moments"),
        Kind.ALL: translate("AgreementView", "All six answers")
        if answers == SIX
        else translate("AgreementView", "All answers"),
        Kind.MODEL: translate("AgreementView", "Both prompts of a model"),
        Kind.PROMPT: translate("AgreementView", "All models of a prompt"),
        Kind.SOME: translate("AgreementView", "Some answers"),
        Kind.ONE: translate("AgreementView", "Only one answer"),
    }
