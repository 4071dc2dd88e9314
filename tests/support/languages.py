"""The window in another language, for as long as a test needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from sextant.storage.resources import resource
from sextant.ui.language import speak


@contextmanager
def speaking(app: QApplication, language: str) -> Iterator[None]:
    """What is made inside speaks `language`; afterwards it is English again."""
    before, locale = set(app.findChildren(QTranslator)), QLocale()
    speak(app, resource(), [language])
    try:
        yield
    finally:
        for translator in set(app.findChildren(QTranslator)) - before:
            app.removeTranslator(translator)
            translator.deleteLater()
        QLocale.setDefault(locale)
