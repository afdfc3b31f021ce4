"""The briefing as a page: its structure, no script and nothing from elsewhere, whatever stands in a report."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from tests.export.briefed import EDITION, make_case, make_html, plant
from tests.export.test_page_style import LEAST_CONTRAST, _contrast

CSS = files("sayso.export.briefing").joinpath("briefing.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
PLANTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><script src=//bad.example/x.js></script>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "<svg onload=alert(1)>",
    "</title></head><body onload=alert(1)>",
    "--><!-- &lt;b&gt; &#x3c;script&#x3e;",
]
VOID = {"meta", "br", "img", "link", "input", "hr", "path", "rect", "circle", "polygon"}


class _Page(HTMLParser):
    """The tags of a page with their attributes, and what is not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.heads: list[tuple[str, str]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        self.close()
        self.unclosed = list(self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if re.fullmatch(r"h[1-4]", tag):
            self.heads.append((tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text += data
        if self._open and re.fullmatch(r"h[1-4]", self._open[-1]):
            self.heads[-1] = (self.heads[-1][0], self.heads[-1][1] + data)


CASE = make_case()
PAGE = make_html(CASE)


def test_structure() -> None:
    page = _Page(PAGE)
    assert page.unclosed == []
    assert [text for tag, text in page.heads if tag in {"h1", "h2", "h3"}] == [
        "Shelling, Tarn, 3 Apr 2031",
        "Disputed",
        "When it was told",
        "How many",
        "Accounts side by side",
        "Who told whom",
        "How it changed",
        "Every account, report by report",
        "How this was made",
    ]
    drawings = sum(tag == "svg" for tag, _ in page.tags)
    assert drawings >= 3 + 4  # the map, the timeline, a figure, and the key
    assert [one["content"] for tag, one in page.tags if one.get("http-equiv")] == [POLICY]


def test_a_day_has_a_list_that_leads_to_its_incidents() -> None:
    page = _Page(make_html(CASE, make_case(), edition=replace(EDITION, day=date(2031, 4, 3))))
    targets = [one["href"] for tag, one in page.tags if tag == "a" and (one.get("href") or "").startswith("#")]
    ids = [one["id"] for _, one in page.tags if one.get("id")]
    assert targets == ["#i1", "#i2"]
    assert {target[1:] for target in targets} <= set(ids)
    assert [name for name, many in Counter(ids).items() if many > 1] == []


@pytest.mark.parametrize("words", PLANTS)
def test_whatever_stands_in_a_report_is_shown_and_not_obeyed(words: str) -> None:
    page = _Page(make_html(plant(CASE, words)))
    known = {tag for tag, _ in _Page(PAGE).tags}
    assert {tag for tag, _ in page.tags} <= known | {"a"}
    assert not [one for _, one in page.tags if any(name.startswith("on") for name in one)]
    assert not [one for _, one in page.tags if (one.get("href") or "#")[0] != "#" and "://" not in (one["href"] or "")]
    assert page.unclosed == []
    assert words.casefold() in page.text.casefold()


def test_nothing_is_fetched() -> None:
    page = _Page(PAGE)
    assert not [one for tag, one in page.tags if {"src", "srcset", "data", "action", "background"} & one.keys()]
    assert not {"script", "link", "iframe", "object", "embed", "img", "base", "form"} & {tag for tag, _ in page.tags}
    assert re.findall(r"url\(|@import|https?://", CSS) == []


def test_text_from_outside_finds_its_own_direction() -> None:
    page = make_html(plant(CASE, "قالت وزارة الدفاع"))
    for tag in ("blockquote", "bdi"):
        assert re.search(rf"<{tag}[^>]*>[^<]*قالت", page)
    assert not re.search(r"<(h1|blockquote)>", page)


def test_an_address_is_a_link_where_it_may_be_one() -> None:
    linked = _Page(make_html(plant(CASE, "https://herald.example/story?a=1&b=2")))
    assert {one["href"] for tag, one in linked.tags if tag == "a"} == {"https://herald.example/story?a=1&b=2"}
    assert all("noreferrer" in (one["rel"] or "") for tag, one in linked.tags if tag == "a")
    assert "a" not in {tag for tag, _ in _Page(make_html(plant(CASE, "javascript:alert(1)"))).tags}


def test_the_same_briefing_gives_the_same_bytes() -> None:
    assert make_html(CASE) == PAGE


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_has_contrast_enough(theme: dict[str, str]) -> None:
    colours = LIGHT | theme
    kinds = [f"k{n}" for n in range(1, 8)]
    sides = ["party", "opponent", "third", "unknown"]
    pairs = [
        *itertools.product(("ink", "quiet"), ("paper", "ground", "band")),
        *itertools.product(("link", "warn", *kinds, *sides), ("paper",)),
        ("warn", "warn-ground"),
    ]
    weak = {pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: contrast for pair, contrast in weak.items() if contrast < LEAST_CONTRAST} == {}


def test_both_looks_name_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()
