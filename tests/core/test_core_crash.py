"""The jewel: end a run at every write and at every await, run again, and all is as it should be.

Nothing that lay whole on the disk is paid for a second time, and no file under its
final name is ever less than whole.
"""

import asyncio
import os
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest

from sextant.core.bookkeeping import open_accounts
from support.bench import Bench


class Died(BaseException):
    """The process is gone: from here on nothing can be written."""


WRITES = ("write", "fsync", "replace", "unlink", "mkdir")


@contextmanager
def dying_at(point: int):
    """Every disk write from number `point` on fails."""
    real = {name: getattr(os, name) for name in WRITES}
    count = [0]

    def dying(name: str) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            count[0] += 1
            if count[0] >= point:
                raise Died
            return real[name](*args, **kwargs)

        return call

    for name in WRITES:
        setattr(os, name, dying(name))
    try:
        yield count
    finally:
        for name in WRITES:
            setattr(os, name, real[name])


def essence(bench: Bench) -> tuple[object, ...]:
    """What a person owns in the end, without times of day."""
    folder = bench.folder
    audio = folder.audio()
    transcript = folder.path / "transcript.deepgram.json"
    return (
        audio.read_bytes() if audio else None,
        transcript.read_bytes() if transcript.exists() else None,
        {answer.key.id: (answer.text, answer.complete) for answer in folder.analyses()},
        folder.recording().failures,
    )


def whole_answers(bench: Bench) -> set[str]:
    folders = bench.library.recordings()
    return {a.key.id for a in folders[0].analyses() if a.complete} if folders else set()


def undisturbed() -> tuple[object, ...]:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        bench.run()
        return essence(bench)


def until_it_survives(try_at: Callable[[int], bool]) -> int:
    """Call `try_at` with 1, 2, 3 … until the run ends before that point. Returns the points."""
    point = 1
    while try_at(point):
        point += 1
    return point - 1


def dies(point: int, wanted: tuple[object, ...]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        with dying_at(point):
            survived = ends_or_dies(bench)
        if survived:
            assert essence(bench) == wanted
            return False
        kept = whole_answers(bench)
        asked = len(bench.analyst.asked)
        bench.run()
        assert essence(bench) == wanted, f"write {point}"
        assert bench.transcriber.paid == 1, f"write {point}: the transcript was paid for twice"
        assert len(bench.analyst.asked) - asked == 6 - len(kept), f"write {point}"
        assert open_accounts(bench.folder.ledger()) == ()
        leftovers = [p for p in bench.folder.path.rglob("*.part") if not p.with_suffix("").exists()]
        assert leftovers == [], f"write {point}"
        return True


def ends_or_dies(bench: Bench) -> bool:
    """Whether the run came to its end; any other error than dying is a failure."""
    try:
        bench.run()
    except BaseException as error:
        if not died(error):
            raise
        return False
    return True


def died(error: BaseException) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(died(inner) for inner in error.exceptions)
    return isinstance(error, Died)


def test_killed_at_every_write() -> None:
    wanted = undisturbed()
    assert until_it_survives(lambda point: dies(point, wanted)) > 60


@contextmanager
def cancelling_at(point: int, monkeypatch: pytest.MonkeyPatch):
    """Cancel the run where it waits for the disk or a service for the `point`th time."""
    real_thread, real_sleep = asyncio.to_thread, asyncio.sleep
    count = [0]
    runs: list[asyncio.Task[object]] = []

    def tick() -> None:
        count[0] += 1
        if count[0] == point:
            runs[0].cancel()

    async def to_thread(*args, **kwargs):
        tick()
        return await real_thread(*args, **kwargs)

    async def sleep(seconds: float) -> None:
        tick()
        await real_sleep(seconds)

    with monkeypatch.context() as patch:
        patch.setattr(asyncio, "to_thread", to_thread)
        patch.setattr(asyncio, "sleep", sleep)
        yield count, runs


def is_cancelled(point: int, wanted: tuple[object, ...], monkeypatch: pytest.MonkeyPatch) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        with cancelling_at(point, monkeypatch) as (count, runs):

            async def run() -> None:
                task = asyncio.ensure_future(bench.batch().run([bench.video]))
                runs.append(task)
                await asyncio.wait([task])
                assert task.cancelled() or count[0] < point or task.result().failed == 0
                left = asyncio.all_tasks() - {asyncio.current_task()}
                assert not left, f"await {point}: something still runs"

            asyncio.run(run())
        if count[0] < point:
            return False
        if bench.library.recordings():
            names = {p.name for p in bench.folder.path.iterdir()}
            assert not {n for n in names if n.endswith(".part")}, f"await {point}: {names}"
            assert open_accounts(bench.folder.ledger()) == (), f"await {point}"
        kept = whole_answers(bench)
        asked = len(bench.analyst.asked)
        bench.run()
        assert essence(bench) == wanted, f"await {point}"
        assert bench.transcriber.paid == 1, f"await {point}"
        assert len(bench.analyst.asked) - asked == 6 - len(kept), f"await {point}"
        return True


def test_cancelled_at_every_await(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = undisturbed()
    points = until_it_survives(lambda point: is_cancelled(point, wanted, monkeypatch))
    assert points > 60
