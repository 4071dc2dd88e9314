"""The root of the tree: an error that can say itself to a person."""

from __future__ import annotations

import re
from typing import ClassVar

from sextant.core.one_line import one_line

NOTHING_SENT = "Nothing was sent, and your file is untouched."
LONGEST_FACT = 300
KEPT = "Everything that had arrived is saved."


class SextantError(Exception):
    """The root. Catch this to show any expected failure to a person."""

    title: ClassVar[str] = "Something went wrong."
    safe: ClassVar[str] = KEPT
    remedy: ClassVar[str] = "Try again."
    exit_code: ClassVar[int] = 1

    def __init__(self, detail: str = "", *, retry_after: float | None = None, **facts: str) -> None:
        """Args: `retry_after` in seconds, when the service named a wait."""
        super().__init__(detail)
        self.detail = detail
        self.retry_after = retry_after
        self.facts = facts

    @property
    def code(self) -> str:
        """A stable short name for programs, e.g. ``no-audio-track``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    def words(self) -> tuple[str, str, str]:
        """What happened, what is safe, what to do now, with the facts filled in.

        Names of files come from strangers, too; no terminal is to obey them.
        """
        facts = _Facts({name: _shown(fact) for name, fact in self.facts.items()})
        return (
            self.title.format_map(facts),
            self.safe.format_map(facts),
            self.remedy.format_map(facts),
        )

    def __str__(self) -> str:
        return " ".join(part for part in self.words() if part)


def _shown(fact: str) -> str:
    """As one may show it, and no longer than anybody reads."""
    return one_line(fact if len(fact) <= LONGEST_FACT else f"{fact[:LONGEST_FACT]}…")


class _Facts(dict[str, str]):
    """A fact nobody gave reads as an ellipsis rather than as a second error."""

    def __missing__(self, key: str) -> str:
        return "…"
