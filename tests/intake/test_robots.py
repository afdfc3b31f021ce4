"""robots.txt is heeded as RFC 9309 has it, and fetched no more often than needed."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.intake.requesting import Answer
from sayso.intake.robots import FAILED_SECONDS, KEPT_SECONDS, Robots
from sayso.intake.urls import Url, parse_page_url
from sayso.model import InputError

PAGE = parse_page_url("https://news.example/world/one?page=2")


class Web:
    """Answers by their addresses, and what was asked for."""

    def __init__(self, **answers: Answer | InputError) -> None:
        self.answers: dict[str, Any] = {"https://news.example/" + path: answer for path, answer in answers.items()}
        self.asked: list[str] = []
        self.now = 0.0

    def ask(self, url: Url) -> Answer:
        self.asked.append(str(url))
        answer = self.answers.get(str(url), Answer(404, {}))
        if isinstance(answer, InputError):
            raise answer
        return answer

    def robots(self) -> Robots:
        return Robots(self.ask, agent="sayso", clock=lambda: self.now)


def make_web(answer: Answer | InputError) -> Web:
    return Web(**{"robots.txt": answer})


def rules(text: str) -> Web:
    return make_web(Answer(200, {}, text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("User-agent: *\nDisallow:", id="nothing forbidden"),
        pytest.param("User-agent: *\nDisallow: /private/", id="another path"),
        pytest.param("User-agent: otherbot\nDisallow: /", id="another robot"),
        pytest.param("User-agent: *\nDisallow: /\n\nUser-agent: sayso\nAllow: /", id="all but us"),
        pytest.param("User-agent: *\nDisallow: /world\nAllow: /world/one", id="the longer rule"),
        pytest.param("<html><body>Welcome!</body></html>", id="a page instead"),
        pytest.param("\x00\xff\xfe", id="rubbish"),
    ],
)
def test_pages_that_may_be_fetched(text: str) -> None:
    rules(text).robots().check(PAGE)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("User-agent: *\nDisallow: /", id="all"),
        pytest.param("\ufeffUser-agent: *\r\nDisallow: /world # ours", id="with a mark and a comment"),
        pytest.param("User-agent: Sayso\nDisallow: /world\n\nUser-agent: *\nDisallow:", id="us alone"),
        pytest.param("User-agent: *\nDisallow: /*?page=", id="a pattern"),
    ],
)
def test_pages_that_may_not(text: str) -> None:
    with pytest.raises(InputError, match=r"robots\.txt asks robots not to") as caught:
        rules(text).robots().check(PAGE)
    assert (caught.value.slug, caught.value.where) == ("robots-forbid", str(PAGE))
    assert caught.value.remedy


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 304])
def test_no_robots_file_means_that_all_is_allowed(status: int) -> None:
    make_web(Answer(status, {})).robots().check(PAGE)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 599])
def test_a_robots_file_that_cannot_be_had_now_means_that_nothing_is_allowed(status: int) -> None:
    with pytest.raises(InputError, match=f"status {status}") as caught:
        make_web(Answer(status, {})).robots().check(PAGE)
    assert (caught.value.slug, caught.value.where) == ("robots-unknown", str(PAGE))


def test_a_site_that_does_not_answer_keeps_its_reason() -> None:
    error = InputError("too-slow", "the server takes too long", where="x", remedy="try later")
    with pytest.raises(InputError, match=r"robots\.txt.*the server takes too long") as caught:
        make_web(error).robots().check(PAGE)
    assert (caught.value.slug, caught.value.where, caught.value.remedy) == ("too-slow", str(PAGE), "try later")


def redirect(location: str) -> Answer:
    return Answer(301, {"Location": location})


def test_redirects_are_followed_and_their_rules_hold() -> None:
    web = Web(**{"robots.txt": redirect("/a"), "a": redirect("b"), "b": Answer(200, {}, b"User-agent: *\nDisallow: /")})
    with pytest.raises(InputError):
        web.robots().check(PAGE)
    assert web.asked[-1] == "https://news.example/b"


@pytest.mark.parametrize("answer", [redirect("robots.txt"), Answer(302, {})])
def test_redirects_without_end_are_no_robots_file(answer: Answer) -> None:
    web = make_web(answer)
    web.robots().check(PAGE)
    assert len(web.asked) <= 6


def test_a_redirect_off_the_web_means_that_nothing_is_allowed() -> None:
    with pytest.raises(InputError, match="does not begin with http"):
        make_web(redirect("file:///etc/passwd")).robots().check(PAGE)


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        pytest.param("User-agent: *\nCrawl-delay: 7", 7, id="a delay"),
        pytest.param("User-agent: *\nCrawl-delay: 2.5\nDisallow: /x", 2.5, id="half seconds"),
        pytest.param("User-agent: *\nDisallow: /x", 0, id="none"),
        pytest.param("User-agent: *\nCrawl-delay: soon", 0, id="no number"),
        pytest.param("User-agent: *\nCrawl-delay: nan", 0, id="not a number"),
        pytest.param("User-agent: *\nCrawl-delay: -4", 0, id="negative"),
    ],
)
def test_the_delay_that_a_site_wants(text: str, delay: float) -> None:
    assert rules(text).robots().find_delay(PAGE) == delay


def test_a_file_is_fetched_once_an_origin_and_again_after_a_day() -> None:
    web = rules("")
    robots = web.robots()
    for url in (
        "https://news.example/a",
        "https://news.example/b",
        "http://news.example/",
        "https://news.example:8443/",
    ):
        robots.check(parse_page_url(url))
    assert web.asked == [
        "https://news.example/robots.txt",
        "http://news.example/robots.txt",
        "https://news.example:8443/robots.txt",
    ]
    web.now = KEPT_SECONDS + 1
    robots.check(PAGE)
    assert len(web.asked) == 4


def test_a_failure_holds_for_minutes_only() -> None:
    web = make_web(Answer(500, {}))
    robots = web.robots()
    for _ in range(2):
        with pytest.raises(InputError):
            robots.check(PAGE)
    assert len(web.asked) == 1
    web.answers.clear()
    web.now = FAILED_SECONDS + 1
    robots.check(PAGE)


def test_no_more_than_so_many_sites_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.intake.robots.KEPT_ORIGINS", 2)
    web = rules("")
    robots = web.robots()
    for host in ("a", "b", "c", "c", "a"):
        robots.check(parse_page_url(f"https://{host}.example/"))
    assert [url.split("/")[2] for url in web.asked] == ["a.example", "b.example", "c.example", "a.example"]
