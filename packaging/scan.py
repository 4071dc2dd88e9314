"""Refuses to give a key away: looks for what Deepgram's and OpenRouter's keys look like.

``python packaging/scan.py FILE_OR_FOLDER…`` ends with 1 and names the places (never the
keys). Looks inside archives of every kind that we make.
"""

from __future__ import annotations

import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Literal

OPENROUTER = re.compile(rb"sk-or-v1-[0-9a-f]{64}(?![0-9a-f])")
OTHERS = re.compile(rb"sk-(?:ant-|proj-)[A-Za-z0-9_-]{40,}")
NAMED = re.compile(
    rb"(?i)(?:deepgram|openrouter)[_a-z]*(?:api_?)?key[\"'\s]*[:=][\"'\s]*([A-Za-z0-9_-]{20,})"
)
"""A value beside the name of a setting that keys go by, whatever the value looks like."""
DEEPGRAM = re.compile(rb"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])")
"""Also what a checksum looks like: only counts in a file that people write settings in."""

SETTINGS = (".json", ".toml", ".ini", ".env", ".cfg", ".reg", ".plist", ".yml", ".yaml", ".sh")
SETTINGS_AT_MOST = 64 * 1024
CHUNK, OVERLAP = 8 * 1024 * 1024, 4096


def leaks(place: Path) -> list[str]:
    """Where something that looks like a key lies in a file, a folder, or what they hold."""
    paths = [place] if place.is_file() else sorted(place.rglob("*"))
    return [
        found for path in paths if path.is_file() and not path.is_symlink() for found in _in(path)
    ]


def _in(path: Path) -> Iterator[str]:
    if path.suffix in {".whl", ".zip"}:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                with archive.open(entry) as stream:
                    yield from _judge(f"{path.name}: {entry.filename}", entry.file_size, stream)
    elif ".tar" in path.suffixes:
        yield from _in_tar(path.name, path.open("rb"))
    elif path.suffix == ".deb":
        with path.open("rb") as deb:
            for name, member in members(deb):
                if ".tar" in name:
                    yield from _in_tar(f"{path.name}: {name}", member)
    else:
        with path.open("rb") as stream:
            yield from _judge(str(path), path.stat().st_size, stream)


def _in_tar(name: str, stream: IO[bytes]) -> Iterator[str]:
    mode: Literal["r|xz", "r|"] = "r|xz" if ".xz" in name else "r|"
    with closing(stream), tarfile.open(fileobj=stream, mode=mode) as archive:
        for entry in archive:
            inner = archive.extractfile(entry) if entry.isfile() else None
            if inner is not None:
                yield from _judge(f"{name}: {entry.name}", entry.size, inner)


def members(deb: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    """The files of a Debian package, which is an archive of ``ar``'s."""
    import io

    deb.seek(8)
    while len(head := deb.read(60)) == 60:
        size = int(head[48:58])
        yield head[:16].decode().strip(" /"), io.BytesIO(deb.read(size))
        deb.seek(size % 2, 1)


def _judge(name: str, size: int, stream: IO[bytes]) -> Iterator[str]:
    settings = name.endswith(SETTINGS) and size <= SETTINGS_AT_MOST
    patterns = [OPENROUTER, OTHERS, *([NAMED, DEEPGRAM] if settings else [])]
    tail = b""
    while chunk := stream.read(CHUNK):
        text = tail + chunk
        if any(pattern.search(text) for pattern in patterns):
            yield name
            return
        tail = text[-OVERLAP:]


if __name__ == "__main__":
    places = [found for word in sys.argv[1:] for found in leaks(Path(word))]
    for found in places:
        print(f"looks like a key: {found}")
    sys.exit(bool(places))
