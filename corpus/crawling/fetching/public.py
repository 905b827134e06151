"""Which IP addresses are public: the only ones that a portal may lie at."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address


def may_connect(address: str, allow_private: bool) -> bool:
    """Whether an IP address may be connected to: public ones, and others only where private ones are allowed.

    >>> [may_connect(ip, False) for ip in ("8.8.8.8", "127.0.0.1", "10.1.2.3", "169.254.169.254", "::ffff:127.0.0.1")]
    [True, False, False, False, False]
    >>> may_connect("127.0.0.1", True), may_connect("0.0.0.0", True)
    (True, False)
    """
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        ip = inside or ip
    if ip.is_multicast or ip.is_unspecified:
        return False
    return allow_private or ip.is_global
