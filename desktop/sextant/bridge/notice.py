"""A message for a person: what happened, what is safe, what to do now."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QCoreApplication

from sextant.bridge.sentences import error_sentences
from sextant.core.errors import SextantError
from sextant.core.model import Failure


class Notice(msgspec.Struct, frozen=True):
    """`detail` is for technicians and shown only on request."""

    title: str
    safe: str = ""
    remedy: str = ""
    detail: str = ""

    @property
    def whole(self) -> str:
        """All of it that is for everybody."""
        return " ".join(filter(None, (self.title, self.safe, self.remedy)))

    @classmethod
    def of(cls, error: BaseException) -> Notice:
        """An expected error in its own words; any other as a fault of the program.

        Of an unexpected error only the type and the place are told: its text may
        hold a person's words.
        """
        if isinstance(error, SextantError):
            title, safe, remedy = error_sentences(error.code, error.words())
            detail = " ".join(filter(None, (error.code, error.detail)))
            return cls(title, safe, remedy, detail)
        translate = QCoreApplication.translate
        return cls(
            translate("Notice", "Something in Sextant itself went wrong."),
            translate("Notice", "Everything that had arrived is saved."),
            translate(
                "Notice",
                "Continue, or start Sextant again; copy the details if it happens once more.",
            ),
            f"{type(error).__name__}{_place(error)}",
        )

    @classmethod
    def from_failure(cls, failure: Failure) -> Notice:
        """What an earlier run left in ``recording.json``."""
        words = (failure.title, failure.safe, failure.remedy)
        return cls(*error_sentences(failure.code, words), failure.code)


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code
    return f" in {code.co_qualname}, line {trace.tb_lineno}"
