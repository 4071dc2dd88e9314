"""The practice services: a child on loopback, reached as the real services are."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import imageio_ffmpeg
import pytest

from sextant.core.errors import KeyRefused
from sextant.core.settings import PRACTICE_MODELS
from sextant.practice.child import practice_services
from sextant.services import http
from sextant.services.deepgram import Deepgram
from sextant.services.openrouter import OpenRouter

FFMPEG = Path(imageio_ffmpeg.get_ffmpeg_exe())


def test_both_services_answer_and_want_the_key_of_this_run() -> None:
    async def go() -> None:
        async with (
            practice_services(FFMPEG) as child,
            http.client(child.openrouter_url, read_seconds=20) as client,
        ):
            analyst = OpenRouter(client, base_url=child.openrouter_url, key=child.key)
            transcriber = Deepgram(client, base_url=child.deepgram_url, key=child.key)
            await analyst.check_key()
            await transcriber.check_key()
            assert tuple(model.id for model in await analyst.models()) == PRACTICE_MODELS
            with pytest.raises(KeyRefused):
                await OpenRouter(client, base_url=child.openrouter_url, key="x").check_key()
            with pytest.raises(KeyRefused):
                await Deepgram(client, base_url=child.deepgram_url, key="x").check_key()
        async with httpx.AsyncClient(trust_env=False) as client:
            with pytest.raises(httpx.ConnectError):
                await client.get(child.deepgram_url)

    asyncio.run(go())
