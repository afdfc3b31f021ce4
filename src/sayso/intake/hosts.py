"""Which machines may be asked: every address that a host's name stands for is looked at before any is connected to."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from sayso.intake.urls import Url
from sayso.model import InputError

Resolve = Callable[[str, int], tuple[str, ...]]
"""From a host and a port to the addresses of its machines; OSError or UnicodeError where there are none."""

# What IANA's registries set apart, the narrower first; whether it may be asked for stands behind. The tables of
# Python's `ipaddress` differ between its versions, so they are not relied on.
_BLOCKS = tuple(
    (ip_network(block), what, may_be_asked)
    for block, what, may_be_asked in (
        ("169.254.169.254/32", "the metadata service of a cloud", False),
        ("100.100.100.200/32", "the metadata service of a cloud", False),
        ("fd00:ec2::/32", "the metadata service of a cloud", False),
        ("127.0.0.0/8", "this machine itself", True),
        ("::1/128", "this machine itself", True),
        ("10.0.0.0/8", "in a private network", True),
        ("172.16.0.0/12", "in a private network", True),
        ("192.168.0.0/16", "in a private network", True),
        ("100.64.0.0/10", "in a provider's own network", True),
        ("fc00::/7", "in a private network", True),
        ("fec0::/10", "in a private network", True),
        ("0.0.0.0/8", "no address of a machine", False),
        ("::/128", "no address of a machine", False),
        ("169.254.0.0/16", "good on one cable only (link-local)", False),
        ("fe80::/10", "good on one cable only (link-local)", False),
        ("224.0.0.0/4", "for many machines at once (multicast)", False),
        ("ff00::/8", "for many machines at once (multicast)", False),
        ("192.0.0.0/24", "reserved", False),
        ("192.0.2.0/24", "reserved", False),
        ("192.88.99.0/24", "reserved", False),
        ("198.18.0.0/15", "reserved", False),
        ("198.51.100.0/24", "reserved", False),
        ("203.0.113.0/24", "reserved", False),
        ("240.0.0.0/4", "reserved", False),
        ("2001::/23", "reserved", False),
        ("2001:db8::/32", "reserved", False),
        ("3fff::/20", "reserved", False),
    )
)
# IPv6 addresses that lead to an IPv4 one, and the bit at which that begins, counted from the right.
_CARRIERS = (
    (IPv6Network("::ffff:0:0/96"), 0),  # IPv4-mapped
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64
    (IPv6Network("2002::/16"), 80),  # 6to4
)
_PUBLIC_IPV6 = IPv6Network("2000::/3")


def resolve_host(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host's machines as the system knows them, in the order in which it would try them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(where[0]) for *_, where in found))


def find_machines(url: Url, *, resolve: Resolve, allow_private: bool) -> tuple[str, ...]:
    """The addresses to connect to for `url`. InputError where there is none, or one of them is out of bounds."""
    try:
        machines = resolve(url.host, url.port)
    except (OSError, UnicodeError):
        machines = ()
    if not machines:
        remedy = "check the address, and the connection to the network"
        raise InputError("unknown-host", f"no machine of the name {url.host} is known", where=str(url), remedy=remedy)
    for machine in machines:
        what, may_be_asked = describe_machine(machine)
        if what and not (may_be_asked and allow_private):
            remedy = "allow private addresses (--allow-private) if you mean it" if may_be_asked else "leave it out"
            raise InputError(
                "private-address", f"it leads to {machine}, which is {what}", where=str(url), remedy=remedy
            )
    return machines


def describe_machine(machine: str) -> tuple[str, bool]:
    """What keeps an address from being public, empty where nothing does, and whether a user may ask for it.

    >>> describe_machine("::ffff:10.0.0.7")
    ('in a private network', True)
    """
    try:
        address = ip_address(machine.partition("%")[0])
    except ValueError:
        return "no address of a machine", False
    if carried := _find_carried(address):
        return describe_machine(str(carried))
    for network, what, may_be_asked in _BLOCKS:
        if address.version == network.version and address in network:
            return what, may_be_asked
    if isinstance(address, IPv6Address) and address not in _PUBLIC_IPV6:
        return "reserved", False
    return "", False


def _find_carried(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(address, IPv6Address):
        for network, shift in _CARRIERS:
            if address in network:
                return IPv4Address(int(address) >> shift & 0xFFFFFFFF)
    return None
