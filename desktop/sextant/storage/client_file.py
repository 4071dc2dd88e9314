"""What the maker of a study chose for those who take part: a layer below their own settings.

A folder with a file ``client.json``, an icon and prompts. It lies beside the program, where an
installer puts it, or where the administrators of a computer do; theirs comes first. A file
that makes no sense is refused, not passed over: it may be what says where recordings go.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any, cast

import msgspec
import platformdirs

from sextant.core.errors import ClientFileUnusable, SettingNotOffered
from sextant.core.model import FORMAT_VERSION
from sextant.core.settings import Settings

CLIENT_VARIABLE = "SEXTANT_CLIENT_DIR"
"""Names another folder, to try one out before it is given away."""
FILE = "client.json"
POLICY = r"SOFTWARE\Policies\Sextant"
"""Key of the Windows registry whose value ``ClientFolder`` names the folder."""
PERSONAL = ("recent_projects",)
"""Settings that are nobody's to choose for another."""

_KEYS = re.compile(r"sk-[A-Za-z0-9-]{2,}|\b[0-9a-f]{40}\b|\b[A-Za-z0-9_-]{32,}\b")
"""What the keys of services look like. No setting is a word as long as they are."""


class ClientFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``client.json`` as it is written (docs/distributing.md)."""

    format: int = FORMAT_VERSION
    name: str = ""
    icon: str = ""
    settings: dict[str, Any] = {}
    locked: tuple[str, ...] = ()


class Client(msgspec.Struct, frozen=True):
    """What was chosen. `settings` are raw and sparse; `locked` are dotted names of fields."""

    name: str = ""
    icon: Path | None = None
    settings: dict[str, Any] = {}
    locked: tuple[str, ...] = ()


def folder() -> Path | None:
    """Where ``client.json`` lies; ``None`` when nobody chose anything."""
    places = (_named(), _policy(), _beside_the_program())
    return next((place for place in places if place and (place / FILE).is_file()), None)


def prompts() -> list[Path]:
    """The study's own prompts."""
    place = folder()
    return sorted((place / "prompts").glob("*.md")) if place else []


def load() -> Client:
    """What was chosen for this computer. Raises: ClientFileUnusable."""
    place = folder()
    if place is None:
        return Client()
    try:
        raw = (place / FILE).read_bytes()
        found = msgspec.json.decode(raw, type=ClientFile)
    except OSError as error:
        raise ClientFileUnusable(type(error).__name__, why="it cannot be read.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ClientFileUnusable(_detail(error), why="it is not what Sextant expects.") from error
    if found.format > FORMAT_VERSION:
        raise ClientFileUnusable(why="it was made for a newer Sextant.")
    if _holds_a_key(raw):
        raise ClientFileUnusable(why="it holds a key, and keys belong in nobody's file.")
    _check(found)
    return Client(found.name, _icon(place, found.icon), _at_home(found.settings), found.locked)


def _named() -> Path | None:
    given = os.environ.get(CLIENT_VARIABLE)
    return Path(given) if given else None


def _policy() -> Path | None:
    if sys.platform != "win32":
        return platformdirs.site_config_path("sextant", appauthor=False)
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, POLICY) as key:
            return Path(str(winreg.QueryValueEx(key, "ClientFolder")[0]))
    except OSError:
        return None


def _beside_the_program() -> Path | None:
    return Path(sys.executable).parent / "client" if getattr(sys, "frozen", False) else None


def _holds_a_key(raw: bytes) -> bool:
    """Words of a key's length, unless they are part of an address, a path or a sentence."""
    words: list[Any] = [msgspec.json.decode(raw)]
    for word in words:
        if isinstance(word, dict):
            words += cast("dict[str, Any]", word).values()
        elif isinstance(word, list):
            words += cast("list[Any]", word)
        elif isinstance(word, str) and _KEYS.fullmatch(word.strip()):
            return True
    return False


def _check(found: ClientFile) -> None:
    for name in (*_names(found.settings), *found.locked):
        if not _known(name):
            raise SettingNotOffered(setting=name)
    try:
        msgspec.convert(found.settings, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise ClientFileUnusable(
            str(error), why="one of its settings has no such value."
        ) from error


def _names(settings: dict[str, Any], before: str = "") -> list[str]:
    found: list[str] = []
    for name, value in settings.items():
        if isinstance(value, dict):
            found += _names(cast("dict[str, Any]", value), f"{before}{name}.")
        else:
            found.append(before + name)
    return found


def _known(name: str) -> bool:
    """Whether a dotted name is one of a setting's, personal ones apart."""
    value: object = Settings()
    for part in name.split("."):
        if not isinstance(value, msgspec.Struct) or part not in value.__struct_fields__:
            return False
        value = getattr(value, part)
    return name not in PERSONAL


def _icon(place: Path, name: str) -> Path | None:
    """A picture in the folder itself, wherever a name would lead."""
    file = place / Path(name).name
    return file if name and file.is_file() else None


def _at_home(settings: dict[str, Any]) -> dict[str, Any]:
    """A project below ``~`` is in the home of whoever runs the program."""
    project = settings.get("project")
    if isinstance(project, str) and project.startswith("~"):
        return {**settings, "project": str(Path(project).expanduser())}
    return settings


def _detail(error: Exception) -> str:
    return str(error) if isinstance(error, msgspec.DecodeError) else type(error).__name__
