"""The archive for one's own account: the program, what tells the desktop about it, install.sh."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import integration
import payload
from product import DIST, ROOT, STAGE, VERSION, epoch, machine


def build() -> Path:
    name = f"sextant-{VERSION}-linux-{machine()}"
    folder = STAGE / "tarball" / name
    shutil.rmtree(folder.parent, ignore_errors=True)
    folder.mkdir(parents=True)
    payload.copy_to(folder / "program")
    integration.write(folder / "share", executable="@EXEC@")
    script = (HERE / "install.sh").read_text(encoding="utf-8")
    (folder / "install.sh").write_text(
        script.replace("@MACHINE@", platform.machine()), encoding="utf-8"
    )
    for source in (HERE / "READ ME.txt", ROOT / "LICENSE"):
        shutil.copyfile(source, folder / source.name)
    payload.settle(folder)
    target = DIST / f"{name}.tar.xz"
    subprocess.run(
        [
            *("tar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner"),
            *(f"--mtime=@{epoch()}", "--format=posix"),
            "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime",
            *(f"--use-compress-program=xz -{payload.XZ_LEVEL} --threads=2", "-C", folder.parent),
            *("-cf", target, name),
        ],
        check=True,
    )
    return target


if __name__ == "__main__":
    print(build())
