"""An upload as it comes in: its format by its first bytes, its hash by all of them."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator

from starlette.requests import Request

from sextant.practice.sound import Undecodable

MAGIC = (
    (4, b"ftyp", "mov"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"RIFF", "wav"),
    (0, b"ID3", "mp3"),
    (0, b"\xff", "mp3"),
)
"""Offset, bytes, and the one demuxer of ffmpeg that gets them; nothing is left to a guess."""

HEAD_BYTES = 12


class Upload:
    """The body of a request, read once, in pieces, and never held."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._stream = request.stream()
        self._head = b""
        self._digest = hashlib.sha256()
        self._whole = False

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    async def demuxer(self) -> str:
        """Which format it is. Raises: Undecodable, when all was read and it is none."""
        async for piece in self._stream:
            self._head += piece
            if len(self._head) >= HEAD_BYTES:
                break
        for offset, magic, name in MAGIC:
            if self._head.startswith(magic, offset):
                return name
        async for _ in self._stream:
            pass
        raise Undecodable

    async def pieces(self) -> AsyncGenerator[bytes]:
        """All of it, from the first byte on. Raises: ClientDisconnect."""
        self._digest.update(self._head)
        yield self._head
        async for piece in self._stream:
            self._digest.update(piece)
            yield piece
        self._whole = True

    async def abandoned(self) -> bool:
        """Whether whoever sent it is gone. While it still comes, `pieces` would say so."""
        return self._whole and await self._request.is_disconnected()
