"""The least that a PySide6 program can be: an empty main window. A baseline, nothing else."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

app = QApplication(sys.argv)
window = QMainWindow()
window.setWindowTitle("bare window")
window.resize(1400, 860)
window.show()
sys.exit(app.exec())
