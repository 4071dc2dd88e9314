"""Compares two builds of one commit, file by file, inside every archive.

``python packaging/compare.py DIST DIST`` or two frozen folders. Ends with 1 when anything
differs that ``MAY_DIFFER`` does not list.
"""

from __future__ import annotations

import hashlib
import sys
import tarfile
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import scan

MAY_DIFFER: dict[str, str] = {
    "SHA256SUMS": "names what differs",
}
"""Patterns of names, each with the reason. Signatures, where there are any, differ, too."""


def contents(place: Path) -> dict[str, str]:
    """Name to digest of every file, those inside archives by their place in them."""
    found: dict[str, str] = {}
    for path in sorted(place.rglob("*")):
        name = path.relative_to(place).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file():
            found |= _inside(path, name)
    return found


def _inside(path: Path, name: str) -> dict[str, str]:
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            inner = {entry.filename: _digest(archive.read(entry)) for entry in archive.infolist()}
    elif path.suffixes[-2:] == [".tar", ".xz"]:
        with tarfile.open(path) as archive:
            inner = _tar(archive)
    elif path.suffix == ".deb":
        inner = {}
        with path.open("rb") as deb:
            for member, stream in scan.members(deb):
                if ".tar" in member:
                    with tarfile.open(fileobj=stream) as archive:
                        inner |= {f"{member}: {key}": value for key, value in _tar(archive).items()}
    else:
        inner = {}
    found = {f"{name}: {key}": value for key, value in inner.items()}
    return found | {name: _digest(path.read_bytes())}


def _tar(archive: tarfile.TarFile) -> dict[str, str]:
    found = {}
    for entry in archive:
        stream = archive.extractfile(entry) if entry.isfile() else None
        body = _digest(stream.read()) if stream else entry.linkname
        found[entry.name] = f"{entry.mode:o} {entry.uid} {entry.mtime} {body}"
    return found


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main(first: Path, second: Path) -> int:
    one, two = contents(first), contents(second)
    different = sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))
    surprises = [
        name for name in different if not any(fnmatch(name, allowed) for allowed in MAY_DIFFER)
    ]
    print(
        f"{len(one)} files compared, {len(different)} differ, {len(surprises)} of them unexplained"
    )
    for name in surprises[:40]:
        print(f"  {name}")
    return int(bool(surprises))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
