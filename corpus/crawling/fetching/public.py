"""Which IP addresses are public: the only ones that a portal may lie at."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# An IPv6 address may carry an IPv4 address to which a translator, a tunnel or the system itself passes what is sent:
# how many of its 128 bits follow it.
CARRIERS = {
    IPv6Network("::/96"): 0,  # IPv4-compatible (RFC 4291, 2.5.5.1)
    IPv6Network("::ffff:0:0/96"): 0,  # IPv4-mapped (2.5.5.2)
    IPv6Network("::ffff:0:0:0/96"): 0,  # IPv4-translated (RFC 2765)
    IPv6Network("64:ff9b::/96"): 0,  # NAT64 (RFC 6052)
    IPv6Network("2002::/16"): 80,  # 6to4 (RFC 3056)
}
ISATAP = (0x0000_5EFE, 0x0200_5EFE)  # the middle of an address that carries one in its end (RFC 5214)

# What ipaddress calls global in one version of Python or another, and the registries of special addresses
# (IANA, RFC 6890) do not; Teredo's tunnels (2001::/32) are among them.
NEVER_PUBLIC_4 = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv4Network("198.18.0.0/15"),
                  IPv4Network("240.0.0.0/4"))
NEVER_PUBLIC_6 = (IPv6Network("2001::/23"), IPv6Network("2001:db8::/32"), IPv6Network("3fff::/20"))
UNICAST = IPv6Network("2000::/3")  # all that was ever given out as global (IANA's registry of IPv6 unicast addresses)


def may_connect(address: str, allow_private: bool) -> bool:
    """Whether an IP address may be connected to: public ones, and others only where private ones are allowed.

    >>> [may_connect(ip, False) for ip in ("8.8.8.8", "127.0.0.1", "10.1.2.3", "169.254.169.254", "::ffff:127.0.0.1")]
    [True, False, False, False, False]
    >>> may_connect("127.0.0.1", True), may_connect("0.0.0.0", True)
    (True, False)
    """
    ip = ip_address(address.partition("%")[0])
    meant: list[IPv4Address | IPv6Address] = [ip]
    if isinstance(ip, IPv6Address):
        meant.extend(carried(ip))
    if any(one.is_multicast or one.is_unspecified for one in meant):
        return False
    return allow_private or all(map(is_public, meant))


def carried(ip: IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that an IPv6 address carries.

    >>> [[str(found) for found in carried(IPv6Address(ip))] for ip in ("64:ff9b::a9fe:a9fe", "2002:a00:1::", "2001::1")]
    [['169.254.169.254'], ['10.0.0.1'], []]
    """
    if int(ip) == 1:  # ::1 is the loopback address, and carries none
        return
    for network, place in CARRIERS.items():
        if ip in network:
            yield IPv4Address(int(ip) >> place & 0xFFFF_FFFF)
    if int(ip) >> 32 & 0xFFFF_FFFF in ISATAP:
        yield IPv4Address(int(ip) & 0xFFFF_FFFF)


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Whether everybody reaches an address. A carrier of an IPv4 address is as public as that one."""
    if isinstance(ip, IPv4Address):
        return ip.is_global and not any(ip in network for network in NEVER_PUBLIC_4)
    if any(ip in network for network in CARRIERS):
        return int(ip) != 1
    return ip in UNICAST and ip.is_global and not any(ip in network for network in NEVER_PUBLIC_6)
