"""Numbers as outsiders write them: as numbers, as strings, or as something else entirely."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation


def usd(value: object) -> Decimal | None:
    """US dollars; what is no amount, or less than nothing, is unknown."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount >= 0 else None


def count(value: object) -> int | None:
    """How many of something; ``None`` for what is no such number."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        return None
    return value
