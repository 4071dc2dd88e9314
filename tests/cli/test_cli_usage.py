"""Words that fit together and words that do not; help and completion."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from sextant import __version__
from sextant.cli.parser import COMMANDS
from support.terminal import sextant

WRONG = {
    "no file": ("analyze", "--project", "p"),
    "no project": ("analyze", "x.mp4"),
    "an empty project": ("analyze", "x.mp4", "--project", ""),
    "an empty file": ("analyze", "", "--project", "p"),
    "no such format": ("export", "x", "--project", "p", "--format", "doc", "--output", "o"),
    "no output": ("export", "x", "--project", "p", "--format", "md"),
    "no jobs": ("analyze", "x.mp4", "--project", "p", "--jobs", "0"),
    "too many jobs": ("analyze", "x.mp4", "--project", "p", "--jobs", "1000"),
    "no amount": ("analyze", "x.mp4", "--project", "p", "--max-cost", "cheap"),
    "an amount below zero": ("resume", "--project", "p", "--max-cost", "-1"),
    "an endless amount": ("resume", "--project", "p", "--max-cost", "inf"),
    "no such service": ("keys", "check", "aws"),
    "no such option": ("list", "--project", "p", "--colour"),
    "an option cut short": ("list", "--proj", "p"),
    "a slip in a command": ("analyse", "x.mp4"),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_words_that_do_not_fit_are_wrong_usage_and_do_nothing(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    said = sextant(*words, cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert "--help" in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_key_as_an_argument_is_refused_and_not_repeated() -> None:
    said = sextant("keys", "set", "deepgram", "s3cr3t")
    assert said.code == 2
    assert "a key is never an argument" in said.err
    assert "s3cr3t" not in said.err


def test_help_names_every_command() -> None:
    said = sextant("--help")
    assert said.code == 0
    assert all(command in said.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    said = sextant(command, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: sextant {command}")


def test_the_version_is_told() -> None:
    assert sextant("--version").out == f"Sextant {__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_a_completion_script_is_printed(shell: str) -> None:
    said = sextant("--print-completion", shell)
    assert said.code == 0
    assert all(command in said.out for command in COMMANDS)


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_commands_and_options(tmp_path: Path) -> None:
    script = tmp_path / "completion"
    script.write_text(sextant("--print-completion", "bash").out)
    completed = """
        source "$0"
        try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _shtab_sextant; echo "${COMPREPLY[@]}"; }
        try sextant an
        try sextant analyze --prac
        try sextant export --format s
    """
    command = ("bash", "-c", completed, script)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["analyze", "--practice", "srt"]


def test_without_a_display_the_window_says_what_to_do_instead() -> None:
    env = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    said = sextant(env=env)
    assert said.code == 2
    assert "sextant analyze --help" in said.err
