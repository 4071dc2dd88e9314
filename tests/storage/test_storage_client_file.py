"""What the maker of a study chooses: a layer between the defaults and a person's own choice."""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant import assembly
from sextant.__main__ import main
from sextant.core.errors import ClientFileUnusable
from sextant.core.settings import AnalysisSettings, Settings, locks_kept
from sextant.storage import client_file, prompt_files, settings_file


@pytest.fixture
def client(tmp_path, monkeypatch):
    """Writes a client's folder and puts it in force."""
    folder = tmp_path / "client"
    folder.mkdir()
    monkeypatch.setenv("SEXTANT_CLIENT_DIR", str(folder))

    def write(**content):
        (folder / "client.json").write_text(json.dumps(content))
        return folder

    return write


STUDY = {
    "name": "Harbour study",
    "settings": {
        "openrouter_url": "https://eu.example/api/v1",
        "project": "~/Harbour",
        "run_limit_usd": 2.5,
        "analysis": {"models": ["a/one", "b/two"], "data_collection": "deny"},
    },
    "locked": ["openrouter_url", "analysis.data_collection"],
}


def test_nobody_chose_anything():
    assert client_file.load() == client_file.Client()


def test_the_makers_choice_stands_until_a_person_chooses(client):
    """Defaults, then the client's, then the person's; and only what differs is saved."""
    client(**STUDY)
    settings = assembly.load_settings()
    assert settings.analysis.models == ("a/one", "b/two")
    assert settings.run_limit_usd == Decimal("2.5")
    assert settings.project.endswith("Harbour")
    assert "~" not in settings.project
    assembly.save_settings(msgspec.structs.replace(settings, run_limit_usd=Decimal(9)))
    assert json.loads(settings_file.settings_path().read_text()) == {"run_limit_usd": 9}
    assert assembly.load_settings().run_limit_usd == 9
    assert assembly.load_settings().analysis.models == ("a/one", "b/two")


def test_a_person_may_return_to_what_is_the_default_without_the_client(client):
    """Choosing the program's own default against the client's is a choice, and saved."""
    client(settings={"ask_above_usd": 7})
    assembly.save_settings(
        msgspec.structs.replace(assembly.load_settings(), ask_above_usd=Decimal(1))
    )
    assert assembly.load_settings().ask_above_usd == 1


def test_what_is_locked_stays(client, monkeypatch):
    """Neither the settings file nor the environment moves it; all else is free."""
    client(**STUDY)
    settings_file.settings_path().parent.mkdir(parents=True)
    settings_file.settings_path().write_text(
        '{"openrouter_url": "https://elsewhere",'
        ' "analysis": {"data_collection": "allow", "zdr": true}}'
    )
    monkeypatch.setenv("SEXTANT_OPENROUTER_URL", "https://elsewhere")
    settings = assembly.load_settings()
    assert settings.openrouter_url == "https://eu.example/api/v1"
    assert settings.analysis.data_collection == "deny"
    assert settings.analysis.zdr
    seen = assembly.surroundings(settings)
    assert seen.locked == ("openrouter_url", "analysis.data_collection")
    assert seen.study == "Harbour study"
    assert "openrouter_url" not in seen.variables


def test_a_change_leaves_locked_fields_alone():
    before = Settings(ask_above_usd=Decimal(3))
    after = Settings(analysis=AnalysisSettings(zdr=True, stagger=False))
    kept = locks_kept(before, after, ("ask_above_usd", "analysis.zdr"))
    assert kept.ask_above_usd == 3
    assert not kept.analysis.zdr
    assert not kept.analysis.stagger


@pytest.mark.parametrize(
    "content",
    [
        {"deepgram_api_key": "0a1b2c3d4e" * 4},
        {"settings": {"openrouter_key": "x"}},
        {"name": "0a1b2c3d4e" * 4},
        {"settings": {"project": "sk-or-v1-" + "0a1b2c3d" * 8}},
        {"settings": {"recent_projects": ["/a"]}},
        {"settings": {"analysis": {"depth": 3}}},
        {"settings": {"ask_above_usd": "much"}},
        {"settings": {"analysis": 3}},
        {"locked": ["analysis.depth"]},
        {"locked": "all"},
        {"format": 99},
        [],
    ],
)
def test_a_file_with_a_key_or_without_sense_is_refused(tmp_path, monkeypatch, content):
    """Not passed over: it may be what says where recordings go. The words hold no key."""
    monkeypatch.setenv("SEXTANT_CLIENT_DIR", str(tmp_path))
    (tmp_path / "client.json").write_text(json.dumps(content))
    with pytest.raises(ClientFileUnusable) as caught:
        assembly.load_settings()
    words = " ".join(caught.value.words()) + (caught.value.detail or "")
    assert "0a1b2c3d" not in words


@given(content=st.binary(max_size=300))
def test_whatever_the_file_holds_it_is_understood_or_refused(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("client")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEXTANT_CLIENT_DIR", str(folder))
        (folder / "client.json").write_bytes(content)
        with suppress(ClientFileUnusable):
            client_file.load()


def test_an_icon_is_taken_from_the_folder_and_from_nowhere_else(client, tmp_path):
    (tmp_path / "secret.png").write_bytes(b"x")
    folder = client(name="S", icon="../secret.png")
    assert client_file.load().icon is None
    (folder / "logo.png").write_bytes(b"x")
    client(name="S", icon="logo.png")
    assert client_file.load().icon == folder / "logo.png"


def test_the_studys_own_prompts_are_given_to_new_projects(client, tmp_path):
    folder = client(name="S")
    (folder / "prompts").mkdir()
    brief = next(file for file in prompt_files.built_in() if file.stem == "brief")
    (folder / "prompts" / "needs.md").write_bytes(brief.read_bytes())
    (folder / "prompts" / "brief.md").write_bytes(brief.read_bytes() + b"\nBe brief.\n")
    prompt_files.copy_built_in(tmp_path / "new")
    assert (tmp_path / "new" / "needs.md").is_file()
    assert (tmp_path / "new" / "brief.md").read_text().endswith("Be brief.\n")
    assert "needs" in prompt_files.prompt_names(tmp_path / "empty")


def test_a_command_ends_before_anything_is_sent_where_the_file_is_refused(client, capsys, tmp_path):
    """In three sentences, with the exit code of unusable input."""
    client(settings={"nonsense": 1})
    assert main(["resume", "--project", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "nonsense" in said
    assert "Ask whoever gave you Sextant" in said
