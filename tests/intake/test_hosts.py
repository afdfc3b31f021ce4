"""Only machines on the public net are asked, whatever name or form their address comes in."""

from __future__ import annotations

import socket

import pytest

from sayso.intake.hosts import describe_machine, find_machines, resolve_host
from sayso.intake.urls import parse_page_url
from sayso.model import InputError

URL = parse_page_url("https://news.example/")


@pytest.mark.parametrize(
    "machine",
    [
        "8.8.8.8",
        "93.184.215.14",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700::6810:1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
    ],
)
def test_public_addresses(machine: str) -> None:
    assert describe_machine(machine) == ("", False)


@pytest.mark.parametrize(
    ("machine", "may_be_asked"),
    [
        ("127.0.0.1", True),
        ("127.255.255.254", True),
        ("::1", True),
        ("10.0.0.1", True),
        ("172.16.0.1", True),
        ("172.31.255.255", True),
        ("192.168.1.1", True),
        ("100.64.0.1", True),
        ("fc00::1", True),
        ("fd12:3456::1", True),
        ("fec0::1", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:10.1.2.3", True),
        ("64:ff9b::7f00:1", True),
        ("2002:7f00:1::", True),
        ("2002:c0a8:101::1", True),
        ("0.0.0.0", False),
        ("0.1.2.3", False),
        ("::", False),
        ("169.254.169.254", False),
        ("::ffff:169.254.169.254", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:a9fe:a9fe::", False),
        ("100.100.100.200", False),
        ("fd00:ec2::254", False),
        ("169.254.170.2", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("224.0.0.1", False),
        ("239.255.255.250", False),
        ("ff02::1", False),
        ("255.255.255.255", False),
        ("240.0.0.1", False),
        ("192.0.0.8", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("198.51.100.1", False),
        ("203.0.113.1", False),
        ("::7f00:1", False),
        ("64:ff9b:1::1", False),
        ("100::1", False),
        ("2001::1", False),
        ("2001:db8::1", False),
        ("3fff::1", False),
        ("5f00::1", False),
        ("not an address", False),
    ],
)
def test_addresses_that_are_not_public(machine: str, may_be_asked: bool) -> None:
    what, asked = describe_machine(machine)
    assert what
    assert asked is may_be_asked


def find(*machines: str, allow_private: bool = False) -> tuple[str, ...]:
    return find_machines(URL, resolve=lambda _host, _port: machines, allow_private=allow_private)


def test_all_machines_of_a_public_host_are_found() -> None:
    assert find("8.8.8.8", "2606:4700::1") == ("8.8.8.8", "2606:4700::1")


@pytest.mark.parametrize(
    ("machines", "allow_private"),
    [
        pytest.param(["10.0.0.1"], False, id="private"),
        pytest.param(["8.8.8.8", "10.0.0.1"], False, id="one of two"),
        pytest.param(["169.254.169.254"], True, id="metadata, even where private ones may be asked"),
        pytest.param(["10.0.0.1", "0.0.0.0"], True, id="none, even where private ones may be asked"),
    ],
)
def test_a_host_with_one_address_out_of_bounds_is_refused(machines: list[str], allow_private: bool) -> None:
    with pytest.raises(InputError, match=r"which is") as caught:
        find(*machines, allow_private=allow_private)
    assert caught.value.slug == "private-address"
    assert caught.value.where == "https://news.example/"
    assert ("--allow-private" in caught.value.remedy) is (not allow_private)


def test_private_addresses_are_given_where_asked_for() -> None:
    assert find("10.0.0.1", "127.0.0.1", allow_private=True) == ("10.0.0.1", "127.0.0.1")


@pytest.mark.parametrize("error", [socket.gaierror(-2, "Name or service not known"), UnicodeError("label too long")])
def test_a_name_that_nobody_knows(error: Exception) -> None:
    def resolve(_host: str, _port: int) -> tuple[str, ...]:
        raise error

    with pytest.raises(InputError, match=r"news\.example is known") as caught:
        find_machines(URL, resolve=resolve, allow_private=False)
    assert caught.value.slug == "unknown-host"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "017700000001"])
def test_numbers_in_any_form_are_the_address_that_they_mean(host: str) -> None:
    assert resolve_host(host, 80) == ("127.0.0.1",)
