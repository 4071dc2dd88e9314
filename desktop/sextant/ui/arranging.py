"""Which recordings the library shows, and in which order: two small menus."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from sextant.bridge.arrangement import Kind, Order
from sextant.ui.small import button, drop_down

T = TypeVar("T")

APART = 8
"""Pixels between the two at the least."""


class Arranging(QWidget):
    """Says at a glance what is shown; the same menus are offered to the menu bar."""

    order_chosen = Signal(object)
    """An Order."""
    kind_chosen = Signal(object)
    """A Kind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._orders = {
            Order.NEWEST: self.tr("Newest first"),
            Order.OLDEST: self.tr("Oldest first"),
            Order.NAME: self.tr("By name"),
            Order.LONGEST: self.tr("Longest first"),
        }
        self._kinds = {
            Kind.ALL: self.tr("All recordings"),
            Kind.RUNNING: self.tr("In progress"),
            Kind.UNFINISHED: self.tr("Unfinished"),
            Kind.FAILED: self.tr("With a problem"),
            Kind.DONE: self.tr("Complete"),
            Kind.PRACTICE: self.tr("Practice"),
        }
        self.order_menu = QMenu(self.tr("&Sort recordings"), self)
        self.kind_menu = QMenu(self.tr("Sho&w only"), self)
        self._order_actions = _choices(self.order_menu, self._orders)
        self._kind_actions = _choices(self.kind_menu, self._kinds)
        self._order = button("", kind="link")
        self._kind = button("", kind="link")
        for made, menu in ((self._kind, self.kind_menu), (self._order, self.order_menu)):
            made.setProperty("tone", "muted")
            made.clicked.connect(lambda _=False, m=menu, b=made: drop_down(m, b))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._kind, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.addStretch()
        self._row.addWidget(self._order, 0, Qt.AlignmentFlag.AlignLeft)
        for order, action in self._order_actions.items():
            action.triggered.connect(lambda _=False, o=order: self._choose_order(o))
        for kind, action in self._kind_actions.items():
            action.triggered.connect(lambda _=False, k=kind: self._choose_kind(k))
        self.show_order(Order.NEWEST)
        self.show_kind(Kind.ALL)

    def show_order(self, order: Order) -> None:
        """Say that this is the order in force."""
        self._order_actions[order].setChecked(True)
        self._order.setText(f"{self._orders[order]} ▾")
        self._fit()
        self._order.setAccessibleName(
            self.tr("Order of the recordings: {order}").format(order=self._orders[order])
        )

    def show_kind(self, kind: Kind) -> None:
        """Say that only these are shown."""
        self._kind_actions[kind].setChecked(True)
        self._kind.setText(f"{self._kinds[kind]} ▾")
        self._fit()
        self._kind.setAccessibleName(
            self.tr("Recordings shown: {kind}").format(kind=self._kinds[kind])
        )

    def minimumSizeHint(self) -> QSize:
        wide = max(self._kind.sizeHint().width(), self._order.sizeHint().width())
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Below each other where there is no room for both in one line."""
        needed = self._kind.sizeHint().width() + self._order.sizeHint().width() + APART
        direction = QBoxLayout.Direction
        beside = needed <= self.width()
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def _choose_order(self, order: Order) -> None:
        self.show_order(order)
        self.order_chosen.emit(order)

    def _choose_kind(self, kind: Kind) -> None:
        self.show_kind(kind)
        self.kind_chosen.emit(kind)


def _choices(menu: QMenu, titles: dict[T, str]) -> dict[T, QAction]:
    group = QActionGroup(menu)
    made: dict[T, QAction] = {}
    for value, title in titles.items():
        action = menu.addAction(title)
        action.setCheckable(True)
        group.addAction(action)
        made[value] = action
    return made
