"""The prompts of the project: which are asked, what they say, what a model would get."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
)

from sextant.bridge.controller import Controller
from sextant.bridge.prompt_desk import PromptDesk, Prompts
from sextant.core.model import Prompt
from sextant.core.prompt_shelf import ShelvedPrompt
from sextant.ui.settings.page import Page
from sextant.ui.settings.prompt_editor import PromptEditor
from sextant.ui.small import button

NAME_ROLE = Qt.ItemDataRole.UserRole
FIELD = "analysis.prompts"
A_LIST = 24
"""Characters of a title that the list has room for."""


class PromptsPage(Page):
    """Built-in prompts are read-only; a duplicate is what one edits."""

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller.preferences)
        self._controller = controller
        self.desk = PromptDesk(controller, self)
        self._prompts: dict[str, ShelvedPrompt] = {}
        self._asked: Sequence[str] = ()
        self._wanted = ""
        self._awaited = False
        self.head(
            self.tr("Prompts"),
            self.tr(
                "Ticked prompts are asked of new recordings in this project, each of every model. "
                "An edited text makes new answers; the old ones stay beside them."
            ),
        )
        self.list = QListWidget()
        self.editor = PromptEditor(self.desk, self._opened)
        self.duplicate = button(self.tr("Duplicate"), name=self.tr("Duplicate the prompt"))
        self.new = button(self.tr("New"), name=self.tr("Write a new prompt"))
        self.earlier = button(self.tr("Earlier texts"))
        self._menu = QMenu(self.earlier)
        self.earlier.setMenu(self._menu)
        self.earlier.setProperty("menu", "true")
        self._lay_out()
        self.fence(FIELD, self.list)
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.desk.look()

    def _opened(self) -> str:
        """The name of the recording that is open."""
        return self._controller.shelf.opened

    def _show_prompts(self, prompts: Prompts) -> None:
        self._prompts = {one.prompt.name: one for one in prompts.shelved}
        self._asked = prompts.asked
        chosen = self._wanted or self._chosen()
        self._wanted = ""
        with QSignalBlocker(self.list):
            self.list.clear()
            for name, one in self._prompts.items():
                self._add(name, one)
        rows = [self.list.item(row).data(NAME_ROLE) for row in range(self.list.count())]
        self.list.setCurrentRow(rows.index(chosen) if chosen in rows else 0)

    def _add(self, name: str, one: ShelvedPrompt) -> None:
        item = QListWidgetItem(one.prompt.title)
        item.setData(NAME_ROLE, name)
        item.setToolTip(one.prompt.summary)
        asked = Qt.CheckState.Checked if name in self._asked else Qt.CheckState.Unchecked
        item.setCheckState(asked)
        self.list.addItem(item)

    def _chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(NAME_ROLE)) if item else ""  # pyright: ignore[reportUnnecessaryComparison] - None without a row

    def _show_chosen(self) -> None:
        one = self._prompts.get(self._chosen())
        if one is not None:
            self.editor.show_prompt(one)
            self.desk.read_versions(one.prompt.name)

    def _ticked(self, item: QListWidgetItem) -> None:
        name = str(item.data(NAME_ROLE))
        asked = [one for one in self._asked if one != name]
        if item.checkState() is Qt.CheckState.Checked:
            asked.append(name)
        if asked:
            self._asked = asked
            self.desk.ask(asked)
            return
        self.editor.say(self.tr("At least one prompt is asked. Tick another one first."))
        with QSignalBlocker(self.list):
            item.setCheckState(Qt.CheckState.Checked)

    def _duplicate(self) -> None:
        before = self.editor.written()
        title = self.tr("{title} (copy)").format(title=before.title)
        self._awaited = True
        self.desk.save(msgspec.structs.replace(before, title=title), new=True)

    def _begin(self) -> None:
        title = self.tr("New prompt")
        text = self.tr("Say what the models are to do with the transcript.")
        self._awaited = True
        self.desk.save(Prompt(title, title, "", text), new=True)

    def _saved(self, name: str) -> None:
        if self._awaited:
            self._wanted, self._awaited = name, False

    def _show_versions(self, name: str, versions: Sequence[Prompt]) -> None:
        if name != self._chosen():
            return
        self._menu.clear()
        for version in versions:
            first = version.text.splitlines()[0][:60]
            action = self._menu.addAction(f"{version.fingerprint[:6]}  {first}")
            action.triggered.connect(partial(self.editor.show_text, version.text))
        read_only = name in self._prompts and self._prompts[name].built_in
        self.earlier.setEnabled(bool(versions) and not read_only)

    def _connect(self) -> None:
        self.desk.listed.connect(self._show_prompts)
        self.desk.saved.connect(self._saved)
        self.desk.versions_read.connect(self._show_versions)
        self.desk.asked_changed.connect(self._controller.ask_otherwise)
        self.list.currentRowChanged.connect(self._show_chosen)
        self.list.itemChanged.connect(self._ticked)
        self.duplicate.clicked.connect(self._duplicate)
        self.new.clicked.connect(self._begin)
        self._controller.project_opened.connect(self.desk.look)

    def _lay_out(self) -> None:
        self.list.setObjectName("promptList")
        self.list.setAccessibleName(self.tr("Prompts"))
        self.list.setFixedWidth(self.list.fontMetrics().averageCharWidth() * A_LIST)
        self.earlier.setEnabled(False)
        side = QVBoxLayout()
        side.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self.duplicate)
        row.addWidget(self.new)
        side.addLayout(row)
        side.addWidget(self.earlier)
        parts = QHBoxLayout()
        parts.setSpacing(14)
        parts.addLayout(side)
        parts.addWidget(self.editor, 1)
        self.column.addLayout(parts, 1)
