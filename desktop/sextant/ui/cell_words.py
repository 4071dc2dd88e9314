"""What a cell says about its answer: how far it is, what it took, who answered."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sextant.bridge.state import ACTIVE, CellState
from sextant.core.events import State
from sextant.core.model import Analysis
from sextant.core.render import model_name
from sextant.ui.words import money_word, number_word, seconds_word, state_word

translate = QCoreApplication.translate


def progress_words(cell: CellState, written: int, *, brief: bool = False) -> str:
    """For the head of a cell without a whole answer. `written` counts words so far.

    When `brief`, a cell that waits says nothing, as its text says why.
    """
    match cell.state:
        case State.RUNNING if written:
            if brief:
                return translate("Answer", "%Ln word(s)", "", written)
            return translate("Answer", "writing… %Ln word(s)", "", written)
        case State.RUNNING:
            return translate("Answer", "thinking…")
        case State.WAITING if brief:
            return ""
        case State.FAILED if cell.partial:
            return translate("Answer", "cut short")
        case _:
            return state_word(cell.state)


def facts_words(answer: Analysis, *, brief: bool) -> str:
    """``$0.04 · 11 s``; when `brief`, the cost alone. A cost nobody named is unknown."""
    if answer.practice:
        return seconds_word(answer.seconds)
    cost = answer.usage.cost_usd
    said = translate("Answer", "cost unknown") if cost is None else money_word(cost)
    return said if brief else f"{said} · {seconds_word(answer.seconds)}"


def provenance_words(answer: Analysis) -> str:
    """Who really answered, through whom, and what it took: for the tool tip of the head."""
    usage = answer.usage
    lines = [answer.served_model or answer.key.model]
    if answer.served_model and answer.served_model != answer.key.model:
        lines.append(translate("Answer", "asked for {model}").format(model=answer.key.model))
    if answer.provider:
        lines.append(translate("Answer", "through {provider}").format(provider=answer.provider))
    if usage.prompt_tokens is not None and usage.completion_tokens is not None:
        words = translate("Answer", "{read} tokens read, {written} written")
        lines.append(
            words.format(
                read=number_word(usage.prompt_tokens),
                written=number_word(usage.completion_tokens),
            )
        )
    lines.append(facts_words(answer, brief=False))
    return "\n".join(lines)


def answered_by(cell: CellState, answer: Analysis | None) -> str:
    """``Claude Sonnet 5.5`` once it is known which one that was, else the name asked for."""
    if answer is not None and answer.served_model and not answer.practice:
        return model_name(answer.served_model)
    return model_name(cell.model)


def problem_words(cell: CellState, seconds: float | None) -> str:
    """What stands in the way of an answer, and what to do; empty when nothing does.

    `seconds` are those until the next try, where one follows by itself.
    """
    if cell.state is State.DONE:
        return ""
    problem = cell.problem
    words = f"{problem.title} {problem.remedy}".strip() if problem else ""
    if cell.state is State.RETRYING and seconds is not None:
        title = problem.title if problem else ""
        wait = translate("Answer", "Next try in {seconds} s.").format(seconds=f"{seconds:.0f}")
        return f"{title} {wait}".strip()
    if cell.partial and not words and cell.state not in ACTIVE:
        return translate("Answer", "This answer was cut short. The text so far is kept.")
    return words


def absence_words(cell: CellState, *, busy: bool) -> str:
    """What an empty cell says instead of an answer. `busy`: the recording is worked on."""
    if cell.state is not State.WAITING:
        return ""
    if not cell.id:
        return translate("Answer", "Asked as soon as there is a transcript.")
    return (
        translate("Answer", "Waits for its turn.")
        if busy
        else translate("Answer", "Not asked yet.")
    )
