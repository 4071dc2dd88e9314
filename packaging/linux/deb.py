"""The Debian package. Libraries that Debian keeps up to date are Debian's, not our copies."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
import textwrap
from datetime import datetime
from email.utils import formatdate
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import integration
import payload
from product import (
    DIST,
    EMAIL,
    HOMEPAGE,
    NAME,
    PUBLISHER,
    ROOT,
    STAGE,
    SUMMARY,
    VERSION,
)

OURS = ("libpython", "libQt6", "libicu", "libpyside", "libshiboken")
"""Libraries that stay ours: Debian has none, or another version."""

ASKS_FOR_TOO_MUCH = (
    "platformthemes/libqgtk3.so",  # passed over where GTK is missing
    "/binaries/ffmpeg-",  # a resolver inside that we never call asks for one release of libc
)
"""Files that the dependencies are not drawn from; all that they need the others need, too."""

DESCRIPTION = """\
 Drag videos of meetings and interviews into a window. Sextant takes the audio
 out on this computer, has Deepgram transcribe it, and asks two questions of
 three AI models at once through OpenRouter. Every quotation is looked up in the
 transcript, every time is a click to the second it was said, and a strip shows
 where the six answers agree. All of it is saved in a plain folder.
 .
 A practice mode shows everything without keys and without a network.
"""

WITH = {
    "Recommends": "gnome-keyring | kwalletmanager | keepassxc",
    "Suggests": "fonts-inter",
}


def build() -> Path:
    root = STAGE / "deb" / "root"
    shutil.rmtree(root.parent, ignore_errors=True)
    program = root / "usr" / "lib" / "sextant"
    program.parent.mkdir(parents=True)
    payload.copy_to(program)
    _leave_to_debian(program / "_internal")
    share = root / "usr" / "share"
    integration.write(share)
    (share / "zsh" / "site-functions").rename(share / "zsh" / "vendor-completions")
    command = root / "usr" / "bin" / "sextant"
    command.parent.mkdir()
    command.symlink_to("../lib/sextant/sextant")
    _documents(share / "doc" / "sextant", program)
    overrides = share / "lintian" / "overrides" / "sextant"
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(HERE / "lintian-overrides", overrides)
    payload.settle(root)
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(_control(root), encoding="utf-8")
    (root / "DEBIAN" / "md5sums").write_text(_sums(root), encoding="utf-8")
    target = DIST / f"sextant_{VERSION}_{_architecture()}.deb"
    subprocess.run(
        [
            "dpkg-deb",
            "--root-owner-group",
            "-Zxz",
            f"-z{payload.XZ_LEVEL}",
            "--build",
            root,
            target,
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return target


def _leave_to_debian(inside: Path) -> None:
    """Drop our copies of what a Debian package has; `_needed` finds that package."""
    for library in sorted(inside.glob("lib*.so*")):
        if (
            not library.name.startswith(OURS)
            and not library.is_symlink()
            and _packaged(library.name)
        ):
            library.unlink()


def _packaged(library: str) -> bool:
    found = subprocess.run(["dpkg", "-S", f"*/{library}"], capture_output=True, check=False)
    return found.returncode == 0


def _architecture() -> str:
    said = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    )
    return said.stdout.strip()


def _documents(target: Path, program: Path) -> None:
    target.mkdir(parents=True)
    notices = program / "_internal" / "sextant" / "resources" / "licenses" / "NOTICES.txt"
    licence = (ROOT / "LICENSE").read_text()
    (target / "copyright").write_text(
        f"{NAME} is packaged by its makers, {PUBLISHER}, as one program with all it needs.\n\n"
        f"{licence}\n"
        "The software that it comes with has licences of its own. The full texts of the GNU\n"
        "licences are in /usr/share/common-licenses; all notices are in\n"
        f"/{notices.relative_to(program.parents[2])}.\n",
        encoding="utf-8",
    )
    (target / "changelog.gz").write_bytes(gzip.compress(changelog().encode(), 9, mtime=0))


def changelog() -> str:
    out = []
    for version, day, lines in integration.changes():
        points = "\n".join(
            textwrap.fill(line, 78, initial_indent="  * ", subsequent_indent="    ")
            for line in lines
        )
        when = formatdate(datetime.fromisoformat(f"{day}T00:00Z").timestamp())
        out.append(f"sextant ({version}) stable; urgency=low\n\n{points}\n\n"
                   f" -- {PUBLISHER} <{EMAIL}>  {when}\n")  # fmt: skip
    return "\n".join(out)


def _control(root: Path) -> str:
    size = sum(path.lstat().st_size for path in root.rglob("*") if path.is_file()) // 1024
    fields = {
        "Package": "sextant",
        "Version": VERSION,
        "Architecture": _architecture(),
        "Maintainer": f"{PUBLISHER} <{EMAIL}>",
        "Installed-Size": str(size),
        "Depends": f"{_needed(root)}, ca-certificates",
        **WITH,
        "Section": "sound",
        "Priority": "optional",
        **({"Homepage": HOMEPAGE} if HOMEPAGE else {}),
        "Description": f"{SUMMARY[0].lower()}{SUMMARY[1:]}\n{DESCRIPTION.rstrip()}",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _needed(root: Path) -> str:
    """Packages with versions, found by Debian's own tool from what our files link to."""
    work = root.parent / "shlibdeps"
    (work / "debian").mkdir(parents=True, exist_ok=True)
    (work / "debian" / "control").write_text(
        "Source: sextant\n\nPackage: sextant\nArchitecture: any\n"
    )
    program = root / "usr" / "lib" / "sextant"
    files = [
        path
        for path in sorted(program.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and not any(part in str(path) for part in ASKS_FOR_TOO_MUCH)
        and path.open("rb").read(4) == b"\x7fELF"
    ]
    private = sorted({str(path.parent) for path in files if ".so" in path.name})
    said = subprocess.run(
        [
            *("dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"),
            *(f"-l{folder}" for folder in private),
            *(f"-e{path}" for path in files),
        ],
        cwd=work,
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"^shlibs:Depends=(.+)$", said.stdout, re.MULTILINE)
    if not found:
        sys.exit(f"dpkg-shlibdeps found nothing ({said.returncode}): {said.stderr[-3000:]}")
    return found[1]


def _sums(root: Path) -> str:
    import hashlib

    out = []
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if path.is_file() and not path.is_symlink() and inside.parts[0] != "DEBIAN":
            digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
            out.append(f"{digest}  {inside.as_posix()}\n")
    return "".join(out)


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    print(build())
