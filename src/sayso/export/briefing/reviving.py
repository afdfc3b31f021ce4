"""An incident's record made an incident again, so that one with names withheld is shown as any other is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sayso.model import (
    Account,
    Dispute,
    Figure,
    FigureAccount,
    Grade,
    Incident,
    IncidentPlace,
    IncidentTime,
    Party,
    Position,
    Quantiles,
    Reason,
    Update,
)

_Part = Mapping[str, Any]


def revive_incident(record: _Part) -> Incident:
    """The incident that `make_incident_detail` gave this record of."""
    grade, chosen = record["grade"], record["chosen"]
    reports = {account["claim"]: account["ledger_report"] for account in record["accounts"]}
    return Incident(
        id=record["id"],
        type=record["type"],
        type_reason=_reason(chosen["type"]),
        first=_day(record["from"]),
        last=_day(record["to"]),
        time_reason=_reason(chosen["time"]),
        place=_place(record["place"]),
        place_reason=_reason(chosen["place"]),
        parties=tuple(_party(part) for part in record["parties"]),
        claims=tuple(record["claims"]),
        reports=tuple(record["reports"]),
        origins=record["origins"],
        grade=Grade(
            airwars=grade["airwars"],
            admiralty=grade["admiralty"],
            status=grade["status"],
            carried_by=tuple(grade["carried_by"]),
            affirmed_by=grade["affirmed_by"],
            denied_by=grade["denied_by"],
            reasons=tuple(_reason(part) for part in grade["reasons"]),
        ),
        alone=record["alone"],
        contested=record["contested"],
        figures=tuple(_figure(part, reports) for part in record["figures"]),
        shares=tuple(_figure(part, reports) for part in record["shares"]),
        disputes=tuple(_dispute(part) for part in record["disputes"]),
        history=tuple(_update(part) for part in record["history"]),
        accounts=tuple(_account(part) for part in record["accounts"]),
        parties_reason=_reason(chosen["parties"]) if chosen["parties"] else None,
    )


def _reason(part: _Part) -> Reason:
    return Reason(part["rule"], part["says"])


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def _place(part: _Part | None) -> IncidentPlace | None:
    return IncidentPlace(**part) if part else None


def _party(part: _Part) -> Party:
    return Party(**{**part, "claims": tuple(part["claims"])})


def _figure(part: _Part, reports: Mapping[str, str]) -> Figure:
    told = part["quantiles"]
    return Figure(
        role=part["role"],
        unit=part["unit"] or "",
        policy=part["policy"],
        low=part["low"],
        best=part["best"],
        high=part["high"],
        reason=_reason(part["reason"]),
        accounts=tuple(_figure_account(account, reports) for account in part["accounts"]),
        quantiles=Quantiles(told["10"], told["50"], told["90"]) if told else None,
        whose=part["whose"],
        share_of=part["share_of"],
        conceded=tuple(part["conceded"]),
    )


def _figure_account(part: _Part, reports: Mapping[str, str]) -> FigureAccount:
    told = {**part, "document": part["report"], "published": _day(part["published"])}
    return FigureAccount(**{**told, "report": reports.get(part["claim"], "")})


def _dispute(part: _Part) -> Dispute:
    positions = tuple(
        Position(tuple(one["claims"]), tuple(one["sources"]), tuple(one["sides"]), one["value"])
        for one in part["positions"]
    )
    return Dispute(part["slot"], positions, part["says"], part["role"], part["unit"])


def _update(part: _Part) -> Update:
    return Update(part["slot"], part["earlier"], part["later"], _day(part["published"]), part["says"])


def _account(part: _Part) -> Account:
    time = part["time"]
    return Account(
        claim=part["claim"],
        report=part["ledger_report"],
        document=part["report"],
        published=_day(part["published"]),
        publisher=part["publisher"],
        source=part["source"],
        side=part["side"],
        of_itself=part["of_itself"],
        conceded=part["conceded"],
        origin=part["origin"],
        letter=part["letter"],
        type=part["type"],
        factuality=part["factuality"],
        place=_place(part["place"]),
        time=IncidentTime(_day(time["from"]), _day(time["to"]), time["precision"]) if time else None,
        agents=tuple(part["agents"]),
        recipients=tuple(part["recipients"]),
        sentence=part["sentence"],
        actor=part["actor"],
        named=part["named"],
    )
