"""The program in a terminal of its own: started as a person or a script starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Self

from support.isolation import HOMES

SEXTANT = (sys.executable, "-P", "-m", "sextant")


class Said:
    """What a command said and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Standard output as JSON Lines; fails where anything else is on it."""
        return [json.loads(line) for line in self.out.splitlines()]

    def events(self, name: str) -> list[dict[str, Any]]:
        return [row for row in self.rows if row.get("event") == name]

    @property
    def summary(self) -> dict[str, Any]:
        """The last line, as the outside is promised it."""
        assert self.rows[-1]["event"] == "summary"
        return self.rows[-1]


def sextant(
    *words: str | Path,
    typed: str | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Said:
    """Run the command to its end, with pipes where a person has a terminal."""
    done = subprocess.run(
        [*SEXTANT, *map(str, words)],
        input=typed if typed is not None else "",
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | dict(env or {}),
        cwd=cwd,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Said(done.returncode, done.stdout, done.stderr)


@contextmanager
def running(
    *words: str | Path, env: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """The command while it runs; whatever happens, it is gone afterwards."""
    with subprocess.Popen(
        [*SEXTANT, *map(str, words)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | dict(env or {}),
    ) as process:
        try:
            yield process
        finally:
            process.kill()


class Answering:
    """A server on loopback that answers all requests alike, and remembers them."""

    def __init__(self, status: int, body: bytes, kind: str) -> None:
        self.requests: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                server.requests.append(f"{self.command} {self.path}")
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = answer  # noqa: N815 - their names

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def env(self) -> dict[str, str]:
        """Both services are this server."""
        return services(self.url, self.url)


def answering(body: str | bytes, *, status: int = 200, kind: str = "application/json") -> Answering:
    return Answering(status, body.encode() if isinstance(body, str) else body, kind)


def services(deepgram: str, openrouter: str, key: str = "a-key") -> dict[str, str]:
    """The environment in which the services are elsewhere."""
    return {
        "SEXTANT_DEEPGRAM_URL": deepgram,
        "SEXTANT_OPENROUTER_URL": openrouter,
        "DEEPGRAM_API_KEY": key,
        "OPENROUTER_API_KEY": key,
    }


def home(folder: Path) -> dict[str, str]:
    """The environment of somebody who lives in `folder`."""
    return {name: str(folder / place) for name, place in HOMES.items()}


def files_of(project: Path) -> dict[str, bytes]:
    """Everything in a project, by its path in it."""
    found: Sequence[Path] = sorted(path for path in project.rglob("*") if path.is_file())
    return {str(path.relative_to(project)): path.read_bytes() for path in found}
