"""The REFI-QDA project: valid by its published schema, and its marks where the words are."""

from __future__ import annotations

import io
import wave
import zipfile
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from lxml import etree

from sextant.export.subject import Subject
from support.hostile import HOSTILE, TOO_MUCH, pieces
from support.spoken import transcript
from support.views import BRIEF, answer, exported, view

Q = "{urn:QDA-XML:project:1.0}"


@pytest.fixture(scope="session")
def schema(repository):
    """Project.xsd as the standard publishes it (tests/recorded/refi-qda/README.md)."""
    return etree.XMLSchema(file=str(repository / "tests/recorded/refi-qda/Project.xsd"))


@pytest.fixture
def audio(tmp_path):
    path = tmp_path / "audio.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16000))
    return path


class Opened:
    """What an importing program finds."""

    def __init__(self, *recordings) -> None:
        content = exported("qdpx", *recordings)
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        assert self.archive.testzip() is None
        self.project = etree.fromstring(self.archive.read("project.qde"))

    def all(self, name):
        return list(self.project.iter(Q + name))

    def text(self, source) -> str:
        path = source.get("plainTextPath").replace("internal://", "sources/")
        return self.archive.read(path).decode()

    def names(self):
        return {code.get("guid"): code.get("name") for code in self.all("Code")}

    def codes(self, selection):
        return [self.names()[ref.get("targetGUID")] for ref in selection.iter(Q + "CodeRef")]


def consistent(opened: Opened) -> bool:
    """What the schema cannot say: every reference has its target, and ids are unique."""
    ids = [one.get("guid") for one in opened.project.iter() if one.get("guid")]
    references = {
        one.get(name)
        for one in opened.project.iter()
        for name in ("targetGUID", "fromSyncPoint", "toSyncPoint", "creatingUser")
        if one.get(name)
    }
    paths = {
        one.get(name).replace("internal://", "sources/")
        for one in opened.project.iter()
        for name in ("path", "plainTextPath")
        if one.get(name)
    }
    files = set(opened.archive.namelist())
    return len(ids) == len(set(ids)) and references <= set(ids) and files == {"project.qde", *paths}


@pytest.mark.parametrize("sounding", [True, False], ids=["sound", "no sound"])
@pytest.mark.parametrize("spoken", [True, False], ids=["spoken", "no transcript"])
def test_it_is_valid_by_the_published_schema(schema, audio, sounding, spoken):
    recording = view() if spoken else view(spoken=None)
    opened = Opened(Subject(recording, audio if sounding else None))
    schema.assertValid(opened.project)
    assert consistent(opened)


def test_a_quotation_is_marked_where_its_words_are(audio):
    opened = Opened(Subject(view(), audio))
    [transcript] = opened.all("Transcript")
    text = opened.text(transcript)
    points = {one.get("guid"): one for one in opened.all("SyncPoint")}
    marked = {}
    for one in opened.all("TranscriptSelection"):
        first, last = (points[one.get(end)] for end in ("fromSyncPoint", "toSyncPoint"))
        words = text[int(first.get("position")) : int(last.get("position"))]
        marked[words] = (int(first.get("timeStamp")), opened.codes(one))
    assert marked["<four> hundred thousand dollars"] == (
        2400,
        ["Quoted word for word", "Brief by Claude Sonnet"],
    )
    assert marked["we have no plan for the bank."][1][0] == "Quoted, a word differs"


def test_positions_count_code_points_not_bytes():
    said = transcript((0, "👩‍👩‍👧 Größe 日本 we agreed to spend it all 𝄞 today."))
    text = "“we agreed to spend it all” [00:00:00]"
    opened = Opened(view(answer("brief", "m/x", text, said), spoken=said))
    [source] = opened.all("TextSource")
    whole = opened.text(source)
    marked = [
        whole[int(one.get("startPosition")) : int(one.get("endPosition"))]
        for one in opened.all("PlainTextSelection")
        if "Quoted word for word" in opened.codes(one)
    ]
    assert marked == ["we agreed to spend it all"]


def test_times_and_places_run_together(audio):
    opened = Opened(Subject(view(), audio))
    points = [(int(p.get("position")), int(p.get("timeStamp"))) for p in opened.all("SyncPoint")]
    assert points == sorted(points)
    assert all(a[1] <= b[1] for a, b in pairwise(points))


def test_moments_are_marked_in_the_sound_too(audio):
    opened = Opened(Subject(view(), audio))
    times = [(int(one.get("begin")), int(one.get("end"))) for one in opened.all("AudioSelection")]
    assert (125_000, 131_000) in times
    assert all(begin < end for begin, end in times)


def test_each_answer_is_a_code_and_a_note(audio):
    opened = Opened(Subject(view(), audio))
    named = {"Brief by Claude Sonnet", "Brief by GPT Sol", "Critical by Claude Sonnet"}
    assert named <= set(opened.names().values())
    notes = {note.get("name"): note.findtext(Q + "PlainTextContent") for note in opened.all("Note")}
    assert notes["Brief by Claude Sonnet: Board & co <Q3>.mp4"] == BRIEF


def test_the_sound_is_inside_unchanged(audio):
    opened = Opened(Subject(view(), audio))
    [path] = [name for name in opened.archive.namelist() if name.endswith(".wav")]
    assert opened.archive.read(path) == audio.read_bytes()


def test_several_recordings_share_one_code_book(schema):
    second = msgspec.structs.replace(view(), name="Another")
    opened = Opened(view(), second)
    schema.assertValid(opened.project)
    assert consistent(opened)
    assert len(opened.all("TextSource")) == 2
    assert list(opened.names().values()).count("Brief by Claude Sonnet") == 1


@pytest.mark.parametrize("text", [*HOSTILE, *TOO_MUCH.values()])
def test_hostile_answers_stay_text(schema, text):
    opened = Opened(view(answer("brief", "m/x", text)))
    schema.assertValid(opened.project)
    assert consistent(opened)
    assert opened.project.getroottree().docinfo.doctype == ""


@settings(deadline=None, max_examples=30)
@given(pieces)
def test_hostile_pieces_stay_text_together(schema, text):
    schema.assertValid(Opened(view(answer("brief", "m/x", text))).project)
