"""What is on record of each source: what it claimed, and how often others confirmed or contradicted it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sayso.codebook.incidents import load_incident_rules
from sayso.model import DISPUTE_SLOTS, Account, DisputeSlot, Incident, SourceRecord, Voice
from sayso.model.visible import visible_text
from sayso.reconcile.incident.identity import fold_words

_AFFIRMS = frozenset(("CT+", "PR+"))
_DENIES = frozenset(("CT-", "PR-"))
Key = tuple[Voice, str]


@dataclass(slots=True)
class _Tally:
    """What is known of one source so far: as much for a million claims as for one."""

    name: str = ""
    actor: str | None = None
    named: bool = False
    claims: int = 0
    incidents: int = 0
    first: date | None = None
    last: date | None = None
    confirmed: int = 0
    contradicted: int = 0
    alone: int = 0
    conceded: int = 0
    revised: int = 0
    by_slot: Counter[DisputeSlot] = field(default_factory=Counter)


class SourceTally:
    """Takes incidents one by one, in any order, and keeps no more than a few numbers for each source."""

    def __init__(self) -> None:
        self._tallies: dict[Key, _Tally] = {}

    def add(self, incident: Incident) -> None:
        """Count what the sources of one incident said in it."""
        by_source: dict[Key, list[Account]] = defaultdict(list)
        for account in incident.accounts:
            key = key_of(account)
            if key:
                by_source[key].append(account)
        origins = _Origins(incident)
        for key, accounts in by_source.items():
            tally = self._tallies.get(key)
            if tally is None:
                tally = self._tallies[key] = _Tally()
            _describe(tally, accounts)
            _count(tally, accounts, incident, origins)

    def records(self) -> tuple[SourceRecord, ...]:
        """The records, those with most claims first."""
        made = (_make_record(key, tally) for key, tally in self._tallies.items())
        return tuple(sorted(made, key=lambda one: (-one.claims, one.name, one.voice, one.actor or "")))


def tally_sources(incidents: Iterable[Incident]) -> tuple[SourceRecord, ...]:
    """The records of all sources of these incidents, those with most claims first."""
    tally = SourceTally()
    for incident in incidents:
        tally.add(incident)
    return tally.records()


def key_of(account: Account) -> Key | None:
    """What all accounts of one source share: the known actor, else the name; None where nobody is told."""
    if account.source is None:
        return ("publisher", fold_name(account.publisher)) if account.publisher else None
    return "source", f"actor:{account.actor}" if account.actor else fold_name(account.source)


def fold_name(name: str) -> str:
    """A name without capitals, accents, marks and "the", by which a source is looked up.

    >>> fold_name("The Tarn Herald"), fold_name("Règie du Nord")
    ('tarn herald', 'regie du nord')
    """
    return " ".join(fold_words(name)).removeprefix("the ") or name.casefold()


class _Origins:
    """Which origins say and deny each deed of one incident, and who stands where in its disputes."""

    def __init__(self, incident: Incident) -> None:
        self.saying: dict[str, set[str]] = defaultdict(set)
        self.denying: dict[str, set[str]] = defaultdict(set)
        for account in incident.accounts:
            family = load_incident_rules().family_of(account.type)
            if account.factuality in _AFFIRMS:
                self.saying[family].add(account.origin)
            elif account.factuality in _DENIES:
                self.denying[family].add(account.origin)

    def is_confirmed(self, account: Account) -> bool:
        """Whether an independent origin says the same, or denies the same."""
        return bool(self._agreeing(account) - {account.origin})

    def is_alone(self, account: Account) -> bool:
        """Whether nobody else says or denies it."""
        family = load_incident_rules().family_of(account.type)
        return not (self.saying[family] | self.denying[family]) - {account.origin}

    def _agreeing(self, account: Account) -> set[str]:
        family = load_incident_rules().family_of(account.type)
        return self.saying[family] if account.factuality in _AFFIRMS else self.denying[family]


def _describe(tally: _Tally, accounts: Sequence[Account]) -> None:
    for account in accounts:
        shown = visible_text(account.source or account.publisher or "")
        tally.name = min(tally.name or shown, shown, key=lambda name: (-len(name), name))
        tally.actor, tally.named = account.actor, tally.named or account.named or account.source is None
        if account.published:
            tally.first = min(tally.first or account.published, account.published)
            tally.last = max(tally.last or account.published, account.published)


def _count(tally: _Tally, accounts: Sequence[Account], incident: Incident, origins: _Origins) -> None:
    own = {account.claim for account in accounts}
    committed = [account for account in accounts if account.factuality in _AFFIRMS | _DENIES]
    slots = [dispute.slot for dispute in incident.disputes if any(not own.isdisjoint(c) for c in dispute.accounts)]
    is_confirmed = any(origins.is_confirmed(account) for account in committed)
    tally.claims += len(accounts)
    tally.incidents += 1
    tally.confirmed += is_confirmed
    tally.contradicted += bool(slots)
    tally.alone += bool(committed) and not slots and all(origins.is_alone(account) for account in committed)
    tally.conceded += any(account.conceded for account in accounts)
    tally.revised += sum(update.earlier in own and update.later in own for update in incident.history)
    tally.by_slot.update(slots)


def _make_record(key: Key, tally: _Tally) -> SourceRecord:
    return SourceRecord(
        name=tally.name,
        voice=key[0],
        actor=tally.actor,
        named=tally.named,
        claims=tally.claims,
        incidents=tally.incidents,
        first=tally.first,
        last=tally.last,
        confirmed=tally.confirmed,
        contradicted=tally.contradicted,
        alone=tally.alone,
        conceded=tally.conceded,
        revised=tally.revised,
        by_slot=tuple((slot, tally.by_slot[slot]) for slot in DISPUTE_SLOTS if tally.by_slot[slot]),
    )
