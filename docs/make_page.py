"""Makes the pictures of the pages and the examples of their JSON: python docs/make_page.py (needs Chromium and .[dev]).

Both show the invented war of `examples/war`. `--examples` makes the examples alone, which needs no browser.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import uvicorn

from sayso.cli import main as run
from sayso.ledger import Ledger
from sayso.run.incidents import IncidentBook
from sayso.run.reconciling import reconcile
from sayso.web import Options, make_app

PROJECT = Path(__file__).resolve().parents[1]
REPORTS = PROJECT / "examples" / "war" / "reports.jsonl"
IMAGES = PROJECT / "docs" / "images"
EXAMPLES = PROJECT / "src" / "sayso" / "web" / "examples.json"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PICTURES: tuple[tuple[str, str, int, int, Literal["light", "dark"]], ...] = (
    ("overview", "overview", 1360, 900, "light"),
    ("overview-dark", "overview", 1360, 900, "dark"),
    ("overview-phone", "overview", 390, 844, "light"),
    ("incident", "incident", 1360, 1500, "light"),
    ("report", "report", 1360, 900, "light"),
    ("review", "review", 1360, 900, "light"),
)
_LISTED = 1
_LONGEST = 160


def main() -> int:
    """Read the war, ask for every page, take its picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", action="store_true", help="make the examples of the JSON alone")
    asked = parser.parse_args()
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None and not asked.examples:
        print("no Chromium on this machine (apt install chromium)", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder, "war.db")
        run(["add", str(REPORTS), "--ledger", str(ledger), "--quiet"])
        with Ledger(str(ledger)) as opened:
            reconcile(opened)
            pages = list_pages(opened)
            write_examples(opened, pages)
            if browser and not asked.examples:
                take_pictures(opened, pages, browser)
    return 0


def list_pages(ledger: Ledger) -> dict[str, str]:
    """The address of each page, about the incident that most claims tell of."""
    incident = next(IncidentBook(ledger).incidents(order="claims"))
    account = next(one for one in incident.accounts if one.source and one.named)
    place, day = incident.place, incident.last
    return {
        "overview": "/",
        "place": f"/place/{quote(place.name if place else '', safe='')}",
        "day": f"/day/{day}",
        "incident": f"/incident/{incident.id}",
        "report": f"/report/{account.report}?claim={account.claim}",
        "source": f"/source/{quote(account.source or '', safe='')}",
        "claim": f"/claim/{account.claim}",
        "why": f"/why?a={incident.claims[0]}&b={incident.claims[-1]}",
        "search": f"/search?q={quote(place.name if place else '', safe='')}",
        "changes": "/changes?since=2001-01-01",
        "disputes": "/disputes",
        "review": "/review?queue=contested",
        "agreement": "/agreement",
    }


def write_examples(ledger: Ledger, pages: dict[str, str]) -> None:
    """The JSON of each page, long lists and texts cut short."""
    from starlette.testclient import TestClient  # noqa: PLC0415 - part of what only this needs

    client = TestClient(make_app(ledger, Options(follow=False)), base_url="http://127.0.0.1")
    found = {}
    for name, address in pages.items():
        path, mark, query = address.partition("?")
        twin = ("/overview" if path == "/" else path) + ".json" + mark + query
        found[name] = _shorten(client.get(twin).raise_for_status().json())
    EXAMPLES.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {EXAMPLES.relative_to(PROJECT)}, {EXAMPLES.stat().st_size / 1000:.0f} kB")


def take_pictures(ledger: Ledger, pages: dict[str, str], browser: str) -> None:
    """A picture of each page as a browser shows it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - as above

    with serving(ledger) as base, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=list(QUIET))
        for name, of, width, height, look in PICTURES:
            context: Any = opened.new_context(viewport={"width": width, "height": height}, color_scheme=look)
            page = context.new_page()
            page.goto(base + pages[of])
            if of == "overview":
                page.wait_for_selector("#charts[data-drawn]")
                page.wait_for_timeout(500)
            picture = IMAGES / f"page-{name}.png"
            page.screenshot(path=str(picture))
            print(f"wrote {picture.relative_to(PROJECT)}, {picture.stat().st_size / 1000:.0f} kB")
            context.close()
        opened.close()


@contextmanager
def serving(ledger: Ledger) -> Iterator[str]:
    """The pages of a ledger on a free port, for as long as this lasts."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    app = make_app(ledger, Options(port=port, follow=False))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def _shorten(value: Any) -> Any:
    """The value with the first of each list, and no long text."""
    if isinstance(value, dict):
        return {name: _shorten(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_shorten(part) for part in value[:_LISTED]]
    if isinstance(value, str) and len(value) > _LONGEST:
        return value[:_LONGEST] + "…"
    return value


if __name__ == "__main__":
    raise SystemExit(main())
