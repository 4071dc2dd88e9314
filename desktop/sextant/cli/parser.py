"""The command line. Quick to import: help and completion must not wait for the program.

``typing``, ``pathlib`` and ``decimal`` together take as long as Python's own start;
what needs them imports them when it is called.
"""

from __future__ import annotations

import argparse

from sextant import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from pathlib import Path
    from typing import NoReturn

COMMANDS = (
    "analyze",
    "resume",
    "synthesize",
    "list",
    "search",
    "show",
    "export",
    "keys",
    "models",
    "demo",
    "doctor",
)

FORMATS = ("html", "pdf", "docx", "md", "srt", "vtt", "json", "csv", "qdpx")

GLOBAL_OPTIONS = ("-h", "--help", "--version", "--print-completion")

LONGEST_NAME, LONGEST_PATH = 255, 4096
"""Bytes of a name and characters of a path, beyond which systems refuse to look for them."""

DESCRIPTION = """\
Turn videos of meetings and interviews into a transcript and six analyses that
can be checked, in a plain folder. Without a command, the window opens."""


class Parser(argparse.ArgumentParser):
    """argparse, saying what is wrong before how it is used."""

    def error(self, message: str) -> NoReturn:
        from sextant.core.one_line import one_line

        self.exit(2, f"{self.prog}: {one_line(message[:LONGEST_PATH])}\nSee {self.prog} --help.\n")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Understand `argv`. Exits with 2 where it makes no sense."""
    parser = build()
    arguments, unknown = parser.parse_known_args(_window_spelled_out(argv))
    if unknown and arguments.command == "keys":
        # What was typed may be the key; it is not shown once more.
        parser.error("a key is never an argument: it is asked for, or read from a pipe")
    if unknown:
        parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return arguments


def _window_spelled_out(argv: Sequence[str]) -> list[str]:
    """``sextant FILE…`` opens the window; its command has no name."""
    known = argv and (argv[0] in {*COMMANDS, "window"} or argv[0] in GLOBAL_OPTIONS)
    return list(argv) if known or _mistyped(argv) else ["window", *argv]


def _mistyped(argv: Sequence[str]) -> bool:
    """Whether a command seems to be meant: its name but for a slip, and no such file."""
    if not argv or not argv[0].isalpha():
        return False
    from difflib import get_close_matches
    from pathlib import Path

    return bool(get_close_matches(argv[0], COMMANDS, cutoff=0.7)) and not Path(argv[0]).exists()


def build() -> argparse.ArgumentParser:
    parser = Parser(
        prog="sextant",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Sextant {__version__}")
    _add_completion(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, says: str, *, project: bool | None = None) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=says, description=says, allow_abbrev=False)
        if name != "window":
            sub.add_argument("--json", action="store_true", help="one JSON object a line on stdout")
        sub.add_argument("--verbose", action="store_true", help="more detail in the log file")
        if project is not None:
            sub.add_argument(
                "--project",
                type=_path,
                metavar="DIR",
                required=project,
                help="the project's folder",
            )
        return sub

    window = command("window", "open the window (the same as no command)", project=False)
    window.add_argument(
        "--safe-start",
        action="store_true",
        help="open neither the last project nor files, for when the window does not come up",
    )
    window.add_argument("files", nargs="*", type=_path, metavar="FILE")
    _analyze(command("analyze", "take videos all the way to six analyses", project=True))
    resume = command("resume", "finish what an earlier run left unfinished", project=True)
    _limits(resume)
    resume.add_argument(
        "--again",
        action="store_true",
        help="also repeat what ended with a verdict: no speech, an answer at its limit",
    )
    _synthesize(command("synthesize", "have a model bring the answers together", project=True))
    command("list", "the recordings of a project", project=True)
    search = command("search", "find words in transcripts and answers", project=True)
    search.add_argument("text", metavar="TEXT")
    show = command("show", "one recording with its answers", project=True)
    show.add_argument("recording", type=_name, metavar="RECORDING")
    _export(command("export", "write reports, subtitles or tables to hand over", project=True))
    _keys(command("keys", "keep the services' keys in the system's keyring"))
    command("models", "the live model list with context length and prices")
    command("demo", "the main job on the bundled sample; no keys, no network", project=False)
    doctor = command("doctor", "what works here, and what to do where it does not")
    doctor.add_argument(
        "--self-test",
        action="store_true",
        help="prove that the program is whole; no keys, no network, half a minute",
    )
    return parser


def _analyze(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("files", nargs="+", type=_path, metavar="FILE")
    sub.add_argument(
        "--model", action="append", metavar="ID", help="ask this model; repeat for more"
    )
    sub.add_argument(
        "--prompt",
        action="append",
        type=_name,
        metavar="NAME_OR_FILE",
        help="ask this; repeat for more",
    )
    sub.add_argument("--language", metavar="CODE", help="spoken language; automatic unless told")
    sub.add_argument(
        "--dry-run", action="store_true", help="look and estimate; send nothing of yours"
    )
    sub.add_argument(
        "--practice", action="store_true", help="no keys, no network: extracts, not AI"
    )
    _limits(sub)


def _synthesize(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("recording", type=_name, metavar="RECORDING")
    sub.add_argument("--model", required=True, metavar="ID", help="the model to ask")
    sub.add_argument(
        "--answer",
        action="append",
        metavar="ID",
        help="bring together only this answer and others named so; repeat for more",
    )
    sub.add_argument("--dry-run", action="store_true", help="tell what it would cost; ask nothing")
    sub.add_argument(
        "--again", action="store_true", help="ask once more for one that is there already"
    )
    sub.add_argument("--max-cost", type=_usd, metavar="USD", help="never spend more than this")


def _limits(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--max-cost", type=_usd, metavar="USD", help="never spend more than this")
    sub.add_argument("--jobs", type=_count, default=2, metavar="N", help="recordings at once (2)")


def _export(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "recordings",
        nargs="*",
        type=_name,
        metavar="RECORDING",
        help="all of the project unless named",
    )
    sub.add_argument("--format", required=True, choices=FORMATS)
    sub.add_argument(
        "--output",
        required=True,
        type=_path,
        metavar="PATH",
        help="a file, or a folder for several",
    )
    sub.add_argument(
        "--answer",
        action="append",
        metavar="ID",
        help="only this answer, or those to the prompt of this name; repeat for more",
    )
    sub.add_argument(
        "--embed-audio", action="store_true", help="html: the recording inside of the page"
    )


def _keys(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("action", choices=("set", "check", "remove"))
    sub.add_argument("service", choices=("deepgram", "openrouter"))


def _path(text: str) -> Path:
    from pathlib import Path

    if not text:  # what a variable leaves behind that was never set; Path makes “here” of it
        raise argparse.ArgumentTypeError("an empty name is no path")
    return Path(_name(text))


def _name(text: str) -> str:
    """Of something that lies, or might lie, in a file of that name."""
    import os

    if len(text) > LONGEST_PATH or any(len(os.fsencode(p)) > LONGEST_NAME for p in text.split("/")):
        raise argparse.ArgumentTypeError("this is longer than a file's name can be")
    return text


def _usd(text: str) -> Decimal:
    from decimal import Decimal, InvalidOperation

    try:
        value = Decimal(text.removeprefix("$"))
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"{text!r} is no amount of US dollars") from None
    if not value.is_finite() or value < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no amount of US dollars")
    return value


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 16:
        raise argparse.ArgumentTypeError("must be from 1 to 16")
    return int(text)


def _add_completion(parser: argparse.ArgumentParser) -> None:
    """``--print-completion SHELL``; shtab is only imported when it is asked for."""

    class Print(argparse.Action):
        def __call__(
            self,
            parser: argparse.ArgumentParser,
            namespace: argparse.Namespace,
            values: object,
            option_string: str | None = None,
        ) -> None:
            del namespace, option_string
            import shtab

            print(shtab.complete(parser, shell=str(values)))
            parser.exit(0)

    parser.add_argument(
        "--print-completion",
        action=Print,
        choices=("bash", "zsh", "tcsh"),
        metavar="SHELL",
        help="print a completion script for bash, zsh or tcsh",
    )
