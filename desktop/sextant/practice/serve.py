"""What the child does: serve both dialects on loopback until its parent is gone."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec

from sextant.practice.child import Commission, Greeting

IDLE_SECONDS = 75
"""How long a connection may rest between two requests; recognising takes its time."""

STDIN, STDOUT = 0, 1
"""By number: a frozen program without a console has no `sys.stdin`."""


def main(words: Sequence[str] = ()) -> int:
    """Read the commission, say the port, serve. Never returns while the parent lives."""
    if words:
        return 2
    with open(STDIN, "rb", buffering=0, closefd=False) as parent:
        commission = msgspec.json.decode(parent.readline(), type=Commission)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with socket.create_server(("127.0.0.1", 0)) as door:
        _serve(commission, door)
    return 0


def _end_with_parent() -> None:
    """Nothing more is said on standard input; it ends when the parent does."""
    while os.read(STDIN, 4096):
        pass
    os._exit(0)


def _serve(commission: Commission, door: socket.socket) -> None:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.routing import Mount

    from sextant.practice import deepgram, openrouter

    app = Starlette(
        routes=[
            Mount("/api/v1", routes=openrouter.routes(commission.key)),
            Mount("/v1", routes=deepgram.routes(commission.key, Path(commission.ffmpeg))),
        ]
    )
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_keep_alive=IDLE_SECONDS,
    )
    greeting = Greeting(port=door.getsockname()[1])
    os.write(STDOUT, msgspec.json.encode(greeting) + b"\n")
    uvicorn.Server(config).run(sockets=[door])
