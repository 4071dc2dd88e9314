"""Encoded audio in, phrases out: ffmpeg decodes while the audio is still coming.

Nothing is written to disk, so that a killed process leaves no speech behind, and what
is held is a phrase and `AHEAD` bytes at most, however long the recording.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from pathlib import Path

from sextant.practice.phrases import RATE, Phrase, PhraseCutter

SAMPLE_BYTES = 2

AHEAD = 32_000_000
"""Bytes of an upload that may wait for the recogniser: an hour or more. While an upload is held
back, so is the news that it was given up."""


class Undecodable(Exception):
    """When ffmpeg finds no sound in what it is given."""


class Decoding:
    """One upload on its way through ffmpeg. `seconds` is what has come out of it."""

    def __init__(self, ffmpeg: Path, demuxer: str) -> None:
        self._command = (
            *(str(ffmpeg), "-nostdin", "-v", "error", "-protocol_whitelist", "pipe"),
            *("-f", demuxer, "-i", "pipe:0", "-map", "0:a:0", "-ac", "1", "-ar", str(RATE)),
            *("-f", "s16le", "pipe:1"),
        )
        self._bytes = 0

    @property
    def seconds(self) -> float:
        return round(self._bytes / (RATE * SAMPLE_BYTES), 6)

    async def phrases(self, encoded: AsyncIterator[bytes]) -> AsyncGenerator[Phrase]:
        """Phrases of `encoded`, as they end. Raises: Undecodable, and what `encoded` raises."""
        process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0,
        )
        feeding = asyncio.create_task(_feed(process, encoded))
        try:
            async for phrase in self._cut(process):
                yield phrase
                if feeding.done():
                    feeding.result()
            await feeding
            if await process.wait() != 0 or not self._bytes:
                raise Undecodable
        finally:
            feeding.cancel()
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            await _closed(process)

    async def _cut(self, process: Process) -> AsyncGenerator[Phrase]:
        assert process.stdout is not None
        cutter = PhraseCutter()
        full = True
        while full:
            try:
                frame = await process.stdout.readexactly(cutter.frame_bytes)
            except asyncio.IncompleteReadError as end:
                frame, full = end.partial, False
            self._bytes += len(frame)
            if (phrase := cutter.take(frame)) is not None:
                yield phrase


async def _closed(process: Process) -> None:
    """Ask how the pipe ended: Python 3.11 logs what nobody asks for."""
    assert process.stdin is not None
    with suppress(ConnectionError):
        await process.stdin.wait_closed()


async def _feed(process: Process, encoded: AsyncIterator[bytes]) -> None:
    """Everything is taken, even what a decoder that has given up no longer wants."""
    assert process.stdin is not None
    process.stdin.transport.set_write_buffer_limits(high=AHEAD)
    try:
        async for piece in encoded:
            with suppress(ConnectionError):
                process.stdin.write(piece)
                await process.stdin.drain()
    finally:
        process.stdin.close()
