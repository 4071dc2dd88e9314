"""What tells a Linux desktop and its shells about the program: entry, icons, manual, completions.

Writes a tree that begins at ``share`` for a prefix; the .deb, the archive and the Flatpak
take it as it is.
"""

from __future__ import annotations

import gzip
import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import manual
import release_notes
from product import (
    FROZEN,
    HOMEPAGE,
    ID,
    MIME_TYPES,
    NAME,
    PUBLISHER,
    STAGE,
    SUMMARY,
    epoch,
)

POINT = re.compile(r"^- (.+)", re.MULTILINE)
SHELLS = {
    "bash": "bash-completion/completions/sextant",
    "zsh": "zsh/site-functions/_sextant",
}


def filled(template: Path, **words: str) -> str:
    """A template with ``@WORD@`` replaced; an unknown word is an error."""

    def word(found: re.Match[str]) -> str:
        return words[found[1]]

    return re.sub(r"@([A-Z_]+)@", word, template.read_text(encoding="utf-8"))


def entry(executable: str) -> str:
    """The desktop entry that starts `executable`."""
    types = "".join(f"{kind};" for kind in MIME_TYPES)
    return filled(
        HERE / "sextant.desktop", NAME=NAME, SUMMARY=SUMMARY, EXEC=executable, MIME_TYPES=types
    )


def metainfo(desktop_id: str) -> str:
    """What software centres show."""
    urls = [f'  <url type="homepage">{html.escape(HOMEPAGE)}</url>'] if HOMEPAGE else []
    return filled(
        HERE / "metainfo.xml",
        ID=ID,
        NAME=NAME,
        SUMMARY=SUMMARY,
        PUBLISHER=PUBLISHER,
        DESKTOP_ID=desktop_id,
        PROVIDED_TYPES="\n".join(f"    <mediatype>{kind}</mediatype>" for kind in MIME_TYPES),
        URLS="\n".join(urls),
        RELEASES=_releases(),
    )


def changes() -> list[tuple[str, str, list[str]]]:
    """Version, day and lines of each release in CHANGELOG.md."""
    return [
        (each.version, each.day, [" ".join(line.split()) for line in POINT.findall(each.words)])
        for each in release_notes.releases(release_notes.CHANGELOG.read_text(encoding="utf-8"))
    ]


def _releases() -> str:
    out = []
    for version, when, lines in changes():
        points = "".join(f"<li>{html.escape(_plain(line), quote=False)}</li>" for line in lines)
        out.append(
            f'    <release version="{version}" date="{when}">'
            f"<description><ul>{points}</ul></description></release>"
        )
    return "\n".join(out)


def _plain(markdown: str) -> str:
    return re.sub(r"[`*]", "", markdown)


def write(share: Path, executable: str = "sextant") -> None:
    """Everything below `share`, dated with the build's moment."""
    _text(share / "applications" / "sextant.desktop", entry(executable))
    _text(share / "metainfo" / f"{ID}.metainfo.xml", metainfo("sextant.desktop"))
    shutil.copytree(STAGE / "icons" / "hicolor", share / "icons" / "hicolor", dirs_exist_ok=True)
    for name, page in manual.pages().items():
        target = share / "man" / "man1" / f"{name}.1.gz"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(gzip.compress(page.encode(), 9, mtime=0))
    for shell, place in SHELLS.items():
        said = subprocess.run(
            [FROZEN / "sextant", "--print-completion", shell],
            capture_output=True,
            text=True,
            check=True,
        )
        _text(share / place, said.stdout)
    for path in share.rglob("*"):
        os.utime(path, (epoch(), epoch()))


def _text(target: Path, words: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(words, encoding="utf-8")
