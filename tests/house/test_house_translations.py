"""What the window says is kept in every language, with the same blanks, and ready to be read."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest

from sextant.ui.language import LANGUAGES

BLANKS = re.compile(r"%L?n|%L?\d|\{\w*\}|</?\w+[^>]*>|&(?!\W)")
"""What a translation must keep: ``%n``, ``%1``, ``{name}``, tags, the letter of a mnemonic."""


def texts(repository: Path, language: str) -> Path:
    return repository / "resources" / "translations" / f"sextant_{language}.ts"


def messages(file: Path) -> Iterator[tuple[str, list[str], bool]]:
    """Source, its translation in every plural form, whether somebody has finished it."""
    for message in ET.parse(file).getroot().iter("message"):
        translation = message.find("translation")
        forms = [form.text or "" for form in translation.iter("numerusform")]
        finished = "type" not in translation.attrib
        yield message.findtext("source", ""), forms or [translation.text or ""], finished


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(repository, language):
    unfinished = [
        source
        for source, forms, finished in messages(texts(repository, language))
        if not finished or not all(forms)
    ]
    assert unfinished == []


def test_no_text_of_the_sources_is_missing(repository):
    check = [sys.executable, repository / "scripts" / "translations.py", "--check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_blanks_of_their_sources(repository, language):
    lost = [
        source
        for source, forms, _ in messages(texts(repository, language))
        for form in filter(None, forms)
        if not fits(source, form, one=form == forms[0] and len(forms) > 1)
    ]
    assert lost == []


def fits(source: str, form: str, *, one: bool) -> bool:
    """Whether the blanks agree; the singular may say the number in a word."""
    wanted, kept = sorted(BLANKS.findall(source)), sorted(BLANKS.findall(form))
    return kept == wanted or (one and kept == [blank for blank in wanted if blank[-1] != "n"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_window_reads_is_made_of_the_texts_beside_it(repository, language, tmp_path):
    file, made = texts(repository, language), tmp_path / "made.qm"
    (lrelease,) = Path(PySide6.__file__).parent.glob("lrelease*")
    subprocess.run([lrelease, "-silent", file, "-qm", made], check=True)
    assert made.read_bytes() == file.with_suffix(".qm").read_bytes(), "run scripts/translations"
