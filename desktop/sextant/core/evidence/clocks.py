"""What tells a time of day, an appointment or a ratio from a time in the recording.

A list of words in four languages and no more: where they do not tell, the time is
taken for one in the recording.
"""

from __future__ import annotations

import re

_AFTER = re.compile(
    r"\s{0,2}(?:a\.?m\b|p\.?m\b|uhr\b|o.clock|today|tomorrow|tonight|yesterday|sharp\b|"
    r"in the (?:morning|afternoon|evening)|(?:gmt|utc|cest|cet|est|edt|pst|pdt|bst)\b|heures?\b|"
    r"horas?\b|hs?\.?(?![^\W\d_])|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:next|this|every|each) |(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"am (?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|heute|morgen|gestern|"
    r"de la (?:mañana|tarde|noche)|du (?:matin|soir)|de l'après|demain|mañana|ayer|hoy|"
    r"aujourd)",
    re.IGNORECASE,
)
"""What stands after the time of a day."""

_DAY = re.compile(
    r"\b(?:today|tomorrow|tonight|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|daily|"
    r"every (?:day|morning|evening|week)|heute|gestern|übermorgen|morgen|täglich|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|(?:vor|nach)mittags?|abends?|"
    r"demain|aujourd'hui|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|soir|"
    r"mañana|ayer|hoy|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b[^.!?\n\])]*$"
    r"|\ba las?\s+$",
    re.IGNORECASE,
)
"""A day before the time, in the same sentence."""

_APPOINTMENT = re.compile(
    r"\b(?:meet(?:ing|s|up)?|appointments?|calls?|trains?|flights?|bus|starts?|begins?|opens?|"
    r"closes?|arriv\w+|leaves?|depart\w*|deadline|dinner|lunch|breakfast|alarm|clock|shifts?|"
    r"treff\w*|termin\w*|sitzung|zug|beginnt|öffnet|schließt|abfahrt|reunión|cita|tren|empieza|"
    r"abre|cierra|rendez-vous|réunion|train|commence|ouvre|ferme)\b[^.!?\n\])]{0,30}$"
    r"|\bum\s+$",
    re.IGNORECASE,
)
"""What takes place at a time of day; it counts where the time is a round one."""

_RATIO = re.compile(
    r"\b(?:ratio|splits?|odds|scored?|aspect|proportions?|verhältnis|aufgeteilt|razón|proporción|"
    r"marcador|répart\w+)\b",
    re.IGNORECASE,
)

_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4},?(?:\s|T|, )$")


def is_round(seconds: float, minutes: int = 5) -> bool:
    """Whether ``mm:ss``, read as a time of day, is on a multiple of so many minutes."""
    return seconds % minutes == 0 and seconds < 24 * 60


def dated(before: str) -> bool:
    """Whether a date stands right before."""
    return _DATE.search(before) is not None


def of_day_after(after: str) -> bool:
    """Whether what follows makes it a time of day."""
    return _AFTER.match(after) is not None


def of_day(before: str, *, on_the_dot: bool) -> bool:
    """Whether what stands before makes it a time of day; `on_the_dot` says it is a round one."""
    if _DAY.search(before):
        return True
    return on_the_dot and _APPOINTMENT.search(before) is not None


def ratio(before: str, after: str) -> bool:
    """Whether it is a ratio or a score."""
    return bool(_RATIO.search(before) or _RATIO.match(after.lstrip()[:24]))
