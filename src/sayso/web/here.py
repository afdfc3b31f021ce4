"""What every page knows of the one that asks for it, and of the ledger it is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from http.cookies import CookieError, SimpleCookie
from importlib.metadata import version
from typing import Annotated, Any
from urllib.parse import quote, unquote, urlencode

from fastapi import Depends, Request

from sayso.ledger import Ledger
from sayso.ledger.stats import Stats
from sayso.web.guarding import LOOK
from sayso.web.keeping import Kept, KeptBook
from sayso.web.options import Options

TWIN = ".json"
LOOKS = ("light", "dark")
WHO = "sayso-who"
"""The cookie with the name of who decided last here."""


@dataclass(slots=True)
class Desk:
    """What all pages of one server share."""

    ledger: Ledger
    book: KeptBook
    options: Options
    changes: Kept[Any] = field(default_factory=lambda: Kept(most=50, seconds=5))
    stats: Kept[Stats] = field(default_factory=lambda: Kept(most=100, seconds=5))
    maps: Kept[bytes] = field(default_factory=lambda: Kept(most=12, may_be_late=True))


class Here:
    """One request: the desk, what the browser prefers, and how addresses are made that keep its moment."""

    def __init__(self, request: Request) -> None:
        self.desk: Desk = request.app.state.desk
        self.request = request
        self.form: str = request.scope.get("sayso.form", "")
        self.fields: dict[str, list[str]] = request.scope.get("sayso.fields", {})
        self.as_of: datetime | None = None
        """The moment that a page is about; pages set it once they have understood their query."""

    @property
    def ledger(self) -> Ledger:
        """The open ledger."""
        return self.desk.ledger

    @property
    def book(self) -> KeptBook:
        """Its incidents."""
        return self.desk.book

    @cached_property
    def _cookies(self) -> dict[str, str]:
        try:
            found = SimpleCookie(self.request.headers.get("cookie", ""))
        except CookieError:
            return {}
        return {name: morsel.value for name, morsel in found.items()}

    @property
    def look(self) -> str:
        """ "light" or "dark" where the reader chose; "" leaves it to the browser."""
        found = self._cookies.get(LOOK, "")
        return found if found in LOOKS else ""

    @property
    def who(self) -> str:
        """The name under which something was decided in this browser last."""
        return unquote(self._cookies.get(WHO, ""))

    @property
    def bokeh(self) -> str:
        """The address of Bokeh's script."""
        return f"/static/bokeh/{version('bokeh')}/bokeh.min.js"

    @property
    def bare(self) -> str:
        """The path of this page without its query."""
        return quote(self.request.scope["path"], safe="/")

    @property
    def path(self) -> str:
        """The path and query of this page."""
        query = self.request.url.query
        return self.bare + (f"?{query}" if query else "")

    @property
    def twin(self) -> str:
        """The address of this page's JSON twin."""
        query = self.request.url.query
        return ("/overview" if self.bare == "/" else self.bare) + ".json" + (f"?{query}" if query else "")

    def field(self, name: str) -> str:
        """What a form says in this field; "" where it has none."""
        return self.fields.get(name, [""])[0].strip()

    def address(self, *parts: str, at: str = "", **query: str | int | None) -> str:
        """The address of a page, by its parts, with what is asked of it; a moment that is set goes along."""
        path = "/" + "/".join(quote(part, safe="") for part in parts) + ("/" if is_like_twin(parts[-1:]) else "")
        asked = {name.replace("_", "-"): str(value) for name, value in query.items() if value not in (None, "")}
        if self.as_of is not None and "as-of" not in asked:
            asked["as-of"] = self.as_of.isoformat().replace("+00:00", "Z")
        return path + (f"?{urlencode(asked)}" if asked else "") + (f"#{at}" if at else "")


def is_like_twin(names: Sequence[str]) -> bool:
    """Whether the last name ends as the address of a JSON twin does; the name's own page then has a slash behind it.

    >>> is_like_twin(["Atlas.json"]), is_like_twin(["Atlas"])
    (True, False)
    """
    return any(name.rstrip("/").endswith(TWIN) for name in names)


def read_name(name: str) -> str:
    """The name that stands in an address made by `Here.address`."""
    return name[:-1] if name.endswith("/") and is_like_twin([name]) else name


def find_here(request: Request) -> Here:
    """The request as pages see it."""
    return Here(request)


AtHand = Annotated[Here, Depends(find_here)]
