"""The window's language: the first of the system's that Sextant speaks, else English."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LANGUAGES = ("en", "de", "es")


def speak(app: QCoreApplication, resources: Path, wanted: Sequence[str] | None = None) -> str:
    """Have `app` speak the first language of `wanted` that is there; returns which.

    Without `wanted`, languages are as the system prefers them. Dates and numbers are the
    system's own where it speaks the same language, else that language's: a German month
    in an English sentence helps nobody. To be called before the first widget is made.
    """
    asked = QLocale.system().uiLanguages() if wanted is None else wanted
    language = next((code for tag in asked if (code := tag.partition("-")[0]) in LANGUAGES), "en")
    if QLocale().language() is not QLocale.codeToLanguage(language):
        QLocale.setDefault(QLocale(language))
    of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for folder, name in ((of_qt, "qtbase"), (str(resources / "translations"), "sextant")):
        translator = QTranslator(app)
        if translator.load(f"{name}_{language}", folder):
            app.installTranslator(translator)
    return language
