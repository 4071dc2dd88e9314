"""Rules of the house that no other tool holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

LONGEST_MODULE = 300
"""Lines; most are a third of that. A file of two thousand is how such programs die."""


ROOMS = ("desktop", "docs", "packaging", "resources", "scripts", "tests")


def files(repository: Path, *endings: str) -> list[Path]:
    """The project's own files of these endings."""
    found = [path for path in repository.iterdir() if path.is_file()]
    for room in ROOMS:
        found += [path for path in (repository / room).rglob("*") if path.is_file()]
    return [path for path in found if path.name.endswith(endings)]


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-dev.lock", "requirements-package.lock"]
)
def test_lock_files_carry_versions_and_hashes_and_no_address(repository, name):
    text = (repository / name).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*--(index|extra-index|find-links|trusted)", text, re.MULTILINE)
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+(\[[a-z0-9,]+\])?==\S+", entry), entry[:80]
        assert "--hash=sha256:" in entry, entry[:80]


def test_modules_stay_small(repository):
    long = {
        path.name: lines
        for path in (repository / "desktop").rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_folders_of_data_are_no_packages(repository):
    for folder in ("packaging", "resources"):
        assert list((repository / folder).rglob("__init__.py")) == []


def test_nothing_names_a_path_of_one_machine(repository):
    homes = re.compile(r"/(?:home|Users)/[a-z]\w+/|/root/|C:\\\\?Users\\\\?\w")
    found = [
        str(path.relative_to(repository))
        for path in files(repository, ".py", ".md", ".toml", ".lock", ".txt", "Makefile", ".css")
        if homes.search(path.read_text(encoding="utf-8", errors="replace"))
        and "tests" not in path.relative_to(repository).parts
    ]
    assert found == []


def test_links_of_the_readme_and_docs_lead_somewhere(repository):
    for page in files(repository, ".md"):
        if "tests" in page.parts or "resources" in page.parts:
            continue
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text()):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_targets_that_the_readme_names_are_there(repository):
    named = set(re.findall(r"^make (\w+)", (repository / "README.md").read_text(), re.MULTILINE))
    targets = set(re.findall(r"^(\w+):", (repository / "Makefile").read_text(), re.MULTILINE))
    assert {"demo", "test"} <= named <= targets
