"""What the test of a key came to, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sextant.bridge.key_ring import Outcome, Verdict


def verdict_words(verdict: Verdict) -> tuple[str, str]:
    """One of four outcomes, never more than is known; and the tone to say it in."""
    words, tone = _outcome_words(verdict.outcome)
    if verdict.notice is not None and verdict.outcome is not Outcome.WORKS:
        words = f"{words} {verdict.notice.title} {verdict.notice.remedy}"
    return words, tone


def _outcome_words(outcome: Outcome) -> tuple[str, str]:
    translate = QCoreApplication.translate
    match outcome:
        case Outcome.WORKS:
            return translate("Verdict", "✓ The key works."), "good"
        case Outcome.REFUSED:
            return translate("Verdict", "✕ The service refused the key."), "bad"
        case Outcome.NO_NETWORK:
            return translate(
                "Verdict", "⚠ The service cannot be reached. Nothing is known."
            ), "warn"
        case Outcome.UNKNOWN:
            return translate("Verdict", "? The answer tells nothing about the key."), "warn"
