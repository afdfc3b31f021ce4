"""What a coder looks at next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sayso.ledger import Filter, Ledger
from sayso.run.incidents import About, IncidentBook
from sayso.run.reconciling import reconcile
from sayso.run.reviewing import QUEUES, next_in_queue, review
from tests.ledger.reports import make_shelling, make_truce, ready
from tests.run.reconciling.accounts import Account, prepare_accounts

IDA, ROLF = "Ida Voss", "Rolf Holm"


@pytest.fixture
def ledger(ledger_address: str) -> Iterator[Ledger]:
    with Ledger(ledger_address, create=True) as opened:
        opened.add(ready(make_shelling(), make_truce()))
        yield opened


def _types(ledger: Ledger, queue: str, **options: object) -> list[str]:
    return [claim.record["type"] for claim in next_in_queue(ledger, queue, **options)]  # type: ignore[arg-type]


def test_least_sure_and_newest_come_first(ledger: Ledger) -> None:
    assert _types(ledger, "unsure") == ["attack", "talks", "shelling"]
    assert _types(ledger, "new") == ["talks", "attack", "shelling"]
    assert _types(ledger, "unsure", limit=1) == ["attack"]
    assert _types(ledger, "unsure", wanted=Filter(types=("talks",))) == ["talks"]


def test_what_one_has_reviewed_does_not_come_again_but_to_others(ledger: Ledger) -> None:
    first = next_in_queue(ledger, "unsure", who=IDA)[0]
    review(ledger, first.id, "accept", who=IDA)
    assert _types(ledger, "unsure", who=IDA, limit=1) == ["talks"]
    assert _types(ledger, "unsure", who=ROLF, limit=1) == ["attack"]
    assert _types(ledger, "unsure", limit=1) == ["talks"]


def test_what_was_rejected_comes_to_nobody(ledger: Ledger) -> None:
    for claim in next_in_queue(ledger, "new"):
        review(ledger, claim.id, "reject", who=IDA)
    assert [_types(ledger, queue, who=ROLF) for queue in QUEUES] == [[], [], []]


def test_claims_on_which_coders_differ_come_first(ledger: Ledger) -> None:
    reconcile(ledger)
    id = next(ledger.claims()).id
    review(ledger, id, "correct", who=IDA, values={"type": "air_strike"})
    review(ledger, id, "correct", who=ROLF, values={"type": "bombing"})
    assert [claim.id for claim in next_in_queue(ledger, "contested")] == [id]
    assert [claim.id for claim in next_in_queue(ledger, "contested", who="Sara Lind")] == [id]
    assert next_in_queue(ledger, "contested", who=IDA) == []


def test_accounts_of_disputes(ledger_address: str) -> None:
    with Ledger(ledger_address, create=True) as ledger:
        ledger.add(prepare_accounts(Account(), Account(paper=1, way=1), Account("Tarnow", day=6)))
        for claim in list(ledger.claims(Filter(places=("orlivka",)))):
            first = claim.report.publisher == "Tarn Post"
            name, sure = ("Tarn", "CT+") if first else ("Osel", "CT-")
            values = {"source": f"the ministry of {name} (military)", "factuality": sure}
            review(ledger, claim.id, "correct", who=ROLF, values=values)
        reconcile(ledger)
        (incident,) = IncidentBook(ledger).incidents(about=About(contested=True))
        disputed = {id for dispute in incident.disputes for ids in dispute.accounts for id in ids}
        found = next_in_queue(ledger, "contested", who=IDA)
        assert {claim.id for claim in found} == disputed
        review(ledger, found[0].id, "accept", who=IDA)
        assert [claim.id for claim in next_in_queue(ledger, "contested", who=IDA)] == [one.id for one in found[1:]]
