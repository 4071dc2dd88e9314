"""What a release says, and what two builds may differ in."""

from __future__ import annotations

import json
import tarfile
from importlib.metadata import version
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

import sextant


@pytest.fixture(autouse=True)
def scripts(repository, monkeypatch):
    monkeypatch.syspath_prepend(str(repository / "packaging" / "linux"))
    monkeypatch.syspath_prepend(str(repository / "packaging"))


def test_the_notes_of_a_release_are_its_part_of_the_changelog(repository):
    from release_notes import notes

    changelog = (
        "# New\n\n## Unreleased\n\n- Three.\n\n"
        "## 1.2.0 (2026-01-02)\n\n- Two.\n\n### More\n\n- M.\n\n"
        "## 1.2.0-beta\n\n- B.\n\n## 11.2.0 (2025-01-02)\n\n- X.\n"
    )
    assert notes("1.2.0", changelog) == "- Two.\n\n### More\n\n- M."
    assert notes("11.2.0", changelog) == "- X."
    assert notes("2.0", changelog) is None
    assert notes("1.2", changelog) is None


def test_everything_that_names_the_version_names_the_same(repository):
    """The package, its installation, the changelog's newest heading, software centres, manual."""
    import deb
    import integration
    import manual
    import release_notes
    from product import VERSION

    newest = release_notes.releases((repository / "CHANGELOG.md").read_text())[0]
    release = ET.fromstring(integration.metainfo("sextant.desktop")).find(".//release")
    assert release is not None
    assert version("sextant-desktop") == sextant.__version__ == VERSION == newest.version
    assert (release.get("version"), release.get("date")) == (VERSION, newest.day)
    assert release.findall(".//li")
    assert f'"Sextant {VERSION}"' in manual.pages()["sextant"].splitlines()[0]
    assert deb.changelog().startswith(f"sextant ({VERSION}) ")


def test_the_bill_of_materials_names_every_component_once(repository):
    import components
    import sbom

    shipped = components.all_components("linux")
    bill = sbom.bill(shipped)
    references = [part["bom-ref"] for part in bill["components"]]
    assert len(set(references)) == len(references) == len(shipped)
    assert bill == json.loads(json.dumps(sbom.bill(shipped)))
    assert all(part["licenses"][0]["expression"] for part in bill["components"])
    assert "FFmpeg" in references


def test_a_difference_inside_an_archive_is_named(tmp_path, capsys):
    import compare

    for side, words in (("one", b"same"), ("two", b"other")):
        (tmp_path / side).mkdir()
        (tmp_path / side / "SHA256SUMS").write_bytes(words)
        with tarfile.open(tmp_path / side / "x.tar.xz", "w:xz") as archive:
            for name, body in (("a", b"a"), ("b", words)):
                entry = tarfile.TarInfo(name)
                entry.size = len(body)
                archive.addfile(entry, BytesIO(body))
    assert compare.main(tmp_path / "one", tmp_path / "one") == 0
    assert compare.main(tmp_path / "one", tmp_path / "two") == 1
    said = capsys.readouterr().out
    assert "x.tar.xz: b" in said
    assert "x.tar.xz: a" not in said
    assert "SHA256SUMS" not in said
