"""``sextant models``: the live list with context length and prices."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.table import Table

from sextant.assembly import load_settings, make_keys, open_services
from sextant.cli.output import Lines
from sextant.core.model import ModelInfo

PER_MILLION = 1_000_000


def models(arguments: argparse.Namespace, lines: Lines) -> int:
    del arguments
    found = asyncio.run(_fetch())
    if lines.as_json:
        for info in found:
            lines.json(info)
        return 0
    table = Table(box=None, pad_edge=False)
    table.add_column("Model", overflow="fold")
    table.add_column("Context", justify="right")
    table.add_column("$ / million in", justify="right")
    table.add_column("out", justify="right")
    table.add_column("")
    for info in found:
        table.add_row(
            info.id,
            f"{info.context_length:,}" if info.context_length else "?",
            _price(info.prompt_price),
            _price(info.completion_price),
            _remark(info),
        )
    Console(highlight=False, markup=False).print(table)
    return 0


async def _fetch() -> Sequence[ModelInfo]:
    async with open_services(load_settings(), make_keys().get) as (_, openrouter):
        return await openrouter.models()


def _price(per_token: Decimal | None) -> str:
    return "?" if per_token is None else f"{per_token * PER_MILLION:.2f}"


def _remark(info: ModelInfo) -> str:
    if info.free:
        return "free; its providers may train on what they are sent"
    return f"now {info.resolves_to}" if info.resolves_to else ""
