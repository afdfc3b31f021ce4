"""The briefing in a real browser: usable by all, nothing asked of elsewhere, narrow and wide, on paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.export.briefed import EDITION, make_case, make_html, plant
from tests.export.test_briefing_html import PLANTS

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
CASE = make_case()
DAY = replace(EDITION, day=date(2031, 4, 3))
PAGES = {
    "incident": make_html(CASE),
    "day": make_html(CASE, make_case(), edition=DAY),
    "planted": make_html(plant(CASE, " ".join(PLANTS))),
    "long": make_html(plant(CASE, "x" * 400 + " وزارة الدفاع " * 30)),
}
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium(browser: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def faults() -> list[str]:
    return []


def _open(chromium: Browser, folder: Path, name: str, faults: list[str], **more: Any) -> Page:
    """The page in a window of its own; whatever breaks its policy or asks elsewhere is a fault."""
    path = folder / f"{name}.html"
    path.write_text(PAGES[name], encoding="utf-8")
    page = chromium.new_context(**more).new_page()
    page.on("console", lambda message: faults.append(message.text))
    page.on("dialog", lambda dialog: faults.append(f"dialog {dialog.message}"))
    page.on("request", lambda asked: faults.append(asked.url) if asked.url != path.as_uri() else None)
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_use_it_and_it_asks_nothing_of_elsewhere(
    name: str, look: str, chromium: Browser, tmp_path: Path, faults: list[str]
) -> None:
    page = _open(chromium, tmp_path, name, faults, color_scheme=look)
    found = Axe().run(page, options=RULES)
    told = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found.response["violations"]]
    assert told == []
    assert faults == []
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_it_fits_every_window(name: str, chromium: Browser, tmp_path: Path, faults: list[str]) -> None:
    page = _open(chromium, tmp_path, name, faults)
    wide = {}
    for width in (360, 820, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        wide[width] = page.evaluate("document.documentElement.scrollWidth")
    assert {width: found for width, found in wide.items() if found > width} == {}
    page.context.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_paper(paper: str, chromium: Browser, tmp_path: Path, faults: list[str]) -> None:
    page = _open(chromium, tmp_path, "day", faults)
    read = pypdf.PdfReader(io.BytesIO(page.pdf(format=paper, prefer_css_page_size=False)))
    texts = [sheet.extract_text() for sheet in read.pages]
    begin = [at for at, text in enumerate(texts) if "How well told" in text]
    assert "What is said of 3 April 2031" in texts[0]
    assert len(begin) == 2
    assert begin[0] > 0, "each incident begins a page"
    page.context.close()
