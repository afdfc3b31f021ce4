"""Addresses of pages: which ones can be fetched, what they are taken apart into, and how they are shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from sayso.intake.naming import show_name
from sayso.model import InputError

MAX_CHARACTERS = 8000
"""Longer addresses are refused: servers take no more, and whoever links to one means no good."""
_PORTS = {"http": 80, "https": 443}
# Browsers take it for a slash, other programs for a letter of the host or of a password before it.
_BACKSLASH = re.compile(r"https?://[^/?#]*\\", re.IGNORECASE)
_TWO_WAYS = re.compile("[ßς\u200c\u200d]")


@dataclass(frozen=True, slots=True)
class Url:
    """An address that can be fetched, in its normal form: `host` without brackets, `target` with path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as they stand in an address and in the `Host` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        return self.origin + self.target


def show_url(url: str) -> str:
    """`url` as it may be printed: without name and password, on one line, cut where it is endless.

    >>> show_url("https://desk:secret@news.example/a")
    'https://news.example/a'
    """
    shown = show_name(url)
    return shown if len(shown) <= 500 else f"{shown[:499]}…"


def parse_page_url(url: str) -> Url:
    """What an address is made of. InputError where it is not one of a page on the web, or holds a password.

    >>> str(parse_page_url("HTTP://News.Example:80/a b#top"))
    'http://news.example/a%20b'
    """
    where, remedy = show_url(url), "give the address of a page, as in https://news.example/page"
    if not re.match(r"https?://", url, re.IGNORECASE):
        raise InputError("bad-address", "it does not begin with http:// or https://", where=where, remedy=remedy)
    if _BACKSLASH.match(url):
        raise InputError("bad-address", "a backslash stands in its host", where=where, remedy=remedy)
    if len(url) > MAX_CHARACTERS:
        reason = f"the address has more than {MAX_CHARACTERS} characters"
        raise InputError("bad-address", reason, where=where, remedy=remedy)
    try:
        parts = parse_url(_spell_host(url))
    except (LocationParseError, ValueError):
        raise InputError("bad-address", "it is no valid address", where=where, remedy=remedy) from None
    if parts.auth is not None:
        reason, remedy = "a name or password stands in the address", "give the address without what stands before the @"
        raise InputError("password-in-address", reason, where=where, remedy=remedy)
    host, scheme = (parts.host or "").strip("[]"), parts.scheme or ""
    if not host.strip(".") or "%" in host or parts.port == 0:
        raise InputError("bad-address", "its host or port is not valid", where=where, remedy=remedy)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query is not None else "")
    return Url(scheme, host, parts.port or _PORTS[scheme], target)


def join_url(base: Url, location: str) -> Url:
    """Where `location`, the answer of `base`, leads on to. InputError where that cannot be fetched."""
    try:
        return parse_page_url(urljoin(str(base), location.strip()))
    except ValueError:
        raise InputError("bad-address", "it is no valid address", where=show_url(location)) from None


def _spell_host(url: str) -> str:
    """`url` with the host in ASCII, as the system of names knows it. ValueError where it cannot be written so."""
    if url.isascii():
        return url
    host = urlsplit(url).hostname or ""
    if host.isascii():
        return url
    if _TWO_WAYS.search(host):
        raise ValueError("the old and the new standard spell this host differently, so it is another site in each")
    spelt = host.encode("idna").decode("ascii")
    return re.sub(re.escape(host), lambda _: spelt, url, count=1, flags=re.IGNORECASE)
