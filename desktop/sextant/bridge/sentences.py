"""Sentences made outside the window, in the window's language.

The rooms below know no Qt and speak English: errors in templates with named facts,
formats and built-in prompts by their titles. Here a finished sentence is matched with
its template, so that what an earlier run left in ``recording.json`` is translated as
well as what happens now. Words nobody here wrote, a service's or a person's, stay as
they are. ``scripts/translations`` finds the sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QCoreApplication, QLocale

from sextant.core.errors import SextantError
from sextant.core.model import Recording

CONTEXT = "Sentences"

_SENTENCES = {"why", "what"}
"""Facts that are sentences themselves."""
_FIGURES = {"limit", "most"}
"""Facts that are US dollars or numbers; all others are names."""
_FIGURE = re.compile(r"(\$?)([\d,]+(?:\.(\d+))?)")


def errors() -> Iterator[type[SextantError]]:
    """Every kind of error, the root first."""
    kinds = [SextantError]
    while kinds:
        kind = kinds.pop()
        yield kind
        kinds += kind.__subclasses__()


def error_sentences(code: str, words: tuple[str, str, str]) -> tuple[str, str, str]:
    """`words` of an error, as they were saved or said, in the window's language."""
    kind = next((kind for kind in errors() if kind().code == code), SextantError)
    title, safe, remedy = words
    return (
        _translated(kind.title, title),
        _translated(kind.safe, safe),
        _translated(kind.remedy, remedy),
    )


def sentence(words: str) -> str:
    """A title or a sentence without facts; one that is not known stays as it is."""
    return QCoreApplication.translate(CONTEXT, words) if words else words


def speaker_word(recording: Recording, speaker: int | None) -> str:
    """The name a person gave, else ``Speaker 1`` in the window's language."""
    if speaker is None:
        return QCoreApplication.translate("Sentences", "Speaker")
    if name := recording.speakers.get(str(speaker)):
        return name
    words = QCoreApplication.translate("Sentences", "Speaker {number}")
    return words.format(number=QLocale().toString(speaker + 1))


def _translated(template: str, words: str) -> str:
    facts = _facts(template, words)
    if facts is None:
        return sentence(words)
    said = {name: _fact(name, fact) for name, fact in facts.items()}
    return sentence(template).format_map(said)


def _facts(template: str, words: str) -> Mapping[str, str] | None:
    """What stands in `words` at the names of `template`; ``None`` where it is another sentence."""
    pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(template))
    found = re.fullmatch(pattern, words, re.DOTALL)
    return None if found is None else found.groupdict()


def _fact(name: str, fact: str) -> str:
    """A fact that is a sentence, maybe another error's, is translated too."""
    if name in _FIGURES:
        return _figure(fact)
    if name not in _SENTENCES:
        return fact
    known = (kind.title for kind in errors() if _facts(kind.title, fact) is not None)
    template = next((title for title in known if title != "{what}"), "")
    return _translated(template, fact) if template else sentence(fact)


def _figure(fact: str) -> str:
    """``$1.50`` and ``20,000`` as the window's language writes them: ``1,50 $``."""
    found, locale = _FIGURE.fullmatch(fact), QLocale()
    if found is None or locale.language() in {QLocale.Language.C, QLocale.Language.English}:
        return fact
    sign, figure, decimals = found.groups()
    number = float(figure.replace(",", ""))
    if sign:
        return locale.toCurrencyString(number, sign, len(decimals or ""))
    return locale.toString(number, "f", len(decimals or ""))
