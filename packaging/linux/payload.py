"""Copies the frozen program, with dates and permissions that do not depend on the builder."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from product import FROZEN, epoch

XZ_LEVEL = os.environ.get("SEXTANT_XZ_LEVEL", "6")
"""How hard the packages are pressed; 0 for builds that are only tried, in a tenth of the time."""


def copy_to(target: Path) -> None:
    shutil.copytree(FROZEN, target, symlinks=True)
    settle(target)


def settle(folder: Path) -> None:
    """Readable by all, written by the owner, dated with the build's moment."""
    moment = (epoch(), epoch())
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or _is_program(path)
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, moment, follow_symlinks=False)


def _is_program(path: Path) -> bool:
    return path.suffix == ".sh" or (
        path.stat().st_mode & 0o100 != 0 and ".so" not in path.name and path.suffix != ".py"
    )
