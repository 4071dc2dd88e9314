"""Draws the program's icon, resources/icons/sextant.svg, in the formats that systems want.

``python packaging/icons.py FOLDER`` writes ``sextant.ico`` (Windows), ``sextant.icns``
(macOS) and ``hicolor/SIZExSIZE/apps/sextant.png`` with the scalable one (freedesktop).
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from product import ROOT

SOURCE = ROOT / "resources" / "icons" / "sextant.svg"
HICOLOR = (16, 22, 24, 32, 36, 48, 64, 72, 96, 128, 192, 256, 512)
ICO = (16, 20, 24, 32, 40, 48, 64, 128, 256)
ICNS = {
    b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024,
    b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512,
}  # fmt: skip
"""Apple's four letters for a size, the doubled ones for fine displays among them."""
GROUND = 0xFF0F3D4C
"""The ground of the icon itself, as Qt writes a colour."""
BREATH = 0.09
"""Part of an icon of macOS that stays empty on each side, as its neighbours' do."""


def drawn(size: int, *, margin: float = 0.0) -> bytes:
    """The icon as a PNG of `size` pixels; `margin` is the part that stays empty on a side."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = size * (1 - 2 * margin)
    QSvgRenderer(str(SOURCE)).render(painter, QRectF(size * margin, size * margin, room, room))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return buffer.data().data()


def ico() -> bytes:
    """All sizes in one file, each a PNG, as Windows has read them since Vista."""
    pictures = [(size, drawn(size)) for size in ICO]
    at = 6 + 16 * len(pictures)
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, png in pictures:
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), at)
        body += png
        at += len(png)
    return head + body


def icns() -> bytes:
    parts = [(kind, drawn(size, margin=BREATH)) for kind, size in ICNS.items()]
    body = b"".join(kind + struct.pack(">I", len(png) + 8) + png for kind, png in parts)
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def sidebar() -> bytes:
    """The picture beside the last page of the Windows installer: 164 by 314 pixels, a bitmap."""
    image = QImage(164, 314, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(SOURCE)).render(painter, QRectF(22, 32, 120, 120))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "BMP")
    return buffer.data().data()


def main(folder: Path) -> None:
    app = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sextant.ico").write_bytes(ico())
    (folder / "sidebar.bmp").write_bytes(sidebar())
    (folder / "sextant.icns").write_bytes(icns())
    for size in HICOLOR:
        target = folder / "hicolor" / f"{size}x{size}" / "apps" / "sextant.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(drawn(size))
    scalable = folder / "hicolor" / "scalable" / "apps" / "sextant.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    scalable.write_bytes(SOURCE.read_bytes())
    app.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
