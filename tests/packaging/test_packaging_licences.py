"""Everything that is shipped is named with its licence."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def components(repository, monkeypatch):
    monkeypatch.syspath_prepend(str(repository / "packaging"))
    import components

    return components


def test_every_package_of_the_lock_file_is_listed_with_its_licence(repository, components):
    """A new dependency is not shipped before its licence is known."""
    shown = json.loads((repository / "resources/licenses/components.json").read_text())
    licences = {components.normal(row["name"]): row.get("licence") for row in shown}
    needed = {components.normal(name) for name in components.locked()} - components.NOT_SHIPPED
    missing = sorted(name for name in needed if not licences.get(name))
    assert missing == [], "run: .venv/bin/python packaging/notices.py"
    assert all(licences.values())


def test_the_list_is_what_would_be_written_anew(repository, components):
    """Nobody edits it by hand, and nothing that is gone stays in it."""
    import notices

    anew = notices.listed(components.all_components(), versions=False)
    kept = (repository / "resources/licenses/components.json").read_text()
    names = [row["name"] for row in json.loads(kept)]
    assert names == [row["name"] for row in json.loads(anew)], (
        "run: .venv/bin/python packaging/notices.py"
    )


def test_who_gets_the_program_is_told_about_ffmpeg_and_qt(components):
    """GPL and LGPL: where the source is, and how to put another in place."""
    import notices

    words = notices.in_full(components.all_components("linux"))
    assert "GNU GENERAL PUBLIC LICENSE" in words
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in words
    assert "git.ffmpeg.org" in words
    assert "IMAGEIO_FFMPEG_EXE" in words
    assert "replace them with versions of your own" in words
    assert words.count("GNU LESSER GENERAL PUBLIC LICENSE\n") == 1


def test_what_wheels_have_compiled_into_them_is_named_too(components):
    """Their metadata does not say so; one of them is under the LGPL, which asks for an offer."""
    shipped = {each.name: each for each in components.all_components("linux")}
    for name in ("libxml2 and libxslt", "GNU libiconv", "miniaudio, dr_libs and stb_vorbis"):
        assert shipped[name].licence
    weak = [each for each in shipped.values() if "LGPL" in each.licence and not each.purl]
    assert {each.name for each in weak} == {"Qt", "GNU libiconv"}
    assert all("replace them" in each.offer and "source" in each.offer for each in weak)


def test_a_file_of_unknown_origin_ends_the_build(components, tmp_path):
    """Compiled files belong to something that is listed."""
    for name in ("libQt6Core.so.6", "libstranger.so.1", "notes.txt"):
        (tmp_path / name).write_bytes(b"\x7fELF")
    (tmp_path / "notes.txt").write_text("hello")
    assert components.unaccounted(tmp_path) == ["libstranger.so.1"]
