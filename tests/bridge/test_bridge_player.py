from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from sextant.bridge.player import SPEEDS, Player
from sextant.bridge.tasks import Tasks
from sextant.core.errors import NoSoundDevice
from support.desk import HandPlayback
from support.qt import farewell, run, until

AUDIO = Path("/project/Board/audio.m4a")


@asynccontextmanager
async def in_hand(duration: float = 60.0) -> AsyncGenerator[tuple[Player, HandPlayback]]:
    """A player with a recording of a minute."""
    playback = HandPlayback()
    tasks = Tasks(lambda error: pytest.fail(f"{error!r}"))
    player = Player(playback, tasks)
    player.open(AUDIO, duration)
    try:
        yield player, playback
    finally:
        await tasks.close()
        await player.close()
        await farewell(player)


def test_playing_follows_what_is_heard(qapp: QApplication) -> None:
    async def scenario() -> None:
        async with in_hand() as (player, playback):
            moves: list[float] = []
            player.moved.connect(moves.append)
            player.play_from(12.0)
            await until(lambda: playback.played)
            playback.heard = 13.5
            await until(lambda: player.second == 13.5)
            assert player.playing
            assert playback.played == [(AUDIO, 12.0, 1.0)]
            assert moves[0] == 12.0

    run(qapp, scenario())


def test_pausing_keeps_the_place_and_playing_goes_on_from_there(qapp: QApplication) -> None:
    async def scenario() -> None:
        async with in_hand() as (player, playback):
            player.play_from(12.0)
            await until(lambda: playback.heard == 12.0)
            playback.heard = 20.0
            await until(lambda: player.second == 20.0)
            player.toggle()
            await until(lambda: playback.heard is None)
            assert not player.playing
            player.toggle()
            await until(lambda: playback.heard == 20.0)

    run(qapp, scenario())


def test_at_the_end_it_pauses_and_plays_from_the_beginning_again(qapp: QApplication) -> None:
    async def scenario() -> None:
        async with in_hand() as (player, playback):
            player.play_from(59.0)
            await until(lambda: playback.heard == 59.0)
            playback.heard = None
            await until(lambda: not player.playing)
            assert player.second == 60.0
            player.play()
            await until(lambda: len(playback.played) == 2)
            assert playback.played[1] == (AUDIO, 0.0, 1.0)

    run(qapp, scenario())


def test_of_many_wishes_at_once_the_last_one_is_fulfilled(qapp: QApplication) -> None:
    async def scenario() -> None:
        async with in_hand() as (player, playback):
            player.play()
            for second in range(50):
                player.seek(float(second))
            await until(lambda: playback.heard == 49.0)
            assert len(playback.played) < 5

    run(qapp, scenario())


def test_without_a_device_it_says_so_and_stays_where_it_was_put(qapp: QApplication) -> None:
    async def scenario() -> None:
        async with in_hand() as (player, playback):
            playback.trouble = NoSoundDevice()
            player.play_from(30.0)
            await until(lambda: player.problem)
            assert not player.playing
            assert player.second == 30.0
            playback.trouble = None
            player.play()
            await until(lambda: playback.heard == 30.0)
            assert player.problem is None

    run(qapp, scenario())


def test_seeking_in_silence_plays_nothing(qapp: QApplication) -> None:
    async def scenario() -> None:
        async with in_hand() as (player, playback):
            player.seek(5.0)
            player.skip(-2)
            assert player.second == 0.0
            player.skip(100)
            assert player.second == 60.0
            assert playback.played == []

    run(qapp, scenario())


def test_the_speed_changes_while_it_plays_and_stays_between_its_ends(qapp: QApplication) -> None:
    async def scenario() -> None:
        async with in_hand() as (player, playback):
            player.play()
            player.change_speed(+2)
            await until(lambda: playback.played and playback.played[-1][2] == 1.5)
            player.change_speed(+100)
            assert player.speed == SPEEDS[-1]
            player.change_speed(-100)
            assert player.speed == SPEEDS[0]

    run(qapp, scenario())


def test_another_recording_begins_silent_and_the_same_one_plays_on(qapp: QApplication) -> None:
    async def scenario() -> None:
        async with in_hand() as (player, playback):
            player.play_from(10.0)
            await until(lambda: playback.heard == 10.0)
            player.open(AUDIO, 60.0)
            assert player.playing
            player.open(AUDIO.with_name("other.m4a"), 20.0)
            await until(lambda: playback.heard is None)
            assert not player.playing
            assert player.second == 0.0

    run(qapp, scenario())


def test_without_audio_there_is_nothing_to_play(qapp: QApplication) -> None:
    async def scenario() -> None:
        async with in_hand() as (player, playback):
            player.open(None, 0.0)
            player.play_from(5.0)
            assert not player.ready
            assert not player.playing
            assert playback.played == []

    run(qapp, scenario())
