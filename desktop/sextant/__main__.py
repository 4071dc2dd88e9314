"""Where the program starts: hands over to the terminal or to the window."""

from __future__ import annotations


def main() -> int:
    """Return the exit code."""
    raise NotImplementedError
