"""From an address to reports: pages, feeds with the pages behind them, and what cannot be had."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sayso.intake import read_inputs
from sayso.intake.fetching import Fetcher, FetchSettings
from tests.intake.sites import Page, Site, open_site

SETTINGS = FetchSettings(connect_seconds=2, read_seconds=2, page_seconds=4, delay_seconds=0, allow_private=True)
HTML = {"Content-Type": "text/html; charset=utf-8"}


def make_page(title: str, *sentences: str) -> Page:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return Page(
        f"<!doctype html><html lang=en><head><title>{title}</title></head>"
        f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>{paragraphs}</article></body></html>".encode(),
        headers=HTML,
    )


BRIDGE = make_page(
    "Bridge at Orlivka hit",
    "The bridge at Orlivka was hit by two shells at dawn on Tuesday, the governor of the region said.",
    "Nobody was hurt, he told reporters, but the road to the harbour will stay closed for at least three days.",
    "Engineers who looked at the bridge in the afternoon said that its northern pier could give way at any time.",
)
DEPOT = make_page(
    "Depot burns in Karsava",
    "A fuel depot in Karsava burned through the night after a drone fell on it, the town's mayor said.",
    "Four firefighters were taken to hospital, she added, and the school next to the depot was cleared.",
    "The ministry of defence denied that any of its drones had been over the town that evening.",
)


def make_feed(site: Site, **links: str) -> Page:
    items = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
        f"<description>In short, {title} was shelled again, officials said.</description></item>"
        for title, link in links.items()
    )
    text = f"<rss version='2.0'><channel><title>Harbour News</title><link>{site.url()}</link>{items}</channel></rss>"
    return Page(text.encode(), headers={"Content-Type": "application/rss+xml", "ETag": f'"{len(links)}"'})


@pytest.fixture
def site() -> Iterator[Site]:
    routes = {
        "/bridge": BRIDGE,
        "/depot": DEPOT,
        "/old": Page(status=301, headers={"Location": "/bridge"}),
        "/robots.txt": Page(b"User-agent: *\nDisallow: /desk/"),
    }
    with open_site(dict(routes)) as site:
        yield site


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(SETTINGS) as fetcher:
        yield fetcher


@pytest.mark.parametrize("path", ["/bridge", "/old"])
def test_a_page_becomes_a_report_with_its_address(site: Site, fetcher: Fetcher, path: str) -> None:
    (taken,) = read_inputs([site.url(path)], fetch=fetcher.fetch)
    assert taken.refusal is None
    assert taken.report is not None
    assert taken.report.url == site.url("/bridge")
    assert "hit by two shells at dawn" in taken.report.text
    assert "Home" not in taken.report.text


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        pytest.param("http://127.0.0.1:{port}/none", "no-such-page", id="no such page"),
        pytest.param("http://127.0.0.1:{port}/desk/plans", "robots-forbid", id="not for robots"),
        pytest.param("http://169.254.169.254/latest", "private-address", id="a cloud's own"),
        pytest.param("http://desk:hush@127.0.0.1:{port}/bridge", "password-in-address", id="with a password"),
    ],
)
def test_what_cannot_be_had_is_refused_and_the_rest_goes_on(
    site: Site, fetcher: Fetcher, address: str, slug: str
) -> None:
    refused, read = read_inputs([address.format(port=site.port), site.url("/depot")], fetch=fetcher.fetch)
    assert refused.refusal is not None
    assert refused.refusal.slug == slug
    assert refused.refusal.where.startswith("http://")
    assert refused.refusal.remedy
    assert "hush" not in repr(refused)
    assert read.refusal is None


def test_a_feed_leads_to_its_pages(site: Site, fetcher: Fetcher) -> None:
    site.routes["/rss"] = make_feed(site, Orlivka=site.url("/bridge"), Karsava=site.url("/depot"))
    taken = list(read_inputs([site.url("/rss")], fetch=fetcher.fetch))
    assert [one.refusal for one in taken] == [None, None]
    reports = [one.report for one in taken if one.report]
    assert [report.url for report in reports] == [site.url("/bridge"), site.url("/depot")]
    assert "northern pier" in reports[0].text
    assert "Four firefighters" in reports[1].text
    assert site.asked == ["/robots.txt", "/rss", "/bridge", "/depot"]


def test_entries_whose_pages_cannot_be_had_keep_their_own_words_and_say_why(site: Site, fetcher: Fetcher) -> None:
    site.routes["/rss"] = make_feed(
        site, Orlivka=site.url("/none"), Karsava=site.url("/desk/depot"), Lipno="http://169.254.169.254/latest"
    )
    taken = list(read_inputs([site.url("/rss")], fetch=fetcher.fetch))
    assert [note.slug for one in taken for note in one.notes] == ["no-such-page", "robots-forbid", "private-address"]
    for one, title in zip(taken, ("Orlivka", "Karsava", "Lipno"), strict=True):
        assert one.report is not None
        assert f"{title} was shelled again" in one.report.text


def test_a_feed_that_has_not_changed_gives_nothing_and_a_new_one_its_news(site: Site, fetcher: Fetcher) -> None:
    def look() -> list[str | None]:
        return [taken.report.url for taken in read_inputs([site.url("/rss")], fetch=fetcher.fetch) if taken.report]

    def answer(page: Page) -> None:
        mark = page.headers["ETag"]
        site.routes["/rss"] = lambda headers: Page(status=304) if headers.get("If-None-Match") == mark else page

    answer(make_feed(site, Orlivka=site.url("/bridge")))
    assert look() == [site.url("/bridge")]
    assert look() == []
    answer(make_feed(site, Orlivka=site.url("/bridge"), Karsava=site.url("/depot")))
    assert site.url("/depot") in look()
    assert look() == []
