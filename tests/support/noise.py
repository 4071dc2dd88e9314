"""What a test may not leave behind: log warnings nobody asked for, threads, processes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@contextmanager
def unexpected_logs() -> Iterator[list[str]]:
    """Collects warnings and worse, of any logger."""
    listener = _Listener()
    logging.getLogger().addHandler(listener)
    try:
        yield listener.said
    finally:
        logging.getLogger().removeHandler(listener)


def leftovers() -> set[str]:
    """The threads that keep this process alive, and its living children."""
    threads = {
        f"thread {thread.name} ({thread.ident})"
        for thread in threading.enumerate()
        if not thread.daemon
    }
    return threads | _children()


def wait_for_ending_threads() -> None:
    """AnyIO's workers (of TLS by the system's store) are told to end with their loop, and do."""
    for thread in threading.enumerate():
        if thread.name == "AnyIO worker thread":
            thread.join(timeout=5)


def _children() -> set[str]:
    """Linux tells; elsewhere nothing is known and nothing is claimed."""
    found: set[str] = set()
    for listing in Path("/proc/self/task").glob("*/children"):
        try:
            numbers = listing.read_text().split()
        except OSError:  # the thread has ended meanwhile
            continue
        names = {number: _living(number) for number in numbers}
        found.update(f"process {name} ({number})" for number, name in names.items() if name)
    return found


def _living(number: str) -> str:
    """The name of a child; empty for one that has ended and only waits to be counted.

    Told by its state, since a child that is just being started has no command line yet.
    """
    try:
        name, _, state = Path("/proc", number, "stat").read_text().partition("(")[2].rpartition(")")
    except OSError:
        return ""
    return "" if state.split()[0] in "ZX" else name
