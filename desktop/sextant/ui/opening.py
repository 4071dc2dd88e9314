"""Have the system show a file or a folder with its own program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_path(path: Path) -> None:
    """A folder opens in the file manager, a file in what the person reads such files with."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
