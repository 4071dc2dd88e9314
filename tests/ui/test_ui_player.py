from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from sextant.core.agreement import Moment
from sextant.core.errors import NoSoundDevice
from sextant.ui.main_window import MainWindow
from sextant.ui.player_bar import PlayerBar
from sextant.ui.strip import densities
from support.desk import FakeDesk
from support.meeting import saved_meeting
from support.qt import run, until
from support.window import open_window


@asynccontextmanager
async def a_meeting_open(
    app: QApplication, tmp_path: Path, **options
) -> AsyncGenerator[tuple[MainWindow, FakeDesk]]:
    """The window with a saved meeting of two minutes on its page."""
    desk = FakeDesk(tmp_path)
    saved_meeting(tmp_path / "project", **options)
    async with open_window(app, desk) as window:
        window.activateWindow()
        await until(lambda: window.controller.player.duration)
        await until(lambda: window.controller.player.ready or not options.get("audio", True))
        yield window, desk


def bar_of(window: MainWindow) -> PlayerBar:
    return window.page.header.player_bar


def named(bar: PlayerBar, name: str) -> QPushButton:
    return next(b for b in bar.findChildren(QPushButton) if b.accessibleName() == name)


def words(bar: PlayerBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel)]


def test_a_press_plays_and_the_time_and_the_strip_follow(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with a_meeting_open(qapp, tmp_path) as (window, desk):
            bar = bar_of(window)
            named(bar, "Play").click()
            await until(lambda: desk.playback.played)
            desk.playback.heard = 75.0
            await until(lambda: "1:15" in words(bar))
            named(bar, "Pause").click()
            await until(lambda: desk.playback.heard is None)
            assert window.controller.player.second == 75.0

    run(qapp, scenario())


def test_the_space_bar_plays_wherever_the_focus_is_but_still_presses_buttons(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with a_meeting_open(qapp, tmp_path) as (window, desk):
            bar = bar_of(window)
            window.page.header.strip.setFocus()
            QTest.keyClick(window.page.header.strip, Qt.Key.Key_Space)
            await until(lambda: desk.playback.played)
            forward = named(bar, "Five seconds forward")
            forward.setFocus()
            QTest.keyClick(forward, Qt.Key.Key_Space)
            assert window.controller.player.playing
            await until(lambda: desk.playback.played[-1][1] == 5.0)

    run(qapp, scenario())


def test_steps_and_speed_by_keyboard(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with a_meeting_open(qapp, tmp_path) as (window, _):
            player, strip = window.controller.player, window.page.header.strip
            strip.setFocus()
            player.seek(60.0)
            alt = Qt.KeyboardModifier.AltModifier
            QTest.keyClick(strip, Qt.Key.Key_Right, alt)
            QTest.keyClick(strip, Qt.Key.Key_Right, alt)
            QTest.keyClick(strip, Qt.Key.Key_Left, alt)
            assert player.second == 65.0
            QTest.keyClick(strip, Qt.Key.Key_Up, alt)
            assert named(bar_of(window), "Speed: 1.25×").text() == "1.25×"

    run(qapp, scenario())


def test_without_a_sound_device_it_says_so_and_the_times_still_lead_somewhere(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with a_meeting_open(qapp, tmp_path) as (window, desk):
            desk.playback.trouble = NoSoundDevice()
            window.page.answers.time_clicked.emit(12.0)
            bar = bar_of(window)
            await until(lambda: any("No sound device" in text for text in words(bar)))
            assert "0:12" in words(bar)
            assert named(bar, "Play").isEnabled()

    run(qapp, scenario())


def test_without_audio_the_player_waits_for_it(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with a_meeting_open(qapp, tmp_path, audio=False) as (window, _):
            play = named(bar_of(window), "Play")
            assert not play.isEnabled()
            assert play.toolTip() == "There is no audio to play yet."

    run(qapp, scenario())


def test_different_moments_of_a_bar_do_not_look_like_agreement():
    three, others = ("a", "b", "c"), ("d", "e", "f")
    moments = (Moment(10, 12, three), Moment(20, 22, others), Moment(90, 125, ("a",)))
    assert densities(moments, 200, 4) == [3, 1, 1, 0]
    assert densities(moments, 0, 4) == [0, 0, 0, 0]
