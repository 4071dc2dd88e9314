"""What became of a quotation or a time, in words: for tool tips and screen readers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from html import escape

import msgspec
from PySide6.QtCore import QCoreApplication

from sextant.bridge.sentences import speaker_word
from sextant.core.evidence import Citation, Compared, Quotation, Status
from sextant.core.model import Recording, Transcript, Turn
from sextant.ui.marked_text import Passage, label_of
from sextant.ui.words import clock, quoted

translate = QCoreApplication.translate

MOST_WORDS = 40
"""Of a turn shown in a tool tip."""


class Explanation(msgspec.Struct, frozen=True):
    """`plain` says it in a sentence; `more` is what was said there; `compared` the difference."""

    plain: str
    more: str = ""
    compared: tuple[Compared, ...] = ()

    @property
    def spoken(self) -> str:
        """All of it to be read aloud."""
        difference = ""
        if any(not part.same for part in self.compared):
            changes = (
                translate("Explanations", "“{quoted}” instead of “{spoken}”").format(
                    quoted=part.quoted or "–", spoken=part.spoken or "–"
                )
                for part in self.compared
                if not part.same
            )
            difference = "; ".join(changes)
        return " ".join(part for part in (self.plain, self.more, difference) if part)

    @property
    def html(self) -> str:
        """For a tool tip; every word in it that is not ours is escaped."""
        parts = [f"<p>{escape(self.plain)}</p>"]
        if self.more:
            parts.append(f"<p><i>{escape(self.more)}</i></p>")
        if self.compared:
            parts.append(f"<p>{compared_html(self.compared)}</p>")
            words = translate("Explanations", "Struck out: not said. In brackets: said there.")
            parts.append(f"<p>{escape(words)}</p>")
        return f"<qt>{''.join(parts)}</qt>"


class Explanations:
    """Explains passages against one transcript."""

    def __init__(self, transcript: Transcript, recording: Recording) -> None:
        self._transcript = transcript
        self._recording = recording

    def of(self, passage: Passage) -> Explanation | None:
        match passage:
            case Citation():
                return self._of_time(passage)
            case Quotation():
                return self._of_quotation(passage)
            case _:
                return None

    def who(self, second: float) -> str:
        """The speaker at `second`."""
        turn = self._turn(second)
        return speaker_word(self._recording, turn.speaker) if turn else ""

    def to_paste(self, quotation: Quotation) -> str:
        """The words as they were said, when, by whom and in which recording."""
        title = self._recording.source.name
        if quotation.start is None:
            words = translate("Explanations", "“{words}” (not found in the transcript of {title})")
            return words.format(words=quotation.text, title=title)
        found = quotation.status is Status.FOUND
        words = quotation.text if found else quotation.spoken
        return f"{quoted(words)} [{clock(quotation.start)}] – {self.who(quotation.start)}, {title}"

    def _of_time(self, citation: Citation) -> Explanation:
        if citation.beyond:
            end = clock(self._transcript.duration)
            words = translate(
                "Explanations", "{time} lies past the end: the recording ends at {end}."
            )
            return Explanation(words.format(time=label_of(citation), end=end))
        turn = self._turn(citation.start)
        if turn is None:
            return Explanation(label_of(citation))
        words = [word.text for word in turn.words]
        said = " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")
        return Explanation(f"{label_of(citation)} · {self.who(citation.start)}", said)

    def _of_quotation(self, quotation: Quotation) -> Explanation:
        if quotation.start is None:
            return Explanation(
                translate(
                    "Explanations",
                    "× Not found in the transcript. The model may have repaired or invented it, "
                    "or the recogniser misheard a word: listen before you use it.",
                )
            )
        time, who = clock(quotation.start), self.who(quotation.start)
        match quotation.status:
            case Status.FOUND:
                words = translate("Explanations", "✓ Found word for word at {time}, {who}.")
                return Explanation(words.format(time=time, who=who))
            case Status.CLOSE:
                words = translate("Explanations", "≈ Close to what {who} said at {time}.")
            case _:
                words = translate(
                    "Explanations",
                    "↷ Said, but elsewhere than the answer claims: by {who} at {time}.",
                )
        said = "" if quotation.comparison else quoted(quotation.spoken)
        return Explanation(words.format(time=time, who=who), said, quotation.comparison)

    def _turn(self, second: float) -> Turn | None:
        turns = self._transcript.turns
        place = bisect_right(turns, second, key=lambda turn: turn.start) - 1
        # A time is written in whole seconds: the turn that begins within it is the one meant.
        if place + 1 < len(turns) and turns[place + 1].start < second + 1:
            place += 1
        return turns[max(place, 0)] if turns else None


def compared_html(compared: Iterable[Compared]) -> str:
    """Quotation and transcript in one line: struck out what was not said, in brackets what was."""
    parts: list[str] = []
    for part in compared:
        if part.same:
            parts.append(escape(part.spoken))
            continue
        if part.quoted:
            parts.append(f"<s>{escape(part.quoted)}</s>")
        if part.spoken:
            parts.append(f"<b>[{escape(part.spoken)}]</b>")
    return " ".join(parts)
