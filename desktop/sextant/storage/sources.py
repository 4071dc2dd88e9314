"""Files a person gives: which of them are recordings, and by what one is recognised."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from sextant.core.errors import (
    EmptyFile,
    NoRecordingsInside,
    NotMedia,
    SourceGone,
    SourceUnreadable,
)
from sextant.core.model import Source
from sextant.core.natural import natural_key
from sextant.storage.layout import RECORDING_FILE

SAMPLE = 1024 * 1024
"""Bytes hashed at each of head, middle and tail."""

SUFFIXES = frozenset(
    {
        ".3gp",
        ".aac",
        ".ac3",
        ".aif",
        ".aiff",
        ".amr",
        ".asf",
        ".avi",
        ".caf",
        ".flac",
        ".flv",
        ".m2ts",
        ".m4a",
        ".m4b",
        ".m4v",
        ".mka",
        ".mkv",
        ".mov",
        ".mp2",
        ".mp3",
        ".mp4",
        ".mpeg",
        ".mpg",
        ".mts",
        ".oga",
        ".ogg",
        ".ogv",
        ".opus",
        ".vob",
        ".wav",
        ".webm",
        ".wma",
        ".wmv",
    }
)
"""Endings taken at their word; ``.ts`` is TypeScript's too and has to be looked into."""

_SIGNATURES = (
    (4, b"ftyp"),  # MP4, M4A, MOV, 3GP
    (4, b"moov"),  # older QuickTime
    (0, b"\x1a\x45\xdf\xa3"),  # Matroska, WebM
    (0, b"OggS"),
    (0, b"fLaC"),
    (0, b"ID3"),
    (0, b"FLV\x01"),
    (0, b"#!AMR"),
    (0, b"caff"),
    (0, bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")),  # ASF: WMA, WMV
    (0, b"\x00\x00\x01\xba"),  # MPEG program stream
)
_RIFF_KINDS = (b"WAVE", b"AVI ")
_PACKET = 188
"""Bytes of a packet of an MPEG transport stream; each begins with 0x47."""


def expand(path: Path) -> Sequence[Path]:
    """The recordings meant by `path`: a file itself, of a folder those inside, in natural order.

    Raises: SourceGone, SourceUnreadable, NoRecordingsInside.
    """
    try:
        if not path.is_dir():
            path.stat()
            return (path,)
        found = sorted(_inside(path), key=lambda file: natural_key(str(file.relative_to(path))))
    except FileNotFoundError as error:
        raise SourceGone(name=path.name) from error
    except (OSError, ValueError) as error:  # no system takes such a name
        raise SourceUnreadable(type(error).__name__, name=path.name) from error
    if not found:
        raise NoRecordingsInside(name=path.name or str(path))
    return found


def identify(path: Path) -> Source:
    """What `path` is recognised by, whatever its name and place.

    The fingerprint is the SHA-256 of the size (decimal, a line end) and up to
    1 MiB each of head, middle and tail.
    Raises: SourceGone, SourceUnreadable, EmptyFile, NotMedia.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would keep us waiting for ever
            raise NotMedia("not a regular file", name=path.name)
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            digest = hashlib.sha256(f"{size}\n".encode())
            for offset in (0, max(0, (size - SAMPLE) // 2), max(0, size - SAMPLE)):
                file.seek(offset)
                digest.update(file.read(SAMPLE))
    except FileNotFoundError as error:
        raise SourceGone(name=path.name) from error
    except (OSError, ValueError) as error:
        raise SourceUnreadable(type(error).__name__, name=path.name) from error
    if size == 0:
        raise EmptyFile(name=path.name)
    try:
        str(path.absolute()).encode()
    except UnicodeEncodeError as error:  # bytes that are no text cannot be written into JSON
        raise SourceUnreadable("a path that is not UTF-8", name=ascii(path.name)) from error
    return Source(path.name, size, digest.hexdigest(), str(path.absolute()))


def _inside(folder: Path) -> Iterator[Path]:
    """Recordings below `folder`; what cannot be read is passed over, the top excepted."""
    os.scandir(folder).close()  # os.walk would pass over this one, too
    for place, folders, files in os.walk(folder):
        if RECORDING_FILE in files:  # our own copy of some recording's sound
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            file = Path(place, name)
            if not name.startswith(".") and _is_recording(file):
                yield file


def _is_recording(file: Path) -> bool:
    if file.suffix.lower() in SUFFIXES:
        return True
    try:
        if not file.is_file():
            return False
        with file.open("rb") as opened:
            return looks_like_media(opened.read(2 * _PACKET + 1))
    except OSError:
        return False


def looks_like_media(head: bytes) -> bool:
    """Whether a file that begins with `head` is one of the usual containers."""
    if any(head[at : at + len(mark)] == mark for at, mark in _SIGNATURES):
        return True
    if head[:4] == b"RIFF":
        return head[8:12] in _RIFF_KINDS
    if head[:1] == b"G":
        return len(head) > 2 * _PACKET and head[_PACKET] == head[2 * _PACKET] == 0x47
    return _is_mpeg_audio(head)


def _is_mpeg_audio(head: bytes) -> bool:
    """An MP2, MP3 or AAC (ADTS) frame. Not MP1: text in UTF-16 begins like it."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    if head[1] & 0xF6 == 0xF0:
        return (head[2] >> 2) & 0xF < 13  # ADTS: a sampling rate that exists
    version, layer = (head[1] >> 3) & 3, (head[1] >> 1) & 3
    bitrate, rate = head[2] >> 4, (head[2] >> 2) & 3
    return version != 1 and layer in (1, 2) and bitrate not in (0, 15) and rate != 3
