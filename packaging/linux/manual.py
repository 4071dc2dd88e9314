"""The manual page, written from the command line's own help so that the two cannot differ."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from product import NAME, SUMMARY, VERSION, day
from sextant.cli.parser import DESCRIPTION, build

ENVIRONMENT = {
    "DEEPGRAM_API_KEY, OPENROUTER_API_KEY": "Keys; used before those in the keyring.",
    "SEXTANT_DEEPGRAM_URL, SEXTANT_OPENROUTER_URL": "Other addresses of the two services.",
    "SEXTANT_CONFIG_DIR": "Another folder for the settings.",
    "HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE": "As everywhere.",
    "IMAGEIO_FFMPEG_EXE": "Another ffmpeg than the one that comes along.",
}
EXIT = {
    "0": "Everything asked for is done.",
    "1": "Something failed; what succeeded is saved, and resume does the rest.",
    "2": "Wrong usage or unusable input; nothing was sent.",
    "3": "A key is missing or refused; nothing was charged.",
    "4": "The spending limit would be passed; nothing past it was sent.",
    "130": "Interrupted; all that had arrived is saved.",
}
FILES = {
    "~/.config/sextant/settings.json": "What a person chose.",
    "/etc/xdg/sextant/client.json": "What the maker of a study chose for everybody here.",
    "~/.local/state/sextant/log": "Logs. They hold neither keys nor anything that was said.",
}


def pages() -> dict[str, str]:
    """Name to page. One page tells it all: eleven short commands need no eleven pages."""
    return {"sextant": "\n".join(_page()) + "\n"}


def _page() -> Iterator[str]:
    parser = build()
    yield f'.TH SEXTANT 1 "{day()}" "{NAME} {VERSION}" "User commands"'
    yield from (".SH NAME", f"sextant \\- {_safe(SUMMARY[0].lower() + SUMMARY[1:])}")
    yield from (".SH SYNOPSIS", ".B sextant", "[\\fB\\-\\-project\\fR \\fIDIR\\fR] [\\fIFILE\\fR…]")
    yield from (".br", ".B sextant", "\\fICOMMAND\\fR [\\fIOPTION\\fR…]")
    yield from (".SH DESCRIPTION", _safe(" ".join(DESCRIPTION.replace("\\\n", "").split())))
    yield ".SH COMMANDS"
    for name, says, sub in _commands(parser):
        yield f".SS {_safe(_usage(name, sub))}"
        yield _safe(says[0].upper() + says[1:] + ".")
        for action in sub._actions:  # noqa: SLF001 - argparse offers no other way to ask
            if action.option_strings and action.dest != "help":
                yield from _option(action)
    for title, rows in (("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES), ("EXIT STATUS", EXIT)):
        yield f".SH {title}"
        for name, says in rows.items():
            yield from (".TP", f".B {_safe(name)}", _safe(says))
    yield from (".SH SEE ALSO", ".BR ffmpeg (1)")


def _commands(
    parser: argparse.ArgumentParser,
) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    for action in parser._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for choice in action._choices_actions:  # noqa: SLF001
                yield choice.dest, str(choice.help), action.choices[choice.dest]


def _usage(name: str, sub: argparse.ArgumentParser) -> str:
    words = [
        str(action.metavar or "|".join(action.choices or ()) or action.dest)
        for action in sub._actions  # noqa: SLF001
        if not action.option_strings
    ]
    return " ".join((name, *words))


def _option(action: argparse.Action) -> Iterator[str]:
    value = ""
    if action.nargs != 0:
        value = f" \\fI{_safe(str(action.metavar or '|'.join(action.choices or ())))}\\fR"
    names = ", ".join(f"\\fB{_safe(name)}\\fR" for name in action.option_strings)
    yield from (".TP", f"{names}{value}", _safe(str(action.help or "")))


def _safe(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text


if __name__ == "__main__":
    print(pages()["sextant"], end="")
