"""The command that hands recordings over: ``sextant export``."""

from __future__ import annotations

import argparse
from pathlib import Path

from sextant.assembly import export_plan, open_library, write_export
from sextant.cli.outcome import exit_code
from sextant.cli.output import Lines
from sextant.core.errors import SextantError


def export(arguments: argparse.Namespace, lines: Lines) -> int:
    """Write a file a recording, or one of several; what fails does not stop the others."""
    library = open_library(arguments.project, create=False)
    output: Path = arguments.output
    files = export_plan(library, arguments.recordings, arguments.format, output)
    if not files:
        lines.note("This project has no recordings yet.")
    errors: list[SextantError] = []
    for folders, target in files:
        try:
            write_export(
                library,
                folders,
                target,
                arguments.format,
                answers=arguments.answer or (),
                embed_audio=arguments.embed_audio,
            )
        except SextantError as error:
            errors.append(error)
            lines.error(error)
            continue
        names = [folder.name for folder in folders]
        which = {"recording": names[0]} if len(names) == 1 else {"recordings": names}
        lines.row(str(target), {"event": "exported", **which, "path": str(target)})
    return exit_code(errors, done=len(files) - len(errors))
