"""What is built: names, version, places, and the moment that all files say they are from."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
STAGE = ROOT / "build" / "packaging"
"""Everything on the way; may be deleted at any time."""
DIST = ROOT / "dist"
"""What is given away."""
FROZEN = STAGE / "frozen" / "sextant"
"""The frozen program: one folder."""

FACTS = tomllib.loads((HERE / "product.toml").read_text(encoding="utf-8"))
NAME: str = FACTS["name"]
ID: str = FACTS["id"]
SUMMARY: str = FACTS["summary"]
PUBLISHER: str = FACTS["publisher"]
HOMEPAGE: str = FACTS["homepage"]
EMAIL: str = FACTS["email"]
COPYRIGHT: str = FACTS["copyright"]

VERSION = re.findall(
    r'^__version__ = "(.+)"', (ROOT / "desktop/sextant/__init__.py").read_text(), re.MULTILINE
)[0]

RECORDINGS = {
    "video": ("mp4", "m4v", "mov", "mkv", "webm", "avi", "wmv", "mts", "mpg", "mpeg"),
    "audio": ("m4a", "mp3", "wav", "ogg", "opus", "flac", "aac", "wma", "aiff"),
}
"""Endings that systems offer Sextant for under *Open with*; never as the default program."""

MIME_TYPES = (
    "video/mp4", "video/quicktime", "video/x-matroska", "video/webm", "video/x-msvideo",
    "video/x-ms-wmv", "video/mpeg", "video/mp2t",
    "audio/mp4", "audio/mpeg", "audio/x-wav", "audio/vnd.wave", "audio/ogg", "audio/x-vorbis+ogg",
    "audio/x-opus+ogg", "audio/flac", "audio/aac", "audio/x-ms-wma", "audio/x-aiff",
)  # fmt: skip
"""The same for freedesktop's systems."""


def epoch() -> int:
    """Seconds since 1970 that built files are dated with: SOURCE_DATE_EPOCH, else the commit's."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    done = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return int(done.stdout.strip() or 0)


def day() -> str:
    """The day of `epoch`, as ISO writes it."""
    return datetime.fromtimestamp(epoch(), UTC).date().isoformat()


def machine() -> str:
    """This computer's architecture as file names say it: ``x64`` or ``arm64``."""
    import platform

    found = platform.machine().lower()
    return {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}.get(found, found)


def info_plist() -> dict[str, object]:
    """What macOS reads about the program."""
    return {
        "CFBundleDisplayName": NAME,
        "CFBundleShortVersionString": VERSION,
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": "13.0",  # the wheels of Qt 6.11 ask for it
        "NSHighResolutionCapable": True,
        "NSPrincipalClass": "NSApplication",
        "NSHumanReadableCopyright": COPYRIGHT,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Recording",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["public.movie", "public.audio"],
            },
            {
                "CFBundleTypeName": "Folder of recordings",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["public.folder"],
            },
        ],
    }
