"""Pages are fetched politely and within limits; whatever a server does, it ends in a page or in clear words."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from sayso import __version__
from sayso.intake import hosts
from sayso.intake.fetching import Fetcher, FetchSettings
from sayso.model import InputError
from tests.intake.sites import Page, Route, Site, open_site

TEXT = b"<html><p>The pumping station at Orlivka was hit twice, engineers said.</p></html>"
QUICK = FetchSettings(
    max_bytes=100_000, connect_seconds=2, read_seconds=2, page_seconds=4, delay_seconds=0, allow_private=True
)
BARE = replace(QUICK, obey_robots=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site({"/page": Page(TEXT, headers={"Content-Type": "text/html"})}) as site:
        yield site


def fail(settings: FetchSettings, url: str, **options: Any) -> InputError:
    with pytest.raises(InputError) as caught, Fetcher(settings, **options) as fetcher:
        fetcher.fetch(url)
    error = caught.value
    assert error.reason
    assert error.remedy
    assert error.where == url
    return error


def test_a_page_comes_with_its_address_and_what_it_is_called(site: Site) -> None:
    with Fetcher(QUICK) as fetcher:
        fetched = fetcher.fetch(site.url("/page#top"))
    assert (fetched.url, fetched.data, fetched.content_type) == (site.url("/page"), TEXT, "text/html")
    assert not fetched.not_modified
    assert site.asked == ["/robots.txt", "/page"]


def test_we_say_who_we_are(site: Site) -> None:
    with Fetcher(QUICK) as fetcher:
        fetcher.fetch(site.url("/page"))
    for headers in site.headers:
        assert headers["User-Agent"].startswith(f"sayso/{__version__} (")
        assert headers["Host"] == f"127.0.0.1:{site.port}"
        assert "Cookie" not in headers


def test_a_closed_fetcher_fetches_nothing(site: Site) -> None:
    with Fetcher(QUICK) as fetcher:
        pass
    with pytest.raises(ValueError, match="closed"):
        fetcher.fetch(site.url("/page"))


def test_this_machine_is_not_asked_unless_allowed(site: Site) -> None:
    error = fail(replace(QUICK, allow_private=False), site.url("/page"))
    assert error.slug == "private-address"
    assert "127.0.0.1" in error.reason
    assert site.asked == []


def test_a_password_is_neither_sent_nor_shown(site: Site) -> None:
    with pytest.raises(InputError) as caught, Fetcher(QUICK) as fetcher:
        fetcher.fetch(f"http://desk:hush@127.0.0.1:{site.port}/page")
    assert caught.value.slug == "password-in-address"
    assert "hush" not in str(caught.value)
    assert site.asked == []


# Connecting


def test_the_connection_goes_to_the_address_that_was_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []
    system = socket.getaddrinfo

    def watch(host: Any, *rest: Any, **options: Any) -> Any:
        looked_up.append(host)
        return system(host, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", watch)
    answers = iter([("127.0.0.1",), ("169.254.169.254",)])
    with Fetcher(BARE, resolve=lambda _host, _port: next(answers)) as fetcher:
        fetched = fetcher.fetch(site.url("/page", host="news.example"))
    assert fetched.url == site.url("/page", host="news.example")
    assert site.headers[0]["Host"] == f"news.example:{site.port}"
    assert set(looked_up) == {"127.0.0.1"}


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site) -> None:
    with Fetcher(BARE, resolve=lambda _host, _port: ("127.0.0.77", "127.0.0.1")) as fetcher:
        assert fetcher.fetch(site.url("/page", host="news.example")).data == TEXT


def test_proxies_of_the_environment_are_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with Fetcher(BARE) as fetcher:
        assert fetcher.fetch(site.url("/page")).data == TEXT


def test_nobody_listens() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
    assert fail(BARE, f"http://127.0.0.1:{port}/").slug == "no-connection"


def test_nobody_of_that_name() -> None:
    def resolve(_host: str, _port: int) -> tuple[str, ...]:
        raise socket.gaierror(-2, "Name or service not known")

    assert fail(QUICK, "http://news.example/", resolve=resolve).slug == "unknown-host"


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Site, status: int) -> None:
    site.routes["/old"] = Page(status=status, headers={"Location": "page#part"})
    with Fetcher(QUICK) as fetcher:
        assert fetcher.fetch(site.url("/old")).url == site.url("/page")


@pytest.mark.parametrize(
    ("location", "allowed", "slug"),
    [
        pytest.param("http://10.0.0.7/page", False, "private-address", id="private"),
        pytest.param("http://inner.example/page", False, "private-address", id="a name for a private one"),
        pytest.param("http://[::1]/page", False, "private-address", id="this machine"),
        pytest.param("http://[::ffff:10.0.0.7]/page", False, "private-address", id="in another form"),
        pytest.param("http://2130706434/page", False, "private-address", id="as a number"),
        pytest.param("http://169.254.169.254/latest", True, "private-address", id="metadata, private ones allowed"),
        pytest.param("http://0.0.0.0/", True, "private-address", id="nowhere, private ones allowed"),
        pytest.param("file:///etc/passwd", True, "bad-address", id="a file"),
        pytest.param("http://desk:hush@127.0.0.1/", True, "password-in-address", id="a password"),
    ],
)
def test_redirects_to_where_nobody_should_go_are_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch, location: str, allowed: bool, slug: str
) -> None:
    describe = hosts.describe_machine
    monkeypatch.setattr(
        hosts, "describe_machine", lambda machine: ("", False) if machine == "127.0.0.1" else describe(machine)
    )
    site.routes["/old"] = Page(status=302, headers={"Location": location})

    def resolve(host: str, port: int) -> tuple[str, ...]:
        return ("10.0.0.7",) if host == "inner.example" else hosts.resolve_host(host, port)

    error = fail(replace(QUICK, allow_private=allowed), site.url("/old"), resolve=resolve)
    assert error.slug == slug
    assert error.reason.startswith("it leads on to ")
    assert "hush" not in str(error)


@pytest.mark.parametrize(
    ("routes", "says", "asked"),
    [
        pytest.param({"/a": "/b", "/b": "/a"}, "leads on in a circle", 2, id="a circle"),
        pytest.param({"/a": "/a"}, "leads on in a circle", 1, id="to itself"),
        pytest.param({"/a": ""}, "leads on nowhere", 1, id="nowhere"),
        pytest.param(
            {f"/{'a' * n}": f"/{'a' * (n + 1)}" for n in range(1, 9)}, "leads on too many times", 6, id="on and on"
        ),
    ],
)
def test_redirects_that_come_to_nothing(site: Site, routes: dict[str, str], says: str, asked: int) -> None:
    for path, location in routes.items():
        site.routes[path] = Page(status=302, headers={"Location": location} if location else {})
    error = fail(BARE, site.url("/a"))
    assert error.slug == "bad-redirect"
    assert says in error.reason
    assert len(site.asked) == asked


# robots.txt


def test_what_robots_may_not_fetch_is_not_fetched(site: Site) -> None:
    site.routes["/robots.txt"] = Page(b"User-agent: sayso\nDisallow: /page")
    assert fail(QUICK, site.url("/page")).slug == "robots-forbid"
    assert site.asked == ["/robots.txt"]
    with Fetcher(BARE) as fetcher:
        assert fetcher.fetch(site.url("/page")).data == TEXT


def test_a_redirect_does_not_lead_around_robots(site: Site) -> None:
    site.routes["/robots.txt"] = Page(b"User-agent: *\nDisallow: /page")
    site.routes["/old"] = Page(status=302, headers={"Location": "/page"})
    assert fail(QUICK, site.url("/old")).slug == "robots-forbid"
    assert site.asked == ["/robots.txt", "/old"]


def test_robots_is_fetched_once(site: Site) -> None:
    with Fetcher(QUICK) as fetcher:
        for _ in range(3):
            fetcher.fetch(site.url("/page"))
    assert site.asked.count("/robots.txt") == 1


def test_a_robots_file_without_end_is_read_to_its_limit(site: Site) -> None:
    site.routes["/robots.txt"] = Page(b"User-agent: *\nDisallow: /page\n" + b"# and so on\n" * 90_000)
    assert fail(QUICK, site.url("/page")).slug == "robots-forbid"


def test_a_fault_of_robots_means_that_nothing_is_fetched(site: Site) -> None:
    site.routes["/robots.txt"] = Page(status=503)
    assert fail(QUICK, site.url("/page")).slug == "robots-unknown"
    assert "/page" not in site.asked


def test_a_robots_file_must_not_lead_to_a_private_machine(site: Site) -> None:
    site.routes["/robots.txt"] = Page(status=302, headers={"Location": "http://169.254.169.254/"})
    error = fail(QUICK, site.url("/page"))
    assert error.slug == "private-address"
    assert "robots.txt" in error.reason


# Time


class Naps:
    """Sleeps that only move the clock."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def clock(self) -> float:
        return time.monotonic() + sum(self.slept)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 1))

    @property
    def options(self) -> dict[str, Any]:
        return {"clock": self.clock, "sleep": self.sleep}


def test_a_host_is_asked_once_a_second(site: Site) -> None:
    naps = Naps()
    with Fetcher(replace(QUICK, delay_seconds=1), **naps.options) as fetcher:
        for _ in range(3):
            fetcher.fetch(site.url("/page"))
    assert naps.slept == [1, 1]


@pytest.mark.parametrize(("wanted", "slept"), [("7", 7), ("9000", 30), ("0", 1)])
def test_the_delay_of_robots_is_kept_up_to_a_limit(site: Site, wanted: str, slept: float) -> None:
    site.routes["/robots.txt"] = Page(f"User-agent: *\nCrawl-delay: {wanted}".encode())
    naps = Naps()
    with Fetcher(replace(QUICK, delay_seconds=1), **naps.options) as fetcher:
        fetcher.fetch(site.url("/page"))
        fetcher.fetch(site.url("/page"))
    assert naps.slept == [slept]


def test_a_redirect_on_the_same_host_does_not_wait(site: Site) -> None:
    site.routes["/old"] = Page(status=302, headers={"Location": "/page"})
    naps = Naps()
    with Fetcher(replace(QUICK, delay_seconds=1), **naps.options) as fetcher:
        fetcher.fetch(site.url("/old"))
    assert naps.slept == []


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(Page([b"."] * 500, drip=0.05), id="the body"),
        pytest.param(Page([b"HTTP/1.1 200 OK\r\n", *([b"X: y\r\n"] * 500)], drip=0.05, raw=True), id="the headers"),
        pytest.param(Page([b"H", *([b"T"] * 500)], drip=0.05, raw=True), id="the first line"),
        pytest.param(
            Page([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *([b"0"] * 500)], drip=0.05, raw=True),
            id="the size of a chunk",
        ),
        pytest.param(Page([b"HTTP/1.1 100 Continue\r\n\r\n"] * 500, drip=0.05, raw=True), id="going on for ever"),
    ],
)
def test_a_server_that_drips_is_left(site: Site, page: Page) -> None:
    site.routes["/page"] = page
    start = time.monotonic()
    assert fail(replace(BARE, page_seconds=0.4), site.url("/page")).slug == "too-slow"
    assert time.monotonic() - start < 2


def test_a_server_that_says_nothing_is_left(site: Site) -> None:
    site.routes["/page"] = Page([b"late"], drip=9, raw=True)
    start = time.monotonic()
    assert fail(replace(BARE, read_seconds=0.2), site.url("/page")).slug == "too-slow"
    assert time.monotonic() - start < 2


def test_robots_files_that_drip_are_left(site: Site) -> None:
    site.routes["/robots.txt"] = Page([b"."] * 500, drip=0.05)
    start = time.monotonic()
    assert fail(replace(QUICK, read_seconds=0.4), site.url("/page")).slug == "too-slow"
    assert time.monotonic() - start < 2


# Statuses


@pytest.mark.parametrize(
    ("status", "slug"),
    [(404, "no-such-page"), (403, "page-withheld"), (418, "bad-answer"), (204, "bad-answer"), (304, "bad-answer")],
)
def test_what_is_no_page_says_so_at_once(site: Site, status: int, slug: str) -> None:
    site.routes["/page"] = Page(status=status)
    error = fail(QUICK, site.url("/page"))
    assert error.slug == slug
    assert str(status) in error.reason
    assert site.asked.count("/page") == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_with_a_fault_is_asked_again_a_few_times(site: Site, status: int) -> None:
    naps = Naps()
    site.routes["/page"] = [Page(status=status), Page(status=status), Page(TEXT)]
    with Fetcher(replace(QUICK, delay_seconds=1), **naps.options) as fetcher:
        assert fetcher.fetch(site.url("/page")).data == TEXT
    assert naps.slept == [2, 4]
    site.routes["/page"] = Page(status=status)
    assert fail(QUICK, site.url("/page")).slug == "server-fault"
    assert site.asked.count("/page") == 6


@pytest.mark.parametrize("status", [429, 503])
def test_a_wish_to_wait_is_granted_once(site: Site, status: int) -> None:
    naps = Naps()
    busy = Page(status=status, headers={"Retry-After": "20"})
    site.routes["/page"] = [busy, Page(TEXT)]
    with Fetcher(QUICK, **naps.options) as fetcher:
        assert fetcher.fetch(site.url("/page")).data == TEXT
        assert naps.slept == [20]
        site.routes["/page"] = busy
        with pytest.raises(InputError):
            fetcher.fetch(site.url("/page"))
    assert naps.slept == [20, 20]
    assert site.asked.count("/page") == 4


def test_too_many_requests_without_a_time_are_tried_once_more(site: Site) -> None:
    site.routes["/page"] = Page(status=429)
    assert fail(QUICK, site.url("/page")).slug == "asked-to-wait"
    assert site.asked.count("/page") == 2


def test_a_host_that_wants_to_be_left_alone_for_long_is(site: Site) -> None:
    site.routes["/page"] = Page(status=429, headers={"Retry-After": "3600"})
    naps = Naps()
    with Fetcher(QUICK, **naps.options) as fetcher:
        for path in ("/page", "/other"):
            with pytest.raises(InputError, match=r"try again in 3\d\d\d seconds") as caught:
                fetcher.fetch(site.url(path))
            assert caught.value.slug == "asked-to-wait"
        assert site.asked == ["/robots.txt", "/page"]
        naps.sleep(3601)
        site.routes["/page"] = Page(TEXT)
        assert fetcher.fetch(site.url("/page")).data == TEXT


# Size and form


@pytest.mark.parametrize(
    ("size", "headers"),
    [
        pytest.param(100_001, {}, id="as it comes"),
        pytest.param(10, {"Content-Length": "9000000000"}, id="as announced"),
    ],
)
def test_a_page_over_the_limit_is_refused(site: Site, size: int, headers: Mapping[str, str]) -> None:
    site.routes["/page"] = Page(b"x" * size, headers=headers)
    error = fail(BARE, site.url("/page"))
    assert error.slug == "too-large"
    assert "100,000" in error.reason


def test_a_page_without_end_is_refused(site: Site) -> None:
    site.routes["/page"] = Page([b"x" * 10_000] * 9999)
    assert fail(BARE, site.url("/page")).slug == "too-large"


def test_a_bomb_is_refused(site: Site) -> None:
    site.routes["/page"] = Page(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"})
    assert fail(BARE, site.url("/page")).slug == "too-large"


def test_packed_pages_are_unpacked(site: Site) -> None:
    site.routes["/page"] = Page(gzip.compress(TEXT), headers={"Content-Encoding": "gzip"})
    with Fetcher(QUICK) as fetcher:
        assert fetcher.fetch(site.url("/page")).data == TEXT


def test_chunks_are_put_together(site: Site) -> None:
    body = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
    site.routes["/page"] = Page(body, raw=True)
    with Fetcher(QUICK) as fetcher:
        assert fetcher.fetch(site.url("/page")).data == b"abcde"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(Page(TEXT, headers={"Content-Length": "5000"}), id="cut off"),
        pytest.param(Page(TEXT, headers={"Content-Encoding": "gzip"}), id="not packed"),
        pytest.param(Page(TEXT, headers={"Content-Encoding": "br"}), id="packed in a way not asked for"),
        pytest.param(Page(b"HELLO\r\n\r\n", raw=True), id="no HTTP"),
        pytest.param(Page(b"", raw=True), id="nothing"),
        pytest.param(Page(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 999, raw=True), id="too many headers"),
        pytest.param(Page(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 99_999, raw=True), id="a header without end"),
        pytest.param(
            Page(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", raw=True), id="a chunk of no size"
        ),
        pytest.param(
            Page(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", raw=True), id="a chunk cut off"
        ),
    ],
)
def test_a_broken_answer_is_refused(site: Site, page: Page) -> None:
    site.routes["/page"] = page
    assert fail(BARE, site.url("/page")).slug == "bad-answer"


# Asking again


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    def answer(headers: Mapping[str, str]) -> Page:
        known = headers.get("If-None-Match") == '"one"' and headers.get("If-Modified-Since") == "Wed, 04 Mar 2026"
        if known:
            return Page(status=304)
        return Page(TEXT, headers={"ETag": '"one"', "Last-Modified": "Wed, 04 Mar 2026"})

    site.routes["/page"] = answer
    site.routes["/old"] = Page(status=301, headers={"Location": "/page"})
    with Fetcher(QUICK) as fetcher:
        first, second, third = (fetcher.fetch(site.url(path)) for path in ("/page", "/page", "/old"))
    assert (first.data, first.not_modified) == (TEXT, False)
    assert (second.data, second.not_modified, second.url) == (b"", True, site.url("/page"))
    assert third.not_modified
    with Fetcher(QUICK) as another:
        assert another.fetch(site.url("/page")).data == TEXT


def test_a_page_that_has_changed_is_sent_and_known_by_its_new_mark(site: Site) -> None:
    site.routes["/page"] = [
        Page(b"one", headers={"ETag": '"1"'}),
        Page(b"two", headers={"ETag": '"2"'}),
        Page(b"three"),
    ]
    with Fetcher(QUICK) as fetcher:
        assert [fetcher.fetch(site.url("/page")).data for _ in range(4)] == [b"one", b"two", b"three", b"three"]
    marks = [headers.get("If-None-Match") for headers in site.headers[1:]]
    assert marks == [None, '"1"', '"2"', None]


@pytest.mark.parametrize("mark", ["x" * 501, "caf\xe9", "a\tb"])
def test_marks_that_could_do_harm_are_not_sent_back(site: Site, mark: str) -> None:
    route: Route = Page(TEXT, headers={"ETag": mark})
    site.routes["/page"] = route
    with Fetcher(QUICK) as fetcher:
        for _ in range(2):
            assert fetcher.fetch(site.url("/page")).data == TEXT
    assert "If-None-Match" not in site.headers[-1]
