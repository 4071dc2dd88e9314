"""The services' own addresses on this computer: a proxy leads there, a root vouches for it."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import trustme

from fakes.proxy import Proxy
from fakes.services import FakeServices

HOSTS = ("api.deepgram.com", "openrouter.ai")


@contextmanager
def gateway(folder: Path) -> Iterator[tuple[FakeServices, dict[str, str]]]:
    """Stand-ins at the usual addresses, and the environment in which a program meets them.

    Unlike with an address of one's own, keys are wanted there.
    """
    authority = trustme.CA()
    root = folder / "root.pem"
    authority.cert_pem.write_to_path(root)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*HOSTS).configure_cert(context)
    with FakeServices(tls=context) as services, Proxy(services.port) as proxy:
        yield services, {"HTTPS_PROXY": proxy.origin, "SSL_CERT_FILE": str(root)}
