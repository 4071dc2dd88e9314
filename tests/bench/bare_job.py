"""The least that a script can do for six answers: the same calls, and nothing is kept or checked.

Run as ``bare_job.py FFMPEG VIDEO AUDIO``, with the services in Sextant's own variables.
"""

import asyncio
import os
import subprocess
import sys

import httpx

FFMPEG, VIDEO, AUDIO = sys.argv[1:]
DEEPGRAM, OPENROUTER = os.environ["SEXTANT_DEEPGRAM_URL"], os.environ["SEXTANT_OPENROUTER_URL"]
TO_DEEPGRAM = {"Authorization": f"Token {os.environ['DEEPGRAM_API_KEY']}"}
TO_OPENROUTER = {"Authorization": f"Bearer {os.environ['OPENROUTER_API_KEY']}"}


async def ask(client: httpx.AsyncClient, text: str, model: str) -> None:
    question = {"model": model, "stream": True, "messages": [{"role": "user", "content": text}]}
    address = f"{OPENROUTER}/chat/completions"
    asked = client.stream("POST", address, json=question, headers=TO_OPENROUTER)
    async with asked as answer:
        async for _ in answer.aiter_bytes():
            pass


async def job() -> None:
    copy = [FFMPEG, "-nostdin", "-v", "error", "-i", VIDEO, "-vn", "-c:a", "copy", "-y", AUDIO]
    subprocess.run(copy, check=True)  # noqa: ASYNC221 - there is nothing else to do meanwhile
    async with httpx.AsyncClient(timeout=600, trust_env=False) as client:
        with open(AUDIO, "rb") as file:  # noqa: ASYNC230, PTH123 - as short as a script is
            sound = file.read()
        kind = {**TO_DEEPGRAM, "Content-Type": "audio/mp4"}
        said = await client.post(f"{DEEPGRAM}/v1/listen?model=nova-3", content=sound, headers=kind)
        text = said.json()["results"]["channels"][0]["alternatives"][0]["transcript"]
        async with asyncio.TaskGroup() as group:
            for number in range(6):
                group.create_task(ask(client, text, f"model-{number % 3}"))


asyncio.run(job())
