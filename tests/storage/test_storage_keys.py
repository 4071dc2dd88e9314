"""Keys: environment, keyring, this run; never a file."""

from __future__ import annotations

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringLocked

from sextant.core.errors import KeyMissing, KeyStoreProblem
from sextant.storage.keys import Keys, backend_name


class InMemory(KeyringBackend):
    """A keyring that works."""

    priority = -1
    name = "In memory"

    def __init__(self):
        super().__init__()
        self.stored = {}

    def get_password(self, service, username):
        return self.stored.get((service, username))

    def set_password(self, service, username, password):
        self.stored[service, username] = password

    def delete_password(self, service, username):
        del self.stored[service, username]


class Locked(InMemory):
    """A keyring its owner does not unlock."""

    name = "Locked"

    def get_password(self, service, username):
        raise KeyringLocked("secret detail")

    set_password = delete_password = get_password


class PlaintextKeyring(InMemory):
    """A keyring that would write keys to a file."""

    __module__ = "keyrings.alt.file"


@pytest.fixture
def use():
    """Make a keyring the system's; afterwards there is none."""
    before = keyring.get_keyring()
    yield lambda backend: (keyring.set_keyring(backend), backend)[1]
    keyring.set_keyring(before)


def test_a_keyring(use):
    """Put, got and removed, without the white space a person copied along."""
    backend = use(InMemory())
    keys = Keys({})
    assert keys.get("deepgram") is None
    assert keys.place("deepgram").kind == "nowhere"
    place = keys.put("deepgram", "  abc\n")
    assert (place.kind, place.detail) == ("keyring", "In memory")
    assert backend.stored == {("sextant", "deepgram"): "abc"}
    assert Keys({}).get("deepgram") == "abc"
    assert keys.place("deepgram").kind == "keyring"
    keys.remove("deepgram")
    keys.remove("deepgram")
    assert keys.get("deepgram") is None
    assert backend_name() == "In memory"


def test_the_environment_comes_first(use):
    """A variable wins over the keyring; an empty one counts for nothing."""
    use(InMemory())
    keys = Keys({"OPENROUTER_API_KEY": " env ", "DEEPGRAM_API_KEY": " "})
    keys.put("openrouter", "stored")
    assert keys.get("openrouter") == "env"
    assert keys.place("openrouter").detail == "OPENROUTER_API_KEY"
    assert keys.get("deepgram") is None


@pytest.mark.parametrize(
    "make", [fail.Keyring, null.Keyring, PlaintextKeyring, Locked], ids=lambda make: make.__module__
)
def test_without_a_keyring_keys_last_for_this_run(use, make):
    """Nothing is written anywhere, and the place says so."""
    backend = use(make())
    keys = Keys({})
    assert keys.put("deepgram", "abc").kind == "this-run"
    assert keys.get("deepgram") == "abc"
    assert keys.place("deepgram").kind == "this-run"
    assert not getattr(backend, "stored", None)
    if make is not Locked:
        assert backend_name() == ""
        assert Keys({}).get("deepgram") is None


def test_a_chain_never_falls_through_to_a_file(use, monkeypatch):
    """Of several keyrings the first is taken that keeps secrets."""
    plain, good = PlaintextKeyring(), InMemory()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [plain, good])
    use(chainer.ChainerBackend())
    Keys({}).put("deepgram", "abc")
    assert (len(plain.stored), len(good.stored)) == (0, 1)


def test_a_locked_keyring_says_so(use):
    """Asking raises our error without the backend's words; the place is nowhere."""
    use(Locked())
    with pytest.raises(KeyStoreProblem) as caught:
        Keys({}).get("deepgram")
    assert "secret" not in str(caught.value) + caught.value.detail
    place = Keys({}).place("deepgram")
    assert (place.kind, place.detail, place.closed) == ("nowhere", "Locked", True)


def test_a_key_is_not_in_a_keyring_that_does_not_open_until_it_does(use):
    """What is kept for this run says why, and goes into the keyring when put once more."""
    use(Locked())
    keys = Keys({})
    place = keys.put("deepgram", "abc")
    assert (place.kind, place.detail, place.closed) == ("this-run", "Locked", True)
    opened = use(InMemory())
    assert keys.put("deepgram", keys.get("deepgram")).kind == "keyring"
    assert opened.stored == {("sextant", "deepgram"): "abc"}


def test_an_empty_key_is_none(use):
    """White space is no key."""
    use(InMemory())
    with pytest.raises(KeyMissing):
        Keys({}).put("deepgram", " \n")
