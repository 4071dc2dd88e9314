"""What the banner says: that a key is missing, that something is unfinished, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from sextant.bridge.controller import Controller
from sextant.ui.banner import Banner
from sextant.ui.words import SERVICE_NAMES, both


class Standing(QObject):
    """Keeps `banner` true."""

    def __init__(
        self, banner: Banner, controller: Controller, add_keys: Callable[[], None]
    ) -> None:
        super().__init__(banner)
        self._banner = banner
        self._controller = controller
        self._add_keys = add_keys
        controller.keys.changed.connect(self.show)
        controller.keys_needed.connect(self.show)
        controller.runs.changed.connect(self.show)
        controller.interrupted_changed.connect(self.show)
        controller.shelf.state_changed.connect(self.show)
        self.show()

    def show(self) -> None:
        """Look again at what there is to say."""
        controller = self._controller
        missing = [SERVICE_NAMES[name] for name in controller.keys.missing]
        if missing:
            self._banner.offer(
                self._missing_words(missing),
                [
                    (self.tr("Add keys…"), self._add_keys),
                    (self.tr("Practise with the sample"), controller.practise),
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
