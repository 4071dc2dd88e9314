"""One prompt: its title, its text, what is the matter with it, and what a model would get."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sextant.bridge.prompt_desk import Preview, PromptDesk
from sextant.core.model import Prompt
from sextant.core.prompt_shelf import ShelvedPrompt
from sextant.core.prompt_words import VARIABLES, meant, unknown_variables
from sextant.core.prompts import LONGEST
from sextant.ui.small import button, paragraph, set_tone


class PromptEditor(QWidget):
    """Built-in prompts can be read, not changed.

    Nothing that was written is lost: leaving it saves it where it can be saved, and the
    text before is kept among the earlier ones.
    """

    def __init__(self, desk: PromptDesk, opened: Callable[[], str]) -> None:
        """`opened` tells the name of the recording that is open."""
        super().__init__()
        self._desk = desk
        self._opened = opened
        self._shelved: ShelvedPrompt | None = None
        self.title = QLineEdit()
        self.summary = QLineEdit()
        self.text = QPlainTextEdit()
        self.sheet = QPlainTextEdit()
        self._pages = QStackedWidget()
        self.note = paragraph(tone="muted")
        self.save = button(self.tr("Save"), kind="primary", name=self.tr("Save the prompt"))
        self.preview = button(self.tr("Preview"))
        self.preview.setCheckable(True)
        self._lay_out()
        for field in (self.title, self.summary):
            field.textChanged.connect(self._check)
        self.text.textChanged.connect(self._check)
        self.save.clicked.connect(self._save)
        self.preview.toggled.connect(self._turn)
        desk.previewed.connect(self._show_preview)

    def show_prompt(self, shelved: ShelvedPrompt) -> None:
        """Show it; what is being written about the same prompt stays."""
        prompt = shelved.prompt
        if self._shelved is not None and self._shelved.prompt.name == prompt.name and self.changed:
            self._shelved = shelved
            self._check()
            return
        if self.changed and not self._trouble():
            self._desk.save(self.written())
        self._shelved = None
        self.title.setText(prompt.title)
        self.summary.setText(prompt.summary)
        self.text.setPlainText(prompt.text)
        self._shelved = shelved
        for field in (self.title, self.summary, self.text):
            field.setReadOnly(shelved.built_in)
        self.preview.setChecked(False)
        self._check()

    @property
    def changed(self) -> bool:
        """Whether the fields say anything else than the file."""
        shelved = self._shelved
        return shelved is not None and not shelved.built_in and self.written() != shelved.prompt

    def hideEvent(self, event: QHideEvent) -> None:
        if self.changed and not self._trouble():
            self._desk.save_now(self.written())
        super().hideEvent(event)

    def show_text(self, text: str) -> None:
        """Put an earlier text in place; *Save* keeps it."""
        self.preview.setChecked(False)
        self.text.setPlainText(text)

    def written(self) -> Prompt:
        """As it stands in the fields."""
        name = self._shelved.prompt.name if self._shelved else ""
        return Prompt(
            name,
            self.title.text().strip(),
            self.summary.text().strip(),
            self.text.toPlainText().strip(),
        )

    def say(self, words: str, tone: str = "warn") -> None:
        self.note.setText(words)
        set_tone(self.note, tone)

    def _check(self) -> None:
        if self._shelved is None:
            return
        trouble = self._trouble()
        self.save.setEnabled(self.changed and not trouble)
        if trouble:
            self.say(trouble, "bad")
        elif self._shelved.built_in:
            self.say(self.tr("Comes with the program and stays as it is. Duplicate it to edit."))
        elif self.changed:
            self.say(self.tr("Not saved yet. The text so far is kept among the earlier ones."))
        else:
            known = ", ".join(f"{{{{{name}}}}}" for name in VARIABLES)
            words = self.tr("Replaced by facts of each recording: {names}")
            self.say(words.format(names=known), "muted")

    def _trouble(self) -> str:
        """Why it cannot be saved; empty when it can."""
        prompt = self.written()
        if not prompt.title:
            return self.tr("It needs a title.")
        if not prompt.text:
            return self.tr("It says nothing.")
        if len(prompt.text) > LONGEST:
            return self.tr("It is longer than %n character(s).", "", LONGEST)
        unknown = unknown_variables(prompt.text)
        if not unknown:
            return ""
        close = meant(unknown[0])
        if close:
            words = self.tr("{{{{{name}}}}} stands for nothing. Did you mean {{{{{close}}}}}?")
            return words.format(name=unknown[0], close=close)
        words = self.tr("{{{{{name}}}}} stands for nothing; models would read it as it is.")
        return words.format(name=unknown[0])

    def _save(self) -> None:
        self.save.setEnabled(False)
        self._desk.save(self.written())

    def _turn(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._pages.setCurrentWidget(self.sheet if on else self.text)
        if on:
            self._desk.preview(self.written(), self._opened())

    def _show_preview(self, preview: Preview) -> None:
        if not preview.recording:
            hint = self.tr("Open a recording to see its transcript in front of this.")
            self.sheet.setPlainText(f"{preview.instruction}\n\n[{hint}]")
            return
        parts = [preview.transcript]
        if preview.left_out:
            words = self.tr("… %n more line(s) of “{recording}” …", "", preview.left_out)
            parts.append(words.format(recording=preview.recording))
        self.sheet.setPlainText("\n\n".join([*parts, preview.instruction]))

    def _lay_out(self) -> None:
        self.title.setAccessibleName(self.tr("Title"))
        self.title.setPlaceholderText(self.tr("Title"))
        self.summary.setAccessibleName(self.tr("What it asks, in a line"))
        self.summary.setPlaceholderText(self.tr("What it asks, in a line"))
        self.text.setAccessibleName(self.tr("What the models are told"))
        self.text.setTabChangesFocus(True)
        self.sheet.setAccessibleName(self.tr("What a model would get"))
        self.sheet.setReadOnly(True)
        self._pages.addWidget(self.text)
        self._pages.addWidget(self.sheet)
        foot = QHBoxLayout()
        foot.addWidget(self.note, 1)
        foot.addWidget(self.preview)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.summary)
        column.addWidget(self._pages, 1)
        column.addLayout(foot)
