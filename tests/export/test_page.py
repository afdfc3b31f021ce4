"""The HTML page: what it shows, that it holds together, and that nothing from outside gets the better of it."""

import io
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export import write_page
from sayso.model import Furniture, Reading, Refusal, Span
from tests.make import make_attribution, make_reading, make_report, make_source

VOID = {"meta", "link", "br", "img", "hr"}
TEXT = (
    "TARN, 3 May (Tarn Gazette) - The mill burned down, Mayor Ida Voss said. The army reported that "
    "a patrol had told it that the pass was shut.\n\n“Two trucks came,” she\nadded, “and no\n\nthird one.”"
    "\n\nRead more: Mills"
)


class Page(HTMLParser):
    """A page as a browser would see it: elements with attributes and path, and the text of the report."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[tuple[str, dict[str, str | None]]] = []
        self.shown, self.report_text = "", ""
        self.feed(html)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"an attribute twice in {tag}"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        classes = [found.get("class") or "" for _, found in self.stack]
        if not any(tag == "style" for tag, _ in self.stack):
            self.shown += data
        if "text" in classes and not any(name.startswith("tip") for name in classes):
            self.report_text += data

    def all(self, tag: str, name: str = "") -> list[dict[str, str | None]]:
        return [
            found
            for kind, found in self.elements
            if kind == tag and name in [*(found.get("class") or "").split(" "), ""]
        ]


def _write(*readings: Reading) -> str:
    out = io.BytesIO()
    write_page(readings, out)
    return out.getvalue().decode("utf-8")


def _reading() -> Reading:
    voss = make_source(TEXT, "Mayor Ida Voss", name="Ida Voss", country="NOR")
    she = make_source(TEXT, "she", name="Ida Voss")
    army = make_source(TEXT, "The army", kind="armed_group", named=False)
    patrol = make_source(TEXT, "a patrol", kind="military", named=False)
    report = make_report(
        TEXT,
        title="The mill at Tarn",
        published=date(2025, 5, 3),
        published_from="dateline",
        publisher="Tarn Gazette",
        url="https://tarn.example/mill?a=1&b=2",
        furniture=[("TARN, 3 May (Tarn Gazette) - ", "dateline"), ("Read more: Mills", "link")],
    )
    return make_reading(
        report,
        make_attribution(TEXT, voss, "said", "The mill burned down"),
        make_attribution(TEXT, army, "reported", "a patrol had told it that the pass was shut"),
        make_attribution(TEXT, patrol, "had told", "the pass was shut", via=[army]),
        make_attribution(TEXT, she, "added", "“Two trucks came,”", "“and no\n\nthird one.”", quotation="direct"),
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_page_holds_the_whole_text() -> None:
    assert _squeezed(Page(_write(_reading())).report_text) == _squeezed(TEXT)


@pytest.mark.parametrize(
    "words",
    [
        "The mill at Tarn",
        "Tarn Gazette",
        "3 May 2025",
        "from its dateline",
        "https://tarn.example/mill?a=1&b=2",
        "3 sources, 4 statements",
        "via The army",
        "quoted by The army",
        "armed group · “reported” · indirect speech",
        "not named",
        "made-by-hand-1",
        "codebook 2024.1",
    ],
)
def test_page_tells(words: str) -> None:
    assert words in Page(_write(_reading())).shown


def test_every_link_leads_to_a_statement_and_every_statement_has_its_tip() -> None:
    page = Page(_write(_reading(), _reading()))
    ids = [found["id"] for _, found in page.elements if "id" in found]
    assert len(ids) == len(set(ids))
    links = [found["href"] for found in page.all("a") if (found["href"] or "").startswith("#")]
    assert len([link for link in links if re.fullmatch(r"#r\d-s\d", link or "")]) == 8
    assert {link[1:] for link in links if link} <= set(ids)
    described = [name for found in page.all("mark") for name in (found.get("aria-describedby") or "").split()]
    assert len(described) == 8
    assert set(described) <= set(ids)


def test_statements_can_be_reached_by_keyboard_once_each() -> None:
    marks = Page(_write(_reading())).all("mark")
    assert [found["id"] for found in marks if found.get("tabindex") == "0"] == ["r1-s1", "r1-s2", "r1-s3", "r1-s4"]


def test_one_source_has_one_colour_and_number_everywhere() -> None:
    page = Page(_write(_reading()))
    assert [found["class"] for found in page.all("mark", "content")][:4] == [
        "content g1 s1",
        "content g2 s2",
        "content g3 s3",
        "content g1 s4",
    ]
    assert [found["data-number"] for found in page.all("span", "number")] == ["1", "3", "2", "1"]


def test_statement_over_a_paragraph_end_is_marked_on_both_sides() -> None:
    assert len([found for found in Page(_write(_reading())).all("mark") if "s4" in (found["class"] or "")]) == 3


def test_furniture_is_grey() -> None:
    assert len(Page(_write(_reading())).all("span", "furniture")) == 3  # two in the text, one in the key


def test_same_words_said_twice_by_one_source_have_both_anchors() -> None:
    text = "It fell, Oda said and wrote."
    oda = make_source(text, "Oda")
    page = _write(
        make_reading(
            make_report(text),
            make_attribution(text, oda, "said", "It fell", id="one"),
            make_attribution(text, oda, "wrote", "It fell", id="two"),
        )
    )
    assert {"r1-s1", "r1-s2", "r1-t1", "r1-t2"} <= {found.get("id") for _, found in Page(page).elements}


def test_no_date_is_said_and_refusals_are_listed() -> None:
    refusal = Refusal("not-english", "it seems to be in French", "b.txt", "--any-language reads it")
    refused = make_reading(make_report("", id="lettre"), refusal=refusal)
    shown = Page(_write(make_reading(make_report("Nothing was said.", id="quiet")), refused)).shown
    for words in ("no publication date", "quiet", "lettre", "it seems to be in French", "--any-language reads it"):
        assert words in shown
    assert "speaks in its own voice" in shown


def test_page_of_refusals_only() -> None:
    refusal = Refusal("empty-text", "it is empty", "a.txt", "")
    assert "1 report not read" in Page(_write(make_reading(make_report(""), refusal=refusal))).shown


def test_several_reports_have_a_list_of_contents() -> None:
    page = Page(_write(_reading(), make_reading(make_report("Rain.", id="second"))))
    assert [found["href"] for found in page.all("a")][1:3] == ["#r1", "#r2"]


def test_page_fetches_and_runs_nothing() -> None:
    page = Page(_write(_reading()))
    assert page.all("script") == page.all("link") == page.all("img") == page.all("iframe") == []
    policies = [found["content"] for found in page.all("meta") if found.get("http-equiv") == "Content-Security-Policy"]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    assert not re.search(r"url\(|@import|@font-face", _write(_reading()))


EVIL = "<script>alert(1)</script>\"'><b onmouseover=alert(2)>{{ 7*7 }}</style>\x00\x1b[31m\u202e\ud800"


def _evil_reading() -> Reading:
    text = f"{EVIL} fell, {EVIL} said."
    source = make_source(text, EVIL, after="fell, ", name=EVIL)
    report = make_report(text, id=EVIL, title=EVIL, publisher=EVIL, url=f"https://x.example/{EVIL}")
    report_furniture = (Furniture(Span.of(text, 0, 8), "header"),)
    report = type(report)(
        id=report.id, text=text, title=EVIL, publisher=EVIL, url=report.url, furniture=report_furniture
    )
    statement = make_attribution(text, source, f"{EVIL} said", f"{EVIL} fell", via=[source], after="")
    return make_reading(report, statement)


def test_nothing_from_outside_becomes_markup() -> None:
    refused = make_reading(make_report("", id=EVIL), refusal=Refusal("x", EVIL, EVIL, EVIL))
    html = _write(_evil_reading(), refused)
    page = Page(html)
    assert page.all("script") == page.all("b", "x") == []
    assert not [found for _, found in page.elements if "onmouseover" in found]
    assert len(re.findall("</style>", html)) == 1
    assert "<script" not in html
    assert not re.search("[\x00\x1b\u202e]", html)
    assert "49" not in page.shown
    assert page.shown.count("<script>alert(1)</script>") >= 10


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://tarn.example/a", True),
        ("HTTP://tarn.example/a", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<b>x", False),
        ("https://tarn.example/a\njavascript:alert(1)", False),
        ("//tarn.example/a", False),
        ("/etc/passwd", False),
    ],
)
def test_only_web_addresses_become_links(url: str, linked: bool) -> None:
    page = Page(_write(make_reading(make_report("Rain.", url=url))))
    assert (url in [found["href"] for found in page.all("a")]) is linked


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=60), st.data())
def test_any_text_with_any_spans_makes_a_whole_page(text: str, data: st.DataObject) -> None:
    def span() -> str:
        start = data.draw(st.integers(0, len(text) - 1))
        return text[start : data.draw(st.integers(start + 1, len(text)))]

    statements = [
        make_attribution(text, make_source(text, span(), name=name), span(), span(), span(), id=name)
        for name in data.draw(st.lists(st.sampled_from(["one", "two", "three"]), max_size=4))
    ]
    page = Page(_write(make_reading(make_report(text), *statements)))
    unseen = re.compile("[^\x21-\x7e\xa0-\ud7ff]|\\s|\ufffd|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
    assert unseen.sub("", page.report_text) == unseen.sub("", text)
