"""The About page: what the program stands on, and under which licences."""

from __future__ import annotations

import json

from PySide6.QtWidgets import QApplication

from sextant.storage.resources import resource
from sextant.ui.about import AboutDialog
from sextant.ui.theme import Theme


def test_about_lists_all_that_comes_along_with_its_licence(qapp: QApplication) -> None:
    """And what the LGPL and the GPL have us tell."""
    dialog = AboutDialog(Theme(qapp, resource()))
    words = dialog.shipped.toPlainText()
    rows = json.loads((resource("licenses") / "components.json").read_bytes())
    assert len(rows) > 40
    for row in rows:
        assert row["name"] in words
        assert row["licence"] in words
        assert " ".join(row.get("offer", "").split()) in " ".join(words.split())
