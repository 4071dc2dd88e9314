"""How a command ends: its exit code, and words instead of tracebacks."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Iterable

from sextant.cli.output import Lines
from sextant.core.errors import BudgetReached, InputError, KeyProblem, SextantError
from sextant.storage.logs import start_logging

log = logging.getLogger(__name__)

INTERRUPTED = 130


def guarded(arguments: argparse.Namespace) -> int:
    """Run the command; every expected failure becomes three sentences and a code."""
    log_file = start_logging(verbose=arguments.verbose)
    lines = Lines(as_json=arguments.json)
    try:
        return _dispatch(arguments, lines)
    except SextantError as error:
        lines.error(error)
        return error.exit_code
    except _interruptions():
        lines.note("Interrupted. Everything that had arrived is saved.")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our lines has enough; what is saved is saved.
        sys.stderr.close()
        return 0
    except Exception as error:
        log.exception("a defect ended the command")
        lines.error(SextantError(type(error).__name__))
        lines.note(f"The technical details are in {log_file}.")
        return 1


def _interruptions() -> tuple[type[BaseException], ...]:
    """Ctrl-C and SIGTERM. Looked up when it comes to that: most commands need no asyncio."""
    from asyncio import CancelledError

    return KeyboardInterrupt, CancelledError


def exit_code(errors: Iterable[SextantError], *, done: int) -> int:
    """One code for a run of many recordings (interface: exit codes)."""
    found = tuple(errors)
    if not found:
        return 0
    if any(isinstance(error, BudgetReached) for error in found):
        return BudgetReached.exit_code
    if not done and all(isinstance(error, InputError) for error in found):
        return InputError.exit_code
    if not done and all(isinstance(error, InputError | KeyProblem) for error in found):
        return KeyProblem.exit_code
    return 1


def _dispatch(arguments: argparse.Namespace, lines: Lines) -> int:
    match arguments.command:
        case "analyze":
            from sextant.cli.work import analyze as command
        case "resume":
            from sextant.cli.work import resume as command
        case "synthesize":
            from sextant.cli.synthesis import synthesize as command
        case "demo":
            from sextant.cli.work import demo as command
        case "list":
            from sextant.cli.reading import list_recordings as command
        case "search":
            from sextant.cli.reading import search as command
        case "show":
            from sextant.cli.reading import show as command
        case "export":
            from sextant.cli.exporting import export as command
        case "keys":
            from sextant.cli.keys import keys as command
        case "models":
            from sextant.cli.models import models as command
        case _:
            from sextant.cli.doctor import doctor as command
    return command(arguments, lines)
