"""The way to the services: no connection, a broken one, or somebody else at its end."""

from __future__ import annotations

from sextant.core.errors.base import NOTHING_SENT
from sextant.core.errors.services import ServiceProblem


class Unreachable(ServiceProblem):
    """When no connection comes about."""

    title = "{service} cannot be reached."
    remedy = "Check the internet connection or the proxy, then continue."


class ConnectionLost(Unreachable):
    """When a connection breaks that had come about: what was sent may have been worked on."""

    title = "The connection to {service} broke off."


class TimedOut(ServiceProblem):
    """When a service stays silent for too long."""

    title = "{service} did not answer in time."
    remedy = "Continue later; finished steps are not repeated."


class NotTheService(ServiceProblem):
    """When something else answers in its place, as hotel networks and proxies do."""

    title = "Something between this computer and {service} answered in its place."
    remedy = "Sign in to the network in a browser, or check the proxy, then continue."


class CertificateRefused(ServiceProblem):
    """When whoever answers cannot prove to be the service. Facts: `why`."""

    title = "The connection to {service} is not safe: {why}"
    safe = "Nothing was sent, neither the key nor the recording."
    remedy = (
        "If your company inspects connections, its root certificate must be in this system's "
        "store, or in the file that SSL_CERT_FILE names. Check this computer's date, too."
    )


class ProxyWantsPassword(ServiceProblem):
    """When the proxy lets nobody through without one."""

    title = "The proxy of this network wants a name and a password."
    safe = NOTHING_SENT
    remedy = (
        "Write them into HTTPS_PROXY (http://name:password@proxy:port), or ask whoever runs it."
    )


class ProxyUnusable(ServiceProblem):
    """When the proxy that is set is of a kind we do not speak to."""

    title = "The proxy set on this computer cannot be used to reach {service}."
    safe = NOTHING_SENT
    remedy = "Name an HTTP proxy in HTTPS_PROXY, as in http://proxy:8080."


class AddressUnusable(ServiceProblem):
    """When the base address of a service is none. Facts: `why`."""

    title = "The address set for {service} cannot be used: {why}"
    safe = NOTHING_SENT
    remedy = "Correct it in the settings, or in the variable that names it."
    exit_code = 2


class AddressUnprotected(AddressUnusable):
    """When key and recording would travel openly through a network."""

    title = "The address set for {service} is not protected: anybody between could read along."
    remedy = "Use an address that begins with https://, or a server on this very computer."
