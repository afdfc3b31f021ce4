"""All pages: each is there with its JSON twin, holds together, and shows what it is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.ledger import Ledger
from sayso.run.deciding import decide
from sayso.run.incidents import IncidentBook
from sayso.run.reconciling import reconcile
from sayso.web.answering import load_examples
from tests.cli.strikes import make_strikes
from tests.run.reconciling.accounts import TOWNS, Account, prepare_accounts
from tests.web.served import Looked, list_pages, make_client, twin_of

NAMES = ("overview place day incident report source claim why search changes disputes review agreement").split()


@pytest.fixture(scope="module")
def client(strikes: str) -> TestClient:
    return make_client(strikes)


@pytest.fixture(scope="module")
def pages(strikes: str) -> dict[str, str]:
    return list_pages(strikes)


@pytest.mark.parametrize("name", NAMES)
def test_page_holds_together(client: TestClient, pages: dict[str, str], name: str) -> None:
    answer = client.get(pages[name])
    assert answer.status_code == 200
    looked = Looked(answer.text)
    assert not looked.faults
    assert len(looked.ids) == len(set(looked.ids))
    assert looked.headings[0] == "h1"
    assert looked.headings.count("h1") == 1
    assert f'href="{twin_of(pages[name]).replace("&", "&amp;")}"' in answer.text


@pytest.mark.parametrize("name", NAMES)
def test_twin_has_what_its_example_has(client: TestClient, pages: dict[str, str], name: str) -> None:
    answer = client.get(twin_of(pages[name]))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json().keys() == load_examples()[name].keys()


SHOWN = {
    "overview": ["3 incidents", "shelling", "Orlivka (OSL)", "4 people killed (4–9)", "contested", "Belmor"],
    "place": ["Orlivka", "1 incident"],
    "day": ["1 March 2031", "the day before"],
    "incident": [
        "Shelling · Orlivka · 1 Mar 2031", "3 independent origins", "whether it happened", "how many", "Army Press",
        "The mayor", "A rescue worker", "Killed 4 people killed (4–9)", "Who told whom", "As the ledger knew it",
    ],
    "report": ["Shells on Orlivka", "Tarn Post", "2 claims", "The mayor", "Shared with other reports"],
    "source": ["confirmed by others", "contradicted", "Who contradicts it"],
    "claim": ["shelling", "certain", "the mayor", "Accept", "Reject", "Correct"],
    "why": ["They are of one incident", "in all"],
    "search": ["1 incident at a place"],
    "changes": ["new", "Orlivka (OSL)"],
    "disputes": ["whether it happened", "Said that it did not"],
    "review": ["Claims that nobody has reviewed", "Leave it for later"],
    "agreement": ["Nobody has reviewed a claim yet"],
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_page_shows(client: TestClient, pages: dict[str, str], name: str) -> None:
    words = Looked(client.get(pages[name]).text).words
    assert [word for word in SHOWN[name] if word not in words] == []


def test_an_account_opens_its_sentence_in_the_report(client: TestClient, pages: dict[str, str]) -> None:
    page = client.get(pages["report"]).text
    lit = page.partition('<mark class="lit">')[2].partition("</p>")[0]
    assert "Shells" in lit
    claim = pages["report"].partition("claim=")[2]
    assert f'id="c-{claim}"' in page
    assert f"claim={claim}#c-{claim}" in client.get(pages["incident"]).text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3), ("contested=true", 1), ("place=tarn", 1), ("text=farmer", 1), ("since=2031-03-10", 2),
        ("until=2031-03-10&since=2031-03-01", 1), ("type=abduction", 1), ("number=killed%3E%3D9", 1),
        ("near=48,37,5", 1), ("box=44,29,46,31", 1), ("source=oslan", 1), ("dispute=how_many", 1),
        ("status=single", 2), ("least-origins=2", 1), ("as-of=2001-01-01", 0), ("place=&source=&text=", 3),
        ("country=xyz", 0), ("publisher=Army", 1), ("sort=claims&ascending=true", 3),
    ],
)  # fmt: skip
def test_filters_are_those_of_the_commands(client: TestClient, query: str, found: int) -> None:
    assert client.get(f"/overview.json?{query}").json()["total"] == found
    words = Looked(client.get(f"/?{query}").text).words
    assert (f"{found} incident" in words) if found else ("Nothing passes" in words)


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("since=yesterday", "since"), ("type=airstrik", "type"), ("country=Ukraine", "country"), ("box=1,2", "box"),
        ("number=killed", "number"), ("as-of=soon", "as-of"), ("page=0", "page"), ("sort=random", "sort"),
        ("status=true", "status"), ("near=1,2,0", "near"), ("least-origins=-1", "least-origins"),
    ],
)  # fmt: skip
def test_a_query_without_sense_is_told(client: TestClient, query: str, where: str) -> None:
    answer = client.get(f"/overview.json?{query}")
    assert answer.status_code == 400
    assert answer.json().keys() == {"slug", "reason", "where", "remedy"}
    assert answer.json()["where"] == where
    page = client.get(f"/?{query}")
    assert page.status_code == 400
    assert not Looked(page.text).faults


@pytest.mark.parametrize(
    "path",
    ["/incident/zzzz", "/report/nothing", "/source/Nobody%20at%20all", "/claim/ffff", "/day/2031-02-30", "/nothing",
     "/static/nothing.js", "/why?a=ffff&b=eeee"],
)  # fmt: skip
def test_what_is_not_there(client: TestClient, path: str) -> None:
    page, twin = client.get(path), client.get(twin_of(path))
    assert (page.status_code, twin.status_code) == (404, 404)
    assert twin.json().keys() == {"slug", "reason", "where", "remedy"}
    assert not Looked(page.text).faults


def test_a_place_without_incidents_is_empty(client: TestClient) -> None:
    assert "Nothing passes this filter" in client.get("/place/Nowhere").text


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.db")
    Ledger(path, create=True).close()
    client = make_client(path)
    assert "The ledger is empty" in client.get("/").text
    for address in (
        "/disputes",
        "/changes",
        "/review",
        "/agreement",
        "/search?q=x",
        "/chart/map.json",
        "/chart/days.json",
    ):
        assert client.get(address).status_code == 200


def test_beginning_of_an_id_and_a_claims_id_lead_to_the_incident(client: TestClient, pages: dict[str, str]) -> None:
    whole = pages["incident"].rpartition("/")[2]
    claim = pages["claim"].rpartition("/")[2]
    for id in (whole[:-2], claim):
        answer = client.get(f"/incident/{id}")
        if id != whole:
            assert answer.status_code == 307
            assert answer.headers["location"] == f"/incident/{whole}"
        assert client.get(f"/incident/{id}.json", follow_redirects=True).json()["id"] == whole


def test_a_retired_id_leads_on_and_says_so(tmp_path: Path) -> None:
    path = make_strikes(str(tmp_path / "ledger.db"))
    with Ledger(path) as ledger:
        ids = [incident.id for incident in IncidentBook(ledger).incidents()]
        decide(ledger, "same", ids[0], ids[1], who="Ada")
        reconcile(ledger, jobs=1)
        left = {incident.id for incident in IncidentBook(ledger).incidents()}
    gone = next(id for id in ids if id not in left)
    client = make_client(path)
    answer = client.get(f"/incident/{gone}")
    assert answer.status_code == 307
    page = client.get(answer.headers["location"])
    assert f"You came by an older id, {gone}" in page.text


def test_a_moment_goes_along_with_every_link(client: TestClient, pages: dict[str, str]) -> None:
    page = client.get(f"{pages['incident']}?as-of=2099-01-01").text
    assert "As the ledger knew it on" in page
    assert "/place/Orlivka?as-of=2099-01-01T23" in page
    assert "Same or different" not in page
    assert client.get(f"{pages['incident']}?as-of=2001-01-01").status_code == 404


def test_pages_of_a_long_list(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.web.pages.listing.PAGE", 2)
    first, second = client.get("/").text, client.get("/?page=2").text
    assert "1–2 of 3 incidents" in Looked(first).words
    assert 'href="/?page=2"' in first
    assert "3–3 of 3 incidents" in Looked(second).words
    assert 'rel="prev"' in second
    assert client.get("/?page=9").status_code == 200


def test_a_chip_leaves_its_part_out(client: TestClient) -> None:
    page = client.get("/?place=Orlivka&contested=true").text
    assert 'href="/?contested=true"' in page
    assert 'href="/?place=Orlivka"' in page


def test_head_has_no_body(client: TestClient) -> None:
    answer = client.head("/")
    assert (answer.status_code, answer.content) == (200, b"")


def test_search_by_id_leads_there(client: TestClient, pages: dict[str, Any]) -> None:
    id = pages["incident"].rpartition("/")[2]
    assert client.get(f"/search?q={id}").headers.get("location", "").startswith("/incident/")


def test_a_name_that_ends_as_a_twin_does_has_its_own_page(own_strikes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TOWNS, "Data.json", (49.0, 30.0))
    with Ledger(own_strikes) as ledger:
        ledger.add(prepare_accounts(Account(town="Data.json", paper=3)))
        reconcile(ledger, jobs=1)
    client = make_client(own_strikes)
    assert 'href="/place/Data.json/"' in client.get("/").text
    assert client.get("/place/Data.json/").headers["content-type"].startswith("text/html")
    assert client.get("/place/Data.json/.json").json()["total"] == 1
    assert client.get("/place/Data.json").json()["total"] == 1  # the twin of the page about Data
