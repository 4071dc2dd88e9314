from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from sextant.bridge.instance import Handover, Instance, hand_over, server_name
from support.qt import run, until

MESSAGE = Handover(("/tmp/héllo wörld.mp4",), "/tmp/project", demo=True)

SECOND_START = """
import sys
from sextant.bridge.instance import Handover, hand_over
message = Handover(("/tmp/héllo wörld.mp4",), "/tmp/project", demo=True)
sys.exit(0 if hand_over(sys.argv[1], message) else 1)
"""


def test_a_second_start_hands_its_files_over(qapp: QApplication, tmp_path: Path) -> None:
    name = server_name(tmp_path)

    async def scenario() -> None:
        instance = Instance(name)
        received: list[Handover] = []
        instance.received.connect(received.append)
        assert instance.listen()
        second = await asyncio.create_subprocess_exec(sys.executable, "-c", SECOND_START, name)
        assert await second.wait() == 0
        await until(lambda: received)
        assert received == [MESSAGE]
        instance.close()

    run(qapp, scenario())


def test_without_a_first_window_nothing_is_handed_over(tmp_path: Path, qapp: QApplication) -> None:
    assert not hand_over(server_name(tmp_path), MESSAGE)


def test_a_socket_left_by_a_crash_is_no_obstacle(tmp_path: Path, qapp: QApplication) -> None:
    name = server_name(tmp_path)
    crashed = QLocalServer()
    assert crashed.listen(name)
    Path(crashed.fullServerName()).touch()
    instance = Instance(name)
    assert instance.listen()
    instance.close()
    crashed.close()


def test_nonsense_on_the_socket_is_shown_the_door(
    qapp: QApplication, tmp_path: Path, qtbot
) -> None:
    instance = Instance(server_name(tmp_path))
    assert instance.listen()
    with qtbot.assertNotEmitted(instance.received):
        socket = QLocalSocket()
        socket.connectToServer(server_name(tmp_path))
        assert socket.waitForConnected()
        socket.write(b"not json\n")
        socket.flush()
        qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    instance.close()


def test_users_and_data_folders_have_sockets_of_their_own(tmp_path: Path) -> None:
    assert server_name(tmp_path) != server_name(tmp_path / "other")
