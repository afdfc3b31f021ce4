"""Whatever a report, a name, an address or a reviewer says is text on a page, and never a tag or a script."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from sayso.ledger import Ledger
from sayso.run.deciding import decide
from sayso.run.incidents import IncidentBook
from sayso.run.reconciling import reconcile
from sayso.run.reviewing import review
from tests.ledger.reports import ready
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
from tests.web.served import EVIL, Looked, list_pages, make_client, twin_of

TURNED = "\u202egnihton\x1b[2J\x00"
TOWN, WHO, GANG = f"Orlivka{EVIL}", f"mayor{EVIL}{TURNED}", f"gang{EVIL}"
TEXTS = (
    f"{GANG} shelled the market in {TOWN} on 1 March 2031, killing 4 people, {WHO} said.",
    f"{GANG} shelled the market in {TOWN} on 1 March 2031, killing 9 people there, {WHO} told us.",
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    found = str(tmp_path_factory.mktemp("evil") / "ledger.db")
    with Ledger(found, create=True) as ledger:
        ledger.add(ready(*(_read(number) for number in range(2))))
        reconcile(ledger, jobs=1)
        incident = next(IncidentBook(ledger).incidents())
        review(ledger, incident.claims[0], "accept", who=EVIL, reason=EVIL)
        decide(ledger, "same", incident.claims[0], incident.claims[1], who=EVIL, reason=EVIL)
        reconcile(ledger, jobs=1)
    return found


def _read(number: int) -> object:
    text = TEXTS[number]
    said = make_attribution(text, make_source(text, WHO), ("said", "told us")[number], text[: text.index(f", {WHO}")])
    day = date(2031, 3, 1)
    dead = str((4, 9)[number])
    claim = make_claim(
        text,
        "shelled",
        "shelling",
        attribution=said,
        agents=[make_participant(text, GANG)],
        recipients=[make_participant(text, "the market", role="object")],
        places=[make_place(text, TOWN, 48.0, 37.0, country="OSL")],
        time=make_time(text, "1 March 2031", day, day),
        quantities=[make_quantity(text, dead, int(dead), int(dead), after="killing")],
    )
    report = make_report(
        text, id=f"{number}{EVIL}", title=f"Title {EVIL}{TURNED}", published=day, publisher=f"Paper {number}{EVIL}",
        url=("javascript:alert(1)", f"https://x.example/{EVIL}")[number],
    )  # fmt: skip
    return make_reading(report, said, claims=[claim])


@pytest.fixture(scope="module")
def client(path: str) -> TestClient:
    return make_client(path)


NAMES = ("overview place day incident report source claim why search changes disputes review agreement").split()


@pytest.mark.parametrize("name", NAMES)
def test_planted_scripts_are_text(client: TestClient, path: str, name: str) -> None:
    answer = client.get(list_pages(path)[name])
    assert answer.status_code == 200
    assert not Looked(answer.text).faults
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert not set("\x00\x1b\u202e") & set(answer.text)


def test_planted_scripts_are_shown(client: TestClient, path: str) -> None:
    pages = list_pages(path)
    for name, least in (("incident", 5), ("report", 5), ("claim", 5), ("source", 3)):
        assert Looked(client.get(pages[name]).text).words.count("<script>alert(1)</script>") >= least, name


@pytest.mark.parametrize("name", NAMES)
def test_json_is_no_html(client: TestClient, path: str, name: str) -> None:
    answer = client.get(twin_of(list_pages(path)[name]))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "address",
    [
        "/?text={evil}", "/?place={evil}&source={evil}&actor={evil}&publisher={evil}&number={evil}", "/?as-of={evil}",
        "/search?q={evil}", "/incident/{evil}", "/report/{evil}", "/source/{evil}", "/place/{evil}", "/day/{evil}",
        "/claim/{evil}",
        "/changes?since={evil}", "/disputes?dispute={evil}", "/review?who={evil}", "/review?queue={evil}", "/{evil}",
        "/enter?to={evil}", "/why?a={evil}&b={evil}", "/?{evil}={evil}", "/place/Orlivka?box={evil}",
    ],
)  # fmt: skip
def test_addresses_are_text(client: TestClient, address: str) -> None:
    for evil in (EVIL, f'"><svg onload=alert(1)>{TURNED}'):
        answer = client.get(address.format(evil=quote(evil, safe="")))
        assert answer.status_code in {200, 303, 307, 400, 404}
        assert not Looked(answer.text).faults
        assert "<svg onload" not in answer.text


def test_only_addresses_of_the_web_are_linked(client: TestClient, path: str) -> None:
    with Ledger(path) as ledger:
        reports = {claim.report.url: claim.report.id for claim in ledger.claims()}
    assert "original" not in client.get(f"/report/{reports['javascript:alert(1)']}").text


def test_long_names_and_right_to_left_text_hold_together(tmp_path: Path) -> None:
    text = f"قصفت القوات سوق {'طويل' * 40} يوم الاثنين، قال {'متحدث' * 30}"
    who = make_source(text, "متحدث" * 30)
    said = make_attribution(text, who, "قال", "قصفت القوات")
    claim = make_claim(text, "قصفت", "shelling", attribution=said, places=[make_place(text, "طويل" * 40, 33.0, 36.0)])
    path = str(tmp_path / "ledger.db")
    with Ledger(path, create=True) as ledger:
        ledger.add(
            ready(make_reading(make_report(text, title="خبر " * 60, published=date(2031, 3, 1)), said, claims=[claim]))
        )
        reconcile(ledger, jobs=1)
    client = make_client(path)
    for name, address in list_pages(path).items():
        answer = client.get(address)
        assert not Looked(answer.text).faults, name
    assert 'dir="auto"' in client.get("/").text
