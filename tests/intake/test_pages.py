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
