"""A recording as one JSON object for other programs (docs/json.md)."""

from __future__ import annotations

from typing import Any

import msgspec

from sextant.core.agreement import said
from sextant.core.evidence import Quotation
from sextant.core.model import Recording, Turn
from sextant.core.speaking import speaking
from sextant.core.view import AnswerView, RecordingView

_encode = msgspec.json.Encoder(decimal_format="number").encode


def json_report(view: RecordingView) -> str:
    return msgspec.json.format(_encode(show_json(view)), indent=2).decode() + "\n"


def show_json(view: RecordingView) -> dict[str, Any]:
    """Times in seconds, money in US dollars, ``null`` where nobody knows."""
    recording, transcript = view.recording, view.transcript
    return {
        "recording": view.name,
        "source": recording.source.name,
        "created": recording.created,
        "duration": recording.duration,
        "languages": transcript.languages if transcript else (),
        "practice": recording.practice,
        "turns": [_turn(turn, recording) for turn in transcript.turns] if transcript else [],
        "analyses": [_answer(answer, recording) for answer in view.answers],
        "syntheses": [_synthesis(answer, recording) for answer in view.syntheses],
        "moments": _moments(view),
        "speakers": _speakers(view),
        "failures": recording.failures,
    }


def _turn(turn: Turn, recording: Recording) -> dict[str, Any]:
    return {
        "speaker": recording.speaker_name(turn.speaker),
        "start": turn.start,
        "end": turn.end,
        "text": turn.text,
        "corrected": [
            {"start": word.start, "text": word.text, "heard": word.heard}
            for word in turn.words
            if word.heard is not None
        ],
    }


def _moments(view: RecordingView) -> list[dict[str, Any]]:
    agreement = view.agreement
    return [
        {
            "start": moment.start,
            "end": moment.end,
            "analyses": moment.analyses,
            "kinds": sorted(agreement.kinds(moment)),
            "words": said(view.transcript, moment) if view.transcript else "",
            "mentions": moment.mentions,
        }
        for moment in view.moments
    ]


def _speakers(view: RecordingView) -> list[dict[str, Any]]:
    if view.transcript is None:
        return []
    return [
        {
            "speaker": view.recording.speaker_name(one.speaker),
            "seconds": round(one.seconds, 3),
            "share": round(one.share, 4),
            "words": one.words,
            "turns": one.turns,
        }
        for one in speaking(view.transcript)
    ]


def _answer(answer: AnswerView, recording: Recording) -> dict[str, Any]:
    analysis = answer.analysis
    return {
        "id": answer.id,
        "prompt": analysis.key.prompt,
        "model": analysis.key.model,
        "served_model": analysis.served_model,
        "complete": analysis.complete,
        "finish_reason": analysis.finish_reason,
        "started": analysis.started,
        "seconds": analysis.seconds,
        "cost_usd": analysis.usage.cost_usd,
        "usage": analysis.usage,
        "practice": analysis.practice,
        "text": analysis.text,
        "citations": answer.evidence.citations,
        "quotations": [_quotation(one, recording) for one in answer.evidence.quotations],
    }


def _synthesis(answer: AnswerView, recording: Recording) -> dict[str, Any]:
    return {**_answer(answer, recording), "sources": answer.analysis.sources}


def _quotation(quotation: Quotation, recording: Recording) -> dict[str, Any]:
    said = quotation.start is not None
    speaker = recording.speaker_name(quotation.speaker) if said else ""
    return {**msgspec.structs.asdict(quotation), "speaker": speaker}
