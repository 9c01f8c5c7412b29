"""Whose word about a visitor's address is believed: the proxies that TRUSTED_PROXIES names, and nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from django.core.exceptions import ImproperlyConfigured

Network = IPv4Network | IPv6Network
#: The name of a proxy that speaks through a Unix socket, which has no address.
SOCKET = "socket"
FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
)
_MOST_HOPS = 20


class TrustedProxies:
    """The proxies in front of this installation, by address, by network ("10.0.0.0/8") or as ``socket``."""

    def __init__(self, entries: Iterable[str]) -> None:
        """Read the entries of TRUSTED_PROXIES; raise ImproperlyConfigured for one that is no address."""
        self.networks: list[Network] = []
        self.by_socket = False
        for entry in entries:
            if entry == SOCKET:
                self.by_socket = True
                continue
            try:
                self.networks.append(ip_network(entry, strict=False))
            except ValueError as error:
                raise ImproperlyConfigured(
                    f"TRUSTED_PROXIES: {entry!r} is no address. Give addresses or networks separated by commas,"
                    f" such as 127.0.0.1,10.0.0.0/8, or {SOCKET} for a proxy on a Unix socket."
                ) from error

    def trusts(self, address: str) -> bool:
        """Whether the address is that of a proxy; "" is the other end of a Unix socket."""
        if not address:
            return self.by_socket
        found = _address(address)
        return found is not None and any(
            found.version == network.version and found in network for network in self.networks
        )

    def apply(self, environ: dict[str, Any]) -> None:
        """Put the visitor's own address and scheme into a WSGI environment.

        A header from anybody else is taken out, so that nothing behind can believe it. Each proxy appends the
        address that it saw: read from the right, the first one that is no proxy of ours is the visitor.
        """
        if not self.trusts(environ.get("REMOTE_ADDR", "")):
            for name in FORWARDED:
                environ.pop(name, None)
            return
        for hop in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")[-_MOST_HOPS:]):
            found = _address(hop)
            if found is None:  # what is no address was not written by a proxy of ours
                break
            environ["REMOTE_ADDR"] = str(found)
            if not self.trusts(str(found)):
                break
        scheme = environ.get("HTTP_X_FORWARDED_PROTO", "").rpartition(",")[2].strip().lower()
        if scheme in ("http", "https"):
            environ["wsgi.url_scheme"] = scheme


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Return an address as proxies write it, "192.0.2.1", "192.0.2.1:4711" or "[2001:db8::1]:4711"; None for others."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
