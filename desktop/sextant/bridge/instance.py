"""One window per user and data folder: a second start hands its files to the first.

The message is one JSON object, ``{"files": [path…], "project": path or "",
"demo": bool}``; the answer is one line, ``ok``.
"""

from __future__ import annotations

import getpass
import hashlib
import json
from pathlib import Path

import msgspec
from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 1500
"""How long a second start waits for the first to answer before it opens its own window."""

LONGEST = 1 << 24
"""Bytes of a message; more is no list of files. A system takes two million of words at a start."""


class Handover(msgspec.Struct, frozen=True):
    """What a start was asked to do. Paths are absolute."""

    files: tuple[str, ...] = ()
    project: str = ""
    demo: bool = False


def server_name(data: Path) -> str:
    """A name that differs between users and between data folders."""
    return "sextant-" + hashlib.sha256(f"{getpass.getuser()}\n{data}".encode()).hexdigest()[:16]


def hand_over(name: str, message: Handover) -> bool:
    """Give `message` to the window that is open already; false when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(PATIENCE_MS):
        return False
    # The standard library's JSON: a name in bytes that are no text goes through it unharmed.
    told = json.dumps(msgspec.to_builtins(message)).encode()
    socket.write(QByteArray(told + b"\n"))
    socket.flush()
    answered = socket.waitForReadyRead(PATIENCE_MS)
    taken = answered and bytes(socket.readAll().data()).startswith(b"ok")
    socket.disconnectFromServer()
    return taken


class Instance(QObject):
    """The first window's ear. `received` carries a `Handover`."""

    received = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)

    def listen(self) -> bool:
        """Begin; a socket left by a crash is removed. Call `hand_over` first."""
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        self._server.close()

    def _connected(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)
        self._read(socket)  # what came before anybody listened is not announced again

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        try:
            told = json.loads(bytes(socket.readLine(LONGEST).data()))
            message = msgspec.convert(told, Handover)
        except (ValueError, RecursionError):
            socket.abort()
            return
        socket.write(QByteArray(b"ok\n"))
        socket.flush()
        self.received.emit(message)
