"""What the tests of the page share: a client of a ledger, the addresses of all pages, and what no page may hold."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from urllib.parse import quote

from starlette.testclient import TestClient

from sayso.ledger import Ledger
from sayso.run.incidents import IncidentBook
from sayso.web import Options, make_app
from sayso.web.guarding import Guard

HERE = "http://127.0.0.1:8350"
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
_VOID = frozenset(("meta", "link", "input", "img", "br"))


def make_client(path: str, options: Options | None = None, *, base: str = HERE) -> TestClient:
    """A browser without scripts at the pages of a ledger; nothing is followed in the background."""
    app = _make_app(path, options or Options(follow=False))
    return TestClient(app, base_url=base, follow_redirects=False, raise_server_exceptions=False)


@cache
def _make_app(path: str, options: Options) -> Guard:
    """One application for all tests of a ledger: to make one takes as long as ten pages."""
    return make_app(Ledger(path), options)


def list_pages(path: str) -> dict[str, str]:
    """An address for each kind of page, about the incident with most claims."""
    with Ledger(path) as ledger:
        incident = next(IncidentBook(ledger).incidents(order="claims"))
    account = incident.accounts[0]
    place = incident.place.name if incident.place else ""
    return {
        "overview": "/",
        "place": f"/place/{_quote(place)}",
        "day": f"/day/{incident.last.isoformat() if incident.last else '2031-03-01'}",
        "incident": f"/incident/{incident.id}",
        "report": f"/report/{account.report}?claim={account.claim}",
        "source": f"/source/{_quote(account.source or account.publisher or '')}",
        "claim": f"/claim/{account.claim}",
        "why": f"/why?a={incident.claims[0]}&b={incident.claims[-1]}",
        "search": f"/search?q={_quote(place)}",
        "changes": "/changes?since=2001-01-01",
        "disputes": "/disputes",
        "review": "/review?queue=contested",
        "agreement": "/agreement",
    }


def twin_of(address: str) -> str:
    """The address of a page's JSON twin."""
    path, mark, query = address.partition("?")
    return ("/overview" if path == "/" else path) + ".json" + mark + query


def form_of(client: TestClient, address: str = "/") -> str:
    """The sign that forms of this client carry; its cookie is set by asking for the page."""
    found = re.search(r'name="form" value="([0-9a-f]+)"', client.get(address).text)
    assert found
    return found[1]


class Looked(HTMLParser):
    """A page's tags, taken apart: what is wrong with them is in `faults`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.text: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.headings: list[str] = []
        self.feed(html)
        self.faults += [f"{tag} is not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "script" and not given.get("src", "").startswith("/static/"):
            self.faults.append(f"script {given}")
        self.faults += [f"{tag} {name}" for name in given if name.startswith("on")]
        for name in ("href", "src", "action", "formaction"):
            if re.match(r"\s*(javascript|vbscript):", given.get(name, ""), re.IGNORECASE):
                self.faults.append(f"{tag} {name} {given[name]}")
        if tag in {"img", "iframe", "object", "embed", "base"}:
            self.faults.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        if tag not in _VOID and tag not in {"path", "rect", "circle", "option"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag == "option":
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"/{tag} closes {self.open[-3:]}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    @property
    def words(self) -> str:
        """The page's text."""
        return " ".join(" ".join(self.text).split())


def _quote(word: str) -> str:
    return quote(word, safe="")
