"""The log tells technicians what happened and where, and nobody anything of a person's."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from sextant.core.redaction import redact
from sextant.storage.logs import DiscreetFormatter, start_logging

KEY = "sk-or-v1-0123456789abcdef0123456789abcdef"
WORDS = "what the minister said"


def fail_deeply() -> None:
    try:
        raise FileNotFoundError(2, WORDS, "/private/Q3 board.mp4")
    except OSError as error:
        raise ValueError(WORDS) from error


def formatted(
    error: BaseException | None = None, message: str = "a defect", name: str = "x"
) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, None, info)
    return DiscreetFormatter("%(name)s: %(message)s").format(record)


def test_a_traceback_names_kinds_and_places_and_no_words() -> None:
    try:
        fail_deeply()
    except ValueError as error:
        text = formatted(error)
    assert "in fail_deeply" in text
    assert text.index("builtins.FileNotFoundError") < text.index("which led to:")
    assert text.endswith("builtins.ValueError")
    assert WORDS not in text
    assert "board" not in text


def test_nor_does_one_of_several() -> None:
    text = formatted(ExceptionGroup(WORDS, [ValueError(WORDS), OSError(WORDS)]))
    assert text.count("of which one is:") == 2
    assert WORDS not in text


def test_what_asyncio_shows_of_tasks_stays_out() -> None:
    message = f"Task exception was never retrieved\nfuture: <Task exception=ValueError('{WORDS}')>"
    assert formatted(message=message, name="asyncio") == (
        "asyncio: Task exception was never retrieved"
    )


@pytest.mark.parametrize(
    "text",
    [
        f"Authorization: Bearer {KEY}",
        "Authorization: Token 5c1e0f7a9b3d2468ace013579bdf02468ace1357",
        f"key={KEY}",
        "5c1e0f7a9b3d2468ace013579bdf02468ace1357",
        "Proxy-Authorization: Basic b2ZmaWNlOnMzY3JldA==",
    ],
)
def test_what_looks_like_a_key_is_taken_out(text: str) -> None:
    assert "[redacted]" in redact(text)
    assert not any(secret in redact(text) for secret in (KEY, "5c1e0f", "b2ZmaWNl"))


@pytest.mark.logs_warnings
def test_the_log_file_is_written_that_way(tmp_path: Path) -> None:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    path = start_logging(verbose=True, folder=tmp_path)
    try:
        try:
            fail_deeply()
        except ValueError:
            logging.getLogger("sextant").exception("a defect with %s", KEY)
    finally:
        for handler in set(root.handlers) - set(before):
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)
    text = path.read_text()
    assert "in fail_deeply" in text
    assert KEY not in text
    assert WORDS not in text
