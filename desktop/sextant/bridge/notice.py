"""A message for a person: what happened, what is safe, what to do now."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence

import msgspec
from PySide6.QtCore import QCoreApplication, qVersion

from sextant import __version__
from sextant.bridge.sentences import error_sentences
from sextant.core.errors import SextantError
from sextant.core.model import Failure
from sextant.core.redaction import bare_traceback, redact

TOLD_ONE_BY_ONE = 20
"""What went wrong with each of so many things at once is read; of more, nobody reads each."""


class Notice(msgspec.Struct, frozen=True):
    """`detail` is for technicians and shown only on request.

    `report` is there where the fault is our own: all that a technician needs, and
    nothing of a person's.
    """

    title: str
    safe: str = ""
    remedy: str = ""
    detail: str = ""
    report: str = ""

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
            report_of("\n".join(bare_traceback(error))),
        )

    @classmethod
    def of_all(cls, errors: Sequence[SextantError]) -> Iterator[Notice]:
        """Of many at once the first few, and how many more there are."""
        yield from map(cls.of, errors[:TOLD_ONE_BY_ONE])
        if more := len(errors[TOLD_ONE_BY_ONE:]):
            yield cls(
                QCoreApplication.translate("Notice", "%Ln more item(s) cannot be used.", "", more)
            )

    @classmethod
    def of_crash(cls, dump: str) -> Notice:
        """What is told at the start after one that Python or Qt itself ended; `dump` says where."""
        translate = QCoreApplication.translate
        return cls(
            translate("Notice", "Sextant ended unexpectedly the last time."),
            translate("Notice", "Everything that had arrived is saved; nothing was sent since."),
            translate(
                "Notice",
                "Go on where you were; if it happens again, copy the details for whoever looks "
                "after Sextant.",
            ),
            report_of(dump),
        )

    @classmethod
    def of_safe_start(cls) -> Notice:
        """What is told where the window came up without the last project."""
        translate = QCoreApplication.translate
        return cls(
            translate("Notice", "This is a safe start: an empty project, and nothing runs."),
            translate("Notice", "Your projects and your settings are untouched."),
            translate("Notice", "Open your project when you like. The next start is a usual one."),
        )

    @classmethod
    def of_settings_set_aside(cls, name: str) -> Notice:
        """What is told where the settings could not be read; `name` is where they are now."""
        translate = QCoreApplication.translate
        return cls(
            translate("Notice", "The settings could not be read, so the usual ones are used."),
            translate(
                "Notice", "The file is kept as {name}. Keys and projects are untouched."
            ).format(name=name),
            translate("Notice", "Choose anew what you had chosen."),
        )

    @classmethod
    def from_failure(cls, failure: Failure) -> Notice:
        """What an earlier run left in ``recording.json``."""
        words = (failure.title, failure.safe, failure.remedy)
        return cls(*error_sentences(failure.code, words), failure.code)


def report_of(what: str) -> str:
    """What a technician needs to know of this computer, and then `what`."""
    versions = f"Sextant {__version__}, Python {platform.python_version()}, Qt {qVersion()}"
    return redact(f"{versions}, {platform.system()} {platform.machine()}\n{what}")


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code
    return f" in {code.co_qualname}, line {trace.tb_lineno}"
