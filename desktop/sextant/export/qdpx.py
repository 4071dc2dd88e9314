"""A REFI-QDA project, which MAXQDA, ATLAS.ti and NVivo open: sound, transcript, marked passages.

After version 1.5 of the standard of the Rotterdam Exchange Format Initiative
(qdasoftware.org): a zip of ``project.qde`` and the files it names. Each answer is a code,
and so are what became of a quotation and how many answers agree; the answers' texts are
notes.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET

from sextant.core.view import AnswerView, RecordingView
from sextant.export import wording
from sextant.export.qdpx_parts import add_codes, guid, note_id, tag, time
from sextant.export.qdpx_transcript import Passage, SpokenText
from sextant.export.subject import Subject
from sextant.export.text import clean

NAMESPACE = "urn:QDA-XML:project:1.0"
SCHEMA = "http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"

USER = guid("user")

_PIECE = 1 << 20


def qdpx_project(subjects: Sequence[Subject], sink: IO[bytes]) -> None:
    """One project with every recording of `subjects`; the sound is inside."""
    made = max(subjects[0].view.recording.created.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(sink, "w") as archive:
        _add(archive, "project.qde", made, _project(subjects))
        for subject in subjects:
            text = SpokenText(subject.view).text
            _add(archive, f"sources/{_text_file(subject.view)}", made, text.encode())
            if subject.audio:
                # Sound is packed already.
                entry = zipfile.ZipInfo(f"sources/{_sound_file(subject.view, subject.audio)}", made)
                with (
                    subject.audio.open("rb") as sound,
                    archive.open(entry, "w", force_zip64=True) as target,
                ):
                    shutil.copyfileobj(sound, target, _PIECE)


def _add(archive: zipfile.ZipFile, name: str, made: tuple[int, ...], content: bytes) -> None:
    year, month, day, hour, minute, second = made
    entry = zipfile.ZipInfo(name, (year, month, day, hour, minute, second))
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def _text_file(view: RecordingView) -> str:
    return f"{guid('text', view.name)}.txt"


def _sound_file(view: RecordingView, audio: Path) -> str:
    return f"{guid('sound', view.name)}{audio.suffix.lower()}"


def _project(subjects: Sequence[Subject]) -> bytes:
    views = [subject.view for subject in subjects]
    first = views[0]
    root = ET.Element(
        "Project",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": INSTANCE,
            "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
            "name": wording.title(first) if len(views) == 1 else "Sextant",
            "origin": "Sextant",
            "creatingUserGUID": USER,
            "creationDateTime": time(first.recording.created),
        },
    )
    tag(tag(root, "Users"), "User", guid=USER, name="Sextant")
    add_codes(root, views)
    sources = tag(root, "Sources")
    for subject in subjects:
        _add_source(sources, subject)
    if any(view.answers for view in views):
        notes = tag(root, "Notes")
        for view in views:
            for answer in view.answers:
                _add_note(notes, view, answer)
    if any(view.recording.practice for view in views):
        tag(root, "Description").text = wording.PRACTICE
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _add_source(sources: ET.Element, subject: Subject) -> None:
    """The sound with its transcript; without sound, the transcript as a text."""
    view = subject.view
    spoken = SpokenText(view)
    path = f"internal://{_text_file(view)}"
    name = wording.title(view)
    common = {"creatingUser": USER, "creationDateTime": time(view.recording.created)}
    if subject.audio is None:
        text = tag(sources, "TextSource", guid=guid("source", view.name), name=name, **common)
        text.set("plainTextPath", path)
        for index, passage in enumerate(spoken.passages()):
            places = {"startPosition": str(passage.first), "endPosition": str(passage.last)}
            _add_selection(text, "PlainTextSelection", view, (index, passage), places)
        return
    sound = tag(sources, "AudioSource", guid=guid("source", view.name), name=name, **common)
    sound.set("path", f"internal://{_sound_file(view, subject.audio)}")
    transcript = tag(sound, "Transcript", guid=guid("transcript", view.name), name=name, **common)
    transcript.set("plainTextPath", path)
    passages = list(enumerate(spoken.passages()))
    points = {*spoken.points}
    for _, passage in passages:
        points |= {(passage.start, passage.first), (passage.end, passage.last)}
    latest = 0
    for milliseconds, place in sorted(points, key=lambda point: (point[1], point[0])):
        # Where two speak at once, times go back, which no importer expects.
        latest = max(latest, milliseconds)
        point = tag(transcript, "SyncPoint", guid=_point(view, milliseconds, place))
        point.set("timeStamp", str(latest))
        point.set("position", str(place))
    for numbered in passages:
        _, passage = numbered
        ends = {
            "fromSyncPoint": _point(view, passage.start, passage.first),
            "toSyncPoint": _point(view, passage.end, passage.last),
        }
        _add_selection(transcript, "TranscriptSelection", view, numbered, ends)
    for numbered in passages:
        _, passage = numbered
        times = {"begin": str(passage.start), "end": str(passage.end)}
        _add_selection(sound, "AudioSelection", view, numbered, times)


def _add_selection(
    parent: ET.Element,
    kind: str,
    view: RecordingView,
    numbered: tuple[int, Passage],
    ends: dict[str, str],
) -> None:
    index, passage = numbered
    known = (kind, view.name, index)
    selection = tag(parent, kind, guid=guid(*known), name=passage.name, creatingUser=USER, **ends)
    for code in passage.codes:
        coding = tag(selection, "Coding", guid=guid(*known, code), creatingUser=USER)
        tag(coding, "CodeRef", targetGUID=code)


def _add_note(notes: ET.Element, view: RecordingView, answer: AnswerView) -> None:
    note = tag(notes, "Note", guid=note_id(view, answer), creatingUser=USER)
    note.set("name", f"{wording.name(answer)}: {wording.title(view)}")
    note.set("creationDateTime", time(answer.analysis.started))
    tag(note, "PlainTextContent").text = clean(answer.analysis.text)


def _point(view: RecordingView, milliseconds: int, place: int) -> str:
    return guid("point", view.name, milliseconds, place)
