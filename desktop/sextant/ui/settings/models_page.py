"""Which models new recordings are asked, from the live list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTreeView

from sextant.bridge.controller import Controller
from sextant.bridge.offers import Offered, Offers
from sextant.core.model import ModelInfo
from sextant.ui.settings.offers_model import ID_ROLE, SEARCH_ROLE, SORT_ROLE, OffersModel
from sextant.ui.settings.page import Page
from sextant.ui.small import button

FIELD = "analysis.models"


class ModelsPage(Page):
    """Ticked models are asked, each of them every prompt. At least one stays."""

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller.preferences)
        self.offers = Offers(controller, self)
        self._models = OffersModel()
        self._shown = QSortFilterProxyModel(self)
        self.head(
            self.tr("Models"),
            self.tr("Tick those that new recordings are asked. Recordings you have keep theirs."),
        )
        self._asked = self.note(tone="")
        self._own = self.note(tone="brass")
        self.search = QLineEdit()
        self.add = button(self.tr("Add this id"))
        self.again = button(self.tr("Fetch again"), name=self.tr("Fetch the list of models again"))
        self.list = QTreeView()
        self._lay_out()
        self._facts = self.note(self.tr("Fetching the list of models…"))
        self.fence(FIELD, self.list, self.add)
        self._connect()
        self._own.hide()
        self.whenever_shown(self._read)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._models.rowCount() or not self._offered.models:
            self.offers.ask()

    def _show_offered(self, offered: Offered) -> None:
        self._offered = offered
        self._models.show_models(offered.models, self.value(FIELD))
        self._shown.sort(self._shown.sortColumn(), self._shown.sortOrder())
        self._size_columns()
        if offered.notice is not None:
            words = self.tr("There is no list: {why} {remedy}")
            self._facts.setText(
                words.format(why=offered.notice.title, remedy=offered.notice.remedy)
            )
        elif not offered.models:
            self._facts.setText(self.tr("This server has no list of models. Type their ids."))
        else:
            self._facts.setText(self.tr("%n model(s) on offer.", "", len(offered.models)))
        self._own.setVisible(bool(offered.project_models))
        self._own.setText(
            self.tr("The open project has models of its own (project.json): {models}.").format(
                models=self._names(offered.project_models)
            )
        )
        self._read()
        self._search(self.search.text())

    def _read(self) -> None:
        asked: tuple[str, ...] = self.value(FIELD)
        self._models.show_asked(asked)
        words = self.tr("Asked: {models}.").format(models=self._names(asked))
        gone = [model for model in asked if not self._models.offered(model)]
        if gone and self._offered.models:
            words = self.tr("{asked} Not on offer now: {gone}.").format(
                asked=words, gone=", ".join(gone)
            )
        self._asked.setText(words)

    def _names(self, models: Sequence[str]) -> str:
        return ", ".join(self._models.name(model) for model in models)

    def _toggle(self, model: str) -> None:
        asked: tuple[str, ...] = self.value(FIELD)
        if model not in asked:
            self.preferences.choose(FIELD, (*asked, model))
        elif len(asked) > 1:
            self.preferences.choose(FIELD, tuple(one for one in asked if one != model))
        else:
            self._facts.setText(self.tr("At least one model is asked. Tick another one first."))

    def _add_typed(self) -> None:
        model = self.search.text().strip()
        asked: tuple[str, ...] = self.value(FIELD)
        if model and model not in asked:
            self.preferences.choose(FIELD, (*asked, model))
        self.search.clear()

    def _search(self, text: str) -> None:
        self._shown.setFilterFixedString(text.strip())
        self.add.setVisible(bool(text.strip()) and not self._shown.rowCount())

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self._facts.setText(self._facts_of(self._models.info(self._shown.mapToSource(index))))

    def _facts_of(self, info: ModelInfo) -> str:
        parts = [info.id]
        if info.resolves_to:
            parts.append(
                self.tr("the newest of its family, now {model}").format(model=info.resolves_to)
            )
        if info.expires:
            parts.append(self.tr("offered until {date}").format(date=info.expires))
        line = " · ".join(parts)
        if info.free:
            return self.tr(
                "{model}\nFree costs privacy: such providers may keep transcripts and train on "
                "them. It is not asked where “Privacy” allows only those that do not."
            ).format(model=line)
        return line

    def _connect(self) -> None:
        self._offered = Offered()
        self.offers.listed.connect(self._show_offered)
        self.search.textChanged.connect(self._search)
        self.add.clicked.connect(self._add_typed)
        self.again.clicked.connect(self.offers.ask)
        self._models.toggled.connect(self._toggle)
        self.list.activated.connect(self._activated)
        self.list.selectionModel().currentChanged.connect(self._chosen)

    def _activated(self, index: QModelIndex) -> None:
        self._toggle(str(index.data(ID_ROLE)))

    def _size_columns(self) -> None:
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(self.tr("Search by name, or type an id"))
        self.search.setAccessibleName(self.tr("Search models"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(self.search.fontMetrics().averageCharWidth() * 40)
        self._shown.setSourceModel(self._models)
        self._shown.setFilterRole(SEARCH_ROLE)
        self._shown.setSortRole(SORT_ROLE)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list.setModel(self._shown)
        self.list.setAccessibleName(self.tr("Models"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSortingEnabled(True)
        self.list.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setMinimumHeight(self.list.fontMetrics().lineSpacing() * 14)
        self.line(self.search, self.add, self.again)
        self.column.addWidget(self.list, 1)
        self._search("")
