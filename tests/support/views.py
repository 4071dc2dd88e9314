"""A recording with two prompts and two models, made in memory, for exports to be tried on."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal

from sextant.core.agreement import moments
from sextant.core.evidence import Examiner
from sextant.core.model import Analysis, AnalysisKey, Recording, Source, Transcript, Usage
from sextant.core.view import AnswerView, RecordingView
from sextant.export.formats import export
from sextant.export.subject import Subject
from support.spoken import transcript

MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

MEETING = transcript(
    (0, "Good morning. We agreed to spend <four> hundred thousand dollars on the windows."),
    (60, "It is not enough, and we have no plan for the bank."),
    (125, "Then I will speak with the bank and you will have an answer by Friday."),
)

BRIEF = """## In short

They will spend “four hundred thousand dollars” [00:00:00] & look for more [00:01:00, 00:02:05].

| who | what | time |
| --- | --- | --- |
| Clara | “we have a plan for the bank” | [00:01:00] |
"""

CRITICAL = """# Weak

- *Invented*: “the mayor promised us the money” [00:09:00]
- Misplaced: “you will have an answer by Friday” [00:00:00]
"""


def answer(prompt: str, model: str, text: str, spoken: Transcript = MEETING, **facts) -> AnswerView:
    key = AnalysisKey(prompt, "p" * 64, model, spoken.fingerprint)
    analysis = Analysis(
        key=key,
        text=text,
        complete=facts.pop("complete", True),
        started=MOMENT,
        seconds=11.2,
        served_model=facts.pop("served_model", "anthropic/claude-sonnet-5"),
        finish_reason="stop",
        usage=Usage(1000, 200, cost_usd=facts.pop("cost_usd", Decimal("0.0412"))),
    )
    titles = {"brief": ("Brief", "What was said"), "critical": ("Critical", "What is weak")}
    return AnswerView(analysis, *titles[prompt], Examiner(spoken).examine(text))


def view(*answers: AnswerView, spoken: Transcript | None = MEETING, practice=False):
    answers = answers or (
        answer("brief", "~anthropic/claude-sonnet-latest", BRIEF),
        answer("brief", "~openai/gpt-sol-latest", "Nothing to add.", cost_usd=None),
        answer("critical", "~anthropic/claude-sonnet-latest", CRITICAL, complete=False),
    )
    recording = Recording(
        source=Source("Board & co <Q3>.mp4", 1, "0" * 64),
        created=MOMENT,
        duration=160.0,
        speakers={"0": "Clara"},
        practice=practice,
    )
    evidence = {one.id: one.evidence for one in answers}
    return RecordingView("Board", recording, spoken, answers, moments(evidence), "audio.m4a")


def exported(name: str, *recordings: RecordingView | Subject) -> bytes:
    """The file of this format; of the recording above unless told of others."""
    subjects = [one if isinstance(one, Subject) else Subject(one) for one in recordings]
    sink = io.BytesIO()
    export(subjects or [Subject(view())], name, sink)
    return sink.getvalue()
