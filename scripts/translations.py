"""Texts to translate, found in the sources; see scripts/translations.

Found here rather than by ``lupdate``, whose reader of Python loses plurals and whole calls
where a number is given as an expression, and cannot know what the rooms below the window
say: the sentences of all errors, the reasons given with them (``why="…"``), the titles of
formats and built-in prompts, the names of languages. ``lupdate`` then merges what was found
into the .ts files, and ``lrelease`` makes what the window reads. Nothing is kept twice.
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
from typing import NamedTuple

from PySide6 import __file__ as pyside
from PySide6.QtCore import QLocale

from sextant.bridge.sentences import CONTEXT, errors
from sextant.core.prompts import parse_prompt
from sextant.export.formats import FORMATS
from sextant.export.languages import NAMES
from sextant.ui.language import LANGUAGES

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "desktop" / "sextant"
TRANSLATIONS = ROOT / "resources" / "translations"
WINDOW = ("ui", "bridge")
BELOW = ("core", "services", "storage", "practice", "export", "bridge")
ONLY_FACTS = {"{what}"}
"""Titles that say nothing themselves."""


class Text(NamedTuple):
    """Something the window says; with a `plural`, ``%n`` or ``%Ln`` is a count."""

    context: str
    source: str
    plural: bool = False


class Unreadable(Exception):
    """A text that cannot be told from the source."""


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        lines = list(differences())
        sys.stdout.write("\n".join(lines or ["All texts are there and translated."]) + "\n")
        return 1 if lines else 0
    TRANSLATIONS.mkdir(exist_ok=True)
    wanted = texts()
    for language in LANGUAGES:
        update(TRANSLATIONS / f"sextant_{language}.ts", wanted)
        release(TRANSLATIONS / f"sextant_{language}.ts", TRANSLATIONS)
    return 0


def differences() -> Iterator[str]:
    """What is missing from the files, no longer needed, not translated or not released."""
    wanted = texts()
    with tempfile.TemporaryDirectory() as place:
        for language in LANGUAGES:
            file = TRANSLATIONS / f"sextant_{language}.ts"
            kept = kept_texts(file)
            needed = {text for text in wanted if text.plural or language != "en"}
            yield from (f"{file.name}: missing: {text}" for text in sorted(needed - kept.keys()))
            yield from (f"{file.name}: gone: {text}" for text in sorted(kept.keys() - needed))
            yield from (f"{file.name}: not translated: {text}" for text in kept if not kept[text])
            if release(file, Path(place)).read_bytes() != file.with_suffix(".qm").read_bytes():
                yield f"{file.name}: the .qm beside it is of another state"


def texts() -> set[Text]:
    """Everything the window says. Raises: Unreadable."""
    found = {Text(CONTEXT, sentence) for sentence in sentences()}
    for room in WINDOW:
        for path in (SOURCES / room).rglob("*.py"):
            found |= set(_calls(ast.parse(path.read_text(encoding="utf-8")), path))
    return {text for text in found if text.source not in ONLY_FACTS}


def kept_texts(file: Path) -> dict[Text, bool]:
    """The messages of a .ts file, and whether each is translated."""
    found = {}
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            plural = message.get("numerus") == "yes"
            text = Text(context.findtext("name", ""), message.findtext("source", ""), plural)
            found[text] = "type" not in message.find("translation").attrib
    return found


def update(file: Path, wanted: set[Text]) -> None:
    """Merge what the sources say now into the texts of `file`; English has only its plurals."""
    language = file.stem.rpartition("_")[2]
    with tempfile.TemporaryDirectory() as place:
        calls = Path(place, "texts.py")
        calls.write_text("".join(map(_call, sorted(wanted))), encoding="utf-8")
        tool(
            "lupdate",
            *(str(calls), "-ts", str(file)),
            *("-locations", "none", "-no-obsolete", "-sort-messages", "-silent"),
            *("-source-language", "en", "-target-language", language),
            *(["-pluralonly"] if language == "en" else []),
        )


def release(file: Path, folder: Path) -> Path:
    """Write the .qm of a .ts into `folder`."""
    target = folder / file.with_suffix(".qm").name
    tool("lrelease", "-silent", str(file), "-qm", str(target))
    return target


def tool(name: str, *arguments: str) -> None:
    """Run one of Qt's own, which come with PySide6."""
    program = shutil.which(name, path=Path(pyside).parent)
    assert program, f"PySide6 has no {name}"
    subprocess.run([program, *arguments], check=True)


def sentences() -> Iterator[str]:
    """What the rooms below say to a person in the window."""
    for kind in errors():
        yield from (kind.title, kind.safe, kind.remedy)
    for room in BELOW:
        for path in (SOURCES / room).rglob("*.py"):
            yield from _reasons(ast.parse(path.read_text(encoding="utf-8")), path)
    yield from (format_.title for format_ in FORMATS.values())
    for language in map(QLocale.codeToLanguage, NAMES):
        yield QLocale.languageToString(language)
    for file in (ROOT / "resources" / "prompts").glob("*.md"):
        prompt = parse_prompt(file.stem, file.read_text(encoding="utf-8"))
        yield from (prompt.title, prompt.summary)


def _reasons(tree: ast.AST, path: Path) -> Iterator[str]:
    """Plain texts given as ``why`` or ``what``, or put into a variable of that name.

    Raises: Unreadable where facts are put into a ``why``: they need an error of their own.
    The terminal alone says a ``what`` with facts.
    """
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg="why" | "what" as name, value=value):
                pass
            case ast.Assign(targets=[ast.Name(id="why" | "what" as name)], value=value):
                pass
            case _:
                continue
        for part in value.values if isinstance(value, ast.BoolOp) else [value]:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value
            elif isinstance(part, ast.JoinedStr) and name == "why":
                raise Unreadable(f"{path.name}, line {node.lineno}: give it an error of its own")


def _calls(tree: ast.AST, path: Path, within: str = "") -> Iterator[Text]:
    """The texts given to ``self.tr`` and ``translate``; `within` is the class around."""
    for node in ast.iter_child_nodes(tree):
        yield from _calls(node, path, node.name if isinstance(node, ast.ClassDef) else within)
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr="tr")):
                given = [ast.Constant(within), *node.args]
            case ast.Call(func=ast.Attribute(attr="translate") | ast.Name(id="translate")):
                given = node.args
            case _:
                continue
        match given:
            case [ast.Constant(value=str(context)), ast.Constant(value=str(source)), *rest]:
                yield Text(context, source, plural=len(rest) > 1)
            case [ast.Name(id="CONTEXT"), *_]:
                pass  # sentences that are found otherwise
            case _:
                raise Unreadable(f"{path.name}, line {node.lineno}: a text must stand there whole")


def _call(text: Text) -> str:
    """As ``lupdate`` reads it."""
    context, source = (json.dumps(part, ensure_ascii=False) for part in text[:2])
    return f"translate({context}, {source}{', None, 1' if text.plural else ''})\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
