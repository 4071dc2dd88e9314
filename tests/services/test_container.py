"""A file's own bytes tell playlists, text and locked sound apart; no bytes break the look."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.services.container import Kind, has_locked_sound, kind_of


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"#EXTM3U\nhttp://x/y.ts", Kind.PLAYLIST),
        ("\ufeff#extm3u\n".encode(), Kind.PLAYLIST),
        ("#EXTM3U\n".encode("utf-16"), Kind.PLAYLIST),
        (b"\n ffconcat version 1.0\n", Kind.PLAYLIST),
        (b"[Playlist]\nFile1=x", Kind.PLAYLIST),
        (b'<ASX version="3">', Kind.PLAYLIST),
        (b'<?xml version="1.0"?>\n<!-- made by -->\n<MPD xmlns="x">', Kind.PLAYLIST),
        (b'<smil xmlns="x">', Kind.PLAYLIST),
        (b"RTSPtextrtsp://x", Kind.PLAYLIST),
        (b"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\n", Kind.PLAYLIST),
        (b"Feel free to write", Kind.TEXT),
        ("Größe".encode("latin-1"), Kind.TEXT),
        (b"1\n00:00:01,000 --> 00:00:02,000\nHello\n", Kind.TEXT),
        (b"\x00\x00\x00\x20ftypisom", Kind.MEDIA),
        (b"\x1a\x45\xdf\xa3\x01\x00", Kind.MEDIA),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", Kind.MEDIA),
        (b"OggS\x00\x02", Kind.MEDIA),
        (b"PK\x03\x04\x14\x00", Kind.UNKNOWN),
        (b"\xff\xfb\x90\x00\x00\x01", Kind.UNKNOWN),
    ],
)
def test_kinds(head, kind):
    assert kind_of(head) is kind


@given(st.binary(max_size=200))
def test_any_bytes_have_a_kind(head):
    assert kind_of(head) in Kind


def box(name: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return (8 + len(body)).to_bytes(4) + name + body


def movie(*entries: bytes) -> bytes:
    tracks = (
        box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", box(b"stsd", bytes(8), box(entry))))))
        for entry in entries
    )
    return box(b"ftyp", b"isom") + box(b"moov", box(b"mvhd"), *tracks)


def locked(data: bytes) -> bool:
    return has_locked_sound(BytesIO(data), len(data))


@pytest.mark.parametrize("entry", [b"enca", b"drms", b"aavd"])
def test_locked_sound_is_found(entry):
    """In any track, behind the media data, and behind a box with a 64-bit length."""
    assert locked(movie(b"avc1", entry))
    large = (1).to_bytes(4) + b"mdat" + (16 + 5).to_bytes(8) + bytes(5)
    assert locked(large + movie(entry))


def test_locked_pictures_beside_clear_sound_do_not_matter():
    assert not locked(movie(b"encv", b"mp4a"))


@given(st.binary(max_size=300) | st.permutations(list(movie(b"enca")[:60])).map(bytes))
def test_any_bytes_can_be_looked_into(data):
    """Lengths are never trusted: no error, no endless walk."""
    assert locked(data) in (True, False)


@given(st.integers(0, 2**32 - 1), st.integers(0, 100))
def test_wrong_lengths_end_the_walk(length, at):
    data = bytearray(movie(b"mp4a", b"enca"))
    data[at : at + 4] = length.to_bytes(4)
    assert locked(bytes(data)) in (True, False)
