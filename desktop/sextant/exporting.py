"""Saved recordings as a person is given them: which go into which file, and writing it.

Formats are imported when one is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sextant.core.errors import BadUsage, SextantError
from sextant.core.model import Prompt
from sextant.core.ports import Library, RecordingFolder
from sextant.storage.files import disk_errors, replacing, safe_name

if TYPE_CHECKING:
    from sextant.core.view import RecordingView
    from sextant.export.subject import Sound


def saved_view(library: Library, folder: RecordingFolder) -> RecordingView:
    """A recording as it is saved, evidence included. Raises: StorageProblem."""
    from sextant.core.view import view_of

    return view_of(folder, prompts_of(library, folder))


def prompts_of(library: Library, folder: RecordingFolder) -> dict[str, Prompt]:
    """Those of the saved answers; one that is gone leaves its answers readable under its name."""
    prompts: dict[str, Prompt] = {}
    for answer in folder.analyses():
        with suppress(SextantError):
            prompts[answer.key.prompt] = library.prompt(answer.key.prompt)
    return prompts


def export_formats() -> Mapping[str, str]:
    """Titles for a person by the file's ending, the report first."""
    from sextant.export.formats import FORMATS

    return {name: format_.title for name, format_ in FORMATS.items()}


ExportFile = tuple[Sequence[RecordingFolder], Path]


def export_plan(
    library: Library, names: Sequence[str], format_name: str, output: Path
) -> list[ExportFile]:
    """Which recordings go into which file; all recordings where there are no `names`.

    One goes into `output` itself. Several go into the folder `output`, a file each, or into
    the one file `output` where it has the format's ending and the format can hold them.
    Raises: BadUsage, UnknownRecording.
    """
    from sextant.export.formats import format_named

    if output.exists() and not (output.is_file() or output.is_dir()):
        raise BadUsage(what=f"“{output.name}” is no file; exports are written into files.")
    folders = [library.open(name) for name in dict.fromkeys(names)] or library.recordings()
    together = format_named(format_name).together
    is_file = not output.is_dir() and output.suffix.lower() == f".{format_name}"
    if len(folders) == 1 and not output.is_dir() and (names or is_file):
        return [(folders, output)]
    if is_file and together and folders:
        return [(folders, output)]
    if is_file or output.is_file():
        raise BadUsage(what=f"“{output.name}” is one file; several exports need a folder.")
    return [([one], output / f"{safe_name(one.name)}.{format_name}") for one in folders]


def write_export(
    library: Library,
    folders: Sequence[RecordingFolder],
    target: Path,
    format_name: str,
    *,
    answers: Sequence[str] = (),
    embed_audio: bool = False,
) -> None:
    """Write one file of `export_plan`, with all answers or those chosen.

    Raises: BadUsage, StorageProblem.
    """
    from sextant.export.formats import export
    from sextant.export.subject import Subject, chosen

    if embed_audio and format_name != "html":
        raise BadUsage(what=f"Only html can have the audio inside, not {format_name}.")
    subjects = [
        Subject(
            chosen(saved_view(library, folder), answers),
            audio=folder.audio(),
            sound=_sound(folder, target, embed=embed_audio),
        )
        for folder in folders
    ]
    with disk_errors():
        target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target) as sink:
        export(subjects, format_name, sink)


def _sound(folder: RecordingFolder, target: Path, *, embed: bool) -> Sound:
    from sextant.export.subject import Sound

    if embed and folder.audio() is None:
        raise BadUsage(what=f"“{folder.name}” has no audio to put inside.")
    if embed:
        return Sound.EMBEDDED
    beside = target.parent.resolve() == folder.path.resolve()
    return Sound.BESIDE if beside else Sound.NONE
