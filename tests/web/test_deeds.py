"""A coder's work on the page: what is sent is kept, incidents follow at once, and all of it can be taken back."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from sayso.ledger import Ledger
from sayso.run.deciding import list_decisions
from sayso.run.incidents import IncidentBook
from sayso.run.reviewing import list_reviews
from tests.web.served import HERE, Looked, form_of, make_client


@pytest.fixture
def path(own_strikes: str) -> str:
    return own_strikes


@pytest.fixture
def client(path: str) -> TestClient:
    return make_client(path)


def _send(client: TestClient, deed: str, **fields: str) -> int:
    data = {"form": form_of(client), "back": "/disputes", "who": "Ada Voss", **fields}
    answer = client.post(f"/deed/{deed}", data=data, headers={"origin": HERE})
    if answer.status_code == 303:
        assert answer.headers["location"] == "/disputes"
    return answer.status_code


def _ids(path: str) -> list[str]:
    with Ledger(path) as ledger:
        return [incident.id for incident in IncidentBook(ledger).incidents(order="claims")]


def test_two_incidents_become_one_and_two_again(client: TestClient, path: str) -> None:
    first, second, third = _ids(path)
    assert _send(client, "decide", verdict="same", a=second, b=third, reason="one raid") == 303
    assert len(_ids(path)) == 2
    with Ledger(path) as ledger:
        (kept,) = list_decisions(ledger)
    assert (kept.kind, kept.who, kept.reason) == ("same", "Ada Voss", "one raid")
    page = client.get(f"/incident/{kept.a}", follow_redirects=True).text
    assert "“<bdi>one raid</bdi>”" in page
    assert "Take back" in page
    assert _send(client, "withdraw", a=kept.a, b=kept.b) == 303
    assert sorted(_ids(path)) == sorted([first, second, third])


def test_claims_of_one_incident_are_set_apart(client: TestClient, path: str) -> None:
    with Ledger(path) as ledger:
        incident = next(IncidentBook(ledger).incidents(order="claims"))
    denial = next(account.claim for account in incident.accounts if account.factuality == "CT-")
    other = next(account.claim for account in incident.accounts if account.factuality == "CT+")
    assert _send(client, "decide", verdict="different", a=denial, b=other) == 303
    assert len(_ids(path)) == 4


def test_a_claim_is_rejected_and_comes_back(client: TestClient, path: str) -> None:
    claim = _ids(path)[1]
    assert _send(client, "review", verdict="reject", claim=claim, reason="no event") == 303
    assert claim not in _ids(path)
    with Ledger(path) as ledger:
        (kept,) = list_reviews(ledger)
    page = Looked(client.get(f"/claim/{kept.claim}").text)
    assert not page.faults
    assert "Rejected by Ada Voss" in page.words
    assert _send(client, "undo", review=str(kept.row)) == 303
    assert claim in _ids(path)


def test_a_claim_is_corrected_by_what_was_changed_alone(client: TestClient, path: str) -> None:
    claim = _ids(path)[1]
    page = client.get(f"/claim/{claim}").text
    was = dict(re.findall(r'name="(was-[a-z]+)" value="([^"]*)"', page))
    values = {name.replace("was-", "value-"): words for name, words in was.items()} | {"value-type": "air_strike"}
    assert _send(client, "review", verdict="correct", claim=claim, **was, **values) == 303
    with Ledger(path) as ledger:
        (kept,) = list_reviews(ledger)
    assert list(kept.values) == ["type"]
    assert "air strike" in Looked(client.get(f"/claim/{claim}").text).words


def test_accepted_claims_leave_the_queue_of_their_coder(client: TestClient) -> None:
    before = client.get("/review.json?queue=new&who=Ada+Voss").json()["claims"]
    assert _send(client, "review", verdict="accept", claim=before[0]["id"]) == 303
    after = client.get("/review.json?queue=new").json()
    assert after["who"] == "Ada Voss"
    assert before[0]["id"] not in [claim["id"] for claim in after["claims"]]
    words = Looked(client.get("/agreement").text).words
    assert "Ada Voss 1 0 0" in words


def test_the_name_is_remembered(client: TestClient) -> None:
    claim = client.get("/review.json?queue=new").json()["claims"][0]["id"]
    _send(client, "review", verdict="accept", claim=claim, who="Ада Восс")
    assert 'value="Ада Восс"' in client.get(f"/claim/{claim}").text


@pytest.mark.parametrize(
    ("deed", "fields", "slug"),
    [
        ("decide", {"verdict": "maybe", "a": "x", "b": "y"}, "bad-verdict"),
        ("decide", {"verdict": "same", "a": "zz", "b": "yy"}, "no-such-claim"),
        ("decide", {"verdict": "same", "a": "zz", "b": "yy", "who": " "}, "no-name"),
        ("review", {"verdict": "delete", "claim": "x"}, "bad-verdict"),
        ("review", {"verdict": "correct", "claim": "x"}, "bad-review"),
        ("review", {"verdict": "accept", "claim": "zzz"}, "no-such-claim"),
        ("undo", {"review": "first"}, "bad-review"),
        ("undo", {"review": "999"}, "no-such-review"),
        ("withdraw", {"a": "zz", "b": "yy"}, "no-such-claim"),
    ],
)
def test_what_makes_no_sense_is_told_and_not_kept(
    client: TestClient, path: str, deed: str, fields: dict[str, str], slug: str
) -> None:
    data = {"form": form_of(client), "who": "Ada", **fields}
    answer = client.post(f"/deed/{deed}", data=data)
    assert answer.status_code == (404 if slug.startswith("no-such") else 400)
    assert not Looked(answer.text).faults
    with Ledger(path) as ledger:
        assert not list_decisions(ledger)
        assert not list_reviews(ledger)
