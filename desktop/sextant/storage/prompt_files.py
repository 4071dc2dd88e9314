"""Where prompts come from: the project's own, the built-in ones, a file a person names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sextant.core.errors import PromptUnusable
from sextant.core.model import Prompt
from sextant.core.prompts import parse_prompt
from sextant.storage import client_file
from sextant.storage.files import disk_errors, make_folder, write_atomically
from sextant.storage.resources import resource

ENDING = ".md"
LARGEST = 1024 * 1024
"""Bytes. A larger file is no prompt and is not read at all."""


def built_in() -> Sequence[Path]:
    """The prompts that come with the program or the study, in order of their names.

    The study's own takes the place of one of the same name.
    """
    known = {file.name: file for file in resource("prompts").glob(f"*{ENDING}")}
    known |= {file.name: file for file in client_file.prompts()}
    return [known[name] for name in sorted(known)]


def copy_built_in(folder: Path) -> None:
    """Give a new project prompts of its own to edit. Raises: StorageProblem."""
    with disk_errors():
        make_folder(folder)
    for file in built_in():
        if not (folder / file.name).exists():
            write_atomically(folder / file.name, file.read_bytes())


def prompt_names(folder: Path) -> Sequence[str]:
    """Names that `find_prompt` knows without a path."""
    own = (file for file in folder.glob(f"*{ENDING}") if not file.name.startswith("."))
    return sorted({file.stem for file in (*own, *built_in())})


def find_prompt(name: str, folder: Path) -> Prompt:
    """The prompt `name` of `folder`, else the built-in one. Raises: PromptUnusable."""
    own = folder / f"{name}{ENDING}"
    if Path(name).name == name and not folder.is_symlink():
        for file in (own, *built_in()):
            if file.name == own.name and file.is_file() and not file.is_symlink():
                return read_prompt(file)
    raise PromptUnusable(name=name, why="there is no such prompt.")


def prompt_in(file: Path) -> Prompt:
    """The prompt that a person has in a file anywhere. Raises: PromptUnusable."""
    if not file.is_file():
        raise PromptUnusable(name=file.name, why="there is no such prompt.")
    return read_prompt(file)


def read_prompt(file: Path, name: str = "") -> Prompt:
    """The prompt in `file`, called `name` or as the file is. Raises: PromptUnusable."""
    try:
        if file.stat().st_size > LARGEST:
            raise PromptUnusable(name=file.stem, why="it is too large for a prompt.")
        raw = file.read_bytes()
    except OSError as error:
        why = "the file cannot be read."
        raise PromptUnusable(type(error).__name__, name=file.stem, why=why) from error
    return prompt_of(raw, name or file.stem)


def prompt_of(raw: bytes, name: str) -> Prompt:
    """The prompt that a file of these bytes holds. Raises: PromptUnusable."""
    try:
        source = raw.decode()
    except UnicodeDecodeError as error:
        raise PromptUnusable(name=name, why="it is not a text file in UTF-8.") from error
    return parse_prompt(name, source.removeprefix("\ufeff"))
