"""A project's prompts as files: one each, earlier texts beside them by their content."""

from __future__ import annotations

import glob
import logging
from collections.abc import Sequence
from pathlib import Path

from sextant.core import frontmatter
from sextant.core.errors import PromptUnusable
from sextant.core.model import Prompt
from sextant.core.prompt_shelf import ShelvedPrompt
from sextant.core.prompts import parse_prompt, prompt_slug
from sextant.storage.files import (
    disk_errors,
    free_name,
    refuse_links,
    rename,
    write_atomically,
)
from sextant.storage.prompt_files import (
    ENDING,
    built_in,
    find_prompt,
    prompt_names,
    read_prompt,
)

log = logging.getLogger(__name__)

EARLIER = "earlier"
"""The folder of earlier texts: ``brief.3f9a2c.md``."""

MOST_VERSIONS = 200
"""Of a prompt, that are offered; the files of older ones stay where they are."""


class FolderPromptShelf:
    """The port `PromptShelf`, in a project's folder ``prompts``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def prompts(self) -> Sequence[ShelvedPrompt]:
        """See the port."""
        given = {file.stem: file for file in built_in()}
        found: list[ShelvedPrompt] = []
        for name in prompt_names(self._folder):
            try:
                prompt = find_prompt(name, self._folder)
                same = name in given and read_prompt(given[name]).text == prompt.text
            except PromptUnusable as error:
                log.info("passed over a prompt: %s", error.code)
                continue
            found.append(ShelvedPrompt(prompt, built_in=same))
        return sorted(found, key=lambda one: one.prompt.title.casefold())

    def free_name(self, wished: str) -> str:
        """See the port."""
        name, taken = prompt_slug(wished).lower(), set(prompt_names(self._folder))
        number = 2
        free = name
        while free in taken:
            free = f"{name[:36]}-{number}"
            number += 1
        return free

    def save(self, prompt: Prompt) -> None:
        """See the port. Raises: PromptUnusable, StorageProblem."""
        source = _source(prompt)
        prompt = parse_prompt(prompt.name, source)
        with disk_errors():
            self._folder.mkdir(exist_ok=True)
        refuse_links(self._folder)
        refuse_links(self._folder / EARLIER)
        file = self._file(prompt.name)
        self._keep(file, unless=prompt.fingerprint)
        write_atomically(file, source.encode())

    def versions(self, name: str) -> Sequence[Prompt]:
        """See the port."""
        with disk_errors():
            files = sorted(
                (self._folder / EARLIER).glob(f"{glob.escape(name)}.*{ENDING}"),
                key=lambda file: file.stat().st_mtime_ns,
                reverse=True,
            )
        found: list[Prompt] = []
        for file in files[:MOST_VERSIONS]:
            try:
                found.append(read_prompt(file, name))
            except PromptUnusable as error:
                log.info("passed over an earlier prompt: %s", error.code)
        return found

    def _file(self, name: str) -> Path:
        return self._folder / f"{prompt_slug(name)}{ENDING}"

    def _keep(self, file: Path, *, unless: str) -> None:
        """Put the text of `file` among the earlier ones, unless it has that fingerprint.

        What cannot be read as a prompt is moved there as it is: somebody may want it.
        """
        if not file.is_file():
            return
        try:
            before = read_prompt(file)
        except PromptUnusable:
            before = None
        if before is not None and before.fingerprint == unless:
            return
        place = self._folder / EARLIER
        with disk_errors():
            place.mkdir(exist_ok=True)
            if before is None:
                rename(file, free_name(place / file.name, "unreadable"))
                return
        kept = place / f"{file.stem}.{before.fingerprint[:6]}{ENDING}"
        write_atomically(kept, file.read_bytes())


def _source(prompt: Prompt) -> str:
    fields = {"title": prompt.title, "summary": prompt.summary}
    return frontmatter.join({name: value for name, value in fields.items() if value}, prompt.text)
