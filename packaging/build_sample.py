"""Builds the sample recording from its script: three voices, one drawn picture a turn.

Needs flite (``apt install flite``) for the voices; the pictures are drawn by Qt and
everything is put together by the bundled ffmpeg. Run: ``python packaging/build_sample.py``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import imageio_ffmpeg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPen

SAMPLE = Path(__file__).parent.parent / "resources" / "sample"
TITLE = "Harbour project weekly"
RATE = 16_000
LEAD_IN, PAUSE, QUESTION_PAUSE, LEAD_OUT = 1.6, 0.55, 0.8, 2.0

SLATE, RAISED, LINE = QColor("#14181f"), QColor("#1d232c"), QColor("#323b47")
BRASS, PAPER, MUTED = QColor("#d3a75a"), QColor("#eceae4"), QColor("#8d97a5")
WIDTH, HEIGHT = 1280, 720


def read_script(path: Path) -> tuple[dict[str, tuple[str, str]], list[tuple[str, str]]]:
    """Speakers (name → role, voice) and turns (name, words)."""
    text = path.read_text(encoding="utf-8")
    cast = re.findall(r"^\| (\w+) \| ([^|]+?) \| (rms|slt|awb) \|$", text, re.MULTILINE)
    turns = re.findall(r"^\*\*(\w+):\*\* (.+)$", text, re.MULTILINE)
    return {name: (role, voice) for name, role, voice in cast}, turns


def speak(words: str, voice: str, folder: Path) -> bytes:
    """The words as 16-bit mono samples at `RATE`."""
    text, sound = folder / "turn.txt", folder / "turn.wav"
    text.write_text(words, encoding="utf-8")
    subprocess.run(["flite", "-voice", voice, "-f", text, "-o", sound], check=True)
    with wave.open(str(sound)) as spoken:
        assert (spoken.getframerate(), spoken.getnchannels()) == (RATE, 1)
        return spoken.readframes(spoken.getnframes())


def silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * RATE))


def draw(cast: dict[str, tuple[str, str]], speaking: str | None, path: Path) -> None:
    """One picture: the title, and the three people with the one who speaks in brass."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(SLATE)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_sextant(painter, QPointF(112, 152), 64)
    write(painter, QRectF(196, 70, 900, 60), TITLE, 38, PAPER, bold=True)
    write(painter, QRectF(197, 128, 900, 36), "A staged meeting in three voices", 19, MUTED)
    for place, (name, (role, _)) in enumerate(cast.items()):
        draw_person(
            painter, QRectF(72 + place * 388, 250, 360, 340), name, role, speaking=name == speaking
        )
    note = "Written and spoken for Sextant. Nobody in it is real."
    write(painter, QRectF(72, 636, 1136, 30), note, 15, MUTED)
    painter.end()
    assert image.save(str(path))


def draw_sextant(painter: QPainter, apex: QPointF, radius: float) -> None:
    """A sixth of a circle with its scale, two arms and the index arm."""
    painter.setPen(QPen(BRASS, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    top = QPointF(apex.x(), apex.y() - radius - 12)

    def on_arc(degrees: float, distance: float) -> QPointF:
        painter.save()
        painter.translate(top)
        painter.rotate(degrees)
        point = painter.transform().map(QPointF(0, distance))
        painter.restore()
        return point

    reach = radius + 16
    for degrees in (-30, 30, 9):
        painter.drawLine(top, on_arc(degrees, reach + (8 if degrees == 9 else 0)))
    around = QRectF(top.x() - reach, top.y() - reach, 2 * reach, 2 * reach)
    painter.drawArc(around, 240 * 16, 60 * 16)
    painter.setPen(QPen(BRASS, 1.6))
    for tick in range(-24, 30, 6):
        painter.drawLine(on_arc(tick, reach - 9), on_arc(tick, reach - 3))
    painter.setBrush(SLATE)
    painter.drawEllipse(top, 6, 6)


def draw_person(painter: QPainter, box: QRectF, name: str, role: str, *, speaking: bool) -> None:
    painter.setPen(QPen(BRASS if speaking else LINE, 3 if speaking else 1.5))
    painter.setBrush(RAISED)
    painter.drawRoundedRect(box, 16, 16)
    face = QPointF(box.center().x(), box.top() + 128)
    painter.setBrush(BRASS if speaking else SLATE)
    painter.drawEllipse(face, 66, 66)
    initial = QRectF(face.x() - 66, face.y() - 66, 132, 132)
    middle = Qt.AlignmentFlag.AlignCenter
    write(painter, initial, name[0], 44, SLATE if speaking else MUTED, bold=True, align=middle)
    line = QRectF(box.left(), box.top() + 220, box.width(), 40)
    write(painter, line, name, 25, PAPER if speaking else MUTED, bold=True, align=middle)
    write(painter, line.translated(0, 44), role, 17, MUTED, align=middle)


def write(
    painter: QPainter,
    box: QRectF,
    text: str,
    size: int,
    color: QColor,
    *,
    bold: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
) -> None:
    font = QFont(["Inter", "Noto Sans", "DejaVu Sans"])
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(box, align, text)


def build(script: Path, target: Path) -> None:
    cast, turns = read_script(script)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for speaking in (None, *cast):
            draw(cast, speaking, folder / f"{speaking}.png")
        sound, scenes = bytearray(silence(LEAD_IN)), [(None, LEAD_IN)]
        for speaker, words in turns:
            pause = QUESTION_PAUSE if words.endswith("?") else PAUSE
            said = speak(words, cast[speaker][1], folder) + silence(pause)
            sound += said
            scenes.append((speaker, len(said) / 2 / RATE))
        sound += silence(LEAD_OUT)
        scenes.append((None, LEAD_OUT))
        with wave.open(str(folder / "meeting.wav"), "wb") as file:
            file.setparams((1, 2, RATE, 0, "NONE", ""))
            file.writeframes(sound)
        lines = [f"file {speaking}.png\nduration {seconds:.3f}" for speaking, seconds in scenes]
        (folder / "scenes.txt").write_text("\n".join([*lines, "file None.png", ""]))
        assemble(folder, target)
    minutes, seconds = divmod(round(len(sound) / 2 / RATE), 60)
    print(f"{target.name}: {minutes}:{seconds:02} min, {target.stat().st_size / 1e6:.2f} MB")


def assemble(folder: Path, target: Path) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-nostdin", "-y"]
    command += ["-f", "concat", "-i", folder / "scenes.txt", "-i", folder / "meeting.wav"]
    command += ["-vf", "fps=10,format=yuv420p", "-c:v", "libx264", "-preset", "slow"]
    command += ["-tune", "stillimage", "-crf", "22", "-g", "100", "-threads", "1"]
    command += ["-c:a", "aac", "-b:a", "64k", "-shortest", "-map_metadata", "-1"]
    command += ["-metadata", f"title={TITLE}", "-fflags", "+bitexact", "-flags", "+bitexact"]
    subprocess.run([*command, "-movflags", "+faststart", target], check=True)


if __name__ == "__main__":
    application = QGuiApplication(sys.argv)
    build(SAMPLE / "script.md", SAMPLE / f"{TITLE}.mp4")
