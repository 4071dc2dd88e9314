"""What a file's own bytes say before ffmpeg sees it: playlist, text, container, lock.

ffmpeg believes a name ending when the content tells it nothing, follows playlists
to other files and addresses, and reads encrypted MP4 as if it were noise. So the
content is looked at first, in a few kilobytes and without trusting any length in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import BinaryIO

HEAD_BYTES = 4096

_PLAYLIST = re.compile(
    r"""\s*(?: \#EXTM3U | ffconcat\ version | \[playlist\] | \[Reference\] | RTSPtext
          | v=0\r?\no=                                              # SDP
          | (?:<\?xml[^>]*>\s*)? (?:<!--.*?-->\s*)? <(?:asx|smil|MPD|playlist|wpl)\b )""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_SIGNATURES = re.compile(
    rb"""(?: ....(?:ftyp|moov|mdat|free|skip|wide|pnot)    # MP4, QuickTime
           | \x1a\x45\xdf\xa3                              # Matroska, WebM
           | RIFF....(?:AVI\ |WAVE) | RF64....WAVE | OggS | fLaC | FLV\x01 | ID3
           | \x30\x26\xb2\x75\x8e\x66\xcf\x11              # ASF: WMV, WMA
           | \x00\x00\x01[\xba\xb3] | \x06\x0e\x2b\x34 | FORM....AIF | caff\x00 | \.RMF )""",
    re.VERBOSE | re.DOTALL,
)
_TEXT_BYTES = bytes({7, 8, 9, 10, 12, 13, 27} | set(range(0x20, 0x7F)) | set(range(0x80, 0x100)))


class Kind(Enum):
    """What the first bytes of a file are."""

    PLAYLIST = "playlist"
    """Text that points to other files or addresses."""
    TEXT = "text"
    """Other text: no recording, whatever its name."""
    MEDIA = "media"
    """It begins as a container of sound or pictures does."""
    UNKNOWN = "unknown"
    """No known beginning. Raw streams have none, so ffmpeg decides."""


def kind_of(head: bytes) -> Kind:
    """Tell from the first `HEAD_BYTES` of a file what it is."""
    text = _as_text(head)
    if text is not None:
        return Kind.PLAYLIST if _PLAYLIST.match(text) else Kind.TEXT
    return Kind.MEDIA if _SIGNATURES.match(head) else Kind.UNKNOWN


def _as_text(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        # A raw MPEG stream may begin with these two bytes too, but reads as noise.
        text = head.decode("utf-16", errors="replace")
        printable = sum(c.isprintable() or c.isspace() for c in text)
        return text if printable > 0.95 * len(text) else None
    if head.translate(None, _TEXT_BYTES):
        return None
    return head.decode("utf-8-sig", errors="replace")


_BOXES_INSIDE = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
_LOCKED_SOUND = frozenset({b"enca", b"drms", b"aavd"})
"""Sample entries of protected sound: Common Encryption, FairPlay, Audible."""

_MAX_BOXES = 20_000


def has_locked_sound(file: BinaryIO, size: int) -> bool:
    """Whether an MP4 or QuickTime `file` of `size` bytes has an encrypted sound track.

    Reads box headers only. Encrypted pictures beside clear sound do not count, and
    any other file has none.
    """
    return any(entry in _LOCKED_SOUND for entry in _sample_entries(file, size))


def _sample_entries(file: BinaryIO, size: int) -> Iterator[bytes]:
    open_ranges = [(0, size)]
    for _ in range(_MAX_BOXES):
        if not open_ranges:
            return
        start, end = open_ranges.pop()
        file.seek(start)
        header = file.read(16)
        if len(header) < 8:
            continue
        length, name, body = int.from_bytes(header[:4]), header[4:8], start + 8
        if length == 1:
            length, body = int.from_bytes(header[8:16]), start + 16
        elif length == 0:
            length = end - start
        stop = min(start + length, end)
        if stop < body:
            continue
        open_ranges.append((stop, end))
        if name in _BOXES_INSIDE:
            open_ranges.append((body, stop))
        elif name == b"stsd":
            file.seek(body + 12)  # version, flags, count; then the first entry's length
            yield file.read(4)
