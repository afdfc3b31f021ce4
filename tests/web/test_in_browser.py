"""The pages in a real browser: nothing asked of elsewhere, usable by all, and charts that filter each other."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from sayso.ledger import Ledger
from sayso.web import Options, make_app
from tests.web.served import list_pages
from tests.web.test_escaping import path as evil_path  # noqa: F401 - a fixture
from tests.web.turned import PARTIES, make_turned

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
NAMES = ("overview place day incident report source claim why search changes disputes review agreement").split()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
WATCH = """document.addEventListener('securitypolicyviolation', event =>
  console.error('POLICY ' + event.violatedDirective + ' ' + event.blockedURI));"""
pytestmark = pytest.mark.browser


@contextmanager
def serving(path: str) -> Iterator[str]:
    """The pages of a ledger on a free port."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    with Ledger(path) as ledger:
        config = uvicorn.Config(make_app(ledger, Options(port=port, follow=False)), port=port, log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def base(strikes: str) -> Iterator[str]:
    with serving(strikes) as found:
        yield found


@pytest.fixture(scope="module")
def chromium(browser: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=list(QUIET))
        yield opened
        opened.close()


class Watched:
    """A window whose page must not break its policy, ask elsewhere, or fail."""

    def __init__(self, chromium: Browser, base: str, **more: Any) -> None:
        self.base, self.faults = base, list[str]()
        options = {"viewport": {"width": 1280, "height": 900}} | more
        self.context: BrowserContext = chromium.new_context(**options)
        self.context.add_init_script(WATCH)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self._note(message.type == "error", message.text))
        self.page.on("pageerror", lambda error: self._note(True, str(error)))
        self.page.on("request", lambda asked: self._note(not asked.url.startswith((base, "data:")), asked.url))
        self.page.on("dialog", lambda dialog: self._note(True, f"dialog {dialog.message}"))

    def _note(self, is_fault: bool, words: str) -> None:
        if is_fault:
            self.faults.append(words)

    def open(self, address: str) -> Page:
        self.page.goto(self.base + address)
        if self.page.locator("#charts").count() and self.page.evaluate("Boolean(window.Bokeh)"):
            self.page.wait_for_selector("#charts[data-drawn]")
        return self.page


@pytest.fixture
def window(chromium: Browser, base: str) -> Iterator[Watched]:
    watched = Watched(chromium, base)
    yield watched
    watched.context.close()
    assert watched.faults == []


def _wait(page: Page, expression: str, *, seconds: float = 20) -> None:
    """Until the expression holds; Playwright's own waiting evaluates text within the page, which the policy forbids."""
    begun = time.monotonic()
    while not page.evaluate(expression):
        assert time.monotonic() - begun < seconds, expression
        page.wait_for_timeout(50)


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_page_can_be_used_by_all(chromium: Browser, base: str, strikes: str, name: str, look: str) -> None:
    watched = Watched(chromium, base, color_scheme=look)
    page = watched.open(list_pages(strikes)[name])
    for summary in page.locator("main summary").all():
        if summary.is_visible():
            summary.evaluate("e => e.parentElement.open = true")
    found = Axe().run(page, options=RULES).response["violations"]
    told = [
        f"{one['id']}: {node['html'][:140]} {node['failureSummary'][:200]}" for one in found for node in one["nodes"]
    ]
    watched.context.close()
    assert watched.faults == []
    assert told == []


@pytest.mark.parametrize("width", [320, 390, 800, 2200])
@pytest.mark.parametrize("name", NAMES)
def test_page_fits_the_window(chromium: Browser, base: str, strikes: str, name: str, width: int) -> None:
    watched = Watched(chromium, base, viewport={"width": width, "height": 800})
    page = watched.open(list_pages(strikes)[name])
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    watched.context.close()
    assert watched.faults == []
    assert wide <= room


@pytest.mark.parametrize("name", NAMES)
def test_planted_scripts_do_not_run(chromium: Browser, evil_path: str, name: str) -> None:  # noqa: F811 - the fixture
    with serving(evil_path) as base:
        watched = Watched(chromium, base)
        watched.open(list_pages(evil_path)[name])
        watched.page.wait_for_timeout(100)
        watched.context.close()
    assert watched.faults == []


@pytest.mark.parametrize("name", NAMES)
def test_page_can_be_read_without_scripts(chromium: Browser, base: str, strikes: str, name: str) -> None:
    watched = Watched(chromium, base, java_script_enabled=False)
    watched.page.goto(base + list_pages(strikes)[name])
    assert watched.page.inner_text("main").strip()
    assert watched.page.locator("[data-hint]:visible, .chart:visible").count() == 0
    watched.context.close()
    assert watched.faults == []


def test_numbers_stand_whole_on_a_telephone(chromium: Browser, base: str, strikes: str) -> None:
    watched = Watched(chromium, base, viewport={"width": 390, "height": 800})
    page = watched.open(list_pages(strikes)["incident"])
    rows = page.evaluate("""() => [...document.querySelectorAll(".told-by")].map(row =>
      [".who-says", ".track", ".told"].flatMap(part => {
        const box = row.querySelector(part).getBoundingClientRect();
        return [box.left, box.right];
      }))""")
    watched.context.close()
    assert len(rows) == 2
    for edges in rows:
        assert edges == sorted(edges)
        assert edges[3] - edges[2] > 90
        assert edges[-1] <= 390


def test_filter_is_folded_on_a_telephone(chromium: Browser, base: str) -> None:
    watched = Watched(chromium, base, viewport={"width": 390, "height": 800}, java_script_enabled=False)
    watched.page.goto(base)
    assert not watched.page.is_visible("input[name=text]")
    watched.page.click(".fold summary")
    watched.page.fill("input[name=place]", "Belmor")
    watched.page.click(".filter button")
    assert watched.page.inner_text("#list-title") == "1 incident"
    watched.context.close()


def test_the_list_stands_beside_the_map_where_there_is_room(chromium: Browser, base: str) -> None:
    watched = Watched(chromium, base, viewport={"width": 2200, "height": 1000})
    page = watched.open("/")
    charts, lines = (page.locator(part).bounding_box() for part in ("#charts", "#list"))
    watched.context.close()
    assert watched.faults == []
    assert charts
    assert lines
    assert abs(charts["y"] - lines["y"]) < 20
    assert charts["x"] + charts["width"] < lines["x"]


def test_names_of_towns_do_not_lie_under_circles(window: Watched) -> None:
    page = window.open("/")
    covered = page.evaluate("""() => {
      const { get } = saysoCharts.models.map, plot = get("map"), towns = get("towns"), circles = get("incidents");
      const across = (plot.x_range.end - plot.x_range.start) / plot.inner_width;
      const up = (plot.y_range.end - plot.y_range.start) / plot.inner_height;
      const column = (source, name) => [...source.get_column(name)];
      const xs = column(circles, "x"), ys = column(circles, "y");
      const sizes = column(circles, "size"), offsets = column(towns, "offset");
      const [x, y] = ["x", "y"].map(name => column(towns, name));
      return column(towns, "name").filter((name, i) => name && xs.some((_, n) => {
        const right = (xs[n] - x[i]) / across - offsets[i], above = Math.abs(ys[n] - y[i]) / up, r = sizes[n] / 2;
        return above < r && right + r > 1 && right - r < 5 * name.length;
      }));
    }""")
    assert covered == []


def test_the_arrow_keeps_its_sense_in_names_of_other_scripts(chromium: Browser, tmp_path: Path) -> None:
    path = make_turned(str(tmp_path / "ledger.db"))
    with serving(path) as base:
        watched = Watched(chromium, base)
        for address in ("/", list_pages(path)["incident"]):
            page = watched.open(address)
            agent, recipient = (page.locator(f"bdi:text-is('{name}')").first.bounding_box() for name in PARTIES)
            assert agent
            assert recipient
            assert agent["x"] < recipient["x"]
        title = page.evaluate("""() => {
          const range = document.createRange(), place = document.querySelector("h1 bdi").getBoundingClientRect();
          range.selectNodeContents(document.querySelector("h1").lastChild);
          return [place.right, range.getBoundingClientRect().left];
        }""")
        watched.context.close()
    assert watched.faults == []
    assert title[0] <= title[1] + 1


def test_filter_without_scripts(chromium: Browser, base: str) -> None:
    watched = Watched(chromium, base, java_script_enabled=False)
    watched.page.goto(base)
    watched.page.check("input[name=contested]")
    watched.page.click(".filter button")
    assert watched.page.inner_text("#list-title") == "1 incident"
    watched.page.click(".look button")
    assert watched.page.get_attribute("html", "data-look") == "dark"
    watched.context.close()


def test_days_filter_the_map_and_the_list(window: Watched) -> None:
    page = window.open("/")
    box = page.locator("#days").bounding_box()
    assert box
    left, right, up = box["x"] + box["width"] * 0.8, box["x"] + box["width"] - 10, box["y"] + 50
    page.mouse.move(left, up)
    page.mouse.down()
    page.mouse.move(right, up, steps=6)
    page.mouse.up()
    page.wait_for_url("**since=*until=*")
    _wait(page, "document.getElementById('list-title').textContent.startsWith('1 incident')")
    assert "Belmor" in page.inner_text("#list")
    _wait(page, "saysoCharts.models.map.get('incidents').get_length() === 1")
    page.click("#tally a:text-is('all')")
    assert page.inner_text("#list-title") == "3 incidents"


def test_a_circle_filters_the_days_and_the_list(window: Watched) -> None:
    page = window.open("/")
    page.wait_for_timeout(300)
    spot = page.evaluate("""() => {
      const {get} = saysoCharts.models.map, plot = get("map"), source = get("incidents");
      const index = [...source.get_column("many")].findIndex(words => words.includes("contested"));
      const frame = document.getElementById("map").getBoundingClientRect(), x = plot.x_range, y = plot.y_range;
      return [frame.left + 1 + (source.get_column("x")[index] - x.start) / (x.end - x.start) * plot.inner_width,
              frame.top + 1 + (y.end - source.get_column("y")[index]) / (y.end - y.start) * plot.inner_height];
    }""")
    page.mouse.click(*spot)
    page.wait_for_url("**near=48*")
    _wait(page, "document.getElementById('list-title').textContent.startsWith('1 incident')")
    _wait(page, "saysoCharts.models.days.get('days').get_length() === 1")
    assert "Orlivka" in page.inner_text("#list")


def test_a_box_on_the_map_filters(window: Watched) -> None:
    page = window.open("/")
    page.evaluate("saysoCharts.change({ box: '49,20,51,22' })")
    _wait(page, "document.getElementById('list-title').textContent.startsWith('1 incident')")
    assert "Tarnow" in page.inner_text("#list")
    assert "box=49" in page.url
    assert page.evaluate("saysoCharts.models.map.get('incidents').selected.indices.length") == 1


def test_a_drag_with_shift_draws_a_box(window: Watched) -> None:
    page = window.open("/")
    page.wait_for_timeout(300)
    left, top, right, bottom = page.evaluate("""() => {
      const {get} = saysoCharts.models.map, plot = get("map"), source = get("incidents");
      const index = [...source.get_column("many")].findIndex(words => words.includes("contested"));
      const frame = document.getElementById("map").getBoundingClientRect(), x = plot.x_range, y = plot.y_range;
      const across = frame.left + (source.get_column("x")[index] - x.start) / (x.end - x.start) * plot.inner_width;
      const down = frame.top + (y.end - source.get_column("y")[index]) / (y.end - y.start) * plot.inner_height;
      return [across - 20, down - 20, across + 20, down + 20];
    }""")
    page.keyboard.down("Shift")
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=6)
    page.mouse.up()
    page.keyboard.up("Shift")
    page.wait_for_url("**box=4*")
    _wait(page, "document.getElementById('list-title').textContent.startsWith('1 incident')")
    assert page.evaluate("saysoCharts.models.map.get('pan').active")


def test_the_land_follows_the_map(window: Watched) -> None:
    page = window.open("/")
    before = page.evaluate("saysoCharts.models.map.get('land').get_length()")
    with page.expect_response("**/chart/land.json**"):
        page.evaluate("() => { const r = saysoCharts.models.map.get('map').x_range; r.start -= 4e6; r.end += 4e6; }")
    _wait(page, f"saysoCharts.models.map.get('land').get_length() !== {before}")


def test_dark_at_once_and_next_time(window: Watched) -> None:
    page = window.open("/")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    with page.expect_response("**/look"):
        page.click("[data-look-button]")
    page.wait_for_selector("#charts[data-drawn=dark]")
    assert page.evaluate(paper) == "rgb(20, 22, 26)"
    page.reload()
    assert page.evaluate(paper) == "rgb(20, 22, 26)"


def test_a_sentence_is_lit_and_in_view(window: Watched, strikes: str) -> None:
    page = window.open(list_pages(strikes)["incident"])
    page.click(".telling blockquote a >> nth=0")
    lit = page.locator("mark.lit").first
    assert lit.is_visible()
    assert page.locator("a.trigger.chosen").is_visible()


def test_a_coder_works_by_the_keyboard_alone(chromium: Browser, own_strikes: str) -> None:
    with serving(own_strikes) as base:
        watched = Watched(chromium, base)
        page = watched.open("/review?queue=new")
        page.focus("#review-who")
        page.keyboard.type("Ada")
        page.keyboard.press("Escape")
        page.evaluate("document.activeElement.blur()")
        first = page.inner_text(".claim .quote")
        with page.expect_navigation():
            page.keyboard.press("a")
        assert page.inner_text(".claim .quote") != first or page.locator(".claim").count() == 1
        page.keyboard.press("c")
        assert page.evaluate("document.activeElement.name") == "value-type"
        page.evaluate("document.activeElement.blur()")
        with page.expect_navigation():
            page.keyboard.press("r")
        page.goto(f"{base}/agreement")
        assert "Ada\t1\t1\t0" in page.inner_text("main")
        watched.context.close()
    assert watched.faults == []


def test_two_accounts_are_set_apart_by_the_keyboard(chromium: Browser, own_strikes: str) -> None:
    path = own_strikes
    with serving(path) as base:
        watched = Watched(chromium, base)
        page = watched.open(list_pages(path)["incident"])
        page.fill("#decide-who", "Ada")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("j")
        page.keyboard.press("j")
        assert page.locator(".chosen-by-keys").count() == 1
        chosen = page.get_attribute(".chosen-by-keys", "data-claim")
        own = page.input_value("form[data-decide] input[name=a]")
        if chosen == own:
            page.keyboard.press("j")
        with page.expect_navigation():
            page.keyboard.press("d")
        assert "different" in page.inner_text("main")
        watched.context.close()
    assert watched.faults == []


def test_it_prints_as_a_briefing(window: Watched, strikes: str) -> None:
    page = window.open(list_pages(strikes)["incident"])
    page.emulate_media(media="print")
    assert page.locator(".find:visible, .coder:visible, nav:visible").count() == 0
    assert page.locator("#accounts").is_visible()
    assert page.pdf()[:5] == b"%PDF-"
