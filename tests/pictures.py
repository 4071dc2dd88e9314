"""Takes the pictures in docs/pictures: the real program, its real window, the sample's real run.

``scripts/pictures [NAME…]`` takes all of them, or those whose names begin so.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sextant.core.settings import Appearance, Settings
from sextant.storage import settings_file
from support.desktop import display, eventually, find_window, screenshot, xdotool
from support.isolation import HOMES
from support.program import finished, program

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SAMPLE = "Harbour project weekly"

WIDTH, HEIGHT = 1440, 900
Environment = Mapping[str, str]


class Picture(NamedTuple):
    """One picture: its name, how the window looks, and what is done before it is taken.

    Without `take`, it shows the finished sample.
    """

    name: str
    scheme: str = "light"
    scale: int = 1
    language: str = "en"
    keys: tuple[str, ...] = ()
    take: Callable[[Path, Picture], None] | None = None


def finished_sample(target: Path, picture: Picture) -> None:
    """The sample after its run, as one opens it again."""
    with home(picture) as (folder, environment):
        project = folder / "Client interviews"
        with program(environment, "demo", "--project", project, "--json") as terminal:
            assert terminal.wait(180) == 0
        assert finished(project, [SAMPLE])
        opened(target, picture, environment, project)


def empty(target: Path, picture: Picture) -> None:
    """The first start: no keys, nothing in the list."""
    with home(picture) as (folder, environment):
        opened(target, picture, environment, folder / "Client interviews")


def opened(target: Path, picture: Picture, environment: Environment, project: Path) -> None:
    """Open the window on `project`, press the picture's keys, and take it without its frame."""
    width, height = WIDTH * picture.scale, HEIGHT * picture.scale
    with (
        display(width, height, frames=False) as desktop,
        program({**environment, **desktop}, "--project", project) as window,
    ):
        shown = find_window(desktop, "Client interviews")
        xdotool(desktop, "windowmove", shown, 0, 0, "windowsize", "--sync", shown, width, height)
        settle(desktop)
        for key in picture.keys:
            xdotool(desktop, "key", "--clearmodifiers", key)
            settle(desktop)
        screenshot(desktop, target)
        window.terminate()
        window.wait(20)


@contextmanager
def home(picture: Picture) -> Iterator[tuple[Path, dict[str, str]]]:
    """A home of its own with the settings that the picture wants, and nobody's keys."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        environment = {name: str(folder / "home" / part) for name, part in HOMES.items()}
        for path in environment.values():
            Path(path).mkdir(parents=True, exist_ok=True, mode=0o700)
        environment |= {
            "LC_ALL": "C.UTF-8",
            "LANGUAGE": picture.language,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "QT_SCALE_FACTOR": str(picture.scale),
            "DEEPGRAM_API_KEY": "",
            "OPENROUTER_API_KEY": "",
        }
        settings = Settings(appearance=Appearance(scheme=picture.scheme))  # pyright: ignore[reportArgumentType]
        config = Path(environment["XDG_CONFIG_HOME"]) / "sextant"
        config.mkdir(parents=True)
        settings_file.save(settings, config / "settings.json")
        yield folder, environment


def settle(environment: Environment) -> None:
    """Until two looks in a row show the same."""
    with tempfile.TemporaryDirectory() as place:
        looks: list[bytes] = []

        def still() -> bool:
            looks.append(screenshot(environment, Path(place, "look.png")).read_bytes())
            return len(looks) > 2 and looks[-1] == looks[-2] == looks[-3]

        eventually(still, "the window to come to rest")


ALL = (
    Picture("window-light"),
    Picture("window-dark", scheme="dark"),
    Picture("window-light-200", scale=2),
    Picture("empty-light", take=empty),
    Picture("empty-dark", scheme="dark", take=empty),
)


def main(beginnings: list[str]) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
    for picture in ALL:
        if not beginnings or picture.name.startswith(tuple(beginnings)):
            take = picture.take or finished_sample
            take(PICTURES / f"{picture.name}.png", picture)
            print(PICTURES / f"{picture.name}.png")  # noqa: T201 - it is a script


if __name__ == "__main__":
    main(sys.argv[1:])
