"""Everything that is shipped, with its licence: Python packages, their own parts, and the rest.

Names come from the lock file and the packages' metadata; ``components.toml`` adds what they
do not say. Knows nothing of how the list is shown: notices.py and sbom.py read it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import Distribution, PackageNotFoundError, distribution, version
from pathlib import Path, PurePosixPath
from typing import Any

from product import HERE, ROOT
from sextant.core import shipped

LOCK = ROOT / "requirements.lock"
TEXTS = ROOT / "resources" / "licenses"
NOT_SHIPPED = {"colorama", "pygments", "sounddevice", "pycparser"}
"""Of the lock file, what the frozen program leaves out (pyinstaller.spec says why)."""

EVERYWHERE = ("linux", "darwin", "win32")
"""Systems, as ``sys.platform`` names them."""

COMPILED = (".so", ".dll", ".pyd", ".dylib", ".exe")


class Component(shipped.Component, frozen=True):
    """What only packages ask, besides: `texts` are (title, words); `parts` came inside it."""

    purl: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    systems: tuple[str, ...] = EVERYWHERE
    parts: tuple[dict[str, Any], ...] = ()


def normal(name: str) -> str:
    """A package's name as the index writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> list[str]:
    """Names of the packages that the program needs on any system."""
    return re.findall(r"^([a-z0-9._-]+)(?:\[.*\])?==", LOCK.read_text(), re.MULTILINE)


def facts() -> dict[str, Any]:
    return tomllib.loads((HERE / "components.toml").read_text(encoding="utf-8"))


def all_components(system: str = "") -> list[Component]:
    """What is shipped on `system` (as ``sys.platform`` names it), or on any."""
    known = facts()
    corrections = {normal(name): fact for name, fact in known["package"].items()}
    found = [_other(entry) for entry in known["component"]]
    found += [
        _package(name, corrections.get(normal(name), {}))
        for name in locked()
        if normal(name) not in NOT_SHIPPED
    ]
    if system:
        found = [each for each in found if system in each.systems and _is_here(each)]
    return sorted(found, key=lambda each: each.name.lower())


def _is_here(component: Component) -> bool:
    return not component.purl or bool(component.version)


def _package(name: str, correction: dict[str, Any]) -> Component:
    try:
        here = distribution(name)
    except PackageNotFoundError:
        here = None
    return Component(
        name=name,
        version=here.version if here else "",
        licence=correction.get("licence") or (_licence(here) if here else ""),
        homepage=correction.get("homepage") or (_homepage(here) if here else ""),
        purl=f"pkg:pypi/{normal(name)}",
        texts=(*_given_texts(correction), *(_texts(here) if here else ())),
        systems=tuple(correction.get("systems", EVERYWHERE)),
        parts=tuple(_parts(here)) if here else (),
    )


def _licence(package: Distribution) -> str:
    given = package.metadata.get("License-Expression") or package.metadata.get("License") or ""
    return given if re.fullmatch(r"[A-Za-z0-9.+() -]{2,60}", given) else ""


def _homepage(package: Distribution) -> str:
    entries = [entry.partition(",") for entry in package.metadata.get_all("Project-URL") or ()]
    links = {label.strip().lower(): link.strip() for label, _, link in entries}
    named = (links.get(key) for key in ("homepage", "home", "repository", "source", "source code"))
    first = next(iter(links.values()), "")
    return package.metadata.get("Home-page") or next((link for link in named if link), first)


def _texts(package: Distribution) -> Iterator[tuple[str, str]]:
    for path in package.files or ():
        inside = PurePosixPath(path.as_posix())
        if ".dist-info" not in inside.parts[0] or "sboms" in inside.parts:
            continue
        if re.match(r"(licen[cs]e|copying|notice|authors)", inside.name, re.IGNORECASE):
            yield inside.name, path.read_text(encoding="utf-8")


def _parts(package: Distribution) -> Iterator[dict[str, Any]]:
    """What was compiled into a package, from the bill of materials that it carries itself."""
    for path in package.files or ():
        if path.parent.name == "sboms" and path.suffix == ".json":
            yield from json.loads(path.read_text(encoding="utf-8")).get("components", [])


def _given_texts(entry: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, (TEXTS / name).read_text()) for name in entry.get("texts", ()))


def _other(entry: dict[str, Any]) -> Component:
    name = entry["name"]
    return Component(
        name=name,
        version=_version_of(name),
        licence=entry["licence"],
        homepage=entry.get("homepage", ""),
        role=entry["role"],
        offer=entry.get("offer", "").strip(),
        texts=_given_texts(entry),
        files=tuple(entry.get("files", ())),
        systems=tuple(entry.get("systems", EVERYWHERE)),
    )


def _version_of(name: str) -> str:
    """The version of what is no package, asked of the thing itself; empty where it will not say."""
    match name:
        case "FFmpeg":
            import imageio_ffmpeg

            said = subprocess.run(
                [imageio_ffmpeg.get_ffmpeg_exe(), "-version"],
                capture_output=True,
                text=True,
                check=True,
            )
            return said.stdout.split()[2]
        case "Qt":
            return version("pyside6-essentials")
        case "Python":
            return ".".join(map(str, sys.version_info[:3]))
        case "OpenSSL":
            import ssl

            return ssl.OPENSSL_VERSION.split()[1]
        case "SQLite":
            import sqlite3

            return sqlite3.sqlite_version
        case "libxml2 and libxslt":
            from lxml import etree

            both = (etree.LIBXML_COMPILED_VERSION, etree.LIBXSLT_COMPILED_VERSION)
            return ", ".join(".".join(map(str, each)) for each in both)
        case "PyInstaller's starter":
            try:
                return version("pyinstaller")
            except PackageNotFoundError:
                return ""
        case _:
            return ""


def unaccounted(folder: Path) -> list[str]:
    """Compiled files of a frozen program that belong to no component."""
    patterns = [pattern for each in all_components() for pattern in each.files]
    packages = {top for name in locked() for top in _top_level(name)}
    missing = []
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or not _compiled(path):
            continue
        inside = PurePosixPath(path.relative_to(folder).as_posix())
        if inside.parts[0] == "_internal":
            inside = PurePosixPath(*inside.parts[1:])
        top = inside.parts[0].split(".")[0]
        by_name = any(fnmatch(str(inside), each) or fnmatch(path.name, each) for each in patterns)
        if not by_name and top not in packages:
            missing.append(str(inside))
    return missing


def _compiled(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(4)
    return head == b"\x7fELF" or any(suffix in path.name for suffix in COMPILED)


def _top_level(name: str) -> set[str]:
    try:
        files = distribution(name).files or ()
    except PackageNotFoundError:
        return set()
    return {PurePosixPath(path.as_posix()).parts[0].split(".")[0] for path in files}
