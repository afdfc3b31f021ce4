"""The page as a browser shows it: it fits narrow and wide windows, nothing is cut off, and its marks can be reached."""

from __future__ import annotations

import html
import io
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

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
# The page has no script of its own; it stands in a frame of this one, which measures it and writes down what it finds.
PROBE = """<!DOCTYPE html><meta charset="utf-8"><style>iframe {{ width: {width}px; height: 900px; border: 0 }}</style>
<iframe id="frame" srcdoc="{page}"></iframe><script id="out" type="application/json"></script>
<script>
addEventListener("load", () => {{
  const inner = document.getElementById("frame").contentDocument, root = inner.documentElement;
  const shown = [...inner.querySelectorAll("body *")].filter(e => e.getClientRects().length);
  const sticksOut = e => e.getBoundingClientRect().right > root.clientWidth + 1;
  document.getElementById("out").textContent = JSON.stringify({{
    wide: root.scrollWidth, room: root.clientWidth, text: inner.body.innerText,
    reachable: shown.filter(e => e.tabIndex >= 0).length,
    outside: shown.filter(sticksOut).map(e => e.outerHTML.slice(0, 90)),
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


def _look_at(page: str, browser: str, folder: Path, *, width: int) -> Seen:
    probe = folder / "probe.html"
    probe.write_text(PROBE.format(width=width, page=html.escape(page)), encoding="utf-8")
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
    seen = _look_at(page, browser, tmp_path, width=1200)
    shown = " ".join(seen.text.split())
    names = {found.source.name for found in reading.attributions if found.source}
    assert names
    assert not [name for name in names if " ".join(name.split()) not in shown]
    for sentence in reading.sentences:
        assert sentence.text.split()[-1] in shown


@pytest.mark.browser
def test_statements_can_be_reached_by_keyboard(reading: sayso.Reading, page: str, browser: str, tmp_path: Path) -> None:
    seen = _look_at(page, browser, tmp_path, width=1200)
    assert seen.reachable >= len(reading.attributions)
