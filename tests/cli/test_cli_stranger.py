"""A stranger's project: opening it runs nothing, follows nothing, and changes nothing outside."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fakes.services import CHAT, LISTEN, FakeServices
from sextant.core.settings import DEFAULT_MODELS
from support.terminal import files_of, home, led_to, sextant

if os.name != "posix":
    pytest.skip("links and pipes are made as on POSIX", allow_module_level=True)

SECRET = b"---\ntitle: mine\n---\nnobody else's words\n"
RECORDING = "Opening words"

Trick = Callable[[Path, Path], None]
"""Given the project and a folder outside of it that nothing may touch."""


def in_place_of(name: str) -> Trick:
    def trick(project: Path, outside: Path) -> None:
        path = project / RECORDING / name
        if path.is_dir():
            shutil.rmtree(path)
            path.symlink_to(outside)
        else:
            path.unlink(missing_ok=True)
            path.symlink_to(outside / "secret.md")

    trick.__name__ = f"a link in place of {name}"
    return trick


def the_recording_is_a_link(project: Path, outside: Path) -> None:
    shutil.move(project / RECORDING, outside / RECORDING)
    (project / RECORDING).symlink_to(outside / RECORDING)


def the_prompts_are_a_link(project: Path, outside: Path) -> None:
    shutil.rmtree(project / "prompts")
    (project / "prompts").symlink_to(outside)
    change(project / RECORDING / "recording.json", prompts=["secret"])


def a_prompt_by_its_path(project: Path, outside: Path) -> None:
    change(project / RECORDING / "recording.json", prompts=[str(outside / "secret.md")])


def a_prompt_that_climbs(project: Path, outside: Path) -> None:
    change(project / RECORDING / "recording.json", prompts=["../../outside/secret", "brief"])


def names_that_climb(project: Path, outside: Path) -> None:
    change(
        project / RECORDING / "recording.json",
        source={"name": "../../outside/x.mp4", "size": 1, "fingerprint": "x", "path": "/dev/zero"},
        speakers={"0": "../../x", "\0": "\x1b[31m"},
    )


def models_that_climb(project: Path, outside: Path) -> None:
    change(project / RECORDING / "recording.json", models=["../../../outside/secret.md", "\0/x"])


def a_pipe_in_place_of_the_transcript(project: Path, outside: Path) -> None:
    (project / RECORDING / "transcript.deepgram.json").unlink()
    os.mkfifo(project / RECORDING / "transcript.deepgram.json")


def a_device_in_place_of_the_ledger(project: Path, outside: Path) -> None:
    (project / RECORDING / "requests.jsonl").unlink()
    (project / RECORDING / "requests.jsonl").symlink_to("/dev/zero")


def deep_json_everywhere(project: Path, outside: Path) -> None:
    deep = b'{"x":' + b"[" * 300_000 + b"]" * 300_000 + b"}"
    for name in ("recording.json", "corrections.json", "marks.json", "transcript.deepgram.json"):
        (project / RECORDING / name).write_bytes(deep)
    with (project / RECORDING / "requests.jsonl").open("ab") as ledger:
        ledger.write(deep + b"\n")


def a_front_matter_bomb(project: Path, outside: Path) -> None:
    bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
    bomb += "".join(f"k{n}: &k{n} [*a,*a,*a,*a,*a,*a,*a,*a]\n" for n in range(2000))
    bomb += "deep: " + "[" * 200_000 + "\n---\nx"
    for file in (project / RECORDING / "analyses").iterdir():
        file.write_text(bomb)
    (project / "prompts" / "brief.md").write_text(bomb)


def an_answer_whose_prompt_climbs(project: Path, outside: Path) -> None:
    for file in (project / RECORDING / "analyses").iterdir():
        text = file.read_text()
        prompt = text.split("prompt: ", 1)[1].split("\n", 1)[0]
        file.write_text(text.replace(f"prompt: {prompt}", f'prompt: "{outside}/secret.md"', 1))


def a_source_that_is_a_file_of_ours(project: Path, outside: Path) -> None:
    """It would be taken for an extraction to be finished, and the sound of it sent."""
    outside.joinpath("ours.m4a").write_bytes((project / RECORDING / "audio.m4a").read_bytes())
    for name in ("audio.m4a", "transcript.deepgram.json"):
        (project / RECORDING / name).unlink()
    source = {"name": "x.mp4", "size": 1, "fingerprint": "x", "path": str(outside / "ours.m4a")}
    change(project / RECORDING / "recording.json", source=source)


def a_source_that_never_ends(project: Path, outside: Path) -> None:
    a_source_that_is_a_file_of_ours(project, outside)
    os.mkfifo(project / "pipe")
    source = {"name": "x.mp4", "size": 1, "fingerprint": "x", "path": str(project / "pipe")}
    change(project / RECORDING / "recording.json", source=source)


def change(file: Path, **fields: object) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()) | fields))


TRICKS: list[Trick] = [
    *(
        in_place_of(name)
        for name in (
            *("recording.json", "requests.jsonl", "transcript.deepgram.json", "transcript.md"),
            *("report.html", "audio.m4a", "audio.m4a.part", "transcript.deepgram.json.part"),
            *("analyses", "syntheses", ".lock", ".edit.lock", "corrections.json", "marks.json"),
        )
    ),
    the_recording_is_a_link,
    the_prompts_are_a_link,
    a_prompt_by_its_path,
    a_prompt_that_climbs,
    names_that_climb,
    models_that_climb,
    a_pipe_in_place_of_the_transcript,
    a_device_in_place_of_the_ledger,
    deep_json_everywhere,
    a_front_matter_bomb,
    an_answer_whose_prompt_climbs,
    a_source_that_is_a_file_of_ours,
    a_source_that_never_ends,
]


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.__name__)
def test_a_strangers_project_touches_nothing_outside_of_it(
    trick: Trick, project: Path, tmp_path: Path
) -> None:
    """Whatever is done with it; what is a secret outside is neither changed nor sent."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_bytes(SECRET)
    models = list(DEFAULT_MODELS)
    change(project / RECORDING / "recording.json", practice=False, models=models)
    for answer in (project / RECORDING / "analyses").glob("critical*"):
        answer.unlink()
    trick(project, outside)
    before = files_of(outside)
    commands = (
        ("export", "--format", "json", "--output", str(tmp_path / "out")),
        ("resume",),
    )
    with FakeServices() as fake:
        env = {**home(tmp_path / "home"), **led_to(fake)}
        for command, *words in commands:
            said = sextant(command, *words, "--project", project, "--json", env=env)
            assert said.code in {0, 1, 2}, said.err
            if command != "resume":
                assert fake.received(LISTEN) == fake.received(CHAT) == []
        assert not [e for e in fake.exchanges if b"nobody else's words" in e.body]
        assert fake.received(LISTEN) == []
    assert files_of(outside) == before
    assert (outside / "secret.md").read_bytes() == SECRET
