"""Which IP addresses are public, and which only look so."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.crawling.fetching.public import carried, may_connect

# Loopback, private, link-local (a cloud's metadata), shared, "this network", broadcast, multicast, reserved, protocol
# assignments, documentation, benchmarking, 6to4's relays.
NOT_PUBLIC_4 = ("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
                "0.1.2.3", "255.255.255.255", "224.0.0.1", "239.1.1.1", "240.0.0.1", "192.0.0.8", "192.0.0.170",
                "192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "198.19.255.255", "192.88.99.1")
PUBLIC_4 = ("8.8.8.8", "1.1.1.1", "113.160.0.1", "203.162.4.190", "192.0.1.1", "198.20.0.1", "223.255.255.254")


def carriers(ip: str) -> list[str]:
    """IPv6 addresses that carry an IPv4 address."""
    number = int(IPv4Address(ip))
    return [str(IPv6Address(made)) for made in (
        number, 0xFFFF << 32 | number, 0xFFFF << 48 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80 | 1,
        int(IPv6Address("2a00:1450::")) | 0x5EFE << 32 | number,
        int(IPv6Address("2a00:1450::")) | 0x200_5EFE << 32 | number)]


@pytest.mark.parametrize("ip", NOT_PUBLIC_4)
def test_ipv4_that_is_not_public_is_refused_however_it_is_carried(ip: str) -> None:
    assert not may_connect(ip, False)
    for carrier in carriers(ip):
        assert not may_connect(carrier, False), carrier


@pytest.mark.parametrize("ip", PUBLIC_4)
def test_public_ipv4(ip: str) -> None:
    assert may_connect(ip, False)
    assert may_connect(f"64:ff9b::{ip}", False) and may_connect(f"::ffff:{ip}", False)


@pytest.mark.parametrize("ip", [
    "::", "::1", "fe80::1%eth0", "fec0::1", "feff::1", "fc00::1", "fd12:3456::1", "ff02::1", "64:ff9b:1::808:808",
    "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1",
    "3fff::1", "5f00::1", "4000::1", "8000::1", "c000::1", "1::1", "200::1"])
def test_ipv6_that_is_not_public(ip: str) -> None:
    assert not may_connect(ip, False)


@pytest.mark.parametrize("ip", ["2001:4860:4860::8888", "2606:4700:4700::1111", "2405:4800::1", "2a00:1450::1",
                                "2002:808:808::1"])
def test_public_ipv6(ip: str) -> None:
    assert may_connect(ip, False)


@pytest.mark.parametrize("ip", ["0.0.0.0", "::", "::ffff:0.0.0.0", "64:ff9b::", "ff02::1", "::ffff:224.0.0.1"])
def test_nobody_s_and_everybody_s_addresses_are_refused_with_permission_too(ip: str) -> None:
    assert not may_connect(ip, True)


@given(st.integers(0, 2**128 - 1))
def test_no_address_raises_and_what_is_public_carries_nothing_that_is_not(number: int) -> None:
    ip = IPv6Address(number)
    if may_connect(str(ip), False):
        assert all(may_connect(str(inside), False) for inside in carried(ip))
