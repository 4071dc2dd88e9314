"""Server-sent events, decoded as their bytes come in (WHATWG HTML, 9.2.6)."""

from __future__ import annotations

from collections.abc import Iterator

BOM = b"\xef\xbb\xbf"
"""May stand at the beginning, and means nothing."""

LONGEST_LINE = 8_000_000
"""Bytes. OpenRouter's events have a few kB; a line without an end is no event."""


class LineTooLong(ValueError):
    """When a line passes `LONGEST_LINE`."""


class Decoder:
    """Turns pieces of a byte stream into the data of its events.

    Lines end with LF, CRLF or CR. Comments and fields other than ``data`` are passed
    over; an event that is not ended by an empty line is no event.
    """

    def __init__(self) -> None:
        self._rest: bytes = b""
        self._data: list[bytes] = []
        self._after_cr = False
        self._begun = False

    def feed(self, piece: bytes) -> Iterator[str]:
        """The data of each event that `piece` completes. Raises: LineTooLong."""
        for line in self._lines(piece):
            if line:
                self._take(line)
            elif self._data:
                yield b"\n".join(self._data).decode("utf-8", "replace")
                self._data.clear()

    def _lines(self, piece: bytes) -> Iterator[bytes]:
        if self._after_cr and piece:
            # A CR ended the line already; an LF right after it belongs to the same end.
            piece = piece.removeprefix(b"\n")
            self._after_cr = False
        text = self._rest + piece
        if not self._begun:
            if len(text) < len(BOM) and BOM.startswith(text):
                self._rest = text
                return
            text = text.removeprefix(BOM)
            self._begun = True
        self._after_cr = text.endswith(b"\r")
        lines = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        self._rest = lines.pop()
        if len(self._rest) > LONGEST_LINE:
            raise LineTooLong
        yield from lines

    def _take(self, line: bytes) -> None:
        field, _, value = line.partition(b":")
        if field == b"data":
            self._data.append(value.removeprefix(b" "))
