"""The record of one incident, field for field as `docs/incidents.md` explains it, and the detail beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any, BinaryIO

from sayso.export.lines import format_json
from sayso.model import Account, Dispute, Figure, FigureAccount, Incident, Party, Reason, Update


def make_incident_record(incident: Incident) -> dict[str, Any]:
    """The incident as plain lists and dictionaries, keys in the order of the documentation."""
    return {
        "id": incident.id,
        "type": incident.type,
        "from": _day(incident.first),
        "to": _day(incident.last),
        "place": asdict(incident.place) if incident.place else None,
        "parties": [_party(party) for party in incident.parties],
        "claims": list(incident.claims),
        "reports": list(incident.reports),
        "origins": incident.origins,
        "grade": {"airwars": incident.grade.airwars, "admiralty": incident.grade.admiralty},
        "alone": incident.alone,
        "contested": incident.contested,
        "figures": [_figure(figure) for figure in incident.figures],
        "disputes": [_dispute(dispute) for dispute in incident.disputes],
    }


def make_incident_detail(incident: Incident) -> dict[str, Any]:
    """The record with everything beside it: the accounts one by one, the rules that chose, shares, changes, grounds."""
    grade = incident.grade
    return {
        **make_incident_record(incident),
        "grade": {
            "airwars": grade.airwars,
            "admiralty": grade.admiralty,
            "status": grade.status,
            "carried_by": list(grade.carried_by),
            "affirmed_by": grade.affirmed_by,
            "denied_by": grade.denied_by,
            "reasons": [_reason(reason) for reason in grade.reasons],
        },
        "parties": [
            _party(party)
            | {"kind": party.kind, "claims": list(party.claims), "origins": party.origins, "best": party.best}
            for party in incident.parties
        ],
        "figures": [_figure_detail(figure) for figure in incident.figures],
        "shares": [_figure_detail(figure) for figure in incident.shares],
        "disputes": [_dispute_detail(dispute) for dispute in incident.disputes],
        "chosen": {
            "type": _reason(incident.type_reason),
            "place": _reason(incident.place_reason),
            "time": _reason(incident.time_reason),
            "parties": _reason(incident.parties_reason) if incident.parties_reason else None,
        },
        "history": [_update(update) for update in incident.history],
        "accounts": [_account(account) for account in incident.accounts],
    }


def format_incident(incident: Incident) -> str:
    """The record as one line of JSON, without the line's end; the same incident always gives the same line."""
    return format_json(make_incident_record(incident))


def write_incident_lines(incidents: Iterable[Incident], out: BinaryIO) -> int:
    """Write one record a line, in UTF-8, each as soon as it comes; gives how many there were."""
    written = 0
    for incident in incidents:
        out.write(format_incident(incident).encode("utf-8") + b"\n")
        written += 1
    return written


def _party(party: Party) -> dict[str, Any]:
    return {"name": party.name, "actor": party.actor, "country": party.country, "role": party.role}


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "role": figure.role,
        "unit": figure.unit or None,
        "policy": figure.policy,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "accounts": [_figure_account(account) for account in figure.accounts],
    }


def _figure_account(account: FigureAccount) -> dict[str, Any]:
    return {
        "claim": account.claim,
        "report": account.document,
        "published": _day(account.published),
        "source": account.source,
        "side": account.side,
        "low": account.low,
        "high": account.high,
        "cumulative": account.cumulative,
        "origin": account.origin,
    }


def _figure_detail(figure: Figure) -> dict[str, Any]:
    quantiles = figure.quantiles
    accounts = [
        _figure_account(account)
        | {
            "of_itself": account.of_itself,
            "counted": account.counted,
            "words": account.words,
            "standing": account.standing,
            "replaced_by": account.replaced_by,
        }
        for account in figure.accounts
    ]
    return _figure(figure) | {
        "accounts": accounts,
        "reason": _reason(figure.reason),
        "quantiles": {"10": quantiles.tenth, "50": quantiles.half, "90": quantiles.nine_tenths} if quantiles else None,
        "whose": figure.whose,
        "share_of": figure.share_of,
        "conceded": list(figure.conceded),
    }


def _dispute(dispute: Dispute) -> dict[str, Any]:
    return {
        "slot": dispute.slot,
        "accounts": [list(claims) for claims in dispute.accounts],
        "says": dispute.says,
    }


def _dispute_detail(dispute: Dispute) -> dict[str, Any]:
    positions = [
        {
            "claims": list(position.claims),
            "sources": list(position.sources),
            "sides": list(position.sides),
            "value": position.value,
        }
        for position in dispute.positions
    ]
    return _dispute(dispute) | {"role": dispute.role, "unit": dispute.unit, "positions": positions}


def _update(update: Update) -> dict[str, Any]:
    return {
        "slot": update.slot,
        "earlier": update.earlier,
        "later": update.later,
        "published": _day(update.published),
        "says": update.says,
    }


def _account(account: Account) -> dict[str, Any]:
    time = account.time
    return {
        "claim": account.claim,
        "report": account.document,
        "ledger_report": account.report,
        "published": _day(account.published),
        "publisher": account.publisher,
        "source": account.source,
        "actor": account.actor,
        "named": account.named,
        "letter": account.letter,
        "side": account.side,
        "of_itself": account.of_itself,
        "conceded": account.conceded,
        "origin": account.origin,
        "type": account.type,
        "factuality": account.factuality,
        "place": asdict(account.place) if account.place else None,
        "time": {"from": _day(time.first), "to": _day(time.last), "precision": time.precision} if time else None,
        "agents": list(account.agents),
        "recipients": list(account.recipients),
        "sentence": account.sentence,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {"rule": reason.rule, "says": reason.says}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
