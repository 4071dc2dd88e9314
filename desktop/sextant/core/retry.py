"""Which errors another try can cure, how often, and after how long.

A try is only repeated where the services' contracts say that it can help and
that it is not charged twice: never after the first token, never on a verdict.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec

from sextant.core.errors import (
    CreditHeld,
    RateLimited,
    ServiceDown,
    SextantError,
    TimedOut,
    Unreachable,
    UploadTooSlow,
)
from sextant.core.ports import Clock

T = TypeVar("T")

CURABLE = (Unreachable, TimedOut, UploadTooSlow, ServiceDown, RateLimited, CreditHeld)


class Patience(msgspec.Struct, frozen=True):
    """How long to go on. Waits are seconds, doubled from `first` up to `longest`.

    A service that names a wait longer than `longest` means "not today": a person
    decides then.
    """

    attempts: int = 4
    first: float = 1.0
    longest: float = 60.0

    def wait(self, error: SextantError, attempt: int) -> float | None:
        """Seconds before try number `attempt` + 1; ``None`` when no try can help."""
        if attempt >= self.attempts or not curable(error):
            return None
        backoff = min(self.first * 2 ** (attempt - 1), self.longest)
        if error.retry_after is None:
            return backoff
        return None if error.retry_after > self.longest else max(error.retry_after, 0.0)


def curable(error: SextantError) -> bool:
    """Whether the same request may succeed a little later."""
    return isinstance(error, CURABLE)


async def patiently(
    attempt: Callable[[], Awaitable[T]],
    *,
    patience: Patience,
    clock: Clock,
    on_wait: Callable[[SextantError, float], None],
    allowed: Callable[[SextantError], bool] = lambda _: True,
) -> T:
    """Try until it works, or until no further try can help or is `allowed`.

    `on_wait` hears the error and the seconds before the next try. Raises the last error.
    """
    tries = 0
    while True:
        tries += 1
        try:
            return await attempt()
        except SextantError as error:
            wait = patience.wait(error, tries) if allowed(error) else None
            if wait is None:
                raise
            on_wait(error, wait)
            await clock.sleep(wait)
