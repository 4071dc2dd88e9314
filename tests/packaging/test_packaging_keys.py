"""No package carries a key away."""

from __future__ import annotations

import io
import tarfile
import zipfile

import pytest

OPENROUTER = "sk-or-v1-" + "0a1b2c3d" * 8
DEEPGRAM = "0a1b2c3d4e" * 4


@pytest.fixture
def scan(repository, monkeypatch):
    monkeypatch.syspath_prepend(str(repository / "packaging"))
    import scan

    return scan


def tar_xz(name, content):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:xz") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def deb(content):
    members = {"debian-binary": b"2.0\n", "data.tar.xz": tar_xz("./opt/settings.json", content)}
    out = b"!<arch>\n"
    for name, body in members.items():
        head = f"{name:16}{0:<12}{0:<6}{0:<6}{'100644':8}{len(body):<10}`\n"
        out += head.encode() + body + b"\n" * (len(body) % 2)
    return out


def wheel(content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("sextant/secrets.py", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plain.txt", f"x{OPENROUTER}\n".encode()),
        ("late.bin", bytes(8 * 1024 * 1024 - 20) + OPENROUTER.encode()),
        ("x.tar.xz", tar_xz("a/b.txt", OPENROUTER.encode())),
        ("x.deb", deb(b'{"deepgram_api_key": "%s"}' % DEEPGRAM.encode())),
        ("x.whl", wheel(OPENROUTER)),
        ("client.json", b'{"anything": "%s"}' % DEEPGRAM.encode()),
        ("client.toml", b'openrouter_key = "some-other-provider-key-1234"'),
    ],
)
def test_a_package_with_a_key_is_refused(scan, tmp_path, name, content):
    """In every kind of file that we make, and across the pieces it is read in."""
    (tmp_path / name).write_bytes(content)
    (found,) = scan.leaks(tmp_path)
    assert name in found
    assert OPENROUTER not in found
    assert DEEPGRAM not in found


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("SHA256SUMS", f"{'ab12' * 16}  x.deb\n".encode()),
        ("commit.txt", b"328c6b0a1b2c3d4e5f60718293a4b5c6d7e8f901"),
        ("client.json", b'{"analysis": {"models": ["openai/gpt"]}}'),
        ("x.deb", deb(b"{}")),
    ],
)
def test_what_only_resembles_a_key_is_let_through(scan, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert scan.leaks(tmp_path) == []


def test_nothing_that_is_bundled_looks_like_a_key(scan, repository):
    """Prompts, sample, styles: all that goes into every package."""
    assert scan.leaks(repository / "resources") == []
    assert scan.leaks(repository / "packaging") == []
