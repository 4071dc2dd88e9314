"""What the banner says: that a key is missing, that something is unfinished, or nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject

from sextant.bridge.controller import Controller
from sextant.ui.banner import Banner
from sextant.ui.beginning import Beginning
from sextant.ui.words import SERVICE_NAMES, both


class Standing(QObject):
    """Keeps `banner` true."""

    def __init__(self, banner: Banner, controller: Controller, beginning: Beginning) -> None:
        super().__init__(banner)
        self._banner = banner
        self._controller = controller
        self._beginning = beginning
        controller.keys.changed.connect(self.show)
        controller.keys_needed.connect(self.show)
        controller.runs.changed.connect(self.show)
        controller.interrupted_changed.connect(self.show)
        controller.shelf.state_changed.connect(self.show)
        beginning.changed.connect(self.show)
        self.show()

    def show(self) -> None:
        """Look again at what there is to say."""
        controller = self._controller
        missing = [SERVICE_NAMES[name] for name in controller.keys.missing]
        if missing and self._beginning.guiding:
            self._banner.offer("", [])
        elif missing:
            self._banner.offer(
                self._missing_words(missing),
                [
                    (self.tr("Add keys…"), self._beginning.lead_to_missing),
                    (self.tr("Practise with the sample"), self._beginning.practise),
                ],
            )
        elif unfinished := controller.interrupted:
            self._banner.offer(
                self.tr(
                    "%Ln recording(s) unfinished. Continuing asks only for what is missing.",
                    "",
                    len(unfinished),
                ),
                [(self.tr("Continue"), lambda: controller.resume(unfinished))],
            )
        else:
            self._banner.offer("", [])

    def _missing_words(self, missing: list[str]) -> str:
        words = self.tr("The key(s) for {services} missing: nothing can be sent.", "", len(missing))
        words = words.format(services=both(missing))
        if waiting := len(self._controller.waiting):
            waits = self.tr("%Ln item(s) wait.", "", waiting)
            words = f"{words} {waits}"
        return words
