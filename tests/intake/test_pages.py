"""Web pages give their main text, title, publisher and date."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.intake.pages import read_page

PAGE = """<!doctype html><html><head><title>Bridge shut</title>
<meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2021-03-17T10:22:00Z">
</head><body><nav><a href="/">Home</a> <a href="/war">War</a></nav>
<article><h1>Bridge shut</h1>
<p>The bridge at Orlivka was shut on Monday after a fire, the mayor said, and nobody was hurt in it.</p>
<p>“We shall mend it within nine months,” he added, and the repairs would cost four million.</p></article>
<footer>Privacy policy</footer></body></html>"""


def test_a_page_gives_its_text_and_what_it_says_about_itself() -> None:
    report = read_page(PAGE.encode(), name="a.html", id="a", published=None).report
    assert report is not None
    assert "nobody was hurt" in report.text
    assert "Privacy" not in report.text
    assert (report.title, report.publisher) == ("Bridge shut", "Harbour Post")
    assert (report.published, report.published_from) == (date(2021, 3, 17), "metadata")


def test_a_given_date_goes_before_the_page_s() -> None:
    report = read_page(PAGE.encode(), name="a.html", id="a", published=date(2020, 1, 1)).report
    assert report is not None
    assert (report.published, report.published_from) == (date(2020, 1, 1), "given")


def test_a_date_in_the_text_is_not_the_page_s() -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2021-03-17T10:22:00Z">', "").replace(
        "on Monday", "on 5 May 2019"
    )
    report = read_page(page.encode(), name="a.html", id="a", published=None).report
    assert report is not None
    assert report.published is None


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "cp1251"])
def test_encodings(encoding: str) -> None:
    page = PAGE.replace("<head>", f'<head><meta charset="{encoding}">')
    report = read_page(page.encode(encoding), name="a.html", id="a", published=None).report
    assert report is not None
    assert "“We shall mend it" in report.text


@pytest.mark.parametrize("page", ["", "<html></html>", "<html><body><br></body></html>", "<html>\x00<p>"])
def test_a_page_without_text_is_refused(page: str) -> None:
    taken = read_page(page.encode(), name="a.html", id="a", published=None)
    assert taken.report is None
    assert taken.refusal is not None
    assert taken.refusal.slug in ("no-sentence", "bad-page")


def test_a_piece_of_a_page_is_read() -> None:
    report = read_page(b"<p>The bridge was hit at dawn.</p><p>It burned.</p>", name="a", id="a", published=None).report
    assert report is not None
    assert report.text == "The bridge was hit at dawn.\nIt burned."


REPORT = (
    "The bridge at Orlivka was shut on Monday after shells fell on its northern end, the mayor said.",
    "Two guards were wounded and taken to the hospital in Sellin, according to the regional governor.",
    "“We shall mend it within nine months,” the mayor added, and the repairs would cost four million.",
    "The army denied that it had fired on the town and accused the rebels of the attack.",
)
COMMENTS = (
    "<p>READER: I do not believe a word the mayor says about this bridge, he always lies.</p>"
    "<p>READER: My cousin lives in Orlivka and he heard no shells at all that night.</p>"
)
RELATED = (
    '<a href="/3"><p>RELATED: Ten die as a ferry sinks off Port Velin, coast guard says</p></a>'
    '<a href="/4"><p>RELATED: Talks fail again</p></a>'
)
AROUND = {
    "comments": (f'<div id="comments"><h3>2 comments</h3>{COMMENTS}</div>', "READER"),
    "comments without a name": (f"<div><h3>Comments (2)</h3>{COMMENTS}</div>", "READER"),
    "related list": (f'<aside class="related-articles"><h4>Related</h4>{RELATED}</aside>', "RELATED"),
    "more stories": (f'<div class="more-stories"><h3>More on this story</h3>{RELATED}</div>', "RELATED"),
    "cookies": (
        '<div class="cookie-banner"><p>COOKIES: We use them to give you the best experience.</p></div>',
        "COOKIES",
    ),
    "newsletter": (
        '<div class="newsletter-signup"><p>LETTER: Sign up for our daily letter with the best stories.</p></div>',
        "LETTER",
    ),
    "foot": ("<footer><p>FOOT: Copyright Harbour Post. All rights reserved. No copies.</p></footer>", "FOOT"),
}


@pytest.mark.parametrize("around", list(AROUND))
@pytest.mark.parametrize("paragraphs", [1, 2, 4])
@pytest.mark.parametrize("frame", ["<article>{}</article>{}", "<div class='post'>{}</div>{}"], ids=["article", "div"])
def test_what_stands_around_a_report_stays_out(around: str, paragraphs: int, frame: str) -> None:
    piece, sign = AROUND[around]
    body = "<h1>Bridge shut</h1>" + "".join(f"<p>{words}</p>" for words in REPORT[:paragraphs])
    page = f"<html><head><title>Bridge shut</title></head><body>{frame.format(body, piece)}</body></html>"
    report = read_page(page.encode(), name="a", id="a", published=None).report
    assert report is not None
    assert all(words in report.text for words in REPORT[:paragraphs])
    assert sign not in report.text


def test_where_a_page_was_found_goes_before_what_it_says() -> None:
    page = PAGE.replace("<head>", '<head><link rel="canonical" href="https://elsewhere.example/b">').replace(
        '<meta property="og:site_name" content="Harbour Post">', ""
    )
    report = read_page(page.encode(), name="a", id="a", published=None, url="https://port.example/a").report
    assert report is not None
    assert report.url == "https://port.example/a"
    assert report.publisher
