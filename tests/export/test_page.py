"""The HTML page: what it shows, that it holds together, and that nothing from outside gets the better of it."""

import base64
import hashlib
import io
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.codebook.event_types import EventType
from sayso.export import write_page
from sayso.model import FACTUALITIES, Codes, Furniture, Reading, Refusal, Span
from tests.make import (
    make_attribution,
    make_claim,
    make_participant,
    make_place,
    make_quantity,
    make_reading,
    make_report,
    make_source,
    make_time,
)

VOID = {"meta", "link", "br", "img", "hr", "input"}
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
        if not any(tag in ("style", "script") for tag, _ in self.stack):
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
    burned = make_attribution(TEXT, voss, "said", "The mill burned down")
    shut = make_attribution(TEXT, patrol, "had told", "the pass was shut", via=[army])
    mill = make_participant(TEXT, "The mill", name="mill", role="object", country="NOR")
    claims = [
        make_claim(TEXT, "burned down", "destruction", attribution=burned, recipients=[mill], instruments=["pass"]),
        make_claim(TEXT, "shut", "restriction", attribution=shut, factuality="PR+", confidence=0.625),
        make_claim(TEXT, "shut", "blockade", attribution=shut, factuality="CT-"),
        make_claim(TEXT, "reported", "other", agents=[make_participant(TEXT, "The army", actor="tarn-army")]),
    ]
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
        burned,
        make_attribution(TEXT, army, "reported", "a patrol had told it that the pass was shut"),
        shut,
        make_attribution(TEXT, she, "added", "“Two trucks came,”", "“and no\n\nthird one.”", quotation="direct"),
        claims=claims,
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
        "4 claims by 2 sources and the report itself",
        "Property or equipment damaged, destroyed or looted.",
        "→ mill (NOR)",
        "The army (tarn-army)",
        "With what pass",
        "How sure probable PR+",
        "How sure denied CT-",
        "Confidence 62 %",
        "Rules destruction.by-hand",
        "restriction (1)",
        "the report itself (1)",
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
    assert len([link for link in links if re.fullmatch(r"#r\d-c\d", link or "")]) == 8
    assert {link[1:] for link in links if link} <= set(ids)
    described = [name for found in page.all("mark") for name in (found.get("aria-describedby") or "").split()]
    assert len(described) == 16
    assert set(described) <= set(ids)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("content", ["r1-s1", "r1-s2", "r1-s3", "r1-s4"]), ("trigger", ["r1-c1", "r1-c2", "r1-c3"])],
)
def test_marks_can_be_reached_by_keyboard_once_each(name: str, expected: list[str]) -> None:
    marks = Page(_write(_reading())).all("mark", name)
    assert [found["id"] for found in marks if found.get("tabindex") == "0"] == expected


def test_triggers_have_the_colour_of_their_section_and_the_claims_that_hang_on_them() -> None:
    triggers = [found for found in Page(_write(_reading())).all("mark", "trigger") if "data-claims" in found]
    assert [(found["class"], found["data-claims"]) for found in triggers] == [
        ("trigger sure k2", "1"),
        ("trigger sure k7", "2"),
        ("trigger unsure k3", "3 4"),
    ]


def test_list_of_claims_can_be_filtered_by_what_the_filters_offer() -> None:
    page = Page(_write(_reading()))
    rows = [found for found in page.all("li") if "data-claims" in found]
    assert [(row["data-type"], row["data-source"], row["data-sure"]) for row in rows] == [
        ("destruction", "1", "CT+"),
        ("other", "3", "CT+"),
        ("restriction", "2", "PR+"),
        ("blockade", "2", "CT-"),
    ]
    assert [found["name"] for found in page.all("select")] == ["type", "source", "sure"]
    offered = {found["value"] for found in page.all("option")} - {""}
    assert offered == {row[key] for row in rows for key in ("data-type", "data-source", "data-sure")}
    assert [found["label"] for found in page.all("optgroup")] == ["Consequences", "Territory and forces", "Other"]


def test_filters_are_hidden_until_the_script_shows_them() -> None:
    assert "hidden" in Page(_write(_reading())).all("div", "filters")[0]


def test_types_of_an_own_codebook_have_their_section_and_definition() -> None:
    text = "The dam was opened, Oda said."
    claim = replace(make_claim(text, "opened"), type="flooding")
    types = {"flooding": EventType("flooding", "violence", "Water let loose.", Codes())}
    out = io.BytesIO()
    write_page([make_reading(make_report(text), claims=[claim])], out, types=types)
    page = Page(out.getvalue().decode("utf-8"))
    assert "Water let loose." in page.shown
    assert page.all("mark", "trigger")[0]["class"] == "trigger sure k1"
    unknown = Page(_write(make_reading(make_report(text), claims=[claim])))
    assert unknown.all("mark", "trigger")[0]["class"] == "trigger sure k7"


def test_report_without_claims_says_so_and_shows_its_statements() -> None:
    page = Page(_write(make_reading(make_report("It fell, Oda said."))))
    assert "No claim of an event was found" in page.shown
    assert "checked" in page.all("input", "show-statements")[0]
    assert "checked" not in page.all("input", "show-claims")[0]
    assert page.all("div", "filters") == []


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


def test_page_fetches_nothing_and_runs_its_own_script_only() -> None:
    html = _write(_reading(), _reading())
    page = Page(html)
    assert page.all("link") == page.all("img") == page.all("iframe") == []
    (script,) = re.findall("<script>(.*?)</script>", html, re.DOTALL)
    assert page.all("script") == [{}]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policies = [found["content"] for found in page.all("meta") if found.get("http-equiv") == "Content-Security-Policy"]
    assert policies == [f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; img-src data:"]
    assert not re.search(r"url\(|@import|@font-face|fetch\(|XMLHttp|innerHTML|eval\(", html)
    assert not [name for _, found in page.elements for name in found if name.startswith("on")]


EVIL = "<script>alert(1)</script>\"'><b onmouseover=alert(2)>{{ 7*7 }}</style>\x00\x1b[31m\u202e\ud800"


def _evil_reading() -> Reading:
    text = f"{EVIL} fell, {EVIL} said."
    source = make_source(text, EVIL, after="fell, ", name=EVIL)
    report = make_report(text, id=EVIL, title=EVIL, publisher=EVIL, url=f"https://x.example/{EVIL}")
    report_furniture = (Furniture(Span.of(text, 0, 8), "header"),)
    report = type(report)(
        id=report.id, text=text, title=EVIL, publisher=EVIL, url=report.url, furniture=report_furniture
    )
    source = replace(source, actor=EVIL, country=EVIL)
    statement = make_attribution(text, source, f"{EVIL} said", f"{EVIL} fell", via=[source], after="")
    party = make_participant(text, EVIL, name=EVIL, actor=EVIL)
    claim = make_claim(text, f"{EVIL} fell", attribution=statement, agents=[party], recipients=[party])
    place = make_place(text, EVIL, 35.0, 36.0, country=EVIL)
    lost, far = make_place(text, EVIL), make_place(text, EVIL, -35.0, -70.0, precision="country")
    time = make_time(text, EVIL, date(2025, 2, 1), date(2025, 2, 1))
    number = make_quantity(text, EVIL, 3, unit=EVIL)
    claim = replace(claim, type=EVIL, rules=(EVIL,), instruments=(party.span,))
    claim = replace(claim, places=(place, lost, far), time=time, quantities=(number,))
    claims = [claim, make_claim(text, EVIL, after="fell", time=make_time(text, EVIL, None), places=[place])]
    return make_reading(report, statement, claims=claims, places=[place, lost, far])


def test_nothing_from_outside_becomes_markup() -> None:
    refused = make_reading(make_report("", id=EVIL), refusal=Refusal("x", EVIL, EVIL, EVIL))
    html = _write(_evil_reading(), refused)
    page = Page(html)
    assert page.all("script") == [{}]
    assert page.all("b", "x") == []
    assert not [found for _, found in page.elements if "onmouseover" in found]
    assert len(re.findall("</style>", html)) == 1
    assert len(re.findall("</?script", html)) == 2
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
    claims = [
        make_claim(text, span(), attribution=data.draw(st.sampled_from([None, *statements])), factuality=factuality)
        for factuality in data.draw(st.lists(st.sampled_from(FACTUALITIES), max_size=4))
    ]
    page = Page(_write(make_reading(make_report(text), *statements, claims=claims)))
    unseen = re.compile("[^\x21-\x7e\xa0-\ud7ff]|\\s|\ufffd|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
    assert unseen.sub("", page.report_text) == unseen.sub("", text)
