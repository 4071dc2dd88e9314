"""Writes what Windows shows about the two programs: name, version, maker.

``python packaging/windows/version_resource.py FOLDER``, in the form that PyInstaller reads.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from product import COPYRIGHT, NAME, PUBLISHER, VERSION

PROGRAMS = {"sextant": NAME, "sextant-console": f"{NAME} for terminals"}


def resource(program: str, describes: str) -> str:
    numbers = (*map(int, VERSION.split(".")), 0)
    words = {
        "CompanyName": PUBLISHER,
        "FileDescription": describes,
        "FileVersion": VERSION,
        "InternalName": program,
        "LegalCopyright": COPYRIGHT,
        "OriginalFilename": f"{program}.exe",
        "ProductName": NAME,
        "ProductVersion": VERSION,
    }
    rows = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in words.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F,"
        " flags=0, OS=0x40004, fileType=1, subtype=0, date=(0, 0)),"
        f" kids=[StringFileInfo([StringTable('040904B0', [{rows}])]),"
        " VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


if __name__ == "__main__":
    for program, describes in PROGRAMS.items():
        target = Path(sys.argv[1]) / f"version-{program}.txt"
        target.write_text(resource(program, describes), encoding="utf-8")
