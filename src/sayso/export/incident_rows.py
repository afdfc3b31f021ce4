"""Incidents and their accounts in rows, in words for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sayso.export.circumstances import name_quantity, name_time
from sayso.export.claims import OWN_VOICE, SURE_IN_WORDS, name_type
from sayso.model import (
    Account,
    Figure,
    FigureAccount,
    Incident,
    IncidentPlace,
    Number,
    Party,
    Quantity,
    QuantityRole,
    Span,
    Time,
)
from sayso.model.visible import visible_text

_LOSSES = ("killed", "wounded", "displaced", "missing", "detained", "destroyed")
_STATUS_WORDS = {"confirmed_by": "confirmed", "one_sided": "one-sided"}
_MOST_FIGURES = 2


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident as people read it; empty where nothing is told."""

    id: str
    type: str
    when: str
    where: str
    who: str
    how_many: tuple[str, ...]
    origins: int
    reports: int
    grade: str
    disputes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account as people read it, for a table that sets them side by side."""

    claim: str
    document: str
    published: str
    source: str
    side: str
    sure: str
    type: str
    when: str
    where: str
    who: str
    how_many: tuple[str, ...]
    origin: str
    notes: tuple[str, ...]


def list_incidents(incidents: Iterable[Incident]) -> tuple[IncidentRow, ...]:
    """A row for each incident, in the order in which they come."""
    return tuple(_make_row(incident) for incident in incidents)


def list_accounts(incident: Incident) -> tuple[AccountRow, ...]:
    """A row for each account, in the order of publication."""
    counts: dict[str, list[tuple[Figure, FigureAccount]]] = defaultdict(list)
    for figure in (*incident.figures, *incident.shares):
        for account in figure.accounts:
            counts[account.claim].append((figure, account))
    return tuple(_make_account(account, counts[account.claim]) for account in incident.accounts)


def _make_row(incident: Incident) -> IncidentRow:
    grade = incident.grade
    words = (_STATUS_WORDS.get(grade.status or "", grade.status or "not committed"), grade.airwars, grade.admiralty)
    losses = [figure for figure in incident.figures if figure.role in _LOSSES]
    told = sorted(losses, key=lambda figure: figure.high == 0)  # that none were hurt is told last
    return IncidentRow(
        id=visible_text(incident.id),
        type=name_type(incident.type),
        when=name_days(incident.first, incident.last),
        where=_name_place(incident.place),
        who=_name_parties(incident.parties),
        how_many=tuple(name_figure(figure) for figure in told[:_MOST_FIGURES]),
        origins=incident.origins,
        reports=len(incident.reports),
        grade=", ".join(word for word in words if word),
        disputes=tuple(dict.fromkeys(dispute.slot.replace("_", " ") for dispute in incident.disputes)),
    )


def _make_account(account: Account, counts: Sequence[tuple[Figure, FigureAccount]]) -> AccountRow:
    time = account.time
    notes = [note for note, holds in (("conceded", account.conceded), ("of itself", account.of_itself)) if holds]
    agents, recipients = (", ".join(visible_text(name) for name in who) for who in (account.agents, account.recipients))
    return AccountRow(
        claim=visible_text(account.claim),
        document=visible_text(account.document),
        published=name_days(account.published, account.published),
        source=visible_text(account.source or account.publisher or OWN_VOICE),
        side="not known" if account.side == "unknown" else account.side,
        sure=SURE_IN_WORDS[account.factuality],
        type=name_type(account.type),
        when=name_days(time.first, time.last) if time else "",
        where=_name_place(account.place),
        who=_join_parties(agents, recipients),
        how_many=tuple(_name_count(figure, count) for figure, count in counts),
        origin=visible_text(account.origin),
        notes=tuple(notes),
    )


def name_figure(figure: Figure) -> str:
    """The best figure, with what lies around it: "9 people killed (4–11)"."""
    best = name_number(figure.best, figure.best, figure.unit, figure.role)
    if figure.low == figure.best == figure.high:
        return best
    around = name_number(figure.low, figure.high, "", "other")
    return f"{best} ({around})" if around else best


def _name_count(figure: Figure, count: FigureAccount) -> str:
    told = name_number(count.low, count.high, count.counted, figure.role)
    if figure.share_of:
        return f"{told}, of all"
    return told if count.standing else f"{told}, not any more"


def name_number(low: Number | None, high: Number | None, unit: str, role: QuantityRole) -> str:
    """A range with what was counted and what became of it; empty parts are left out."""
    least, most = (None if end is None else Decimal(str(end)) for end in (low, high))
    return name_quantity(Quantity(Span(0, 0, ""), least, most, unit, role))


def name_days(first: date | None, last: date | None) -> str:
    """The days from the first to the last, as in "7–15 Oct 2025"; empty where none is told."""
    return name_time(Time(Span(0, 0, ""), "DATE", "", first, last)) if first or last else ""


def _name_place(place: IncidentPlace | None) -> str:
    if place is None:
        return ""
    name = visible_text(place.name)
    if place.latitude is None:
        return f"{name} (not located)"
    return f"{name} ({place.country})" if place.country and place.precision != "country" else name


def _name_parties(parties: Iterable[Party]) -> str:
    best = {party.role: visible_text(party.name) for party in parties if party.best}
    return _join_parties(best.get("agent", ""), best.get("recipient", ""))


def _join_parties(agents: str, recipients: str) -> str:
    """ "The army → the Front"; one of them alone with the arrow that tells which it is."""
    if not recipients:
        return agents
    return f"{agents} → {recipients}".strip()
