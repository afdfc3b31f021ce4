"""What became different between two states of one incident, each difference in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sayso.model import (
    Account,
    Change,
    Dispute,
    Figure,
    Grade,
    Incident,
    IncidentPlace,
    Number,
    Party,
    PartyRole,
    QuantityRole,
)
from sayso.model.visible import visible_text
from sayso.reconcile.incident.disputes.groups import say_number, say_unit
from sayso.reconcile.incident.disputes.positions import say_days, say_names

FigureKey = tuple[QuantityRole, str, str | None, str | None]


def describe_changes(before: Incident | None, after: Incident | None) -> tuple[Change, ...]:
    """The differences, the new accounts first and the grade last; nothing where there are none.

    None stands for a state in which there was no such incident. ValueError where both are None.
    """
    if before is None and after is None:
        raise ValueError("one of the two states must be an incident")
    if before is None:
        return (_begin(after),) if after else ()
    if after is None:
        says = f"No account tells of this {_say_type(before.type)} any more."
        return (Change(before.id, "ended", says, before=before.type, claims=before.claims),)
    found = [
        *_compare_ids(before, after),
        *_compare_accounts(before, after),
        *_compare_circumstances(before, after),
        *_compare_parties(before, after),
        *_compare_figures(before, after),
        *_compare_disputes(before, after),
        *_list_updates(before, after),
        *_compare_grades(before, after),
    ]
    return tuple(found)


def _begin(incident: Incident) -> Change:
    what = [f"New: {_say_type(incident.type)}"]
    if incident.place:
        what.append(f"at {visible_text(incident.place.name)}")
    what.append(say_days(incident.first, incident.last))
    says = f"{' '.join(part for part in what if part)}, told by {_say_tellers(incident.accounts)}."
    return Change(incident.id, "begun", says, after=incident.type, claims=incident.claims)


def _compare_ids(before: Incident, after: Incident) -> Iterator[Change]:
    if before.id != after.id:
        says = f"Its id is {after.id} now; {before.id} leads there."
        yield Change(after.id, "renamed", says, before=before.id, after=after.id)


def _compare_accounts(before: Incident, after: Incident) -> Iterator[Change]:
    known, now = set(before.claims), set(after.claims)
    new = [account for account in after.accounts if account.claim not in known]
    gone = [account for account in before.accounts if account.claim not in now]
    if new:
        says = f"{_say_accounts(new)} more, by {_say_tellers(new)}."
        yield Change(after.id, "accounts", says, len(before.claims), len(after.claims), _claims(new))
    if gone:
        says = f"{_say_accounts(gone)} fewer: what was told by {_say_tellers(gone)} does not stand here any more."
        yield Change(after.id, "accounts_gone", says, len(before.claims), len(after.claims), _claims(gone))


def _compare_circumstances(before: Incident, after: Incident) -> Iterator[Change]:
    if before.type != after.type:
        says = f"Its type is {_say_type(after.type)} now, not {_say_type(before.type)}. {after.type_reason.says}"
        yield Change(after.id, "type", says, before.type, after.type)
    if before.place != after.place:
        was, is_now = _say_place(before.place), _say_place(after.place)
        if was != is_now:
            says = f"{_say_now('Its place', was, is_now)} {after.place_reason.says}"
            yield Change(after.id, "place", says, was, is_now)
    if (before.first, before.last) != (after.first, after.last):
        was, is_now = (say_days(one.first, one.last) or None for one in (before, after))
        says = f"{_say_now('Its time', was, is_now)} {after.time_reason.says}"
        yield Change(after.id, "time", says, _span(before), _span(after))


def _compare_parties(before: Incident, after: Incident) -> Iterator[Change]:
    roles: tuple[tuple[PartyRole, str], ...] = (("agent", "Who did it"), ("recipient", "Whom it was done to"))
    for role, what in roles:
        was, is_now = _find_best(before.parties, role), _find_best(after.parties, role)
        if _key_of(was) != _key_of(is_now):
            old, new = (visible_text(party.name) if party else None for party in (was, is_now))
            says = _say_now(f"{what}, as most origins have it,", old, new)
            yield Change(after.id, "parties", says, old, new, is_now.claims if is_now else ())


def _compare_figures(before: Incident, after: Incident) -> Iterator[Change]:
    was, is_now = _figures_by_key(before), _figures_by_key(after)
    for key, figure in {**was, **is_now}.items():
        old, new = was.get(key), is_now.get(key)
        if old is None or new is None or (old.low, old.best, old.high) != (new.low, new.best, new.high):
            yield _tell_figure(after.id, figure, old, new)


def _tell_figure(incident: str, figure: Figure, old: Figure | None, new: Figure | None) -> Change:
    known = {account.claim for account in old.accounts} if old else set()
    claims = [account.claim for account in new.accounts if account.claim not in known] if new else []
    what = f"{say_unit(figure.unit, None, None)} {'' if figure.role == 'other' else figure.role}".strip()
    whose = f" of {visible_text(figure.whose)}" if figure.whose else ""
    says = _say_now(f"The best figure for {visible_text(what)}{whose}", _say_figure(old), _say_figure(new))
    before, after = (one.best if one else None for one in (old, new))
    return Change(
        incident, "figure", says, before, after, tuple(dict.fromkeys(claims)), role=figure.role, unit=figure.unit
    )


def _compare_disputes(before: Incident, after: Incident) -> Iterator[Change]:
    for new in _list_without_match(after.disputes, before.disputes):
        claims = tuple(claim for claims in new.accounts for claim in claims)
        says = f"Disputed now, {_say_type(new.slot)}: {new.says}"
        yield Change(after.id, "dispute", says, claims=claims, slot=new.slot, role=new.role, unit=new.unit)
    for old in _list_without_match(before.disputes, after.disputes):
        claims = tuple(claim for claims in old.accounts for claim in claims)
        says = f"No longer disputed, {_say_type(old.slot)}: {old.says}"
        yield Change(after.id, "dispute_over", says, claims=claims, slot=old.slot, role=old.role, unit=old.unit)


def _list_without_match(disputes: Sequence[Dispute], others: Sequence[Dispute]) -> list[Dispute]:
    """Those that are not among the others. A dispute that more accounts join stays the same one."""
    left = [(_key_of_dispute(other), {claim for claims in other.accounts for claim in claims}) for other in others]
    found = []
    for dispute in disputes:
        own = {claim for claims in dispute.accounts for claim in claims}
        match = next(
            (other for other in left if other[0] == _key_of_dispute(dispute) and not own.isdisjoint(other[1])), None
        )
        if match is None:
            found.append(dispute)
        else:
            left.remove(match)
    return found


def _key_of_dispute(dispute: Dispute) -> tuple[str, str | None, str | None]:
    return dispute.slot, dispute.role, dispute.unit


def _list_updates(before: Incident, after: Incident) -> Iterator[Change]:
    known = {(update.slot, update.earlier, update.later) for update in before.history}
    for update in after.history:
        if (update.slot, update.earlier, update.later) not in known:
            claims = (update.earlier, update.later)
            yield Change(after.id, "update", update.says, claims=claims, slot=update.slot)


def _compare_grades(before: Incident, after: Incident) -> Iterator[Change]:
    was, is_now = before.grade, after.grade
    if (was.status, was.airwars, was.admiralty) == (is_now.status, is_now.airwars, is_now.admiralty):
        return
    told = [_say_grade(one) for one in (was, is_now)]
    why = " ".join(dict.fromkeys(reason.says for reason in is_now.reasons))
    says = f"Its grade is {told[1]} now, before {told[0]}. {why}".rstrip()
    yield Change(after.id, "grade", says, told[0], told[1], is_now.carried_by)


def _say_grade(grade: Grade) -> str:
    status = "confirmed" if grade.status == "confirmed_by" else _say_type(grade.status or "nobody commits")
    return ", ".join(word for word in (status, grade.airwars, grade.admiralty) if word)


def _figures_by_key(incident: Incident) -> dict[FigureKey, Figure]:
    figures = (*incident.figures, *incident.shares)
    return {(figure.role, figure.unit, figure.whose, figure.share_of): figure for figure in figures}


def _find_best(parties: Iterable[Party], role: PartyRole) -> Party | None:
    return next((party for party in parties if party.role == role and party.best), None)


def _key_of(party: Party | None) -> str | None:
    return (party.actor or party.name.casefold()) if party else None


def _say_now(what: str, was: str | None, is_now: str | None) -> str:
    if is_now is None:
        return f"{what} is not told any more; before {was}."
    return f"{what} is {is_now} now, before {was}." if was else f"{what} is {is_now} now, not told before."


def _say_figure(figure: Figure | None) -> str | None:
    if figure is None:
        return None
    best = say_number(figure.best)
    if figure.low == figure.best == figure.high:
        return best
    low, high = (say_number(end) for end in (figure.low, figure.high))
    return f"{best} (between {low} and {high})"


def _say_accounts(accounts: Sequence[Account]) -> str:
    return "One account" if len(accounts) == 1 else f"{len(accounts)} accounts"


def _say_tellers(accounts: Sequence[Account]) -> str:
    return say_names(list(dict.fromkeys(visible_text(one.source or one.publisher or "a report") for one in accounts)))


def _say_type(type: str) -> str:
    return visible_text(type).replace("_", " ")


def _say_place(place: IncidentPlace | None) -> str | None:
    return visible_text(place.name) if place else None


def _span(incident: Incident) -> Number | str | None:
    ends = (incident.first, incident.last)
    return "/".join(day.isoformat() if day else ".." for day in ends) if any(ends) else None


def _claims(accounts: Iterable[Account]) -> tuple[str, ...]:
    return tuple(account.claim for account in accounts)
