"""OpenRouter's list of models: what each is called, holds and costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from sextant.core.errors import AnswerUnreadable
from sextant.core.model import LongContextPrice, ModelInfo
from sextant.services.figures import usd
from sextant.services.openrouter_errors import SERVICE


class _Override(msgspec.Struct):
    min_prompt_tokens: int | None = None
    prompt: Any = None
    completion: Any = None


class _Pricing(msgspec.Struct):
    """Strings, US dollars a token; ``"-1"`` where a router decides later."""

    prompt: Any = None
    completion: Any = None
    input_cache_read: Any = None
    input_cache_write: Any = None
    overrides: list[_Override] | None = None


class _Alias(msgspec.Struct):
    slug: str | None = None


class _Provider(msgspec.Struct):
    max_completion_tokens: int | None = None


class _Model(msgspec.Struct):
    id: str
    name: str | None = None
    created: int | float | None = None
    context_length: int | None = None
    pricing: _Pricing | None = None
    top_provider: _Provider | None = None
    supported_parameters: list[str] | None = None
    alias_target: _Alias | None = None
    expiration_date: Any = None


class _List(msgspec.Struct):
    data: list[msgspec.Raw]


def read_models(body: bytes) -> Sequence[ModelInfo]:
    """The list in the answer to ``GET /models``; rows that cannot be read are left out.

    Raises: AnswerUnreadable.
    """
    try:
        found = msgspec.json.decode(body, type=_List).data
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise AnswerUnreadable(type(error).__name__, service=SERVICE) from error
    return tuple(_info(model) for row in found if (model := _model(row)) is not None)


def _model(row: msgspec.Raw) -> _Model | None:
    try:
        return msgspec.json.decode(row, type=_Model)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _info(model: _Model) -> ModelInfo:
    pricing = model.pricing or _Pricing()
    return ModelInfo(
        id=model.id,
        name=model.name or model.id,
        context_length=model.context_length,
        prompt_price=usd(pricing.prompt),
        completion_price=usd(pricing.completion),
        max_output=model.top_provider.max_completion_tokens if model.top_provider else None,
        resolves_to=(model.alias_target.slug or "") if model.alias_target else "",
        created=int(model.created or 0),
        expires=str(model.expiration_date or ""),
        parameters=tuple(model.supported_parameters or ()),
        cache_read_price=usd(pricing.input_cache_read),
        cache_write_price=usd(pricing.input_cache_write),
        long_context=tuple(
            LongContextPrice(o.min_prompt_tokens, usd(o.prompt), usd(o.completion))
            for o in pricing.overrides or ()
            if o.min_prompt_tokens is not None
        ),
    )
