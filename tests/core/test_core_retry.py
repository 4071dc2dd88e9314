"""Only what a retry can cure is tried again, and only as long as a person would wait."""

import asyncio

import pytest

from sextant.core import errors
from sextant.core.retry import Patience, curable, patiently
from support.scripted import StillClock

CURABLE = {
    "Unreachable",
    "ConnectionLost",
    "TimedOut",
    "UploadTooSlow",
    "ServiceDown",
    "RateLimited",
    "CreditHeld",
}


def every_error() -> list[type[errors.SextantError]]:
    found = [errors.SextantError]
    for kind in found:
        found.extend(kind.__subclasses__())
    return found


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_a_verdict_is_never_tried_again(kind: type[errors.SextantError]) -> None:
    assert curable(kind()) is (kind.__name__ in CURABLE)


def run(faults: list[errors.SextantError], **options: object) -> tuple[StillClock, list[float]]:
    clock, told = StillClock(), []

    async def attempt() -> str:
        if faults:
            raise faults.pop(0)
        return "answer"

    async def go() -> None:
        await patiently(
            attempt,
            patience=Patience(),
            clock=clock,
            on_wait=lambda _, seconds: told.append(seconds),
            **options,
        )

    asyncio.run(go())
    return clock, told


def test_waits_double_and_are_told() -> None:
    clock, told = run([errors.ServiceDown(), errors.ServiceDown(), errors.ServiceDown()])
    assert clock.slept == told == [1.0, 2.0, 4.0]


def test_the_fourth_failure_is_the_last() -> None:
    faults: list[errors.SextantError] = [errors.ServiceDown() for _ in range(9)]
    with pytest.raises(errors.ServiceDown):
        run(faults)
    assert len(faults) == 5


def test_the_service_says_how_long() -> None:
    clock, _ = run([errors.RateLimited(retry_after=7.5)])
    assert clock.slept == [7.5]


def test_a_wait_until_tomorrow_is_for_a_person_to_decide() -> None:
    with pytest.raises(errors.RateLimited):
        run([errors.RateLimited(retry_after=3600)])


def test_what_is_not_allowed_is_not_repeated() -> None:
    with pytest.raises(errors.TimedOut):
        run([errors.TimedOut()], allowed=lambda _: False)
