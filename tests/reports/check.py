"""Looks at the reports with the programs that people open them with; prints what it saw.

Chromium counts what a page loads and runs; html-validate and axe judge it, light and dark.
LibreOffice opens the Word document, poppler reads the words of the PDF. Each is needed
here and nowhere else, so this is no part of `make test`: run ``scripts/check-reports``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sextant.core.view import view_of
from sextant.export.formats import export
from sextant.export.subject import Subject
from sextant.storage.library import FolderLibrary
from support.hostile import HOSTILE, TOO_MUCH
from support.views import MEETING, answer, exported, view

HERE = Path(__file__).parent
NODE_MODULES = HERE.parents[1] / "build" / "reports"
ROOMY = ("open brackets", "two megabytes", "a long table")
"""Of the answers that are too much: those that a browser is to bear as well."""


def main() -> int:
    """Make all files, look at each; 1 if one is not as it should be."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = dict(_files(folder))
        wrong = [
            *_pages(chromium, [path for path in made if path.suffix == ".html"]),
            *_pdfs([path for path in made if path.suffix == ".pdf"], made),
            *_documents([path for path in made if path.suffix == ".docx"], made, folder),
        ]
    print("\n".join(wrong) or "All as it should be.")
    return 1 if wrong else 0


def _files(folder: Path) -> Iterator[tuple[Path, Sequence[str]]]:
    """Each report, and words that are to be found in it."""
    hostile = view(*[answer("brief", f"trick/{i}", text) for i, text in enumerate(HOSTILE)])
    said = [turn.text for turn in MEETING.turns]
    for ending in ("html", "pdf", "docx"):
        for name, seen in (("usual", view()), ("hostile", hostile)):
            path = folder / f"{name}.{ending}"
            path.write_bytes(exported(ending, seen))
            yield path, said
    for name in ROOMY:
        path = folder / f"{name}.html"
        path.write_bytes(exported("html", view(answer("brief", "trick/much", TOO_MUCH[name]))))
        yield path, said
    yield from _sample(folder)


def _sample(folder: Path) -> Iterator[tuple[Path, Sequence[str]]]:
    """The sample after its whole run, its sound beside the page."""
    project = folder / "sample"
    sextant = Path(sys.executable).with_name("sextant")
    command = [sextant, "demo", "--project", project, "--json"]
    subprocess.run(command, check=True, capture_output=True, env={"PATH": "/usr/bin:/bin"})
    library = FolderLibrary.load(project)
    (recording,) = library.recordings()
    seen = view_of(recording, {name: library.prompt(name) for name in ("brief", "critical")})
    assert seen.transcript is not None
    said = [turn.text for turn in seen.transcript.turns]
    yield recording.path / "report.html", said
    for ending in ("pdf", "docx"):
        path = folder / f"sample.{ending}"
        with path.open("wb") as sink:
            export([Subject(seen)], ending, sink)
        yield path, said


def _pages(chromium: str, pages: Sequence[Path]) -> Iterator[str]:
    script = shutil.copy(HERE / "look.mjs", NODE_MODULES)
    done = subprocess.run(
        ["node", script, chromium, *pages, _control(pages[0].parent)],
        check=True,
        capture_output=True,
        text=True,
    )
    *seen, control = map(json.loads, done.stdout.splitlines())
    for page in seen:
        yield from _page(page)
    load = control["light"]
    if not (load["requests"] and load["dialogs"] and control["invalid"]):
        yield "What loads, runs and is no HTML was not seen: the checks do not check."


def _page(seen: dict[str, Any]) -> Iterator[str]:
    name = f"{Path(seen['page']).parent.name}/{Path(seen['page']).name}"
    loads = [seen[scheme] for scheme in ("light", "dark")]
    requests = sum(len(load["requests"]) for load in loads)
    ran = sum(load["dialogs"] + len(load["errors"]) for load in loads)
    violations = sum(len(seen["axe"][scheme]["violations"]) for scheme in ("light", "dark"))
    print(
        f"{name}: {requests} requests, {ran} scripts run, {len(seen['invalid'])} invalid, "
        f"{violations} against {seen['axe']['light']['rules']} rules of axe"
    )
    for problem in _problems(seen):
        yield f"{name}: {problem}"


def _problems(seen: dict[str, Any]) -> Iterator[str]:
    for scheme in ("light", "dark"):
        load = seen[scheme]
        yield from load["requests"]
        yield from load["errors"]
        if load["dialogs"]:
            yield "a script ran"
        yield from seen["axe"][scheme]["violations"]
    yield from seen["invalid"]


def _control(folder: Path) -> Path:
    """A page as none of ours may be, to see that it would be noticed."""
    path = folder / "control.html"
    path.write_text("<p><img src=other.png><script>alert(1)</script></div>", encoding="utf-8")
    return path


def _pdfs(pdfs: Sequence[Path], words: dict[Path, Sequence[str]]) -> Iterator[str]:
    for path in pdfs:
        yield from _searched(path.name, _text(path), words[path])


def _documents(
    documents: Sequence[Path], words: dict[Path, Sequence[str]], folder: Path
) -> Iterator[str]:
    """What LibreOffice has opened it prints again; its words are searched in that."""
    printed = folder / "printed"
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    for path in documents:
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", printed, path],
            check=True,
            capture_output=True,
        )
        text = _text(printed / f"{path.stem}.pdf")
        yield from _searched(f"{path.name} in LibreOffice", text, words[path])


def _text(pdf: Path) -> str:
    """Its words, each one space apart."""
    done = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True)
    return " ".join(done.stdout.split())


def _searched(name: str, text: str, turns: Sequence[str]) -> Iterator[str]:
    lost = [turn for turn in turns if not all(word in text for word in turn.split())]
    print(f"{name}: {len(text.split())} words, {len(turns) - len(lost)} of {len(turns)} turns")
    for turn in lost:
        yield f"{name}: not found: {turn}"


if __name__ == "__main__":
    sys.exit(main())
