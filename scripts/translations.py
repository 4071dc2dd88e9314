"""Texts to translate, found in the sources; see scripts/translations.

``lupdate`` finds what the window says itself. The sentences of the rooms below, which know
no Qt, are written to a file for it first: those of all errors, the reasons given with them
(``why="…"``), and the titles of formats and built-in prompts. Nothing is kept twice.
"""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from PySide6 import __file__ as pyside

from sextant.bridge.sentences import CONTEXT, errors
from sextant.core.prompts import parse_prompt
from sextant.export.formats import FORMATS
from sextant.ui.language import LANGUAGES

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "desktop" / "sextant"
TRANSLATIONS = ROOT / "resources" / "translations"

Key = tuple[str, str]
"""Context and source."""


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        return check()
    TRANSLATIONS.mkdir(exist_ok=True)
    for language in LANGUAGES:
        update(TRANSLATIONS / f"sextant_{language}.ts")
        release(TRANSLATIONS / f"sextant_{language}.ts", TRANSLATIONS)
    return 0


def check() -> int:
    """1 where the files are not what a run without ``--check`` would leave, or not complete."""
    with tempfile.TemporaryDirectory() as place:
        lines = [
            f"{file.name}: {line}"
            for language in LANGUAGES
            for file in [TRANSLATIONS / f"sextant_{language}.ts"]
            for line in differences(file, Path(place))
        ]
    sys.stdout.write("\n".join(lines or ["All texts are there and translated."]) + "\n")
    return 1 if lines else 0


def differences(file: Path, place: Path) -> Iterator[str]:
    """What is missing from `file`, no longer needed, not translated or not released."""
    kept = messages(file)
    fresh = place / file.name
    shutil.copy(file, fresh)
    update(fresh)
    found = messages(fresh)
    for sign, keys in (("missing", found.keys() - kept.keys()), ("gone", kept.keys() - found)):
        yield from (f"{sign}: {context}: {source}" for context, source in sorted(keys))
    for (context, source), finished in kept.items():
        if not finished:
            yield f"not translated: {context}: {source}"
    released = file.with_suffix(".qm")
    if release(file, place).read_bytes() != released.read_bytes():
        yield "the .qm beside it is of another state"


def messages(file: Path) -> dict[Key, bool]:
    """The messages of a .ts file, and whether each is translated."""
    found = {}
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            key = (context.findtext("name", ""), message.findtext("source", ""))
            found[key] = "type" not in message.find("translation").attrib
    return found


def update(file: Path) -> None:
    """Merge what the sources say now into the texts of `file`."""
    english = file.stem.endswith("_en")
    with tempfile.TemporaryDirectory() as place:
        beside = Path(place, "sentences.py")
        beside.write_text(
            "".join(map(_call, sorted(set(sentences()) - {"{what}"}))), encoding="utf-8"
        )
        windows = [*(SOURCES / "ui").glob("*.py"), *(SOURCES / "bridge").glob("*.py")]
        tool(
            "lupdate",
            *map(str, sorted([*windows, beside])),
            *("-locations", "none", "-no-obsolete", "-sort-messages", "-silent"),
            *("-source-language", "en", "-target-language", file.stem[-2:]),
            *(["-pluralonly"] if english else []),
            *("-ts", str(file)),
        )


def release(file: Path, folder: Path) -> Path:
    """Write the .qm of a .ts into `folder`."""
    target = folder / file.with_suffix(".qm").name
    tool("lrelease", "-silent", str(file), "-qm", str(target))
    return target


def tool(name: str, *arguments: str) -> None:
    """Run one of Qt's own, which come with PySide6."""
    folder = Path(pyside).parent
    ending = ".exe" if sys.platform == "win32" else ""
    subprocess.run([folder / f"{name}{ending}", *arguments], check=True)


def sentences() -> Iterator[str]:
    """What the rooms below say to a person in the window."""
    for kind in errors():
        yield from (kind.title, kind.safe, kind.remedy)
    for room in ("core", "services", "storage", "practice", "export", "bridge"):
        for path in (SOURCES / room).rglob("*.py"):
            yield from _reasons(ast.parse(path.read_text(encoding="utf-8")))
    yield from (format_.title for format_ in FORMATS.values())
    for file in (ROOT / "resources" / "prompts").glob("*.md"):
        prompt = parse_prompt(file.stem, file.read_text(encoding="utf-8"))
        yield from (prompt.title, prompt.summary)


def _reasons(tree: ast.AST) -> Iterator[str]:
    """Plain texts given as ``why`` or ``what``, or put into a variable of that name."""
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg="why" | "what", value=ast.Constant(value=str(words))):
                yield words
            case ast.Assign(
                targets=[ast.Name(id="why" | "what")], value=ast.Constant(value=str(words))
            ):
                yield words


def _call(words: str) -> str:
    quoted = json.dumps(words, ensure_ascii=False)
    return f'QCoreApplication.translate("{CONTEXT}", {quoted})\n'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
