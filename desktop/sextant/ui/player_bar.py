"""The player under the strip: play, where it is, how fast, and what stands in the way."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from sextant.bridge.player import SPEEDS, Player
from sextant.ui.small import ElidedLabel, button, label, set_tone
from sextant.ui.theme import Theme
from sextant.ui.words import clock


class PlayButton(QPushButton):
    """A triangle, or two bars while something plays; drawn, as not every font has them plain."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._playing = False
        self.setProperty("kind", "title")
        self.setAutoDefault(False)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height() + 8
        return QSize(side, side)

    def show_playing(self, *, playing: bool) -> None:
        """Draw what a press will do."""
        self._playing = playing
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self.fontMetrics().capHeight() * 1.15
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("text" if self.isEnabled() else "idle"))
        if self._playing:
            bar = box.width() * 0.34
            painter.drawRect(QRectF(box.left(), box.top(), bar, side))
            painter.drawRect(QRectF(box.right() - bar, box.top(), bar, side))
        else:
            tip = QPointF(box.right(), box.center().y())
            painter.drawPolygon(QPolygonF([box.topLeft(), tip, box.bottomLeft()]))
        painter.end()


class PlayerBar(QWidget):
    """Shows a `Player` and hands it the person's wishes."""

    def __init__(self, player: Player, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._play = PlayButton(theme)
        self._back = button(
            _forward(self.tr("−5 s")), kind="link", name=self.tr("Five seconds back")
        )
        self._forward = button(
            _forward(self.tr("+5 s")), kind="link", name=self.tr("Five seconds forward")
        )
        self._second = label(bold=True)
        self._length = label(tone="muted")
        self._note = ElidedLabel(Qt.TextElideMode.ElideRight)
        self._speed = button("", kind="link")
        self._speeds = QMenu(self._speed)
        self._lay_out()
        self._connect()
        self._show_player()
        self._show_second(player.second)

    def _show_player(self) -> None:
        player = self._player
        self._play.show_playing(playing=player.playing)
        action = self.tr("Pause") if player.playing else self.tr("Play")
        self._play.setAccessibleName(action)
        self._play.setToolTip(
            self.tr("{action} (space bar)").format(action=action)
            if player.ready
            else self.tr("There is no audio to play yet.")
        )
        for widget in (self._play, self._back, self._forward):
            widget.setEnabled(player.ready)
        self._length.setText(f"/ {clock(player.duration)}" if player.duration else "")
        self._show_speed()
        self._show_note()

    def _show_speed(self) -> None:
        words = speed_word(self._player.speed)
        self._speed.setText(words)
        self._speed.setAccessibleName(self.tr("Speed: {speed}").format(speed=words))
        for action in self._speeds.actions():
            action.setChecked(action.data() == self._player.speed)

    def _show_note(self) -> None:
        problem = self._player.problem
        if problem is None:
            self._note.show_line(self.tr("Agreement: taller where more analyses cite a moment"))
            set_tone(self._note, "muted")
        else:
            self._note.show_line(f"{problem.title} {problem.safe} {problem.remedy}")
            set_tone(self._note, "warn")

    def _show_second(self, second: float) -> None:
        words = clock(second)
        if words != self._second.text():
            self._second.setText(words)
            where = self.tr("At {second} of {length}")
            self._second.setAccessibleName(
                where.format(second=words, length=clock(self._player.duration))
            )

    def _connect(self) -> None:
        player = self._player
        player.changed.connect(self._show_player)
        player.moved.connect(self._show_second)
        self._play.clicked.connect(player.toggle)
        self._back.clicked.connect(lambda: player.skip(-1))
        self._forward.clicked.connect(lambda: player.skip(+1))
        self._speeds.triggered.connect(self._choose_speed)

    def _choose_speed(self, action: QAction) -> None:
        self._player.set_speed(action.data())

    def _lay_out(self) -> None:
        self._back.setToolTip(self.tr("Five seconds back (Alt+Left)"))
        self._forward.setToolTip(self.tr("Five seconds forward (Alt+Right)"))
        self._speed.setToolTip(self.tr("Speed of the voices; their pitch stays"))
        for speed in SPEEDS:
            action = self._speeds.addAction(speed_word(speed))
            action.setData(speed)
            action.setCheckable(True)
        self._speed.setMenu(self._speeds)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self._play, self._second, self._length, self._back, self._forward):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self._note)
        row.addWidget(self._speed)


def speed_word(speed: float) -> str:
    """``1×``, ``1.25×``, in the digits of the system's language."""
    return _forward(f"{QLocale().toString(speed, 'g', 3)}×")


def _forward(words: str) -> str:
    """Figures and signs that keep their order where reading goes from right to left."""
    return f"\N{LEFT-TO-RIGHT MARK}{words}" if QGuiApplication.isRightToLeft() else words
