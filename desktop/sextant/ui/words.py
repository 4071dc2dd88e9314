"""Numbers and states in words, the same everywhere in the window."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from sextant.bridge.arrangement import Hit
from sextant.bridge.sentences import sentence
from sextant.bridge.state import ACTIVE, RecordingState, Spending, StepState
from sextant.core.events import Stage, State
from sextant.core.render import duration_words

translate = QCoreApplication.translate

A_CENT = Decimal("0.0095")
LEAST_SHOWN = Decimal("0.0005")
A_TENTH = 0.1
FEW = 10
LONG = 100
"""Seconds from which minutes are easier to read, and hours from which these are left out."""

ROUNDED = ((90, 5), (600, 30), (3600, 60), (math.inf, 600))
"""Seconds left, below the first number, are told in steps of the second: no finer than known."""

_WEEKDAY = re.compile(r"d{3,4}\W*|\W*d{3,4}")
"""In a pattern of a date, with what sets it off."""

SERVICE_NAMES = {"deepgram": "Deepgram", "openrouter": "OpenRouter"}


def state_word(state: State) -> str:
    """How far an answer or a step is."""
    match state:
        case State.WAITING:
            return translate("Words", "waiting")
        case State.RUNNING:
            return translate("Words", "running")
        case State.RETRYING:
            return translate("Words", "trying again")
        case State.DONE:
            return translate("Words", "done")
        case State.FAILED:
            return translate("Words", "failed")
        case State.SKIPPED:
            return translate("Words", "not needed")


def running_word(stage: Stage) -> str:
    """What is being done at a stage."""
    match stage:
        case Stage.EXTRACT:
            return translate("Words", "Taking out the audio…")
        case Stage.TRANSCRIBE:
            return translate("Words", "Sending the audio…")
        case Stage.ANALYZE:
            return translate("Words", "Analysing…")
        case Stage.REPORT:
            return translate("Words", "Writing the report…")


def privacy_words() -> str:
    """What leaves this computer, and what never does."""
    return translate(
        "Words",
        "Leaves this computer: the audio, to Deepgram, and the transcript, to OpenRouter. "
        "Your videos never do.",
    )


def both(names: Sequence[str]) -> str:
    """One name or two: ``Deepgram and OpenRouter``."""
    if len(names) == 1:
        return names[0]
    one, other = names
    return translate("Words", "{one} and {other}").format(one=one, other=other)


def quoted(words: str) -> str:
    """In the quotation marks of the window's language."""
    return translate("Words", "“{words}”").format(words=words)


def clock(seconds: float) -> str:
    """``12:31``, and ``1:02:14`` past the hour."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def spending_word(spending: Spending) -> str:
    """``$0.12``, ``about $0.39`` where a part is estimated; empty where nothing was spent."""
    words = money_word(spending.total) if spending.total else ""
    if spending.estimated:
        words = translate("Words", "about {cost}").format(cost=words)
    if spending.unknown:
        unknown = translate("Words", "%Ln cost(s) unknown", "", spending.unknown)
        words = ", ".join(filter(None, (words, unknown)))
    return words


def money_word(usd: Decimal) -> str:
    """US dollars as the system's language writes them; below a cent with tenths of one."""
    locale = QLocale()
    if locale.language() is QLocale.Language.C:
        locale = QLocale(QLocale.Language.English)
    if usd and usd < LEAST_SHOWN:
        return f"< {locale.toCurrencyString(0.001, '$', 3)}"
    return locale.toCurrencyString(float(usd), "$", 3 if usd and usd < A_CENT else 2)


def seconds_word(seconds: float) -> str:
    """``0.2 s``, ``38 s``, and ``4 min 10 s`` past ten minutes' need of figures."""
    if seconds >= LONG:
        return duration_words(seconds)
    if 0 < seconds < A_TENTH:
        return f"< {QLocale().toString(A_TENTH, 'f', 1)} s"
    whole = seconds >= FEW or seconds == int(seconds)
    return f"{QLocale().toString(float(seconds), 'f', 0 if whole else 1)} s"


def length_word(seconds: float) -> str:
    """``12 min``, ``1 h 5 min``, and ``8,329 h`` where nobody counts the minutes any more."""
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours >= LONG:
        return f"{number_word(hours)} h"
    return f"{hours} h {minutes} min" if hours else f"{max(minutes, 1)} min"


def size_word(size: int) -> str:
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def day_word(moment: datetime) -> str:
    """A date as the system's language writes it, the month in letters: ``23 Nov 2026``."""
    here = moment.astimezone()
    day, locale = QDate(here.year, here.month, here.day), QLocale()
    shape = _WEEKDAY.sub("", locale.dateFormat(QLocale.FormatType.LongFormat))
    return locale.toString(day, shape.replace("MMMM", "MMM"))


def month_word(month: str) -> str:
    """``2026-11`` as ``November 2026``."""
    year, _, number = month.partition("-")
    first = QDate(int(year), int(number), 1)
    words = QLocale().toString(first, "MMMM yyyy")
    return words[:1].upper() + words[1:]


def range_word(low: Decimal, high: Decimal) -> str:
    """``$0.02–$0.06``, ``0,02–0,06 $``; one figure where both read the same."""
    least, most = money_word(low), money_word(high)
    return least if least == most else f"{_figure(least)}–{most}"


def prices_word(read: Decimal, written: Decimal) -> str:
    """``$2.00 / $10.00``, ``2,00 / 10,00 $``."""
    return f"{_figure(money_word(read))} / {money_word(written)}"


def _figure(money: str) -> str:
    """Without the sign behind it, which a second figure brings along."""
    return money.removesuffix("$").rstrip()


def number_word(number: int) -> str:
    """``12,345`` as the window's language groups its digits."""
    return QLocale().toString(number)


def percent_word(share: float) -> str:
    """``62 %`` of a `share` from 0 to 1."""
    number = QLocale().toString(share * 100, "f", 0)
    return translate("Words", "{number} %").format(number=number)


def language_word(code: str) -> str:
    """``en`` and ``en-GB`` as ``English``; a code that is unknown stays as it is."""
    language = QLocale.codeToLanguage(code.partition("-")[0])
    if language is QLocale.Language.AnyLanguage:
        return code
    return sentence(QLocale.languageToString(language))


def step_line(stage: Stage, step: StepState) -> str:
    """What a step does at the moment, with its fraction where that is known."""
    if stage is Stage.TRANSCRIBE and step.fraction is not None and step.fraction >= 1:
        # all is sent; how far the service is, nobody is told
        return step.note or translate("Words", "Waiting for the transcript…")
    words = step.note or running_word(stage)
    return words if step.fraction is None else f"{words} {percent_word(step.fraction)}"


def left_word(seconds: float) -> str:
    """How long something still takes, no finer than anybody can know."""
    step = next(step for most, step in ROUNDED if seconds < most)
    about = seconds_word(max(round(seconds / step), 1) * step)
    return translate("Words", "about {time} left").format(time=about)


def recording_line(state: RecordingState) -> str:
    """The second line of a row: how long it is and how far along."""
    done, total = state.count(State.DONE), len(state.cells)
    if state.running:
        for stage in (Stage.EXTRACT, Stage.TRANSCRIBE):
            if state.step(stage).state in ACTIVE:
                line = step_line(stage, state.step(stage))
                return f"{line} · {left_word(state.left)}" if state.left is not None else line
    parts = [clock(state.duration)] if state.duration is not None else []
    if state.problem is not None and not state.running:
        return state.problem.title
    if not state.whole:
        return "".join(parts)
    answers = translate("Words", "{done} of {total}").format(
        done=number_word(done), total=number_word(total)
    )
    parts.append(answers)
    if failed := state.count(State.FAILED):
        parts.append(translate("Words", "%Ln failed", "", failed))
    elif not state.running and not state.finished:
        parts.append(translate("Words", "unfinished"))
    return " · ".join(parts)


def hit_line(hit: Hit) -> str:
    """Where the words that were searched for stand in a recording."""
    if hit.analysis:
        return translate("Words", "In an answer: {text}").format(text=isolated(hit.text))
    return f"{clock(hit.start)}  {isolated(hit.text)}" if hit.start is not None else hit.text


def isolated(text: str) -> str:
    """`text` that reads from its own side and leaves the words around it where they are."""
    return f"\u2068{text}\u2069"
