"""Installs, upgrades, repairs and removes under Wine, around a stand-in for the program.

``xvfb-run -a python packaging/windows/try_setup.py [PICTURES]`` (needs nsis, wine64 and, for
the pictures, xdotool and imagemagick). Each case gets a Windows of its own. What Wine cannot
show (an administrator's prompt, SmartScreen, real long paths) is in docs/distributing.md.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import setup

HERE = Path(__file__).parent
LATIN, CJK = "Jürgen Groß", "田中 花子"


class Windows:
    """A Windows of its own with one person, whose name may be anything."""

    def __init__(self, place: Path, person: str = "ida") -> None:
        self.prefix = place / "windows"
        self.environment = {
            **os.environ,
            "WINEPREFIX": str(self.prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "LC_ALL": "C.UTF-8",
        }
        self.run("wineboot", "-i")
        self.run("winecfg", "-v", "win10")
        self.home = self.prefix / "drive_c" / "users" / person
        (self.home / "AppData" / "Local").mkdir(parents=True, exist_ok=True)
        local = f"C:\\users\\{person}\\AppData\\Local"
        roaming = f"C:\\users\\{person}\\AppData\\Roaming"
        menu = f"{roaming}\\Microsoft\\Windows\\Start Menu\\Programs"
        key = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer"
        for kind in ("Shell Folders", "User Shell Folders"):
            for name, value in (("Local AppData", local), ("AppData", roaming), ("Programs", menu)):
                self.run("reg", "add", f"{key}\\{kind}", "/v", name, "/d", value, "/f")
        self.program = self.home / "AppData" / "Local" / "Programs" / "Sextant"
        self.link = self.prefix / "drive_c" / menu[3:].replace("\\", "/") / "Sextant.lnk"

    def run(self, *words: str | Path, check: bool = True) -> int:
        done = subprocess.run(
            ["wine", *map(str, words)],
            env=self.environment,
            stdout=subprocess.DEVNULL,  # Wine's own services would hold a pipe open
            stderr=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )
        if check and done.returncode:
            sys.exit(f"{words}: {done.returncode} {self.log()}")
        return done.returncode

    def default(self, key: str) -> str:
        """The unnamed value of a key of the registry."""
        return self.asked(key, None)

    def asked(self, key: str, name: str | None) -> str:
        """A value of the registry; empty when there is none."""
        done = subprocess.run(
            ["wine", "reg", "query", key, *(("/v", name) if name else ("/ve",))],
            env=self.environment,
            capture_output=True,
            check=False,
        )
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        return next((line.split("REG_SZ")[1].strip() for line in lines if "REG_SZ" in line), "")

    def log(self) -> str:
        found = list(self.prefix.glob("drive_c/users/*/**/sextant-setup.log"))
        return found[0].read_text("utf-16-le") if found else ""

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """An uninstaller goes on in a copy of itself after the first has ended."""
        for _ in range(100):
            if condition():
                return
            time.sleep(0.2)
        sys.exit(f"waited in vain until {what}")


UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Sextant"
OPEN_WITH = r"HKCU\Software\Classes\Applications\sextant.exe\shell\open\command"


def stand_in(place: Path, version: str) -> Path:
    """A setup around two programs that only write down how they were called."""
    payload = place / f"payload-{version}"
    deep = payload / "_internal" / "sextant" / "resources" / "ünïcode 漢字"
    deep.mkdir(parents=True)
    (deep / "version.txt").write_text(version)
    (payload / "_internal" / f"only-in-{version}.txt").write_text("x")
    console = payload / "sextant-console.exe"
    subprocess.run(
        ["makensis", "-V1", f"-DOUTPUT={console}", str(HERE / "standin.nsi")], check=True
    )
    shutil.copyfile(console, payload / "sextant.exe")
    output = place / f"sextant-{version}-setup.exe"
    setup.compile_setup(payload, output, version)
    return output


def expect(true: object, what: str) -> None:
    if not true:
        sys.exit(f"NOT SO: {what}")
    print(f"  ✓ {what}", flush=True)


def try_person(place: Path, person: str, old: Path, new: Path) -> None:
    print(f"{person}:")
    place.mkdir()
    windows = Windows(place, person)
    project = windows.home / "Documents" / "Sextant" / "Gespräch" / "transcript.md"
    project.parent.mkdir(parents=True)
    project.write_text("kept")

    windows.run(old, "/S")
    version = next(windows.program.glob("_internal/sextant/resources/*/version.txt"), None)
    expect(version and version.read_text() == "1.0.0", "installed silently into the own account")
    expect(windows.link.exists(), "start menu")
    expect("sextant.exe" in windows.default(OPEN_WITH), "offered under Open with")
    expect(windows.asked(UNINSTALL, "DisplayVersion") == "1.0.0", "listed among the programs")

    windows.run(new, "/S")
    expect(windows.asked(UNINSTALL, "DisplayVersion") == "1.1.0", "upgraded in place")
    left = sorted(path.name for path in windows.program.glob("_internal/only-in-*"))
    expect(left == ["only-in-1.1.0.txt"], "nothing of the old version stays")
    names = sorted(path.name for path in windows.program.iterdir())
    expect("old" not in names and "new" not in names, "no half-way folders")

    shutil.rmtree(windows.program / "_internal")
    (windows.program / "notes of mine.txt").write_text("mine")
    windows.run(new, "/S")
    expect((windows.program / "_internal" / "only-in-1.1.0.txt").exists(), "repaired")

    windows.run(windows.program / "bin" / "sextant.cmd", "list", "--json", check=False)
    windows.run(windows.program / "uninstall.exe", "/S", "/ForgetKeys")
    windows.until(lambda: not (windows.program / "uninstall.exe").exists(), "it is removed")
    said = windows.program.parent / "said.txt"
    words = said.read_text() if said.exists() else ""
    expect("keys remove deepgram" in words, "the keys are forgotten by the program itself")
    expect("keys remove openrouter" in words, "both of them")
    expect(project.read_text() == "kept", "projects are untouched")
    left = [path.name for path in windows.program.iterdir()]
    expect(left == ["notes of mine.txt"], "only what the installer brought is gone")
    expect(not windows.link.exists(), "start menu is tidy")
    expect(windows.asked(UNINSTALL, "DisplayVersion") == "", "no longer among the programs")


def try_everybody(place: Path, new: Path) -> None:
    print("everybody:")
    place.mkdir()
    windows = Windows(place)
    client = place / "client"
    client.mkdir()
    (client / "client.json").write_text('{"name": "Harbour study"}')
    beside = place / new.name
    shutil.copyfile(new, beside)
    windows.run(beside, "/S", "/AllUsers")
    program = windows.prefix / "drive_c" / "Program Files" / "Sextant"
    expect((program / "sextant.exe").exists(), "installed for the whole computer")
    expect((program / "client" / "client.json").exists(), "the client's configuration came along")
    windows.run(program / "uninstall.exe", "/S")
    windows.until(lambda: not program.exists(), "it is removed")
    expect(not (program.parent / "said.txt").exists(), "keys stay unless they are named")

    far = "C:\\Daten\\" + "\\".join(f"Ordner-{number:02}-mit-langem-Namen" for number in range(4))
    windows.run(beside, "/S", f"/D={far}")
    deep = windows.prefix / "drive_c" / far[3:].replace("\\", "/")
    expect((deep / "sextant.exe").exists(), f"a folder of one's own, {len(far)} characters deep")


def picture(place: Path, new: Path, pictures: Path) -> None:
    """The pages a person sees, one picture each."""
    place.mkdir()
    windows = Windows(place)
    pictures.mkdir(parents=True, exist_ok=True)
    pages = ("who", "folder", "finished")
    _walk(windows, [new], pictures, pages, ["alt+n", "alt+i", "alt+f"])
    windows.until((windows.program / "uninstall.exe").exists, "installed by hand")
    _walk(windows, [new], pictures, ("again", "", ""), ["alt+n", "alt+i", "alt+f"])
    remover = windows.program / "uninstall.exe"
    _walk(windows, [remover], pictures, ("remove", "removed"), ["alt+u", "alt+c"])


def _walk(
    windows: Windows, command: list[Path], pictures: Path, pages: Sequence[str], keys: Sequence[str]
) -> None:
    """Go through `pages` by keyboard; one without a name has its picture already."""
    with subprocess.Popen(["wine", *map(str, command)], env=windows.environment) as shown:
        for page, key in zip(pages, keys, strict=True):
            time.sleep(2.5)
            target = pictures / f"windows-{page}.png"
            found = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--name", "Sextant"],
                capture_output=True,
                text=True,
                check=False,
            ).stdout.split()
            if not found:
                break
            if page:
                subprocess.run(["import", "-window", found[-1], str(target)], check=True)
            subprocess.run(
                ["xdotool", "key", "--window", found[-1], key],
                stderr=subprocess.DEVNULL,  # it wonders that Wine's windows have no focus
                check=True,
            )
        shown.wait(60)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        old, new = stand_in(place, "1.0.0"), stand_in(place, "1.1.0")
        for number, person in enumerate((LATIN, CJK)):
            try_person(place / f"person-{number}", person, old, new)
        try_everybody(place / "everybody", new)
        if len(sys.argv) > 1:
            picture(place / "pictures", new, Path(sys.argv[1]))


if __name__ == "__main__":
    main()
