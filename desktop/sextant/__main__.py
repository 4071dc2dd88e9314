"""Hands over to the terminal or to the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress


def main(argv: Sequence[str] | None = None) -> int:
    """The command ``sextant``. Returns its exit code."""
    _leave_no_memory_behind()
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["practice-services"]:  # a frozen program starts itself as its own child
        from sextant.practice.serve import main as serve

        return serve(words[1:])
    from sextant.cli.parser import parse

    arguments = parse(words)
    if arguments.command == "window":
        from sextant.app import run

        return run(
            arguments.project,
            arguments.files,
            safe=arguments.safe_start,
            verbose=arguments.verbose,
        )
    if arguments.command == "demo" and not arguments.json:
        from sextant.bridge.preflight import obstacle

        if obstacle(os.environ) is None:
            from sextant.app import run

            return run(arguments.project, [], demo=True)
    from sextant.cli.outcome import guarded

    return guarded(arguments)


def _leave_no_memory_behind() -> None:
    """A core dump would hold keys and recordings; Windows and macOS write none by themselves."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
