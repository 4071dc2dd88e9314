"""What a run may cost, before anything is sent.

Deepgram names no price in its answers, so transcription stays an estimated range.
OpenRouter names each answer's cost; before that, the live list's prices give an
upper bound. ``None`` is unknown, and unknown is never taken for zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from sextant.core.messages import output_limit
from sextant.core.model import ModelInfo
from sextant.core.settings import AnalysisSettings, Grid, TranscriptionSettings

TOKENS_PER_MINUTE = (Decimal(170), Decimal(420))
"""Of speech as it is sent: from 120 words of 1.3 tokens to 200 of 2, names and times included."""

TOKENS_PER_WORD = (Decimal("1.4"), Decimal("2.1"))
"""Of a transcript as it is sent, names and times included."""

ANSWER_TOKENS = (Decimal(700), Decimal(5000))
"""Of a usual answer, reasoning included. The hard limit is `AnalysisSettings.max_output_tokens`."""


class Range(msgspec.Struct, frozen=True):
    """US dollars, from and to."""

    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)


class Estimate(msgspec.Struct, frozen=True):
    """What one recording will probably cost. `unpriced` are models without a known price."""

    transcription: Range
    analyses: Range
    unpriced: tuple[str, ...] = ()

    @property
    def total(self) -> Range:
        return self.transcription + self.analyses


def transcription_cost(seconds: float, settings: TranscriptionSettings) -> Range:
    """Of `seconds` of audio, by the range of list prices seen."""
    minutes = Decimal(round(seconds, 3)) / 60
    low, high = settings.usd_per_minute
    return Range(minutes * low, minutes * high)


def estimate(
    seconds: float,
    transcription: TranscriptionSettings,
    grid: Grid,
    models: Mapping[str, ModelInfo],
) -> Estimate:
    """Of a recording of `seconds` nothing of which is saved yet."""
    minutes = Decimal(round(seconds, 3)) / 60
    sent = [minutes * tokens for tokens in TOKENS_PER_MINUTE]
    asked = [model for model in grid.models for _ in grid.prompts]
    return _estimate(transcription_cost(seconds, transcription), sent, asked, models)


def estimate_rest(words: int, asked: Sequence[str], models: Mapping[str, ModelInfo]) -> Estimate:
    """Of answers about a transcript that is saved; `asked` has the model of each."""
    return _estimate(Range(), [words * tokens for tokens in TOKENS_PER_WORD], asked, models)


def _estimate(
    transcription: Range,
    sent: Sequence[Decimal],
    asked: Sequence[str],
    models: Mapping[str, ModelInfo],
) -> Estimate:
    answers = {model: answer_range(sent, models.get(model)) for model in asked}
    costs = (answers[model] for model in asked)
    total = sum((cost for cost in costs if cost is not None), Range())
    unpriced = tuple(model for model, cost in answers.items() if cost is None)
    return Estimate(transcription, total, unpriced)


def answer_range(sent: Sequence[Decimal], info: ModelInfo | None) -> Range | None:
    """What an answer of usual length probably costs; `sent` are the least and the most tokens.

    ``None`` when unpriced.
    """
    if info is None or info.prompt_price is None or info.completion_price is None:
        return None
    low, high = (
        tokens * info.prompt_price + answer * info.completion_price
        for tokens, answer in zip(sent, ANSWER_TOKENS, strict=True)
    )
    return Range(low, high)


def tight_models(
    seconds: float, settings: AnalysisSettings, grid: Grid, models: Mapping[str, ModelInfo]
) -> tuple[str, ...]:
    """Models whose context a recording of `seconds` may not fit into, answer included.

    Told before anything is sent; what really does not fit is refused later, never cut.
    """
    tokens = Decimal(round(seconds, 3)) / 60 * TOKENS_PER_MINUTE[1]
    return tuple(
        model
        for model in grid.models
        if (info := models.get(model)) is not None
        and info.context_length is not None
        and tokens + output_limit(settings, info) > info.context_length
    )


def answer_bound(tokens: int, settings: AnalysisSettings, info: ModelInfo | None) -> Decimal | None:
    """The most that one answer can cost when `tokens` are sent; ``None`` when unpriced."""
    if info is None or info.prompt_price is None or info.completion_price is None:
        return None
    asked, answered = info.prompt_price, info.completion_price
    for price in info.long_context:
        if tokens > price.min_prompt_tokens:
            asked = asked if price.prompt_price is None else price.prompt_price
            answered = answered if price.completion_price is None else price.completion_price
    if info.cache_write_price is not None:
        asked = max(asked, info.cache_write_price)
    return tokens * asked + output_limit(settings, info) * answered


def answer_estimate(words: int, info: ModelInfo) -> Range | None:
    """Of one answer about a transcript of `words` words; ``None`` when unpriced."""
    return answer_range([words * tokens for tokens in TOKENS_PER_WORD], info)
