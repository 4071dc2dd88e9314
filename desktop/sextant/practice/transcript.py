"""What was heard, in the shape of Deepgram's answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import uuid4

from sextant.core.settings import PRACTICE_TAG
from sextant.practice.punctuation import punctuated
from sextant.practice.recogniser import Spoken
from sextant.practice.voices import speakers

CONFIDENCE = 0.5
"""Deepgram's answer must name one; the recogniser's own says little, so half is claimed."""

MODEL = {"name": "practice-pocketsphinx", "version": "5", "arch": "pocketsphinx"}

Json = dict[str, Any]


def answer(spoken: Sequence[Spoken], metadata: Mapping[str, Any], asked: Mapping[str, str]) -> Json:
    """The body of the answer to ``/v1/listen``; `asked` is the query.

    Parts that were not asked for are left out, as Deepgram leaves them out.
    """
    phrases = [phrase for phrase in spoken if phrase.words]
    numbers = speakers(phrases) if _wanted(asked, "diarize_model", "diarize") else []
    utterances = [
        _utterance(phrase, numbers[index] if numbers else None)
        for index, phrase in enumerate(phrases)
    ]
    alternative: Json = {
        "transcript": " ".join(utterance["transcript"] for utterance in utterances),
        "confidence": CONFIDENCE if utterances else 0.0,
        "words": [word for utterance in utterances for word in utterance["words"]],
    }
    if asked.get("language") == "multi" and utterances:
        alternative |= {"languages": ["en"], "languages_hinted": []}
    if _wanted(asked, "paragraphs"):
        alternative["paragraphs"] = _paragraphs(utterances)
    results: Json = {"channels": [{"alternatives": [alternative]}]}
    if _wanted(asked, "utterances"):
        results["utterances"] = utterances
    return {"metadata": _metadata(metadata), "results": results}


def _wanted(asked: Mapping[str, str], *names: str) -> bool:
    return any(asked.get(name, "false") != "false" for name in names)


def _metadata(known: Mapping[str, Any]) -> Json:
    model = str(uuid4())
    return {
        "transaction_key": "deprecated",
        **known,
        "channels": 1,
        "models": [model],
        "model_info": {model: MODEL},
        "tags": [PRACTICE_TAG],
    }


def _utterance(phrase: Spoken, speaker: int | None) -> Json:
    who = {} if speaker is None else {"speaker": speaker}
    words = [
        {
            "word": heard.word,
            "start": round(heard.start, 3),
            "end": round(heard.end, 3),
            "confidence": CONFIDENCE,
            "punctuated_word": written,
            **who,
        }
        for heard, written in zip(phrase.words, punctuated(phrase.words), strict=True)
    ]
    return {
        "start": words[0]["start"],
        "end": words[-1]["end"],
        "confidence": CONFIDENCE,
        "channel": 0,
        "transcript": " ".join(str(word["punctuated_word"]) for word in words),
        "words": words,
        **who,
        "id": str(uuid4()),
    }


def _paragraphs(utterances: Sequence[Json]) -> Json:
    paragraphs: list[Json] = []
    for speaker, turn in groupby(utterances, key=lambda utterance: utterance.get("speaker")):
        said = list(turn)
        paragraphs.append(
            {
                "sentences": [
                    {"text": u["transcript"], "start": u["start"], "end": u["end"]} for u in said
                ],
                **({} if speaker is None else {"speaker": speaker}),
                "num_words": sum(len(u["words"]) for u in said),
                "start": said[0]["start"],
                "end": said[-1]["end"],
            }
        )
    text = "\n\n".join(" ".join(s["text"] for s in p["sentences"]) for p in paragraphs)
    return {"transcript": text, "paragraphs": paragraphs}
