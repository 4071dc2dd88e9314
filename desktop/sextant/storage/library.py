"""A project: a folder of recordings."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec

from sextant.core.errors import (
    NewerFormat,
    NotAProject,
    StorageProblem,
    UnknownRecording,
)
from sextant.core.model import Project, Prompt, Recording, Source
from sextant.storage import codec
from sextant.storage.files import (
    disk_errors,
    flush_folder,
    is_leftover,
    make_folder,
    read_bytes,
    rename,
    safe_name,
    write_atomically,
)
from sextant.storage.layout import LOCK_FILE, PROJECT_FILE, PROMPTS, RECORDING_FILE
from sextant.storage.locks import held
from sextant.storage.prompt_files import copy_built_in, find_prompt, prompt_names
from sextant.storage.recording import FolderRecording

log = logging.getLogger(__name__)

ADDING_SECONDS = 10.0
"""How long to wait for another program that is adding a recording at this moment."""

_SUFFIX = re.compile(r"(?<=.)\.[A-Za-z0-9]{1,5}$")


class FolderLibrary:
    """Implements `sextant.core.ports.Library`. Made by `create`, `load` or `load_or_create`."""

    def __init__(self, path: Path, *, newer: bool) -> None:
        self.path = path
        self._newer = newer

    @classmethod
    def create(cls, path: Path, *, name: str | None = None, created: datetime) -> Self:
        """Make a project of a folder, new or not; one that is a project already is loaded.

        Raises: DiskFull, FolderReadOnly, StorageProblem, DamagedFile.
        """
        with disk_errors():
            make_folder(path)
        if not (path / PROJECT_FILE).exists():
            copy_built_in(path / PROMPTS)
            project = Project(name=name or path.absolute().name, created=created)
            write_atomically(path / PROJECT_FILE, codec.encode(project))
        return cls.load(path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Open a project; one of a newer format is read-only.

        Raises: NotAProject, DamagedFile.
        """
        raw = read_bytes(path / PROJECT_FILE) if path.is_dir() else None
        if raw is None:
            raise NotAProject(name=path.name or str(path))
        newer = codec.version(raw).newer
        if not newer:
            codec.decode(raw, Project, PROJECT_FILE)
        return cls(path, newer=newer)

    @classmethod
    def load_or_create(cls, path: Path, *, created: datetime) -> Self:
        """Raises: DiskFull, FolderReadOnly, StorageProblem, DamagedFile."""
        try:
            return cls.load(path)
        except NotAProject:
            return cls.create(path, created=created)

    def project(self) -> Project:
        """Raises: DamagedFile, NewerFormat, NotAProject."""
        raw = read_bytes(self.path / PROJECT_FILE)
        if raw is None:
            raise NotAProject(name=self.path.name)
        return codec.decode(raw, Project, PROJECT_FILE)

    def save_project(self, project: Project) -> None:
        """Raises: NewerFormat, DiskFull, FolderReadOnly, StorageProblem."""
        self._check_writable()
        file = self.path / PROJECT_FILE
        write_atomically(file, codec.encode(project, read_bytes(file)))

    def recordings(self) -> Sequence[FolderRecording]:
        """By the time they were added, then by name; damaged ones are left to `damaged`."""
        return [folder for folder, _ in self.described()]

    def folders(self) -> Sequence[FolderRecording]:
        """See the port. Raises: StorageProblem."""
        with disk_errors(), os.scandir(self.path) as entries:
            names = sorted(
                entry.name
                for entry in entries
                if not entry.name.startswith(".")
                and entry.is_dir(follow_symlinks=False)
                and os.path.lexists(f"{entry.path}{os.sep}{RECORDING_FILE}")
            )
        return [FolderRecording(self.path / name, newer=self._newer) for name in names]

    def described(self) -> Sequence[tuple[FolderRecording, Recording]]:
        """See the port: each ``recording.json`` is read once."""
        found: list[tuple[FolderRecording, Recording]] = []
        for folder in self.folders():
            try:
                found.append((folder, folder.recording()))
            except StorageProblem as error:
                log.warning("passed over a recording: %s", error.code)
        return sorted(found, key=lambda pair: (pair[1].created, pair[0].name))

    def damaged(self) -> Sequence[FolderRecording]:
        """Recordings whose ``recording.json`` cannot be understood."""
        readable = {folder.name for folder, _ in self.described()}
        return [folder for folder in self.folders() if folder.name not in readable]

    def open(self, name: str) -> FolderRecording:
        """See the port; the name's case must match. Raises: UnknownRecording."""
        path = self.path / name
        known = Path(name).name == name and not name.startswith(".")
        if known and (path / RECORDING_FILE).is_file() and self._spelt_so(name):
            return FolderRecording(path, newer=self._newer)
        raise UnknownRecording(name=name)

    def rename(self, name: str, title: str) -> FolderRecording:
        """See the port. A title that is taken becomes a folder with a number.

        Raises: UnknownRecording, RecordingBusy, NewerFormat, FolderReadOnly, StorageProblem.
        """
        self._check_writable()
        folder = self.open(name)
        title = " ".join(title.split())
        with folder.lock():
            recording = folder.recording()
        with held(self.path / LOCK_FILE, self.path.name, seconds=ADDING_SECONDS):
            taken = {entry.name for entry in self.path.iterdir()} - {name}
            target = self.path / safe_name(_SUFFIX.sub("", title or recording.source.name), taken)
            if target != folder.path:
                with disk_errors():
                    rename(folder.path, target)
                folder = FolderRecording(target, newer=self._newer)
            folder.save_recording(msgspec.structs.replace(recording, title=title))
            return folder

    def add(
        self, source: Source, *, created: datetime, practice: bool
    ) -> tuple[FolderRecording, bool]:
        """See the port. A practice run and a real one of the same file are two recordings.

        Raises: NewerFormat, RecordingBusy, DiskFull, FolderReadOnly, StorageProblem.
        """
        self._check_writable()
        # One program adds at a time, so that one file never becomes two recordings.
        with held(self.path / LOCK_FILE, self.path.name, seconds=ADDING_SECONDS):
            for folder, known in self.described():
                if (known.source.fingerprint, known.practice) == (source.fingerprint, practice):
                    return folder, True
            folder = FolderRecording(self._claim(source.name))
            folder.save_recording(Recording(source=source, created=created, practice=practice))
            return folder, False

    def prompt(self, name: str) -> Prompt:
        """See the port. Names come from files of strangers, too: none is a path.

        Raises: PromptUnusable.
        """
        return find_prompt(name, self.path / PROMPTS)

    def prompt_names(self) -> Sequence[str]:
        """The project's own prompts and the built-in ones."""
        return prompt_names(self.path / PROMPTS)

    def _spelt_so(self, name: str) -> bool:
        """Whether an entry is called exactly `name`: many file systems answer to any case."""
        if not (self.path / name.swapcase()).exists():
            return True
        return name in {entry.name for entry in self.path.iterdir()}

    def _claim(self, source_name: str) -> Path:
        """A new folder named for its source. An empty one, which a crash left, is taken over."""
        with disk_errors():
            taken = {entry.name for entry in self.path.iterdir() if not _empty_folder(entry)}
            taken |= {PROMPTS, PROJECT_FILE}
            while True:
                path = self.path / safe_name(_SUFFIX.sub("", source_name), taken)
                try:
                    path.mkdir()
                except FileExistsError:
                    if not _empty_folder(path):
                        taken.add(path.name)
                        continue
                flush_folder(self.path)
                return path

    def _check_writable(self) -> None:
        if self._newer:
            raise NewerFormat(name=self.path.name)


def _empty_folder(path: Path) -> bool:
    """Whether there is nothing in a folder but what an interrupted write left."""
    if not path.is_dir() or path.is_symlink():
        return False
    return all(is_leftover(entry) for entry in path.iterdir())
