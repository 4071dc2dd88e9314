"""A second program that files can be dragged out of, as out of a file manager.

``python drag_source.py X Y FILE…`` shows a small window titled “drag source” at
(X, Y); pressing and moving the mouse on it starts a drag with the files' URLs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    def __init__(self, files: list[Path]) -> None:
        super().__init__("drag me")
        self.setWindowTitle("drag source")
        self._files = files

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            mime = QMimeData()
            mime.setUrls([QUrl.fromLocalFile(str(file)) for file in self._files])
            drag = QDrag(self)
            drag.setMimeData(mime)
            drag.exec(Qt.DropAction.CopyAction)


def main() -> None:
    x, y, *files = sys.argv[1:]
    app = QApplication(sys.argv[:1])
    source = Source([Path(file).absolute() for file in files])
    source.setGeometry(int(x), int(y), 120, 60)
    source.show()
    sys.exit(app.exec())


if __name__ == "__main__":
    main()
