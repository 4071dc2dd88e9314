"""Takes the pictures in docs/pictures: the real program, its real window, every state of it.

``scripts/pictures`` takes those that are kept (`kept`); ``scripts/pictures --all`` takes every
scene in every language, scheme and scale into build/pictures. Words after it choose scenes
whose names begin so. What needs a display, a window manager and a hand brings its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import NamedTuple

from sextant.core.settings import Appearance, Settings
from sextant.storage import settings_file
from support import dialog_scenes, first_steps, scenes
from support.desktop import display, eventually, find_window, screenshot, xdotool
from support.isolation import HOMES
from support.program import program
from support.scenes import Scene

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "docs" / "pictures"
EVERY = ROOT / "build" / "pictures"

WIDTH, HEIGHT = 1440, 900
SMALL = (1024, 700)
BORDER = 1
"""Pixels that the window manager draws around a window without a frame."""
COLOURS = 160
"""Of the palette a picture is reduced to: a third of the bytes, and nobody sees it."""

LOCALES = {"en": "en_GB.UTF-8", "de": "de_DE.UTF-8", "es": "es_ES.UTF-8"}
SCENES: Mapping[str, Scene] = {
    **first_steps.SCENES,
    "empty": scenes.empty,
    "dragging": scenes.dragging,
    "extracting": scenes.extracting,
    "streaming": scenes.streaming,
    "window": scenes.done,
    "one-failed": scenes.one_failed,
    "all-failed": scenes.all_failed,
    "cut-short": scenes.cut_short,
    "offline": scenes.offline,
    "practice": scenes.practice,
    "many": scenes.many,
    "sending": dialog_scenes.sending,
    **dialog_scenes.SETTINGS,
}


class Look(NamedTuple):
    """How the window looks while a picture of it is taken."""

    language: str = "en"
    scheme: str = "light"
    scale: int = 1
    size: tuple[int, int] = (WIDTH, HEIGHT)

    def suffix(self) -> str:
        """``-light``, ``-de-dark-200``: what is not English, 100 % and full-sized is said."""
        parts = [self.language] if self.language != "en" else []
        parts.append(self.scheme)
        parts += [f"{self.scale}00"] if self.scale > 1 else []
        parts += ["small"] if self.size == SMALL else []
        return "".join(f"-{part}" for part in parts)


EVERY_LOOK = [Look(*look) for look in product(LOCALES, ("light", "dark"), (1, 2))]


def kept(scene: str) -> list[Look]:
    """The looks of a scene that lie in docs/pictures.

    Light and dark, and every language; what is seen first and the window with all its
    answers at 200 % and as small as it may be, too.
    """
    looks = [Look(), Look(scheme="dark"), Look("de"), Look("es", "dark")]
    if scene in {"first-start", "window"}:
        looks += [Look(scale=2), Look("de", "dark", 2), Look("de", size=SMALL)]
    return looks


def take(scene: Scene, look: Look, shared: Path, target: Path) -> None:
    """Bring the window into the state, and take it without its frame."""
    width, height = (side * look.scale for side in look.size)
    with (
        tempfile.TemporaryDirectory() as place,
        scene(Path(place), shared, home(Path(place), look)) as start,
        display(width + 2 * BORDER, height + 2 * BORDER, frames=False) as desktop,
        program({**start.environment, **desktop}, *start.words) as window,
    ):
        shown = find_window(desktop, scenes.PROJECT)
        xdotool(desktop, "windowmove", shown, 0, 0, "windowsize", "--sync", shown, width, height)
        settle(desktop)
        start.act(desktop, shown)
        settle(desktop)
        screenshot(desktop, target)
        window.kill()  # it may be in the middle of work, and would ask
        window.wait(20)
    slim(target, f"{width}x{height}+{BORDER}+{BORDER}")


def home(folder: Path, look: Look) -> dict[str, str]:
    """A home of its own with the settings that the picture wants, and nobody's keys."""
    environment = {name: str(folder / "home" / part) for name, part in HOMES.items()}
    for path in environment.values():
        Path(path).mkdir(parents=True, exist_ok=True, mode=0o700)
    environment |= {
        "LC_ALL": LOCALES[look.language],
        "LANGUAGE": look.language,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "QT_SCALE_FACTOR": str(look.scale),
        "DEEPGRAM_API_KEY": "",
        "OPENROUTER_API_KEY": "",
    }
    settings = Settings(appearance=Appearance(scheme=look.scheme))  # pyright: ignore[reportArgumentType]
    config = Path(environment["XDG_CONFIG_HOME"]) / "sextant"
    config.mkdir(parents=True)
    settings_file.save(settings, config / "settings.json")
    return environment


def settle(environment: Mapping[str, str]) -> None:
    """Until two looks in a row show the same, or something counts for good."""
    with tempfile.TemporaryDirectory() as place:
        looks: list[bytes] = []

        def still() -> bool:
            looks.append(screenshot(environment, Path(place, "look.png")).read_bytes())
            return len(looks) > 20 or (len(looks) > 2 and looks[-1] == looks[-2] == looks[-3])

        eventually(still, "the window to come to rest", 240)


def slim(picture: Path, part: str) -> None:
    """The `part` that is the window, in fewer colours and without metadata."""
    palette = ("+dither", "-colors", str(COLOURS), "-strip")
    subprocess.run(
        ["convert", picture, "-crop", part, "+repage", *palette, f"PNG8:{picture}"], check=True
    )


def main(words: list[str]) -> None:
    everything = "--all" in words
    beginnings = tuple(word for word in words if word != "--all")
    target = EVERY if everything else KEPT
    target.mkdir(parents=True, exist_ok=True)
    os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
    for name, scene in SCENES.items():
        if not name.startswith(beginnings or ""):
            continue
        with tempfile.TemporaryDirectory() as shared:
            for look in EVERY_LOOK if everything else kept(name):
                picture = target / f"{name}{look.suffix()}.png"
                take(scene, look, Path(shared), picture)
                print(picture)  # noqa: T201 - it is a script


if __name__ == "__main__":
    main(sys.argv[1:])
