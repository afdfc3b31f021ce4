"""How the pages are served: where, to whom, and what they may show from elsewhere."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from sayso.model import SetupError

_LEAST_TOKEN = 16
_LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Options:
    """`host` and `port` are where the server listens. `token` is what a browser must show, `proxy` the name (with the
    port, unless it is the usual one) under which a reverse proxy is reached that looks after who may come. `tiles` is
    an address of map tiles with {Z}, {X} and {Y}. With `follow` reports that come in are linked as they come.
    `workers` processes answer.
    """

    host: str = "127.0.0.1"
    port: int = 8350
    token: str | None = None
    proxy: str | None = None
    tiles: str | None = None
    follow: bool = True
    workers: int = 1

    def check(self) -> None:
        """SetupError where anybody could come in, or where a value makes no sense."""
        if not is_local(self.host) and not self.token and not self.proxy:
            raise SetupError(
                "open-address",
                "others could read and change the ledger there",
                where=self.host,
                remedy="give a --token, or name the reverse proxy that looks after who may come: --behind-proxy NAME",
            )
        if self.token is not None and len(self.token) < _LEAST_TOKEN:
            remedy = f"choose {_LEAST_TOKEN} characters or more, as `openssl rand -hex 16` makes them"
            raise SetupError("short-token", "a token that short can be guessed", where="--token", remedy=remedy)
        if self.tiles is not None and not self._are_tiles():
            remedy = "write https://HOST/…/{Z}/{X}/{Y}.png"
            raise SetupError("bad-tiles", "it is no address of map tiles", where=self.tiles, remedy=remedy)

    def _are_tiles(self) -> bool:
        parts = urlsplit(self.tiles or "")
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and all(mark in (self.tiles or "") for mark in ("{Z}", "{X}", "{Y}"))
            and not set(parts.netloc) & set("{};, '\"*@")
        )

    @property
    def tiles_origin(self) -> str | None:
        """Where map tiles come from, as a policy of a page names it."""
        if not self.tiles:
            return None
        parts = urlsplit(self.tiles)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def hosts(self) -> frozenset[str] | None:
        """The names under which pages may be asked for; None for any: then only the token lets anybody in."""
        if self.token and not is_local(self.host):
            return None
        return frozenset(
            (*_LOCAL_NAMES, self.host, *((urlsplit(f"//{self.proxy}").hostname or "",) if self.proxy else ()))
        )


def is_local(host: str) -> bool:
    """Whether only programs on this machine reach that address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
