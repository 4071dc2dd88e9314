"""The way to the services: proxies, certificates, names, addresses, and who gets the keys."""

from __future__ import annotations

import asyncio
import base64
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from fakes.proxy import Proxy
from fakes.server import Exchange, Server
from fakes.services import DEEPGRAM_KEY, OPENROUTER_KEY, FakeServices
from sextant.core.errors import (
    AddressUnprotected,
    AddressUnusable,
    CertificateRefused,
    ConnectionLost,
    NotTheService,
    ProxyUnusable,
    ProxyWantsPassword,
    Unreachable,
)
from sextant.services import http
from sextant.services.address import proxy_for
from sextant.services.openrouter import OpenRouter
from support.services import ServiceBench, clients

PASSWORD = "office:s3cret-of-the-proxy"


def check(url: str) -> None:
    """Ask the service at `url` whether the key is good. Raises: SextantError."""

    async def go() -> None:
        async with http.client(url, "OpenRouter", read_seconds=20) as client:
            await OpenRouter(client, base_url=url, key=OPENROUTER_KEY).check_key()

    asyncio.run(go())


@pytest.fixture
def authority() -> trustme.CA:
    """A company's own root, which no system knows."""
    return trustme.CA()


def secured(authority: trustme.CA, *names: str, **options: object) -> FakeServices:
    """Both services behind TLS, by a certificate for `names`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*(names or ("127.0.0.1",)), **options).configure_cert(context)
    context.set_alpn_protocols(["h2", "http/1.1"])
    return FakeServices(tls=context)


@pytest.fixture
def root(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root's file, named to the program."""
    path = tmp_path / "company root.pem"
    authority.cert_pem.write_to_path(path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


# Certificates


def test_an_unknown_root_is_refused_in_clear_words(authority: trustme.CA) -> None:
    with secured(authority) as fake, pytest.raises(CertificateRefused) as caught:
        check(fake.openrouter_url)
    title, safe, remedy = caught.value.words()
    assert title == (
        "The connection to OpenRouter is not safe: its certificate was issued by somebody whom "
        "this computer does not know."
    )
    assert "Nothing was sent" in safe
    assert "root certificate" in remedy
    assert fake.exchanges == []


def test_the_root_that_the_environment_names_is_trusted(authority: trustme.CA, root: Path) -> None:
    with secured(authority) as fake:
        check(fake.openrouter_url)
    assert len(fake.exchanges) == 1


def test_a_file_of_roots_that_is_none_is_passed_over(
    authority: trustme.CA, root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root.write_text("no certificate")
    with secured(authority) as fake, pytest.raises(CertificateRefused):
        check(fake.openrouter_url)
    assert "SSL_CERT_FILE cannot be used" in caplog.text


@pytest.mark.parametrize(
    ("names", "options", "why"),
    [
        (("elsewhere.example",), {}, "its certificate belongs to another address."),
        (("127.0.0.1",), {"days": -1}, "its certificate has expired."),
    ],
)
def test_what_is_wrong_with_a_certificate_is_said(
    authority: trustme.CA, root: Path, names: tuple[str, ...], options: dict[str, int], why: str
) -> None:
    from datetime import UTC, datetime, timedelta

    days = options.get("days")
    more = {"not_after": datetime.now(UTC) + timedelta(days=days)} if days else {}
    with secured(authority, *names, **more) as fake, pytest.raises(CertificateRefused) as caught:
        check(fake.openrouter_url)
    assert caught.value.facts["why"] == why


def test_nothing_turns_the_check_off(
    authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "PYTHONHTTPSVERIFY",
        "SSL_VERIFY",
        "CURL_INSECURE",
        "NODE_TLS_REJECT_UNAUTHORIZED",
    ):
        monkeypatch.setenv(name, "0")
    with secured(authority) as fake, pytest.raises(CertificateRefused):
        check(fake.openrouter_url)


def test_a_whole_run_over_tls(authority: trustme.CA, root: Path, tmp_path: Path) -> None:
    with secured(authority) as fake:
        assert ServiceBench(tmp_path, fake).run().failed == 0


def test_answers_share_no_connection_even_where_one_would_carry_all(
    authority: trustme.CA, root: Path, tmp_path: Path
) -> None:
    """HTTP/2 is offered and not taken: its GOAWAY would end all six answers at once."""
    with secured(authority) as fake:
        ServiceBench(tmp_path, fake).run()
    assert {exchange.protocol for exchange in fake.exchanges} == {"http/1.1"}
    assert fake.connections >= 6


# Proxies


@pytest.fixture
def behind(authority: trustme.CA, root: Path) -> Iterator[FakeServices]:
    with secured(authority, "openrouter.test", "deepgram.test") as fake:
        yield fake


def use(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)


def test_a_proxy_is_used(behind: FakeServices, monkeypatch: pytest.MonkeyPatch) -> None:
    with Proxy(behind.port) as proxy:
        use(proxy.origin, monkeypatch)
        check("https://openrouter.test/api/v1")
    (tunnel,) = proxy.exchanges
    assert (tunnel.method, tunnel.target) == ("CONNECT", "openrouter.test:443")
    assert "authorization" not in tunnel.headers
    assert behind.exchanges[0].headers["authorization"] == f"Bearer {OPENROUTER_KEY}"


def test_a_proxy_that_wants_a_password_says_so(
    behind: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy(behind.port, password="…") as proxy:
        use(proxy.origin, monkeypatch)
        with pytest.raises(ProxyWantsPassword) as caught:
            check("https://openrouter.test/api/v1")
    assert caught.value.words()[0] == "The proxy of this network wants a name and a password."
    assert behind.exchanges == []


def test_and_gets_the_one_that_the_environment_holds(
    behind: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy(behind.port, password=base64.b64encode(PASSWORD.encode()).decode()) as proxy:
        use(proxy.origin.replace("://", f"://{PASSWORD}@"), monkeypatch)
        check("https://openrouter.test/api/v1")
    assert "proxy-authorization" not in behind.exchanges[0].headers


def test_a_proxy_that_is_not_there(behind: FakeServices, monkeypatch: pytest.MonkeyPatch) -> None:
    use(f"http://127.0.0.1:{unused_port()}", monkeypatch)
    with pytest.raises(Unreachable) as caught:
        check("https://openrouter.test/api/v1")
    assert "proxy" in caught.value.words()[2]


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9050", "gopher://x", "http://[::1"])
def test_a_proxy_that_we_cannot_speak_to(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use(proxy, monkeypatch)
    with pytest.raises(ProxyUnusable) as caught:
        check("https://openrouter.test/api/v1")
    assert str(caught.value).count("proxy") >= 1


def test_this_computer_is_reached_without_a_proxy(
    fake: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{unused_port()}")
        monkeypatch.setenv(name.lower(), f"http://127.0.0.1:{unused_port()}")
    check(fake.openrouter_url)


def test_hosts_that_need_no_proxy_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "proxy.example:8080")
    monkeypatch.setenv("no_proxy", "eu.deepgram.test")
    assert proxy_for("https://eu.deepgram.test") is None
    assert proxy_for("https://openrouter.test") == "http://proxy.example:8080"


# Names and addresses


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_nobody_listens() -> None:
    with pytest.raises(Unreachable) as caught:
        check(f"http://127.0.0.1:{unused_port()}")
    assert caught.value.words()[0] == "OpenRouter cannot be reached."


def test_a_name_that_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unreachable):
        check("https://openrouter.test/api/v1")


@pytest.mark.parametrize("host", ["a" * 64 + ".test", "two..dots.test", "xn--.test"])
def test_a_name_that_is_none(host: str) -> None:
    with pytest.raises(AddressUnusable):
        check(f"https://{host}/api/v1")


def test_only_ipv6() -> None:
    with FakeServices(host="::1") as fake:
        assert fake.openrouter_url.startswith("http://[::1]:")
        check(fake.openrouter_url)


@pytest.mark.parametrize(
    "url",
    [
        "http://api.deepgram.com",
        "http://192.168.1.5:8080",
        "http://127.0.0.1.example",
        "http://localhost.example",
        "http://0.0.0.0",
        "HTTP://example",
    ],
)
def test_nothing_goes_unprotected_beyond_this_computer(url: str) -> None:
    with pytest.raises(AddressUnprotected) as caught:
        check(url)
    assert caught.value.exit_code == 2
    assert "https://" in caught.value.words()[2]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.deepgram.com",
        "ftp://example",
        "file:///etc/passwd",
        "https://",
        "https://[::1",
        "https://example:port",
        "https://name:password@example",
        "https://example/v1?key=1",
        "https://example/#v1",
    ],
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(AddressUnusable) as caught:
        check(url)
    assert "password@" not in str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "[::1]", "localhost"])
def test_this_computer_may_be_spoken_to_openly(host: str) -> None:
    with pytest.raises(Unreachable):
        check(f"http://{host}:{unused_port()}")


# Whom the keys are sent to


class Elsewhere(Server):
    """Another host, to which somebody redirects."""

    async def reply(self, exchange: Exchange) -> None:
        await exchange.read()
        await exchange.answer(200, {"data": {}})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirection_takes_a_key_elsewhere(
    bench: ServiceBench, fake: FakeServices, status: int
) -> None:
    with Elsewhere() as elsewhere:

        async def away(exchange: Exchange) -> None:
            await exchange.read()
            await exchange.answer(status, b"", {"Location": f"{elsewhere.origin}/v1/listen"})

        fake.routes["/api/v1/key"] = fake.routes["/v1/auth/token"] = away
        fake.upload(away)
        with pytest.raises(NotTheService):
            check(fake.openrouter_url)
        assert bench.run().failed == 1
    assert elsewhere.exchanges == []


def test_each_service_gets_its_own_key_and_no_other(bench: ServiceBench) -> None:
    bench.run()
    for exchange in bench.fake.exchanges:
        mine, other = DEEPGRAM_KEY, OPENROUTER_KEY
        if exchange.path.startswith("/api/"):
            mine, other = other, mine
        assert exchange.headers["authorization"].endswith(mine)
        assert other not in str(exchange.headers) + exchange.target
        assert mine not in exchange.target
        assert other.encode() not in exchange.body
        assert mine.encode() not in exchange.body


@pytest.mark.parametrize("key", ["dg key", "dg\nkey", "dg–key", "“key”", "clé"])
def test_what_cannot_be_a_key_is_not_sent(fake: FakeServices, key: str) -> None:
    from sextant.core.errors import KeyRefused
    from sextant.services.deepgram import Deepgram

    async def go() -> None:
        async with http.client(fake.origin, "Deepgram", read_seconds=5) as client:
            await Deepgram(client, base_url=fake.origin, key=key).check_key()

    with pytest.raises(KeyRefused) as caught:
        asyncio.run(go())
    assert key not in str(caught.value) + caught.value.detail
    assert fake.exchanges == []


def test_a_connection_that_breaks_is_told_from_one_that_never_was(fake: FakeServices) -> None:
    async def cut(exchange: Exchange) -> None:
        exchange.reset()

    fake.routes["/api/v1/key"] = cut
    with pytest.raises(ConnectionLost):
        check(fake.openrouter_url)


def test_the_audio_vanishes_while_it_is_sent(fake: FakeServices, tmp_path: Path) -> None:
    from sextant.core.errors import DamagedFile, SourceGone
    from sextant.core.settings import TranscriptionSettings

    audio = tmp_path / "audio.ogg"
    audio.write_bytes(b"OggS" + bytes(3_000_000))

    async def go(*, cut: bool) -> None:
        async with clients(fake) as (transcriber, _):
            await transcriber.transcribe(
                audio,
                lambda _: None,
                settings=TranscriptionSettings(),
                on_accepted=lambda _: None,
                on_progress=lambda _: audio.write_bytes(b"") if cut else None,
            )

    with pytest.raises(DamagedFile):
        asyncio.run(go(cut=True))
    audio.unlink()
    with pytest.raises(SourceGone):
        asyncio.run(go(cut=False))
