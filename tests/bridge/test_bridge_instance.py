from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from sextant.bridge.instance import LONGEST, Handover, Instance, hand_over, server_name
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


STRANGE = Handover(
    (
        "/x/" + "\udcff\udce9.mp4",
        "/x/-rf",
        "/x/\n\r\x1b[2J\u202e\0.mp4",
        *(f"/x/{number}" + "y" * 200 for number in range(9_000)),
    ),
    project="/p\udce9",
)

STRANGE_START = """
import sys
sys.path[:0] = sys.argv[2:]
from test_bridge_instance import STRANGE
from sextant.bridge.instance import hand_over
sys.exit(0 if hand_over(sys.argv[1], STRANGE) else 1)
"""


def test_names_of_any_bytes_and_as_many_as_a_system_takes_are_handed_over_whole(
    qapp: QApplication, tmp_path: Path
) -> None:
    """Two million bytes of them, and names that are no text."""
    name = server_name(tmp_path)

    async def scenario() -> None:
        instance = Instance(name)
        received: list[Handover] = []
        instance.received.connect(received.append)
        assert instance.listen()
        here = Path(__file__).parent
        words = (sys.executable, "-c", STRANGE_START, name, here, here.parent)
        second = await asyncio.create_subprocess_exec(*words)
        assert await second.wait() == 0
        assert received == [STRANGE]
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


@pytest.mark.parametrize(
    "nonsense",
    [
        b"not json",
        b"[" * 100_000,
        b'{"files": [1]}',
        b'{"files": "/etc/passwd"}',
        b"\xff\xfe",
        b"null",
        b"x" * (LONGEST + 100_000),
    ],
    ids=lambda nonsense: repr(nonsense[:20]),
)
def test_nonsense_on_the_socket_is_shown_the_door(
    qapp: QApplication, tmp_path: Path, qtbot, nonsense: bytes
) -> None:
    instance = Instance(server_name(tmp_path))
    assert instance.listen()
    with qtbot.assertNotEmitted(instance.received):
        socket = QLocalSocket()
        socket.connectToServer(server_name(tmp_path))
        assert socket.waitForConnected()
        socket.write(nonsense + b"\n")
        socket.flush()
        qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    instance.close()


def test_users_and_data_folders_have_sockets_of_their_own(tmp_path: Path) -> None:
    assert server_name(tmp_path) != server_name(tmp_path / "other")
