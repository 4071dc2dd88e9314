"""What a REFI-QDA project is put together from: elements, ids, the code book."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from sextant.core.evidence import Status
from sextant.core.view import AnswerView, RecordingView
from sextant.export import wording

_OURS = uuid.UUID("5e81a2f7-9c0d-5b6e-8f43-6a7d2c1b0e94")

STATUS_NAMES = {
    Status.FOUND: "Quoted word for word",
    Status.CLOSE: "Quoted, a word differs",
    Status.ELSEWHERE: "Quoted, other time given",
}
"""A code for each end a quotation can come to; one that is missing has no place to be coded."""

COLORS = ("#0B5CB8", "#18794E", "#8A5A00", "#7A3E9D", "#B3461E", "#00707A")


def guid(*names: object) -> str:
    """An id that is the same whenever the same thing is exported."""
    return str(uuid.uuid5(_OURS, "\n".join(map(str, names)))).upper()


def time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def tag(parent: ET.Element, kind: str, /, **attributes: str) -> ET.Element:
    """A new element within `parent`."""
    return ET.SubElement(parent, kind, attributes)


def answer_code(answer: AnswerView) -> str:
    """The code of a prompt answered by a model, in whichever recording."""
    return guid("answer", answer.analysis.key.prompt, answer.analysis.key.model)


def status_code(status: Status) -> str:
    return guid("status", status.value)


def agreement_code(count: int) -> str:
    return guid("agreement", count)


def note_id(view: RecordingView, answer: AnswerView) -> str:
    """The note that holds the text of an answer."""
    return guid("note", view.name, answer.id)


def add_codes(root: ET.Element, views: Sequence[RecordingView]) -> None:
    """The code book: a code an answer, an end of a quotation, a number of answers that agree."""
    codes = tag(tag(root, "CodeBook"), "Codes")
    most = max((len(view.answers) for view in views), default=0)
    answers: dict[str, list[tuple[RecordingView, AnswerView]]] = {}
    for view in views:
        for answer in view.answers:
            answers.setdefault(answer_code(answer), []).append((view, answer))
    if answers:
        group = _group(codes, "Answers", "Who points to or quotes a passage.")
        for index, (code, given) in enumerate(answers.items()):
            one = _code(group, code, wording.name(given[0][1]), COLORS[index % len(COLORS)])
            for view, answer in given:
                tag(one, "NoteRef", targetGUID=note_id(view, answer))
    group = _group(codes, "Quotations", wording.METHOD)
    for status, name in STATUS_NAMES.items():
        _code(group, status_code(status), name)
    group = _group(codes, "Agreement", "How many answers point to the same moment.")
    for count in range(1, most + 1):
        _code(group, agreement_code(count), wording.plural(count, "answer"))


def _group(codes: ET.Element, name: str, description: str) -> ET.Element:
    group = tag(codes, "Code", guid=guid("group", name), name=name, isCodable="false")
    tag(group, "Description").text = description
    return group


def _code(group: ET.Element, code: str, name: str, color: str = "") -> ET.Element:
    colored = {"color": color} if color else {}
    return tag(group, "Code", guid=code, name=name, isCodable="true", **colored)
