"""All that OpenRouter, a provider and the network can do to an answer, one row a case.

Each is brought about over a real connection and taken through the whole pipeline, one
question to one model. A row says what a person reads, how often was asked and with
what waits, what text is saved, and what it cost.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal

import pytest

from fakes import openrouter
from fakes.openrouter import (
    DONE,
    ENDING,
    PROCESSING,
    USAGE,
    USAGE_FORMS,
    answers,
    answers_at_once,
    breaks_off,
    broken_inside,
    chunk,
    event,
    falls_silent,
    refuses,
    says,
    streams,
    texts,
    upstream_busy,
)
from fakes.server import Reply
from fakes.services import CHAT, FakeServices
from sextant.core.settings import DEFAULT_MODELS, AnalysisSettings, Settings
from support.services import SHORT, ServiceBench

MODEL = DEFAULT_MODELS[0]
ONE_QUESTION = AnalysisSettings(models=(MODEL,), prompts=("brief",))

TEXT = "Shipping moves to Monday [00:00:12]."
PRICE = Decimal("0.0047")


@dataclass(frozen=True)
class Row:
    """What happens, and what comes of it. `unknown` counts tries that may have cost money."""

    name: str
    replies: tuple[Reply, ...]
    reads: str = ""
    tries: int = 1
    waits: tuple[float, ...] = ()
    text: str | None = None
    cost: Decimal = Decimal(0)
    unknown: int = 0


def good(name: str, *replies: Reply, waits: tuple[float, ...] = (), **more: object) -> Row:
    """A row that ends with the whole answer and its price."""
    row = {"text": TEXT, "cost": PRICE, "tries": len(replies), "waits": waits, **more}
    return Row(name, replies, **row)


def refused(name: str, reply: Reply, reads: str) -> Row:
    """A row that ends at the first no, which is free of charge."""
    return Row(name, (reply,), reads)


def cut(name: str, reply: Reply, why: str, text: str, unknown: int = 1) -> Row:
    """A row that leaves a text cut short, asked for no second time."""
    return Row(name, (reply,), f"The answer was cut short: {why}", text=text, unknown=unknown)


BROKE = "The connection to OpenRouter broke off."
SILENT = "OpenRouter did not answer in time."
DOWN = "OpenRouter has a problem at the moment."
BUSY = "OpenRouter asks to wait: too many requests."
CREDIT = "The OpenRouter account has not enough credit."
BETWEEN = "Something between this computer and OpenRouter answered in its place."
UNREADABLE = "The answer of OpenRouter arrived incomplete."
GONE = f"The model {MODEL} is not offered at present."
NOT_ALLOWED = "The OpenRouter key is not allowed to do this."
EMPTY = "The model sent an empty answer."
THOUGHT = "The model used up the length allowed by thinking."
DECLINED = "The model declined to answer."

well = answers(TEXT)
begun = texts("So far ")
thinking = chunk(delta={"reasoning": "Let me see …", "reasoning_details": [{"type": "text"}]})
midnight = {"X-RateLimit-Reset": "1792022400000", "Date": "Tue, 13 Oct 2026 14:00:00 GMT"}
crlf = [piece.replace(b"\n", b"\r\n") for piece in (PROCESSING, *texts(TEXT), *ENDING)]
several_at_once = b"".join([PROCESSING, *texts(TEXT), *ENDING])
accented = event({"choices": [{"delta": {"content": "Zürich"}}]})
zod = {"success": False, "error": {"name": "ZodError", "message": '[{"path": ["model"]}]'}}
unlike = {"object": "error", "message": "The model is loading.", "type": "NotReady", "code": 400}
in_one = {
    "id": "gen-1",
    "model": "acme/fake",
    "choices": [{"message": {"content": TEXT}, "finish_reason": "stop"}],
    "usage": USAGE,
}
half_in_one = {
    "choices": [
        {
            "message": {"content": "So far "},
            "finish_reason": "error",
            "error": {"code": 502, "message": "Provider returned error"},
        }
    ]
}
error_in_one = {
    "choices": [],
    "error": {"message": "Provider returned error", "code": 429, "metadata": {"raw": "busy"}},
}

ROWS = [
    good("all is well", well),
    *(
        good(f"usage {form}", streams(*texts(TEXT), chunk(finish="stop"), *events, DONE))
        for form, events in USAGE_FORMS.items()
    ),
    good("usage without an end mark", streams(*texts(TEXT), *ENDING[:-1])),
    good("usage with the last text", streams(chunk(TEXT, finish="stop", usage=USAGE), DONE)),
    good("lines that end with CR and LF", streams(*crlf)),
    good("all events in one segment", streams(several_at_once)),
    good("comments between", streams(*[p for t in texts(TEXT) for p in (PROCESSING, t)], *ENDING)),
    good("thinking first", streams(thinking, thinking, *texts(TEXT), *ENDING)),
    good("an answer in one piece", answers_at_once(in_one)),
    good("a reset after the end", breaks_off(*texts(TEXT), *ENDING[:-1], how="reset")),
    good("silence after the end mark", falls_silent(*texts(TEXT), *ENDING)),
    # refusals
    refused("bad key", openrouter.BAD_KEY, "OpenRouter refused the key."),
    refused("no key", openrouter.NO_KEY, "OpenRouter refused the key."),
    refused("cannot afford", openrouter.CANNOT_AFFORD, CREDIT),
    refused("heavier than all credit", openrouter.HEAVIER_THAN_ALL_CREDIT, CREDIT),
    refused("a budget of whoever manages the account", openrouter.OVER_A_BUDGET, CREDIT),
    refused("key without rights", refuses(403, "Only management keys can do this"), NOT_ALLOWED),
    refused(
        "moderated",
        openrouter.MODERATED,
        "The provider's content filter turned the transcript away.",
    ),
    refused("model gone", openrouter.NO_SUCH_MODEL, GONE),
    refused("model gone, by status", refuses(404, "No endpoints found for acme/fake"), GONE),
    refused(
        "nobody within the privacy settings",
        openrouter.NO_ENDPOINT,
        f"No provider of {MODEL} meets the privacy settings.",
    ),
    refused("context too long", openrouter.TOO_LONG, f"The transcript is too long for {MODEL}."),
    refused(
        "reasoning is mandatory",
        refuses(400, "Reasoning is mandatory for this endpoint and cannot be disabled."),
        "OpenRouter refused the request: Reasoning is mandatory for this endpoint and cannot be "
        "disabled.",
    ),
    refused(
        "the provider's own words",
        refuses(400, "Provider returned error", {"raw": "max_tokens too small", "x": [1]}),
        "OpenRouter refused the request: max_tokens too small",
    ),
    refused(
        "words that name an account",
        refuses(422, "Invalid argument for user_2secretaccount"),
        "OpenRouter refused the request: Invalid argument for user_…",
    ),
    refused(
        "a validator's error",
        says(400, zod),
        'OpenRouter refused the request: [{"path": ["model"]}]',
    ),
    refused(
        "an error of another shape",
        says(400, unlike),
        "OpenRouter refused the request: The model is loading.",
    ),
    refused(
        "an error with fields of other types",
        says(400, {"error": {"code": 400, "message": "No.", "metadata": ["odd"]}}),
        "OpenRouter refused the request: No.",
    ),
    refused(
        "an error in a word",
        says(400, {"error": "model is busy loading"}),
        "OpenRouter refused the request: model is busy loading",
    ),
    refused(
        "too large",
        refuses(413, "Request payload too large"),
        "OpenRouter refused the request: Request payload too large",
    ),
    refused("a page in place of the answer", says(200, "<html>Sign in</html>"), BETWEEN),
    refused("a page in place of an error", says(403, "<html>Blocked</html>"), BETWEEN),
    refused("a redirection", says(307, b"", {"Location": "http://127.0.0.1:1/"}), BETWEEN),
    # passing faults
    good("credit held", openrouter.CREDIT_HELD, well, waits=(3,)),
    good("provider busy, wait in the body", upstream_busy(inside=5), well, waits=(5,)),
    good(
        "provider busy, wait in the header",
        upstream_busy(inside=5, headers={"Retry-After": "2"}),
        well,
        waits=(2,),
    ),
    good("provider busy, no wait named", upstream_busy(inside=None), well, waits=(1,)),
    good(
        "provider busy until a date",
        upstream_busy(
            inside=None,
            headers={
                "Retry-After": "Wed, 21 Oct 2026 07:28:09 GMT",
                "Date": "Wed, 21 Oct 2026 07:28:00 GMT",
            },
        ),
        well,
        waits=(9,),
    ),
    refused(
        "a day's free answers used up", refuses(429, "Rate limit exceeded", headers=midnight), BUSY
    ),
    good("operation timed out", refuses(408, "Operation timed out."), well, waits=(1,), unknown=1),
    good("provider down", openrouter.PROVIDER_DOWN, well, waits=(1,)),
    good("provider down, a gateway's page", openrouter.CLOUDFLARE, well, waits=(1,)),
    good(
        "unavailable, named wait",
        refuses(503, "Service temporarily unavailable", headers={"Retry-After": "4"}),
        well,
        waits=(4,),
    ),
    good("gateway timeout", refuses(524, "Request timed out."), well, waits=(1,), unknown=1),
    good("overloaded", refuses(529, "Provider returned error"), well, waits=(1,)),
    Row("down for long", (openrouter.PROVIDER_DOWN,) * 4, DOWN, tries=4, waits=(1, 2, 4)),
    # errors inside a 200
    good("only an error", streams(broken_inside(429, "Rate limit exceeded")), well, waits=(1,)),
    good("only an error, by a word", streams(broken_inside("server_error", "…")), well, waits=(1,)),
    good("an error after thinking", streams(thinking, broken_inside(502, "…")), well, waits=(1,)),
    good("an error in one piece", answers_at_once(error_in_one), well, waits=(1,)),
    good(
        "an error without choices",
        answers_at_once({"error": {"message": "busy", "code": 503}}),
        well,
        waits=(1,),
    ),
    refused(
        "an error inside that no retry cures",
        streams(event({"error": {"code": 402, "message": "Insufficient credits"}})),
        CREDIT,
    ),
    cut("an error after text", streams(*begun, broken_inside(502, "…")), DOWN, "So far "),
    cut("half an answer in one piece", answers_at_once(half_in_one), DOWN, "So far "),
    # connections that break, and silence
    good("no status", openrouter.unanswered, well, waits=(1,), unknown=1),
    good("reset before a status", openrouter.resets, well, waits=(1,), unknown=1),
    good("broken before text", breaks_off(PROCESSING), well, waits=(1,), unknown=1),
    good("reset before text", breaks_off(PROCESSING, how="reset"), well, waits=(1,), unknown=1),
    good("ended without a word", streams(PROCESSING), well, waits=(1,), unknown=1),
    good("silence before text", falls_silent(PROCESSING), well, waits=(1,), unknown=1),
    good("comments alone", openrouter.only_comments, well, waits=(1,), unknown=1),
    Row("broken while thinking", (breaks_off(thinking),), BROKE, unknown=1),
    Row("silent while thinking", (falls_silent(thinking),), SILENT, unknown=1),
    cut("broken after text", breaks_off(*begun), BROKE, "So far "),
    cut("reset after text", breaks_off(*begun, how="reset"), BROKE, "So far "),
    cut("ended after text", streams(*begun), UNREADABLE, "So far "),
    cut("silent after text", falls_silent(*begun), SILENT, "So far "),
    cut("broken inside a character", breaks_off(*begun, accented[:37]), BROKE, "So far "),
    cut("ended inside a line", streams(*begun, accented[:-30]), UNREADABLE, "So far "),
    cut("broken JSON after text", streams(*begun, b"data: {nope}\n\n"), UNREADABLE, "So far "),
    Row("broken JSON", (streams(b"data: {nope}\n\n"),), UNREADABLE, unknown=1),
    # answers that are no whole ones
    Row(
        "at the length allowed",
        (streams(*texts(TEXT), chunk(finish="length", usage=USAGE), DONE),),
        "The answer was cut short: it reached the length allowed.",
        text=TEXT,
        cost=PRICE,
    ),
    Row(
        "thinking used all of it",
        (streams(thinking, chunk(finish="length", usage=USAGE), DONE),),
        THOUGHT,
        cost=PRICE,
    ),
    Row(
        "nothing, and that was all",
        (streams(chunk(finish="stop", usage={"cost": 0}), DONE),),
        EMPTY,
    ),
    Row(
        "filtered",
        (streams(*begun, chunk(finish="content_filter", usage=USAGE), DONE),),
        DECLINED,
        text="So far ",
        cost=PRICE,
    ),
    Row(
        "declined",
        (streams(chunk(delta={"refusal": "I cannot"}), chunk(finish="stop", usage=USAGE), DONE),),
        DECLINED,
        cost=PRICE,
    ),
    Row(
        "an end nobody has heard of",
        (streams(*begun, chunk(finish="tired", usage=USAGE), DONE),),
        "The answer was cut short: it broke off.",
        text="So far ",
        cost=PRICE,
    ),
]

SHORTLY = {
    "no status",
    "silence before text",
    "silent while thinking",
    "silent after text",
    "comments alone",
}


@pytest.fixture
def asking(bench: ServiceBench) -> ServiceBench:
    bench.settings = Settings(analysis=ONE_QUESTION)
    return bench


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_what_comes_of_it(asking: ServiceBench, row: Row) -> None:
    bench = asking
    bench.fake.question(MODEL, *row.replies)
    if row.name in SHORTLY:
        bench.patience, bench.silence = (30.0, SHORT) if "comments" in row.name else (SHORT, 30.0)
    summary = bench.run()

    assert [error.words()[0] for error in summary.errors] == ([row.reads] if row.reads else [])
    assert len(bench.fake.received(CHAT)) == row.tries
    assert tuple(bench.clock.slept)[: len(row.waits)] == row.waits
    assert (summary.cost_usd, summary.unknown_costs) == (row.cost, row.unknown)

    saved = [(answer.text, answer.complete) for answer in bench.folder.analyses()]
    assert saved == ([] if row.text is None else [(row.text, not row.reads)])
    assert len(bench.settled("openrouter")) == row.tries, "each try is in the ledger, ended"
    assert not [name for name in bench.saved if name.endswith(".part") and not row.text]
    assert "secretaccount" not in json.dumps([str(error) for error in summary.errors])


def test_one_fault_disturbs_no_other_answer(bench: ServiceBench) -> None:
    bench.fake.question(MODEL, breaks_off(*begun, how="reset"))
    summary = bench.run()
    assert [error.words()[1] for error in summary.errors] == ["The text so far is kept."]
    assert sum(answer.complete for answer in bench.folder.analyses()) == 5
    assert summary.cost_usd == 5 * PRICE


def test_what_was_served_is_saved_beside_what_was_asked(asking: ServiceBench) -> None:
    asking.run()
    (answer,) = asking.folder.analyses()
    assert (answer.key.model, answer.served_model) == (MODEL, "acme/fake-1.0-20260101")
    assert (answer.provider, answer.finish_reason) == ("Acme", "stop")
    assert answer.generation_id.startswith("gen-")
    usage = answer.usage
    assert (usage.prompt_tokens, usage.completion_tokens, usage.cost_usd) == (1697, 52, PRICE)
    assert (usage.reasoning_tokens, usage.cached_tokens) == (12, 1024)


def test_a_cost_that_the_answer_does_not_name_is_looked_up(
    asking: ServiceBench, fake: FakeServices
) -> None:
    """The service knows it a little later: three times it does not, the fourth time it does."""
    lookups = [0]
    look_up = fake.routes["/api/v1/generation"]

    async def not_yet(exchange) -> None:
        lookups[0] += 1
        if lookups[0] == 4:
            fake.costs[dict(exchange.query)["id"]] = Decimal("0.5")
        await look_up(exchange)

    fake.routes["/api/v1/generation"] = not_yet
    fake.question(MODEL, streams(*texts(TEXT), chunk(finish="stop")))
    summary = asking.run()
    assert (summary.cost_usd, summary.unknown_costs) == (Decimal("0.5"), 0)
    (answer,) = asking.folder.analyses()
    assert (answer.complete, answer.usage.cost_usd) == (True, Decimal("0.5"))


def test_thinking_that_used_all_the_length_is_not_paid_for_again_by_itself(
    asking: ServiceBench, fake: FakeServices
) -> None:
    fake.question(MODEL, streams(thinking, chunk(finish="length", usage=USAGE), DONE))
    asking.run()
    resumed = asking.resume()
    assert [error.words()[0] for error in resumed.errors] == [THOUGHT]
    assert len(fake.asked) == 1
    assert asking.resume(again=True).failed == 0
    assert len(fake.asked) == 2


def test_credit_that_does_not_reach_for_all_makes_them_go_one_by_one(
    bench: ServiceBench, fake: FakeServices
) -> None:
    bench.settings = Settings(analysis=AnalysisSettings(stagger=False))
    fake.most_at_once = 1
    summary = bench.run()
    assert (summary.failed, summary.cost_usd) == (0, 6 * PRICE)
