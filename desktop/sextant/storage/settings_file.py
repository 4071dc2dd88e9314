"""The settings of a person on this computer, and what the environment says instead.

Only what differs from the defaults is written, so that a better default of a
later version reaches everybody who did not choose otherwise.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
import platformdirs

from sextant.core.errors import DamagedFile, NewerFormat
from sextant.core.settings import Settings, locks_kept
from sextant.storage import codec
from sextant.storage.client_file import Client
from sextant.storage.files import disk_errors, free_name, make_folder, read_bytes, write_atomically

log = logging.getLogger(__name__)

APP_NAME = "sextant"
NOBODY = Client()
"""Where nobody chose anything for this computer."""
CONFIG_VARIABLE = "SEXTANT_CONFIG_DIR"
"""Names another folder for the settings: a second life beside the first, as in a self-test."""
URL_VARIABLES = {
    "deepgram_url": "SEXTANT_DEEPGRAM_URL",
    "openrouter_url": "SEXTANT_OPENROUTER_URL",
}


def settings_path() -> Path:
    if elsewhere := os.environ.get(CONFIG_VARIABLE):
        return Path(elsewhere).absolute() / "settings.json"
    return platformdirs.user_config_path(APP_NAME, appauthor=False) / "settings.json"


def window_path() -> Path:
    """What the window remembers of itself; it may be deleted at any time."""
    return platformdirs.user_state_path(APP_NAME, appauthor=False) / "window.ini"


def spending_folder() -> Path:
    """Where this computer's spending of each month is kept, beside the settings."""
    return settings_path().parent / "spending"


def default_project() -> Path:
    """Where recordings go until a person chooses: ``Sextant`` among their documents."""
    return platformdirs.user_documents_path() / "Sextant"


def demo_project() -> Path:
    """Where the sample goes, apart from a person's own recordings."""
    return default_project().with_name("Sextant demo")


def safe_project() -> Path:
    """Where a safe start begins: beside all that may be why one was needed."""
    return default_project().with_name("Sextant safe start")


def load(path: Path | None = None, client: Client = NOBODY) -> Settings:
    """The saved settings on top of the `client`'s choice and the defaults.

    What the client locked stays. A file that makes no sense is set aside first.

    Raises: DamagedFile when the system refuses to let us read it.
    """
    path = path or settings_path()
    raw = read_bytes(path)
    chosen = codec.layered(Settings, client.settings)
    if raw is None:
        return chosen
    try:
        codec.decode(raw, Settings, path.name)
        found = codec.layered(Settings, client.settings, codec.raw(raw))
        return locks_kept(chosen, found, client.locked)
    except (DamagedFile, NewerFormat):
        _set_aside(path)
        return chosen


def kept_aside(path: Path | None = None) -> str:
    """Set aside what `load` would; the name it has now, empty where all is well.

    Raises: DamagedFile when the system refuses to let us read it.
    """
    path = path or settings_path()
    raw = read_bytes(path)
    try:
        if raw is not None:
            codec.decode(raw, Settings, path.name)
    except (DamagedFile, NewerFormat):
        return _set_aside(path)
    return ""


def _set_aside(path: Path) -> str:
    aside = free_name(path, "damaged")
    with suppress(OSError):
        path.rename(aside)
    log.warning("the settings could not be understood; they are kept as %s", aside.name)
    return aside.name


def save(settings: Settings, path: Path | None = None, client: Client = NOBODY) -> None:
    """Write what differs from the `client`'s choice; fields of other versions survive.

    Raises: StorageProblem.
    """
    path = path or settings_path()
    with disk_errors():
        make_folder(path.parent)
    base = codec.layered(Settings, client.settings)
    write_atomically(path, codec.encode(settings, read_bytes(path), base=base))


def with_environment(settings: Settings, environ: Mapping[str, str]) -> Settings:
    """`settings` with the base URLs the environment names, for this run; not to be saved."""
    named = {
        field: environ[variable].strip().rstrip("/")
        for field, variable in named_in(environ).items()
    }
    return msgspec.structs.replace(settings, **named)


def without_environment(
    settings: Settings, saved: Settings, environ: Mapping[str, str]
) -> Settings:
    """`settings` as they are to be saved: what the environment names stays as it was `saved`."""
    kept = {field: getattr(saved, field) for field in named_in(environ)}
    return msgspec.structs.replace(settings, **kept)


def named_in(environ: Mapping[str, str]) -> dict[str, str]:
    """The fields that the environment decides, each with its variable."""
    return {
        field: variable
        for field, variable in URL_VARIABLES.items()
        if environ.get(variable, "").strip()
    }


def free(environ: Mapping[str, str], locked: Collection[str]) -> dict[str, str]:
    """`environ` without the variables that would move what is `locked`."""
    closed = {variable for field, variable in URL_VARIABLES.items() if field in locked}
    return {name: value for name, value in environ.items() if name not in closed}
