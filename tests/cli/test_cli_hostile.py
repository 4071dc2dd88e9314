"""Words that nobody types: each is refused or read, in a few plain lines, and nothing is sent."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from support.terminal import files_of, home, sextant

if sys.platform != "linux":
    pytest.skip("bytes that are no text, pipes and devices, as on Linux", allow_module_level=True)

NO_TEXT = os.fsdecode(b"caf\xe9.mp4")
OBEYED = "\x1b]0;owned\x07\x1b[2J\r\n\u202egpj.mp4"
NOWHERE = {
    "SEXTANT_DEEPGRAM_URL": "http://127.0.0.1:9",
    "SEXTANT_OPENROUTER_URL": "http://127.0.0.1:9",
    "DEEPGRAM_API_KEY": "one",
    "OPENROUTER_API_KEY": "two",
}

GIVEN = {
    "a file whose name is no text": ("analyze", NO_TEXT),
    "a file of that kind that is not there": ("analyze", f"x{NO_TEXT}"),
    "a name that a terminal obeys": ("analyze", OBEYED),
    "a dash": ("analyze", "-"),
    "a name like an option": ("analyze", "./-x.mp4"),
    "a device": ("analyze", "/dev/null"),
    "a device without an end": ("analyze", "/dev/zero"),
    "a pipe": ("analyze", "pipe"),
    "standard input": ("analyze", "/dev/stdin"),
    "an address": ("analyze", "https://127.0.0.1:9/x.mp4"),
    "a name longer than any": ("analyze", "x" * 100_000),
    "a path longer than any": ("analyze", "/x" * 50_000),
    "a prompt from a pipe": ("analyze", "-", "--prompt", "pipe"),
    "a prompt longer than any": ("analyze", "-", "--prompt", "x" * 100_000),
    "a model that a terminal obeys": ("analyze", "-", "--model", OBEYED),
    "no option": ("analyze", "-", f"--{OBEYED}"),
    "many words": ("list", *["x"] * 5_000),
    "a recording that a terminal obeys": ("show", OBEYED),
    "a recording whose name is no text": ("show", NO_TEXT),
    "a recording that climbs": ("show", "../outside"),
    "a recording longer than any": ("show", "x" * 100_000),
    "an export into a pipe": ("export", "--format", "json", "--output", "pipe"),
    "an export of no text": ("export", NO_TEXT, "--format", "md", "--output", "x"),
    "a synthesis of no text": ("synthesize", NO_TEXT, "--model", NO_TEXT),
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with strange files, and an empty project in it."""
    place = tmp_path / "place"
    place.mkdir()
    os.mkfifo(place / "pipe")
    for name in ("-", "-x.mp4", NO_TEXT):
        (place / name).write_bytes(b"no recording")
    (place / "project").mkdir()
    made = {"format": 1, "name": "project", "created": "2026-01-01T00:00:00Z"}
    (place / "project" / "project.json").write_text(json.dumps(made))
    return place


@pytest.mark.parametrize("as_json", [False, True], ids=["for people", "for programs"])
@pytest.mark.parametrize("words", GIVEN.values(), ids=GIVEN)
def test_whatever_the_words_are_they_are_refused_in_a_few_lines(
    place: Path, tmp_path: Path, words: tuple[str, ...], as_json: bool
) -> None:
    before = files_of(place / "project")
    env = NOWHERE | home(tmp_path / "home")
    command = (*words, "--project", "project", *(["--json"] if as_json else []))
    said = sextant(*command, env=env, cwd=place)
    assert said.code == 2
    assert len(said.err) < 6_000
    assert all(line.isprintable() for line in said.err.splitlines())
    if as_json:
        assert all(row["event"] in {"rejected", "error", "summary"} for row in said.rows)
    assert files_of(place / "project") == before


@pytest.mark.parametrize("name", ["/dev/null", "pipe", "x" * 100_000, NO_TEXT, OBEYED])
def test_a_project_that_can_be_none_is_none(place: Path, tmp_path: Path, name: str) -> None:
    said = sextant("list", "--project", name, "--json", env=home(tmp_path / "home"), cwd=place)
    assert said.code == 2
    assert len(said.err) < 6_000


@pytest.mark.parametrize(
    "typed",
    ["my key is s3cr3t-1", "s3cr3t-1\x00\n", "s3cr3t-1" * 10_000, "s3cr3t-1 s3cr3t-2\n", "ключ\n"],
    ids=["a sentence", "a zero", "a flood", "two keys", "no ASCII"],
)
def test_what_is_piped_in_as_a_key_and_is_none_is_not_kept_nor_shown(
    typed: str, tmp_path: Path
) -> None:
    said = sextant("keys", "set", "deepgram", typed=typed, env=home(tmp_path / "home"))
    assert said.code == 2
    assert "This is no key" in said.err
    assert "s3cr3t" not in said.err + said.out
