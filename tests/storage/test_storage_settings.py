"""Settings, logs, sources and resources."""

from __future__ import annotations

import json
import logging
import os
import sys
from decimal import Decimal

import msgspec
import pytest

from sextant.core.errors import EmptyFile, NoRecordingsInside, SourceGone, SourceUnreadable
from sextant.core.settings import AnalysisSettings, Settings
from sextant.storage import logs, settings_file, sources
from sextant.storage.resources import resource


def test_settings_round_trip(tmp_path):
    """What was chosen comes back; what was not is not written."""
    file = tmp_path / "deep" / "settings.json"
    assert settings_file.load(file) == Settings()
    chosen = Settings(
        ask_above_usd=Decimal("2.50"),
        analysis=AnalysisSettings(models=("a/b",)),
        recent_projects=("/p",),
    )
    settings_file.save(chosen, file)
    assert settings_file.load(file) == chosen
    assert set(json.loads(file.read_text())) == {"ask_above_usd", "analysis", "recent_projects"}
    assert "2.50" in file.read_text()


def test_unknown_settings_survive(tmp_path):
    """A newer version's wishes are still there; going back to a default removes ours."""
    file = tmp_path / "settings.json"
    file.write_text('{"theme": "dark", "analysis": {"zdr": true, "depth": 3}, "project": "/p"}')
    settings = settings_file.load(file)
    assert settings.analysis.zdr
    plain = msgspec.structs.replace(settings, analysis=AnalysisSettings())
    settings_file.save(plain, file)
    assert json.loads(file.read_text()) == {
        "theme": "dark",
        "analysis": {"depth": 3},
        "project": "/p",
    }


@pytest.mark.parametrize("damage", [b"{", b"\xff", b'{"ask_above_usd": []}', b""])
def test_damaged_settings_are_set_aside(tmp_path, damage, caplog):
    """The program starts with its defaults, and nothing is thrown away."""
    file = tmp_path / "settings.json"
    file.write_bytes(damage)
    assert settings_file.load(file) == Settings()
    assert (tmp_path / "settings.json.damaged-1").read_bytes() == damage
    assert not file.exists()
    assert "settings.json.damaged-1" in caplog.text


def test_the_environment_names_other_services():
    """For this run; an empty variable changes nothing."""
    found = settings_file.with_environment(
        Settings(),
        {"SEXTANT_DEEPGRAM_URL": "http://localhost:8080/", "SEXTANT_OPENROUTER_URL": " "},
    )
    assert found.deepgram_url == "http://localhost:8080"
    assert found.openrouter_url == Settings().openrouter_url


def test_what_the_environment_names_is_never_saved():
    """The address a person chose is still theirs when the variable is gone."""
    environ = {"SEXTANT_DEEPGRAM_URL": "http://localhost:8080/"}
    saved = Settings(deepgram_url="https://api.eu.deepgram.com")
    in_force = settings_file.with_environment(saved, environ)
    changed = msgspec.structs.replace(in_force, ask_above_usd=Decimal(5))
    kept = settings_file.without_environment(changed, saved, environ)
    assert kept == msgspec.structs.replace(saved, ask_above_usd=Decimal(5))


@pytest.mark.logs_warnings
@pytest.mark.parametrize(
    "secret",
    [
        "Authorization: Token 0123abcd",
        "authorization: bearer abc.def",
        "sk-or-v1-abcdefgh12345678",
        "0123456789abcdef0123456789abcdef01234567",
    ],
)
def test_the_log_holds_no_keys(tmp_path, secret):
    """Neither a message nor a traceback carries one."""
    root, own = logging.getLogger(), logging.getLogger("sextant")
    handlers, levels = list(root.handlers), (root.level, own.level)
    path = logs.start_logging(verbose=False, folder=tmp_path / "logs")
    try:
        try:
            raise ValueError(secret)
        except ValueError:
            logging.getLogger("sextant.x").exception("failed with %s and", secret)
    finally:
        for handler in [h for h in root.handlers if h not in handlers]:
            root.removeHandler(handler)
            handler.close()
        root.setLevel(levels[0])
        own.setLevel(levels[1])
    text = path.read_text()
    assert "failed with" in text
    assert secret.rsplit(maxsplit=1)[-1] not in text


def test_plain_words_stay_in_the_log():
    """Redaction is not so eager that nothing can be diagnosed."""
    text = "recording Q3 took 12.5 s, request 2479c8c8-8185-40ac-9ac6-f0874419f793, 402"
    assert logs.redact(text) == text


MEDIA = {
    "ftyp": b"\0\0\0\x20ftypisom",
    "matroska": b"\x1a\x45\xdf\xa3",
    "wave": b"RIFF\0\0\0\0WAVE",
    "ogg": b"OggS",
    "mp3": bytes.fromhex("fffb9064"),
    "adts": bytes.fromhex("fff15080"),
    "ts": (b"G" + bytes(187)) * 3,
}
OTHER = {
    "webp": b"RIFF\0\0\0\0WEBP",
    "text": b"Good morning",
    "utf16": b"\xff\xfea\0b\0",
    "jpeg": b"\xff\xd8\xff\xe0",
    "script.ts": b"const x = 1",
    "zeros": bytes(600),
    "empty": b"",
    ".hidden.mp4": b"x",
}


def test_a_folder_means_the_recordings_in_it(tmp_path):
    """By ending or by content, sorted as people count; our own folders are passed by."""
    for name, content in {**MEDIA, **OTHER}.items():
        (tmp_path / name).write_bytes(content)
    inner = tmp_path / "day"
    for name in ("part 10.mp4", "part 2.MP4"):
        inner.mkdir(exist_ok=True)
        (inner / name).write_bytes(b"?")
    for folder in (tmp_path / ".git", tmp_path / "Known"):
        folder.mkdir()
        (folder / "audio.m4a").write_bytes(MEDIA["ftyp"])
    (tmp_path / "Known" / "recording.json").write_text("{}")
    (tmp_path / "Known" / "analyses").mkdir()
    (tmp_path / "Known" / "analyses" / "mine.mp4").write_bytes(b"?")
    found = [str(p.relative_to(tmp_path)) for p in sources.expand(tmp_path)]
    assert found == sorted(["day/part 2.MP4", "day/part 10.mp4", *MEDIA], key=_order)


def _order(name):
    return (name.replace("part 2", "part 02"), name)


def test_a_file_is_taken_at_its_word(tmp_path):
    """Given by name, it is tried whatever it is called; what is not there is gone."""
    file = tmp_path / "notes.txt"
    file.write_text("x")
    assert sources.expand(file) == (file,)
    with pytest.raises(SourceGone):
        sources.expand(tmp_path / "absent")
    with pytest.raises(NoRecordingsInside):
        sources.expand(tmp_path)


def test_a_file_is_recognised_by_its_content(tmp_path):
    """A copy is the same, one byte in head, middle, tail or size makes another."""
    size = 5 * sources.SAMPLE
    base = bytes(size)
    (tmp_path / "a.mp4").write_bytes(base)
    known = sources.identify(tmp_path / "a.mp4")
    assert (known.name, known.size, known.path) == ("a.mp4", size, str(tmp_path / "a.mp4"))
    for name, at in (("head", 0), ("middle", size // 2), ("tail", size - 1)):
        changed = bytearray(base)
        changed[at] = 1
        (tmp_path / name).write_bytes(changed)
        assert sources.identify(tmp_path / name).fingerprint != known.fingerprint
    (tmp_path / "longer").write_bytes(base + b"\0")
    assert sources.identify(tmp_path / "longer").fingerprint != known.fingerprint
    (tmp_path / "copy").write_bytes(base)
    assert sources.identify(tmp_path / "copy").fingerprint == known.fingerprint


def test_files_that_cannot_be_identified(tmp_path):
    """Empty and gone have their own words."""
    (tmp_path / "empty.mp4").touch()
    with pytest.raises(EmptyFile):
        sources.identify(tmp_path / "empty.mp4")
    with pytest.raises(SourceGone):
        sources.identify(tmp_path / "absent.mp4")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_text(tmp_path):
    """It could not be saved in JSON; say so at once."""
    path = tmp_path / os.fsdecode(b"caf\xe9.mp4")
    path.write_bytes(b"x")
    with pytest.raises(SourceUnreadable):
        sources.identify(path)


def test_a_folder_that_cannot_be_listed(tmp_path, monkeypatch):
    """The folder given must be readable; one further down is passed over."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.mp4").write_bytes(b"?")
    scan = os.scandir

    def refuse(closed):
        def scandir(path):
            if os.fspath(path) == str(closed):
                raise PermissionError(13, "no")
            return scan(path)

        return scandir

    with monkeypatch.context() as broken:
        broken.setattr(os, "scandir", refuse(tmp_path / "closed"))
        assert [p.name for p in sources.expand(tmp_path)] == ["a.mp4"]
    with monkeypatch.context() as broken:
        broken.setattr(os, "scandir", refuse(tmp_path))
        with pytest.raises(SourceUnreadable):
            sources.expand(tmp_path)


def test_bundled_files_are_found():
    """The built-in prompts lie where the program looks for them."""
    assert resource("prompts", "brief.md").is_file()
