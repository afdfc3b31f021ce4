"""What is kept of incidents is what would be made of them anew, and nothing that was taken out of the ledger."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update

from sayso.ledger import Ledger, schema
from sayso.ledger.address import parse_address
from sayso.ledger.engine import make_engine, reading, writing
from sayso.ledger.upgrading import upgrade_ledger
from sayso.model import Incident
from sayso.reconcile.incident import IncidentSettings
from sayso.run.deciding import decide
from sayso.run.incidents import IncidentBook
from sayso.run.reconciling import count_pending, reconcile, sheets
from sayso.run.reconciling.folding import fold_incident, unfold_incident
from sayso.run.reconciling.making import make_incidents
from sayso.run.reviewing import review
from tests.run.reconciling.accounts import Account, prepare_accounts

STRIKES = (
    Account(),
    Account(paper=1, way=1, dead=5, url="https://osel.example/1"),
    Account(paper=2, way=2, later=2),
    Account("Tarnow", day=1),
    Account("Tarnow", day=1, paper=1, way=1),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(str(tmp_path / "ledger.db"), create=True) as opened:
        opened.add(prepare_accounts(*STRIKES))
        reconcile(opened, jobs=1)
        yield opened


def _rows(ledger: Ledger) -> list[int]:
    with reading(ledger.engine) as connection:
        return list(connection.scalars(select(schema.incidents.c.row).order_by(schema.incidents.c.row)))


def _fresh(ledger: Ledger, as_of: datetime | None = None) -> set[int]:
    with reading(ledger.engine) as connection:
        return set(sheets.find_fresh(connection, _rows(ledger), as_of=as_of))


def _both(ledger: Ledger, as_of: datetime | None = None) -> tuple[dict[int, Incident], dict[int, Incident]]:
    """The incidents as they are recalled, and as they are made."""
    rows = _rows(ledger)
    with reading(ledger.engine) as connection:
        recalled = dict(sheets.recall_incidents(connection, rows, as_of=as_of))
        return recalled, dict(make_incidents(connection, rows, as_of=as_of))


def test_an_incident_comes_back_whole(ledger: Ledger) -> None:
    made = _both(ledger)[1]
    assert len(made) == 2
    for incident in made.values():
        assert unfold_incident(fold_incident(incident)) == incident


def test_every_incident_has_a_sheet_that_tells_it(ledger: Ledger) -> None:
    assert _fresh(ledger) == set(_rows(ledger))
    recalled, made = _both(ledger)
    assert recalled == made


_DEEDS: dict[str, Callable[[Ledger, Incident], object]] = {
    "report": lambda ledger, _: ledger.add(prepare_accounts(Account(dead=17, paper=3, way=2))),
    "revision": lambda ledger, _: ledger.add(
        prepare_accounts(Account(paper=1, way=1, dead=9, url="https://osel.example/1"))
    ),
    "rejection": lambda ledger, one: review(ledger, one.claims[0], "reject", who="Ada"),
    "correction": lambda ledger, one: review(
        ledger, one.claims[0], "correct", who="Ada", values={"type": "air_strike"}
    ),
    "decision": lambda ledger, one: decide(ledger, "different", one.claims[0], one.claims[-1], who="Ada"),
    "redaction": lambda ledger, _: ledger.redact("the mayor", reason="private", as_name=True),
}  # fmt: skip


@pytest.mark.parametrize("deed", _DEEDS)
def test_what_is_written_is_seen_before_and_after_it_is_linked(ledger: Ledger, deed: str) -> None:
    one = next(IncidentBook(ledger).incidents(order="claims"))
    before = datetime.now(UTC)
    known = _both(ledger)[1]
    _DEEDS[deed](ledger, one)
    recalled, made = _both(ledger)
    assert recalled == made
    reconcile(ledger, jobs=1)
    recalled, made = _both(ledger)
    assert recalled == made != known
    assert _fresh(ledger) == set(made)
    recalled, made = _both(ledger, before)
    assert recalled == made


def test_an_earlier_moment_is_told_by_what_has_not_changed_since(ledger: Ledger) -> None:
    (changed, same), moment = _rows(ledger), datetime.now(UTC)
    ledger.add(prepare_accounts(Account(dead=17, paper=3, way=2)))
    reconcile(ledger, jobs=1)
    assert _fresh(ledger) == {changed, same}
    assert _fresh(ledger, moment) == {same}
    assert _fresh(ledger, datetime(2020, 1, 1, tzinfo=UTC)) == set()


def test_other_settings_make_them_anew(ledger: Ledger) -> None:
    other = IncidentSettings(policy="acled")
    with reading(ledger.engine) as connection:
        recalled = dict(sheets.recall_incidents(connection, _rows(ledger), settings=other))
        assert recalled == dict(make_incidents(connection, _rows(ledger), settings=other))
    assert {figure.policy for one in recalled.values() for figure in one.figures} == {"acled"}


def test_sheets_that_other_rules_made_are_not_read(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "SUMMING_VERSION", sheets.SUMMING_VERSION + 1)
    assert _fresh(ledger) == set()
    assert count_pending(ledger)
    reconcile(ledger, jobs=1)
    assert _fresh(ledger) == set(_rows(ledger))


def _told(ledger: Ledger) -> list[str]:
    with reading(ledger.engine) as connection:
        return [zlib.decompress(data).decode() for data in connection.scalars(select(schema.sheets.c.data))]


@pytest.mark.parametrize("planted", [False, True])
def test_a_redacted_name_stands_in_no_sheet(ledger: Ledger, *, planted: bool) -> None:
    """Nor where none of the incident's own claims has it."""
    assert [("the governor" in told, "Tarnow" in told) for told in _told(ledger)] == [(True, False), (False, True)]
    x = schema.sheets
    with writing(ledger.engine) as connection:
        connection.execute(delete(schema.links))
        if planted:
            row, data = connection.execute(select(x.c.incident, x.c.data).order_by(x.c.incident)).all()[-1]
            other = zlib.compress(zlib.decompress(data).replace(b"Tarnow", b"The  Governor"))
            connection.execute(update(x).where(x.c.incident == row).values(data=other))
    ledger.redact("the governor", reason="private", as_name=True)
    assert ["Tarnow" in told for told in _told(ledger)] == ([] if planted else [True])
    reconcile(ledger, jobs=1)
    assert not any("governor" in told.casefold() for told in _told(ledger))
    assert _fresh(ledger) == set(_rows(ledger))


@pytest.mark.parametrize("linked", [False, True])
def test_a_redacted_report_takes_along_what_tells_of_it(ledger: Ledger, *, linked: bool) -> None:
    """Also the sheets of those who share words with it, for these tell where the words come from."""
    with writing(ledger.engine) as connection:
        if not linked:
            connection.execute(delete(schema.links))
    ledger.redact("Tarnow-1-1-4", reason="private")
    assert len(_told(ledger)) == (0 if linked else 1)
    assert not any("Tarnow" in told for told in _told(ledger))


def test_an_older_ledger_gets_its_sheets(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.db")
    with Ledger(path, create=True) as ledger:
        ledger.add(prepare_accounts(*STRIKES))
        reconcile(ledger, jobs=1)
        wanted = _both(ledger)[1]
    engine = make_engine(parse_address(path))
    with engine.begin() as connection:  # as the schema before had it
        connection.execute(text("DROP TABLE sheets"))
        connection.execute(delete(schema.makings).where(schema.makings.c.name == sheets.MAKING))
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    engine.dispose()
    assert upgrade_ledger(path) == ("0003", schema.VERSION)
    with Ledger(path) as ledger:
        assert _fresh(ledger) == set()
        assert _both(ledger)[0] == wanted
        assert count_pending(ledger)
        tally = reconcile(ledger, jobs=1)
        assert (tally.new, tally.changed, tally.retired) == (0, 0, 0)
        assert _fresh(ledger) == set(_rows(ledger))
        assert _both(ledger)[0] == wanted
