"""The system's dialogs for files and folders, opened so that nothing waits for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

MEDIA = (
    "*.mp4 *.m4v *.mov *.mkv *.webm *.avi *.wmv *.mpg *.mpeg *.ts *.mts *.3gp *.flv "
    "*.m4a *.mp3 *.wav *.flac *.ogg *.opus *.aac *.wma"
)
"""For the first filter; the content decides, never the name."""


def choose_recordings(parent: QWidget, then: Callable[[list[Path]], None]) -> None:
    """Ask for video and audio files."""
    translate = QCoreApplication.translate
    dialog = _dialog(parent, translate("Choosing", "Choose recordings"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    media = translate("Choosing", "Video and audio ({endings})").format(endings=MEDIA)
    dialog.setNameFilters([media, translate("Choosing", "All files (*)")])

    def chosen(names: list[str]) -> None:
        then([Path(name) for name in names])

    dialog.filesSelected.connect(chosen)
    dialog.open()


def choose_folder(parent: QWidget, title: str, then: Callable[[Path], None]) -> None:
    """Ask for a folder, which may be made in the dialog."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)

    def chosen(name: str) -> None:
        then(Path(name))

    dialog.fileSelected.connect(chosen)
    dialog.open()


def choose_target(
    parent: QWidget, title: str, suggested: Path, then: Callable[[Path], None]
) -> None:
    """Ask where to write a file; the system asks before another one is replaced."""
    dialog = _dialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suggested.suffix.lstrip("."))
    dialog.setDirectory(str(suggested.parent))
    dialog.selectFile(suggested.name)

    def chosen(name: str) -> None:
        then(Path(name))

    dialog.fileSelected.connect(chosen)
    dialog.open()


def _dialog(parent: QWidget, title: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
