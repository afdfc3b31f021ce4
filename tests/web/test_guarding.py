"""Who is let in, what a page may do, and that nothing is changed but from a page of ours."""

from __future__ import annotations

import re

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from sayso.ledger import Ledger
from sayso.model import SetupError
from sayso.run.deciding import list_decisions
from sayso.web import Options, make_app
from sayso.web.deeds import router, safe_path
from tests.web.served import HERE, form_of, list_pages, make_client

TOKEN = "0123456789abcdef0123456789abcdef"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@pytest.fixture
def client(strikes: str) -> TestClient:
    return make_client(strikes)


@pytest.mark.parametrize(
    "path", ["/", "/overview.json", "/static/page.css", "/nothing", "/?since=x", "/chart/map.json"]
)
def test_every_answer_has_the_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "server" not in headers


def test_tiles_widen_the_policy_by_their_origin_alone(strikes: str) -> None:
    client = make_client(strikes, Options(tiles="https://tiles.example:8443/a/{Z}/{X}/{Y}.png", follow=False))
    policy = client.get("/").headers["content-security-policy"]
    assert policy == POLICY.replace("data:;", "data: https://tiles.example:8443;")
    assert "tiles.example" in client.get("/chart/map.json").text


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:8350", 200), ("localhost:8350", 200), ("[::1]:8350", 200), ("evil.example", 421), ("", 421),
     ("127.0.0.1.evil.example:8350", 421), ("evil.example:8350@127.0.0.1", 200), ("[bad", 421)],
)  # fmt: skip
def test_only_our_names_are_answered(client: TestClient, host: str, status: int) -> None:
    assert client.get("/", headers={"host": host}).status_code == status


def test_a_proxys_name_is_answered(strikes: str) -> None:
    client = make_client(strikes, Options(host="10.0.0.5", proxy="sayso.example", follow=False))
    assert client.get("/", headers={"host": "sayso.example"}).status_code == 200
    assert client.get("/", headers={"host": "other.example"}).status_code == 421


@pytest.mark.parametrize(
    ("options", "slug"),
    [
        (Options(host="0.0.0.0"), "open-address"),
        (Options(host="192.168.1.5"), "open-address"),
        (Options(host="sayso.example"), "open-address"),
        (Options(host="0.0.0.0", token="short"), "short-token"),
        (Options(tiles="https://tiles.example/"), "bad-tiles"),
        (Options(tiles="javascript:{Z}{X}{Y}"), "bad-tiles"),
        (Options(tiles="https://tiles.example; script-src *{Z}/{X}/{Y}"), "bad-tiles"),
    ],
)
def test_options_by_which_anybody_could_come_in(strikes: str, options: Options, slug: str) -> None:
    with Ledger(strikes) as ledger, pytest.raises(SetupError) as raised:
        make_app(ledger, options)
    assert raised.value.slug == slug


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "localhost", "::1"])
def test_this_machine_needs_no_token(host: str) -> None:
    Options(host=host).check()


class TestToken:
    @pytest.fixture
    def client(self, strikes: str) -> TestClient:
        return make_client(strikes, Options(host="0.0.0.0", token=TOKEN, follow=False), base="http://any.example")

    @pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong"}, {"cookie": "sayso-token=wrong"}])
    def test_nobody_comes_in_without(self, client: TestClient, strikes: str, headers: dict[str, str]) -> None:
        for address in list_pages(strikes).values():
            answer = client.get(address, headers=headers)
            assert answer.status_code == 303
            assert answer.headers["location"].startswith("/enter?")
        assert client.get("/overview.json", headers=headers).status_code == 401
        assert client.post("/deed/decide", headers=headers).status_code == 401

    def test_by_header(self, client: TestClient) -> None:
        assert client.get("/overview.json", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200

    def test_by_address_once(self, client: TestClient) -> None:
        answer = client.get(f"/?token={TOKEN}&place=Orlivka")
        assert answer.headers["location"] == "/?place=Orlivka"
        assert TOKEN not in answer.headers["set-cookie"]
        assert client.get("/").status_code == 200

    def test_by_form(self, client: TestClient) -> None:
        sign = form_of(client, "/enter?to=/disputes")
        wrong = client.post("/enter", data={"form": sign, "token": "x" * 32, "back": "/"})
        assert wrong.status_code == 401
        answer = client.post("/enter", data={"form": sign, "token": TOKEN, "back": "/disputes"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/disputes")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert client.get("/disputes").status_code == 200


POSTS = sorted(route.path for route in router.routes if isinstance(route, Route) and "POST" in (route.methods or ()))


def test_there_are_deeds() -> None:
    assert len(POSTS) >= 6


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "wrong",
    [
        "no sign",
        "a wrong sign",
        "another visitor's sign",
        "another origin",
        "an origin that is not told",
        "another site",
        "another kind of body",
    ],
)
def test_nothing_is_done_but_from_our_page(client: TestClient, strikes: str, path: str, wrong: str) -> None:
    sign = form_of(client)
    headers = {"origin": HERE}
    data = {
        "form": sign,
        "back": "/",
        "who": "Ada",
        "verdict": "same",
        "a": "x",
        "b": "y",
        "look": "dark",
        "claim": "x",
    }
    if wrong == "no sign":
        del data["form"]
    elif wrong == "a wrong sign":
        data["form"] = "0" * 64
    elif wrong == "another visitor's sign":
        data["form"] = form_of(make_client(strikes))
    elif wrong == "another origin":
        headers["origin"] = "http://evil.example"
    elif wrong == "an origin that is not told":
        headers["origin"] = "null"
    elif wrong == "another site":
        headers["sec-fetch-site"] = "cross-site"
    if wrong == "another kind of body":
        answer = client.post(path, json=data, headers=headers)
    else:
        answer = client.post(path, data=data, headers=headers)
    assert answer.status_code in {400, 403}
    assert "set-cookie" not in answer.headers or "sayso-look" not in answer.headers["set-cookie"]
    with Ledger(strikes) as ledger:
        assert not list_decisions(ledger)


def test_a_form_that_is_too_large(client: TestClient) -> None:
    sign = form_of(client)
    assert client.post("/look", data={"form": sign, "reason": "x" * 70_000}).status_code == 413


def test_the_visitors_cookie(client: TestClient) -> None:
    cookie = client.get("/").headers["set-cookie"]
    assert re.fullmatch(r"sayso-visitor=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Strict", cookie)
    assert "set-cookie" not in client.get("/").headers


def test_a_cookie_behind_a_proxy_with_tls_is_for_tls_only(strikes: str) -> None:
    client = make_client(
        strikes, Options(host="10.0.0.5", proxy="sayso.example", follow=False), base="http://sayso.example"
    )
    cookie = client.get("/", headers={"x-forwarded-proto": "https"}).headers["set-cookie"]
    assert cookie.endswith("; Secure")


def test_look_is_chosen_by_a_form(client: TestClient) -> None:
    sign = form_of(client)
    answer = client.post("/look", data={"form": sign, "look": "dark", "back": "/disputes"}, headers={"origin": HERE})
    assert (answer.status_code, answer.headers["location"]) == (303, "/disputes")
    assert 'data-look="dark"' in client.get("/").text
    client.post("/look", data={"form": sign, "look": "", "back": "/"})
    assert "data-look=" not in client.get("/").text


@pytest.mark.parametrize(
    "words",
    ["", "https://evil.example/", "//evil.example", "/\\evil.example", "/%2fevil.example", "/%5cevil.example",
     "javascript:x", "/a\r\nset-cookie: x", "evil"],
)  # fmt: skip
def test_nobody_is_led_elsewhere(words: str) -> None:
    assert safe_path(words) == "/"


def test_entering_leads_nowhere_else(strikes: str) -> None:
    client = make_client(strikes, Options(host="0.0.0.0", token=TOKEN, follow=False), base="http://any.example")
    answer = client.get(f"//evil.example/?token={TOKEN}")
    assert not answer.headers["location"].startswith("//")


def test_a_page_that_tells_no_referrer_sends_forms_from_nowhere(client: TestClient) -> None:
    headers = {"origin": "null", "sec-fetch-site": "same-origin"}
    answer = client.post("/look", data={"form": form_of(client), "look": "dark", "back": "/"}, headers=headers)
    assert answer.status_code == 303
