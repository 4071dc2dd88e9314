from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from sextant.bridge.controller import Controller
from sextant.bridge.key_ring import KeyState, Outcome, Verdict
from sextant.core.errors import (
    Forbidden,
    KeyRefused,
    NotTheService,
    SextantError,
    TimedOut,
    Unreachable,
)
from sextant.core.keys import KeyPlace
from support.desk import FakeDesk, MemoryKeys
from support.qt import farewell, run, until
from support.scripted import ScriptedTranscriber


class Doorman(ScriptedTranscriber):
    """Answers a key check with `error`, or lets it pass."""

    def __init__(self, error: SextantError | None) -> None:
        super().__init__()
        self.error = error

    async def check_key(self) -> None:
        if self.error is not None:
            raise self.error


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (None, Outcome.WORKS),
        (KeyRefused(service="Deepgram"), Outcome.REFUSED),
        (Forbidden(service="Deepgram"), Outcome.REFUSED),
        (Unreachable(service="Deepgram"), Outcome.NO_NETWORK),
        (TimedOut(service="Deepgram"), Outcome.NO_NETWORK),
        (NotTheService(service="Deepgram"), Outcome.UNKNOWN),
    ],
)
def test_a_key_check_has_four_outcomes(
    qapp: QApplication, tmp_path: Path, error: SextantError | None, outcome: Outcome
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.transcriber = Doorman(error)
        controller = Controller(desk)
        await controller.start()
        verdicts: list[Verdict] = []
        controller.keys.tested.connect(verdicts.append)
        controller.keys.test("deepgram", "typed")
        await until(lambda: verdicts)
        assert (verdicts[0].service, verdicts[0].outcome) == ("deepgram", outcome)
        assert desk.keys.keys["deepgram"] == "key-one"
        await controller.close()
        await farewell(controller)

    run(qapp, scenario())


def test_a_service_with_an_address_of_its_own_needs_no_key(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path, MemoryKeys({}))
        desk.settings = msgspec.structs.replace(
            desk.settings, openrouter_url="http://127.0.0.1:11434/v1"
        )
        controller = Controller(desk)
        await controller.start()
        assert controller.keys.missing == ("deepgram",)
        await controller.close()
        await farewell(controller)

    run(qapp, scenario())


def test_keeping_and_forgetting_are_seen_at_once(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path, MemoryKeys({}, ring=False))
        controller = Controller(desk)
        await controller.start()
        controller.keys.put("deepgram", "typed")
        controller.keys.put("openrouter", "typed")
        await until(lambda: not controller.keys.missing)
        assert controller.keys.states[0] == KeyState("deepgram", KeyPlace("this-run"))
        controller.keys.remove("deepgram", "openrouter")
        await until(lambda: controller.keys.missing == ("deepgram", "openrouter"))
        await controller.close()
        await farewell(controller)

    run(qapp, scenario())


class SlowDoorman(ScriptedTranscriber):
    """Answers a key check when `gate` is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.asked = 0

    async def check_key(self) -> None:
        self.asked += 1
        await self.gate.wait()


def test_what_an_earlier_key_came_to_is_never_told(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.transcriber = slow = SlowDoorman()
        controller = Controller(desk)
        await controller.start()
        verdicts: list[Verdict] = []
        controller.keys.tested.connect(verdicts.append)
        controller.keys.test("deepgram", "first")
        await until(lambda: slow.asked == 1)
        controller.keys.forget_test("deepgram")
        slow.gate.set()
        await until(lambda: not controller.tasks.running("test:deepgram"))
        assert verdicts == []
        await controller.close()
        await farewell(controller)

    run(qapp, scenario())


def test_a_test_that_is_given_up_is_told_so_that_nobody_waits_for_it(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.transcriber = slow = SlowDoorman()
        controller = Controller(desk)
        await controller.start()
        given_up: list[str] = []
        controller.keys.untested.connect(given_up.append)
        controller.keys.forget_test("deepgram")
        assert given_up == []
        controller.keys.test("deepgram", "first")
        await until(lambda: slow.asked == 1)
        controller.keys.test_address("deepgram", "https://deepgram.example")
        assert given_up == ["deepgram"]
        await controller.close()
        await farewell(controller)

    run(qapp, scenario())


@pytest.mark.parametrize(
    ("field", "address", "missing"),
    [
        ("deepgram_url", "https://api.eu.deepgram.com", ("deepgram", "openrouter")),
        ("deepgram_url", "https://deepgram.com.example", ("openrouter",)),
        ("openrouter_url", "https://OpenRouter.ai/api/v1/", ("deepgram", "openrouter")),
        ("openrouter_url", "https://[", ("deepgram",)),
    ],
)
def test_a_key_is_wanted_wherever_the_service_itself_is(
    qapp: QApplication, tmp_path: Path, field: str, address: str, missing: tuple[str, ...]
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path, MemoryKeys({}))
        desk.settings = msgspec.structs.replace(desk.settings, **{field: address})
        controller = Controller(desk)
        await controller.start()
        assert controller.keys.missing == missing
        await controller.close()
        await farewell(controller)

    run(qapp, scenario())


def test_a_keyring_that_opens_after_all_gets_what_was_kept_for_this_run(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        keys = MemoryKeys({"openrouter": "kept long ago"}, closed=True)
        controller = Controller(FakeDesk(tmp_path, keys))
        await controller.start()
        assert controller.keys.missing == ("deepgram", "openrouter")
        controller.keys.put("deepgram", "typed")
        await until(lambda: controller.keys.missing == ("openrouter",))
        assert controller.keys.states[0].place == KeyPlace("this-run", "Test Ring", closed=True)
        keys.closed = False
        controller.keys.try_again()
        await until(lambda: not controller.keys.missing)
        assert {state.place.kind for state in controller.keys.states} == {"keyring"}
        await controller.close()
        await farewell(controller)

    run(qapp, scenario())


class Pondering(MemoryKeys):
    """A keyring whose owner thinks until `answered`."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.answered = threading.Event()

    def place(self, service: str) -> KeyPlace:
        self.asked.set()
        self.answered.wait(60)
        return super().place(service)


def test_whoever_leaves_while_the_keyring_asks_does_not_have_to_answer_it(
    qapp: QApplication, tmp_path: Path
) -> None:
    keys = Pondering()

    async def scenario() -> None:
        controller = Controller(FakeDesk(tmp_path, keys))
        start = controller.tasks.start("begin", controller.start())
        await until(keys.asked.is_set)
        await controller.close()
        assert start.cancelled()
        await farewell(controller)

    run(qapp, scenario())
    assert not keys.answered.is_set()
    keys.answered.set()
