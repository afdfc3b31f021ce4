"""Disputes one by one: who says what against whom, as records, as a table, and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from sayso.export.formats.cells import write_table
from sayso.export.incident_voices import Carrier, name_carriers
from sayso.export.lines import format_json
from sayso.model import Account, Dispute, Incident, Position
from sayso.model.visible import visible_text

Disputed = tuple[Incident, Dispute]
"""A dispute with the incident in which it is."""
COLUMNS = (
    "incident type date_start date_end place slot says position value sources sides publishers reports claims".split()
)


def make_dispute_record(incident: Incident, dispute: Dispute) -> dict[str, Any]:
    """A dispute with the accounts of each position, as plain lists and dictionaries."""
    accounts = {account.claim: account for account in incident.accounts}
    positions = [
        {"value": position.value, "accounts": [_account(accounts[claim]) for claim in position.claims]}
        for position in dispute.positions
    ]
    return {
        "incident": incident.id,
        "type": incident.type,
        "from": incident.first.isoformat() if incident.first else None,
        "to": incident.last.isoformat() if incident.last else None,
        "place": incident.place.name if incident.place else None,
        "slot": dispute.slot,
        "says": dispute.says,
        "positions": positions,
    }


def write_dispute_lines(disputes: Iterable[Disputed], out: BinaryIO) -> int:
    """Write one record a line, in UTF-8; gives how many there were."""
    written = 0
    for incident, dispute in disputes:
        out.write(format_json(make_dispute_record(incident, dispute)).encode("utf-8") + b"\n")
        written += 1
    return written


def write_dispute_table(disputes: Iterable[Disputed], out: BinaryIO) -> int:
    """Write a table as CSV with a row for each position; gives how many disputes there were."""
    written = 0

    def rows() -> Iterator[list[Any]]:
        nonlocal written
        for incident, dispute in disputes:
            written += 1
            for number in range(len(dispute.positions)):
                yield _make_row(incident, dispute, number)

    write_table(COLUMNS, rows(), out)
    return written


def list_voices(incident: Incident, position: Position) -> tuple[str, ...]:
    """Who holds a position and who printed it: "the hospital: 7 Oct, Evening Lantern"; each source once."""
    accounts = {account.claim: account for account in incident.accounts}
    found: dict[str, list[Account]] = {}
    for claim in position.claims:
        account = accounts[claim]
        found.setdefault(account.source or account.publisher or account.document, []).append(account)
    return tuple(_name_voice(name, told) for name, told in found.items())


def _name_voice(name: str, accounts: Sequence[Account]) -> str:
    carriers: dict[str, Carrier] = {}
    for account in accounts:
        publisher = visible_text(account.publisher or account.document)
        carriers.setdefault(publisher, Carrier(publisher, account.published))
    shown = visible_text(name)
    by = name_carriers(tuple(carriers.values()), but=shown, most=2)
    return f"{shown}: {by}" if by else shown


def _account(account: Account) -> dict[str, Any]:
    return {
        "claim": account.claim,
        "report": account.document,
        "publisher": account.publisher,
        "published": account.published.isoformat() if account.published else None,
        "source": account.source,
        "side": account.side,
        "sentence": account.sentence,
    }


def _make_row(incident: Incident, dispute: Dispute, number: int) -> list[Any]:
    position, claims = dispute.positions[number], set(dispute.positions[number].claims)
    accounts = [account for account in incident.accounts if account.claim in claims]
    return [
        incident.id,
        incident.type,
        incident.first,
        incident.last,
        incident.place.name if incident.place else None,
        dispute.slot,
        dispute.says,
        number + 1,
        position.value,
        list(position.sources),
        list(position.sides),
        list(dict.fromkeys(account.publisher for account in accounts if account.publisher)),
        list(dict.fromkeys(account.document for account in accounts)),
        list(position.claims),
    ]
