"""Compiles the Windows installer with makensis, on any system.

``python packaging/windows/setup.py [PAYLOAD [OUTPUT]]``: by default around the frozen program,
into ``dist/``. SEXTANT_SIGN, when set, is the command that signs the file it is given.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from product import DIST, FROZEN, PUBLISHER, RECORDINGS, STAGE, VERSION, machine


def compile_setup(payload: Path, output: Path, version: str = VERSION) -> None:
    types = STAGE / "types.nsh"
    endings = [ending for kind in RECORDINGS.values() for ending in kind]
    types.write_text(
        "".join(
            f'WriteRegStr SHCTX "${{PROGRAM}}\\SupportedTypes" ".{ending}" ""\n'
            for ending in endings
        )
    )
    facts = {
        "VERSION": version,
        "PUBLISHER": PUBLISHER,
        "PAYLOAD": payload,
        "OUTPUT": output,
        "ICON": STAGE / "icons" / "sextant.ico",
        "SIDEBAR": STAGE / "icons" / "sidebar.bmp",
        "TYPES": types,
    }
    if sign := os.environ.get("SEXTANT_SIGN"):
        facts["SIGN"] = sign
    words = [f"-D{name}={value}" for name, value in facts.items()]
    subprocess.run(["makensis", "-V2", *words, str(HERE / "sextant.nsi")], check=True)


if __name__ == "__main__":
    given = [Path(word).absolute() for word in sys.argv[1:]]
    default = [FROZEN, DIST / f"sextant-{VERSION}-windows-{machine()}-setup.exe"]
    compile_setup(*[*given, *default[len(given) :]])
