"""What the test of a key came to, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sextant.bridge.key_ring import Outcome, Verdict
from sextant.bridge.notice import Notice
from sextant.core.errors import KeyRefused

translate = QCoreApplication.translate


def verdict_words(verdict: Verdict) -> tuple[str, str]:
    """One of four outcomes, never more than is known; and the tone to say it in."""
    notice = verdict.notice or Notice("")
    match verdict.outcome:
        case Outcome.WORKS:
            return translate("Verdict", "✓ The key works."), "good"
        case Outcome.REFUSED:
            return _told("✕", notice.title, _what_to_do(notice)), "bad"
        case Outcome.NO_NETWORK:
            unknown = translate("Verdict", "So nothing is known about the key.")
            remedy = translate(
                "Verdict", "Check the internet connection or the proxy, then test again."
            )
            return _told("⚠", notice.title, unknown, remedy), "warn"
        case Outcome.UNKNOWN:
            unknown = translate("Verdict", "That tells nothing about the key.")
            return _told("?", notice.title, unknown, notice.remedy), "warn"


def _what_to_do(notice: Notice) -> str:
    """A key that is allowed too little has a remedy of its own."""
    if notice.detail.partition(" ")[0] == KeyRefused().code:
        return translate("Verdict", "Check that it was copied whole and is still valid.")
    return notice.remedy


def _told(*parts: str) -> str:
    return " ".join(filter(None, parts))
