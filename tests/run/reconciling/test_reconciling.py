"""Incidents follow from the claims that stand and from what people decided, however and whenever they came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from sayso.ledger import Ledger
from sayso.ledger.filters import Filter
from sayso.run.deciding import decide, list_decisions, withdraw
from sayso.run.incidents import About, IncidentBook
from sayso.run.reconciling import Stage, count_pending, reconcile, renewing
from tests.conftest import LONG
from tests.run.reconciling.accounts import TOWNS, Account, prepare_accounts

STRIKE = (Account(), Account(paper=1, way=1, dead=5), Account(paper=2, way=2, later=2))
ELSEWHERE = (Account("Tarnow", day=1), Account("Tarnow", day=1, paper=1, way=1))
Incidents = set[frozenset[str]]


def _add(ledger: Ledger, accounts: Iterable[Account]) -> None:
    ledger.add(prepare_accounts(*accounts))


def _incidents(ledger: Ledger, as_of: datetime | None = None) -> Incidents:
    return {frozenset(incident.claims) for incident in IncidentBook(ledger).incidents(as_of=as_of)}


def _ids(ledger: Ledger) -> set[str]:
    return {incident.id for incident in IncidentBook(ledger).incidents()}


def _make(path: Path, parts: Iterable[Sequence[Account]]) -> tuple[Incidents, set[str]]:
    with Ledger(str(path), create=True) as ledger:
        for part in parts:
            _add(ledger, part)
            reconcile(ledger)
        return _incidents(ledger), _ids(ledger)


def test_accounts_of_one_strike_are_one_incident(ledger_address: str) -> None:
    with Ledger(ledger_address, create=True) as ledger:
        _add(ledger, (*STRIKE, *ELSEWHERE))
        assert count_pending(ledger)
        tally = reconcile(ledger)
        assert (tally.claims, tally.new, tally.retired) == (10, 2, 0)
        assert not count_pending(ledger)
        assert sorted(len(claims) for claims in _incidents(ledger)) == [4, 6]
        assert reconcile(ledger).claims == 0
        strike = next(IncidentBook(ledger).incidents(order="claims"))
        assert (strike.type, strike.place and strike.place.name, strike.origins) == ("shelling", "Orlivka", 3)
        assert [(figure.role, figure.low, figure.high) for figure in strike.figures] == [("killed", 4, 5)]


_ACCOUNTS = st.builds(
    Account,
    town=st.sampled_from(sorted(TOWNS)),
    day=st.integers(0, 12),
    dead=st.integers(1, 30),
    later=st.integers(0, 9),
    paper=st.integers(0, 3),
    way=st.integers(0, 2),
    dated=st.booleans(),
)


@settings(max_examples=40 if LONG else 4)
@given(accounts=st.lists(_ACCOUNTS, min_size=2, max_size=12), data=st.data())
def test_order_of_arrival_does_not_matter(
    accounts: list[Account], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("orders")
    at_once = _make(folder / "once.db", [accounts])
    shuffled = data.draw(st.permutations(accounts))
    size = data.draw(st.integers(1, 4))
    parts = [shuffled[at : at + size] for at in range(0, len(shuffled), size)]
    assert _make(folder / "parts.db", parts) == at_once


class _StoppedError(Exception):
    pass


def test_what_is_interrupted_goes_on(tmp_path: Path) -> None:
    accounts = [*STRIKE, *ELSEWHERE, Account("Belmor", day=4), Account("Belmor", day=4, paper=3)]
    wanted = _make(tmp_path / "whole.db", [accounts])
    for stop in range(1, 6):
        with Ledger(str(tmp_path / f"{stop}.db"), create=True) as ledger:
            _add(ledger, accounts)
            seen = list[Stage]()

            def tell(stage: Stage, stop: int = stop, seen: list[Stage] = seen) -> None:
                seen.append(stage)
                if len(seen) == stop:
                    raise _StoppedError

            try:
                reconcile(ledger, tell)
            except _StoppedError:
                assert count_pending(ledger) or stop >= 4
            reconcile(ledger)
            assert (_incidents(ledger), _ids(ledger)) == wanted


def test_late_report_joins_what_is_known_of_its_day(ledger_address: str) -> None:
    with Ledger(ledger_address, create=True) as ledger:
        _add(ledger, (STRIKE[1], *ELSEWHERE, *(Account("Belmor", day=day, paper=day % 4) for day in range(3, 20, 4))))
        reconcile(ledger)
        before = _ids(ledger)
        _add(ledger, [Account(later=60, paper=3)])
        tally = reconcile(ledger)
        assert (tally.new, tally.changed, tally.retired) == (0, 1, 0)
        assert _ids(ledger) == before


def test_earlier_report_gives_its_id_and_the_old_one_leads_there(ledger_address: str) -> None:
    with Ledger(ledger_address, create=True) as ledger:
        _add(ledger, [Account(later=3, paper=1, way=1)])
        reconcile(ledger)
        (old,) = _ids(ledger)
        moment = datetime.now(UTC)
        _add(ledger, [Account(later=0)])
        reconcile(ledger)
        (new,) = _ids(ledger)
        book = IncidentBook(ledger)
        assert new != old
        found = book.get(old)
        assert found is not None
        assert (found.incident.id, found.moved) == (new, (old,))
        then = book.get(old, as_of=moment)
        assert then is not None
        assert (then.incident.id, then.moved, len(then.incident.claims)) == (old, (), 2)
        kinds = {change.id: (change.kind, change.into) for change in book.changes(moment)}
        assert kinds[old] == ("merged", new)


def test_revised_report_takes_its_old_claims_away(ledger_address: str) -> None:
    url = "https://paper.example/strike"
    with Ledger(ledger_address, create=True) as ledger:
        _add(ledger, [Account(dead=4, url=url), STRIKE[1]])
        reconcile(ledger)
        moment = datetime.now(UTC)
        _add(ledger, [Account("Belmor", dead=7, url=url)])
        reconcile(ledger)
        book = IncidentBook(ledger)
        places = {incident.place.name: len(incident.claims) for incident in book.incidents() if incident.place}
        assert places == {"Orlivka": 2, "Belmor": 2}
        assert [len(claims) for claims in _incidents(ledger, as_of=moment)] == [4]
        why = [line for change in book.changes(moment) for line in change.why]
        assert "report Orlivka-0-0-4 was replaced by a later version, and 2 claims went with it" in why
        assert "2 claims of report Belmor-0-0-7 (Tarn Post) came in" in why


def test_only_report_that_is_revised_away_is_withdrawn(ledger_address: str) -> None:
    url = "https://paper.example/strike"
    with Ledger(ledger_address, create=True) as ledger:
        _add(ledger, [Account(url=url)])
        reconcile(ledger)
        (old,) = _ids(ledger)
        moment = datetime.now(UTC)
        _add(ledger, [Account("Belmor", day=9, url=url)])
        reconcile(ledger)
        book = IncidentBook(ledger)
        assert book.get(old) is None
        assert {change.kind for change in book.changes(moment)} == {"new", "withdrawn"}


@pytest.mark.parametrize("reverse", [False, True])
def test_person_puts_together_and_takes_it_back(ledger_address: str, reverse: bool) -> None:
    with Ledger(ledger_address, create=True) as ledger:
        _add(ledger, (*STRIKE, *ELSEWHERE))
        reconcile(ledger)
        before, ids = _incidents(ledger), sorted(_ids(ledger), reverse=reverse)
        moment = datetime.now(UTC)
        decide(ledger, "same", *ids, reason="one salvo", who="Runa")
        reconcile(ledger)
        assert [len(claims) for claims in _incidents(ledger)] == [10]
        assert _incidents(ledger, as_of=moment) == before
        why = {line for change in IncidentBook(ledger).changes(moment) for line in change.why}
        assert any(line.startswith("Runa decided that") and line.endswith("one salvo") for line in why)
        _add(ledger, [Account(paper=3, later=2, way=1)])
        reconcile(ledger)
        assert [len(claims) for claims in _incidents(ledger)] == [12]
        withdraw(ledger, *ids, who="Runa")
        reconcile(ledger)
        assert sorted(len(claims) for claims in _incidents(ledger)) == [4, 8]
        assert [(one.kind, one.withdrawn is None) for one in list_decisions(ledger)] == [
            ("same", False),
            ("undecided", True),
        ]


def test_person_parts_what_belongs_together(ledger_address: str) -> None:
    with Ledger(ledger_address, create=True) as ledger:
        _add(ledger, STRIKE)
        reconcile(ledger)
        (incident,) = IncidentBook(ledger).incidents()
        strikes = [account for account in incident.accounts if account.type == "shelling"]
        decide(ledger, "different", strikes[0].claim, strikes[1].claim)
        reconcile(ledger)
        found = _incidents(ledger)
        assert len(found) > 1
        assert not any({strikes[0].claim, strikes[1].claim} <= claims for claims in found)
        withdraw(ledger, strikes[1].claim, strikes[0].claim)
        reconcile(ledger)
        assert _incidents(ledger) == {frozenset(incident.claims)}


def test_incidents_are_found_by_what_they_are(ledger_address: str) -> None:
    with Ledger(ledger_address, create=True) as ledger:
        _add(ledger, (*STRIKE, *ELSEWHERE, Account("Belmor", day=9, dated=False)))
        reconcile(ledger)
        book = IncidentBook(ledger)
        assert [len(one.claims) for one in book.incidents(order="claims")] == [6, 4, 2]
        assert [len(one.claims) for one in book.incidents(order="claims", ascending=True)] == [2, 4, 6]
        assert [len(one.claims) for one in book.incidents(order="claims", limit=1, offset=1)] == [4]
        days = [one.last for one in book.incidents()]
        assert days == sorted(days, reverse=True)  # type: ignore[type-var]
        assert book.count(Filter(places=("tarnow",))) == 1
        assert book.count(about=About(least_origins=3)) == book.count(about=About(least_claims=5)) == 1
        assert book.count(about=About(types=("shelling",))) == 3
        assert {point.id for point in book.points()} == _ids(ledger)
        assert sum(count for _, _, count in book.days()) == 3
        disputes = [(len(incident.claims), dispute.slot) for incident, dispute in book.disputes()]
        assert disputes == [(6, "how_many")]
        assert book.count(about=About(slots=("how_many",))) == 1
        assert list(book.disputes(about=About(slots=("where",)))) == []


def test_redacted_report_is_linked_by_what_is_left(ledger_address: str) -> None:
    with Ledger(ledger_address, create=True) as ledger:
        _add(ledger, STRIKE)
        reconcile(ledger)
        ledger.redact("Orlivka-0-1-5", reason="asked for")
        assert count_pending(ledger)
        reconcile(ledger)
        assert not list(ledger.check())
        assert sum(len(claims) for claims in _incidents(ledger)) == 6


@pytest.mark.parametrize("name", ["items", "signatures", "events"])
def test_what_another_version_made_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with Ledger(str(tmp_path / "ledger.db"), create=True) as ledger:
        _add(ledger, (*STRIKE, *ELSEWHERE))
        reconcile(ledger)
        before, ids = _incidents(ledger), _ids(ledger)
        moment = datetime.now(UTC)
        newer = renewing.find_versions() | {name: "newer"}
        monkeypatch.setattr(renewing, "find_versions", lambda: newer)
        assert count_pending(ledger)
        assert reconcile(ledger).claims == 10
        assert not count_pending(ledger)
        assert (_incidents(ledger), _ids(ledger)) == (before, ids)
        assert not list(IncidentBook(ledger).changes(moment))


_BROKEN = [
    ("UPDATE memberships SET removed = recorded WHERE row = 1", "it stands, but belongs to no incident"),
    ("INSERT INTO memberships (claim, incident, recorded) SELECT claim, incident, recorded FROM memberships LIMIT 1",
     "it belongs to several incidents at once"),
    ("UPDATE incidents SET retired = recorded WHERE row = 1", "it was retired, but has claims"),
    ("DELETE FROM summaries", "it cannot be found, for it has no summary"),
    ("INSERT INTO incidents (id, recorded) SELECT 'f00d', recorded FROM incidents LIMIT 1", "it has no claim"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "said"), _BROKEN)
def test_check_sees_what_does_not_hold(tmp_path: Path, statement: str, said: str) -> None:
    with Ledger(str(tmp_path / "ledger.db"), create=True) as ledger:
        _add(ledger, STRIKE)
        assert not [line for line in ledger.check() if "incident" in line]
        reconcile(ledger)
        assert not list(ledger.check())
        with ledger.engine.begin() as connection:
            connection.execute(text(statement))
        assert any(said in line for line in ledger.check())
