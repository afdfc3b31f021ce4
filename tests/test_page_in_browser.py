"""The page as a browser shows it: it fits narrow and wide windows, nothing is cut off, and its marks can be reached."""

from __future__ import annotations

import html
import io
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import sayso
from sayso.export import write_page
from tests.broken import EXAMPLES

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# The page stands in a frame of this one, which does something to it, measures it and writes down what it finds.
PROBE = """<!DOCTYPE html><meta charset="utf-8"><style>iframe {{ width: {width}px; height: 900px; border: 0 }}</style>
<iframe id="frame" srcdoc="{page}" {sandbox}></iframe><script id="out" type="application/json"></script>
<script>
addEventListener("load", () => {{
  const inner = document.getElementById("frame").contentDocument, root = inner.documentElement;
  const all = name => [...inner.querySelectorAll(name)], change = new Event("change", {{ bubbles: true }});
  const isShown = e => e.getClientRects().length > 0;
  let found = null;
  {deed}
  const shown = all("body *").filter(isShown);
  const sticksOut = e => e.getBoundingClientRect().right > root.clientWidth + 1;
  document.getElementById("out").textContent = JSON.stringify({{
    wide: root.scrollWidth, room: root.clientWidth, text: inner.body.innerText,
    reachable: shown.filter(e => e.tabIndex >= 0).length,
    outside: shown.filter(sticksOut).map(e => e.outerHTML.slice(0, 90)), found,
  }});
}});
</script>"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the browser found in a page."""

    wide: int
    room: int
    text: str
    reachable: int
    outside: list[str]
    found: Any


def _look_at(page: str, browser: str, folder: Path, *, width: int, deed: str = "", scripts: bool = True) -> Seen:
    """What the browser finds in the page once `deed` (JavaScript that may set `found`) was done to it."""
    probe = folder / "probe.html"
    sandbox = "" if scripts else 'sandbox="allow-same-origin"'
    probe.write_text(PROBE.format(width=width, page=html.escape(page), deed=deed, sandbox=sandbox), encoding="utf-8")
    profile = f"--user-data-dir={folder}/profile"
    done = subprocess.run(
        [browser, *QUIET, profile, "--window-size=1600,1000", "--dump-dom", probe.as_uri()],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    found = done.stdout.split('<script id="out" type="application/json">')[1].split("</script>")[0]
    return Seen(**json.loads(found))


@pytest.fixture(scope="module")
def reading() -> sayso.Reading:
    return sayso.read((EXAMPLES / "el-obeid-convoy.txt").read_text("utf-8"), id="el-obeid-convoy")


@pytest.fixture(scope="module")
def page(reading: sayso.Reading) -> str:
    out = io.BytesIO()
    write_page([reading], out)
    return out.getvalue().decode()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 800, 1400])
def test_page_fits_the_window(page: str, browser: str, tmp_path: Path, width: int) -> None:
    seen = _look_at(page, browser, tmp_path, width=width)
    assert seen.room <= width
    assert seen.wide <= seen.room
    assert not seen.outside


@pytest.mark.browser
def test_page_shows_text_and_sources(reading: sayso.Reading, page: str, browser: str, tmp_path: Path) -> None:
    seen = _look_at(page, browser, tmp_path, width=1200, deed='all(".show-statements")[0].click();')
    shown = " ".join(seen.text.split())
    names = {found.source.name for found in reading.attributions if found.source}
    assert names
    assert not [name for name in names if " ".join(name.split()) not in shown]
    for sentence in reading.sentences:
        assert sentence.text.split()[-1] in shown


@pytest.mark.browser
def test_statements_can_be_reached_by_keyboard(reading: sayso.Reading, page: str, browser: str, tmp_path: Path) -> None:
    seen = _look_at(page, browser, tmp_path, width=1200)
    assert seen.reachable >= len(reading.attributions) + len(reading.claims)


FOUND_ROWS = 'found = all("li[data-claims]").filter(isShown).map(e => e.dataset);'


@pytest.mark.browser
def test_claims_are_filtered(reading: sayso.Reading, page: str, browser: str, tmp_path: Path) -> None:
    deed = 'const what = all("select[name=type]")[0]; what.value = "killing"; what.dispatchEvent(change);'
    seen = _look_at(page, browser, tmp_path, width=1200, deed=deed + FOUND_ROWS)
    number = sum(claim.type == "killing" for claim in reading.claims)
    assert 0 < number < len(reading.claims)
    assert [row["type"] for row in seen.found] == ["killing"] * number
    assert f"{number} of {len(reading.claims)} shown" in seen.text
    again = 'all(".filters button")[0].click();'
    seen = _look_at(page, browser, tmp_path, width=1200, deed=deed + again + FOUND_ROWS)
    assert len(seen.found) == len(reading.claims)


@pytest.mark.browser
def test_all_claims_can_be_read_without_scripts(
    reading: sayso.Reading, page: str, browser: str, tmp_path: Path
) -> None:
    seen = _look_at(page, browser, tmp_path, width=1200, scripts=False, deed=FOUND_ROWS)
    assert len(seen.found) == len(reading.claims)
    assert "any type" not in seen.text


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1400])
def test_every_card_fits_the_window(
    reading: sayso.Reading, page: str, browser: str, tmp_path: Path, width: int
) -> None:
    deed = """
      found = [];
      for (const mark of all("mark.trigger[tabindex]")) {
        mark.focus({ focusVisible: true });
        const [card] = all(".card").filter(isShown), box = card && card.getBoundingClientRect();
        found.push(Boolean(card) && card.parentElement === mark && box.left >= 0 && box.right <= root.clientWidth);
      }"""
    seen = _look_at(page, browser, tmp_path, width=width, deed=deed)
    assert seen.found
    assert all(seen.found)
    assert len(seen.found) == len({(claim.trigger.start, claim.trigger.end) for claim in reading.claims})
