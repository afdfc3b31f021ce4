"""Addresses are taken apart in one way only, and never shown with a password."""

from __future__ import annotations

import pytest

from sayso.intake.urls import Url, join_url, parse_page_url, show_url
from sayso.model import InputError

BASE = Url("https", "news.example", 443, "/world/one")


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        pytest.param("http://news.example", "http://news.example/", id="no path"),
        pytest.param("HTTPS://News.Example:443/A?b=c#d", "https://news.example/A?b=c", id="capitals, port, fragment"),
        pytest.param("http://news.example:8080/a b", "http://news.example:8080/a%20b", id="port and blank"),
        pytest.param("http://[2001:4860::8]:81/", "http://[2001:4860::8]:81/", id="IPv6"),
        pytest.param("https://KÖLN.example:81/köln", "https://xn--kln-sna.example:81/k%C3%B6ln", id="umlauts"),
        pytest.param("http://news.example/a/../b", "http://news.example/b", id="dots"),
        pytest.param("http://news.example/@desk?x=a@b", "http://news.example/@desk?x=a@b", id="@ behind the host"),
        pytest.param("http://news.example/a?", "http://news.example/a?", id="empty query"),
    ],
)
def test_addresses_have_a_normal_form(url: str, normal: str) -> None:
    assert str(parse_page_url(url)) == normal


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        pytest.param("ftp://news.example/a", "bad-address", id="another scheme"),
        pytest.param("file:///etc/passwd", "bad-address", id="a file"),
        pytest.param("news.example", "bad-address", id="no scheme"),
        pytest.param("http://", "bad-address", id="no host"),
        pytest.param("http://./", "bad-address", id="a dot for a host"),
        pytest.param("http://news.example:0/", "bad-address", id="port 0"),
        pytest.param("http://news.example:99999/", "bad-address", id="port too high"),
        pytest.param("http://news example/", "bad-address", id="a blank in the host"),
        pytest.param("http://[fe80::1%25eth0]/", "bad-address", id="a zone"),
        pytest.param(
            "http://news.example\\@other.example/", "bad-address", id="a backslash, which programs read in two ways"
        ),
        pytest.param("http://ä\\1.example/", "bad-address", id="a backslash among umlauts"),
        pytest.param("http://[::1/", "bad-address", id="half a bracket"),
        pytest.param("http://straße.example/", "bad-address", id="a letter that is spelt in two ways"),
        pytest.param("http://" + "ä" * 70 + ".example/", "bad-address", id="a name too long to be one"),
        pytest.param("http://news.example/" + "a" * 9000, "bad-address", id="endless"),
        pytest.param("http://desk:hush@news.example/", "password-in-address", id="name and password"),
        pytest.param("http://hush@news.example/", "password-in-address", id="a name"),
        pytest.param("http://hush@[::1/", "bad-address", id="a password in what is no address"),
        pytest.param("ftp://desk:hush@news.example/", "bad-address", id="a password under another scheme"),
    ],
)
def test_what_cannot_be_fetched_is_refused_and_no_password_shown(url: str, slug: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_page_url(url)
    assert caught.value.slug == slug
    assert caught.value.remedy
    assert "hush" not in str(caught.value)


def test_what_is_shown_holds_no_control_characters_and_ends() -> None:
    assert show_url("http://news.example/\x1b[31m\u202e\ud800") == "http://news.example/\\x1b[31m\\u202e\ufffd"
    assert len(show_url("http://news.example/" + "a" * 9000)) == 500


@pytest.mark.parametrize(
    ("location", "there"),
    [
        pytest.param("two", "https://news.example/world/two", id="a neighbour"),
        pytest.param("/", "https://news.example/", id="the front page"),
        pytest.param("//other.example/a", "https://other.example/a", id="another host"),
        pytest.param(" http://other.example ", "http://other.example/", id="blanks around it"),
    ],
)
def test_redirects_lead_on_from_where_they_stand(location: str, there: str) -> None:
    assert str(join_url(BASE, location)) == there


@pytest.mark.parametrize("location", ["javascript:alert(1)", "file:///etc/passwd", "//[", "http://a:hush@b.example"])
def test_redirects_that_lead_off_the_web_are_refused(location: str) -> None:
    with pytest.raises(InputError) as caught:
        join_url(BASE, location)
    assert "hush" not in str(caught.value)
