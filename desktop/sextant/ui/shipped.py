"""What comes along with the program, each part with its licence: for the About page.

The list is written by packaging/notices.py: in a checkout for all systems, in a package
with its versions, and with every licence's text beside it.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import msgspec
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from sextant.core.shipped import Component
from sextant.ui.closed_browser import ClosedBrowser


def shipped(resources: Path) -> list[Component]:
    """All that comes along."""
    path = resources / "licenses" / "components.json"
    return msgspec.json.decode(path.read_bytes(), type=list[Component])


def in_full(resources: Path) -> Path | None:
    """The file with every licence word for word; a checkout has none."""
    path = resources / "licenses" / "NOTICES.txt"
    return path if path.is_file() else None


class Shipped(ClosedBrowser):
    """The list, to be read and copied; a link opens the page of a part's makers."""

    def __init__(self, resources: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What comes along, with licences"))
        self.setHtml("".join(map(_entry, shipped(resources))))
        self.link_clicked.connect(_open)


def _open(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))


def _entry(component: Component) -> str:
    name = escape(component.name)
    if component.homepage:
        name = f'<a href="{escape(component.homepage)}">{name}</a>'
    head = f"<b>{name}</b> {escape(component.version)} · {escape(component.licence)}"
    more = (component.role, component.offer)
    return f"<p>{'<br>'.join([head, *(escape(words) for words in more if words)])}</p>"
