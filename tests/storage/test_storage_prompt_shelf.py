"""The prompts of a project as files, and the texts that were there before."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.core.errors import DamagedFile, PromptUnusable
from sextant.core.model import Prompt
from sextant.storage.prompt_files import copy_built_in, find_prompt
from sextant.storage.prompt_shelf import MOST_VERSIONS, FolderPromptShelf


@pytest.fixture
def shelf(tmp_path: Path) -> FolderPromptShelf:
    copy_built_in(tmp_path / "prompts")
    return FolderPromptShelf(tmp_path / "prompts")


def brief(shelf: FolderPromptShelf) -> Prompt:
    return next(one.prompt for one in shelf.prompts() if one.prompt.name == "brief")


def test_a_copy_of_a_built_in_prompt_is_built_in_until_its_text_is_another(
    shelf: FolderPromptShelf,
) -> None:
    assert all(one.built_in for one in shelf.prompts())
    before = brief(shelf)
    shelf.save(msgspec.structs.replace(before, text="Something else."))
    kinds = {one.prompt.name: one.built_in for one in shelf.prompts()}
    assert kinds == {"brief": False, "critical": True}


def test_a_text_that_is_replaced_is_kept_by_its_content(
    shelf: FolderPromptShelf, tmp_path: Path
) -> None:
    first = brief(shelf)
    for text in ("Two.", "Three.", "Three."):
        shelf.save(msgspec.structs.replace(first, text=text))
    assert [one.text for one in shelf.versions("brief")] == ["Two.", first.text]
    kept = {file.name for file in (tmp_path / "prompts" / "earlier").iterdir()}
    assert f"brief.{first.fingerprint[:6]}.md" in kept
    assert find_prompt("brief", tmp_path / "prompts").text == "Three."
    assert {one.prompt.name for one in shelf.prompts()} == {"brief", "critical"}


def test_another_title_alone_keeps_no_earlier_text(shelf: FolderPromptShelf) -> None:
    shelf.save(msgspec.structs.replace(brief(shelf), title="Short"))
    assert brief(shelf).title == "Short"
    assert shelf.versions("brief") == []


def test_a_name_that_is_taken_gets_a_number(shelf: FolderPromptShelf) -> None:
    assert shelf.free_name("Brief") == "brief-2"
    shelf.save(Prompt("brief-2", "Brief", "", "Ask."))
    assert shelf.free_name("brief") == "brief-3"
    assert shelf.free_name("../../etc/passwd") == "etc-passwd"


@pytest.mark.parametrize("text", ["", "  \n", "x" * 20_001])
def test_what_is_no_prompt_is_not_saved(shelf: FolderPromptShelf, text: str) -> None:
    before = brief(shelf)
    with pytest.raises(PromptUnusable):
        shelf.save(msgspec.structs.replace(before, text=text))
    assert brief(shelf) == before


def test_a_file_that_is_no_prompt_hides_no_other(shelf: FolderPromptShelf, tmp_path: Path) -> None:
    (tmp_path / "prompts" / "broken.md").write_bytes(b"\xff\xfe\x00")
    assert len(shelf.prompts()) == 2


def test_what_was_no_prompt_is_kept_as_it_was_when_one_takes_its_place(
    shelf: FolderPromptShelf, tmp_path: Path
) -> None:
    before = brief(shelf)
    odd = (b"\xff\xfe\x00", b"x" * 300_000, b"")
    for raw in odd:
        (tmp_path / "prompts" / "brief.md").write_bytes(raw)
        shelf.save(before)
    kept = sorted((tmp_path / "prompts" / "earlier").iterdir())
    assert [file.name for file in kept] == [f"brief.md.unreadable-{n}" for n in (1, 2, 3)]
    assert tuple(file.read_bytes() for file in kept) == odd
    assert shelf.versions("brief") == []
    assert brief(shelf) == before


def test_earlier_texts_that_are_too_large_or_too_many_are_not_offered(
    shelf: FolderPromptShelf, tmp_path: Path
) -> None:
    earlier = tmp_path / "prompts" / "earlier"
    earlier.mkdir()
    for number in range(MOST_VERSIONS + 20):
        (earlier / f"brief.{number + 1:06}.md").write_text(f"Text {number}.")
    (earlier / "brief.000000.md").write_bytes(b"x" * 50_000_000)
    assert len(shelf.versions("brief")) == MOST_VERSIONS - 1
    assert shelf.versions("*") == []


@pytest.mark.parametrize("led_out", ["prompts", "prompts/earlier"])
def test_nothing_is_written_where_a_link_leads_out(tmp_path: Path, led_out: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place = tmp_path / "project" / led_out
    place.parent.mkdir(parents=True)
    place.symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(DamagedFile):
        FolderPromptShelf(tmp_path / "project" / "prompts").save(Prompt("own", "Own", "", "Ask."))
    assert not list(elsewhere.iterdir())


@given(st.text(max_size=60), st.text(max_size=60), st.text(min_size=1, max_size=200))
def test_whatever_is_written_is_read_back(tmp_path_factory, title, summary, text) -> None:
    shelf = FolderPromptShelf(tmp_path_factory.mktemp("prompts"))
    prompt = Prompt("own", title, summary, text)
    try:
        shelf.save(prompt)
    except PromptUnusable:
        return
    (found,) = [one.prompt for one in shelf.prompts() if one.prompt.name == "own"]
    assert found.title == (title or "Own")
    assert found.summary == summary
    assert found.text.split() == text.replace("\x00", "").split() or found.text
