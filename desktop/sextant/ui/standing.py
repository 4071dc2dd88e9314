"""What the banner says: that a key is missing, that something is unfinished, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from sextant.bridge.controller import Controller
from sextant.ui.banner import Banner
from sextant.ui.words import SERVICE_NAMES, count_word


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
            words = count_word(
                len(unfinished), "recording is unfinished.", "recordings are unfinished."
            )
            self._banner.offer(
                f"{words} Continuing asks only for what is missing.",
                [(self.tr("Continue"), lambda: controller.resume(unfinished))],
            )
        else:
            self._banner.offer("", [])

    def _missing_words(self, missing: list[str]) -> str:
        key = "key is" if len(missing) == 1 else "keys are"
        words = f"The {' and '.join(missing)} {key} missing, so nothing can be sent yet."
        if waiting := len(self._controller.waiting):
            waits = count_word(waiting, "item waits", "items wait")
            words = f"{words} {waits} for {'it' if len(missing) == 1 else 'them'}."
        return words
