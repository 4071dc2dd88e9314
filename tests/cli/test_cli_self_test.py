"""What the self-test must notice; a whole run of it is a journey."""

from __future__ import annotations

import sys
from itertools import islice

import pytest

from sextant.cli import self_test
from sextant.storage import keys


def test_a_missing_ffmpeg_is_found_out():
    """The self-test fails, and its words say what to do."""
    finding = next(self_test.findings())
    assert finding.works
    with pytest.MonkeyPatch.context() as broken:
        broken.setenv("IMAGEIO_FFMPEG_EXE", "/nowhere/ffmpeg")
        finding = next(self_test.findings())
    assert not finding.works
    assert "Install Sextant again" in finding.remedy


def test_a_player_that_did_not_come_along_is_found_out(monkeypatch):
    """What a frozen program could lose without anybody noticing before the first click."""
    heard = {finding.what: finding for finding in islice(self_test.findings(), 2)}["sound"]
    assert heard.works
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    heard = {finding.what: finding for finding in islice(self_test.findings(), 2)}["sound"]
    assert not heard.works
    assert heard.remedy


def test_the_backend_of_this_system_comes_along():
    """What a frozen program could lose without anybody noticing on a computer without keyring."""
    assert keys.OURS[sys.platform] in keys.known_backends()
