"""What the sources of a name said last, and the disputes they stand in, gathered while the incidents pass by."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from heapq import heappush, heappushpop

from sayso.export.disputes import Disputed
from sayso.export.source_records import SourceSheet
from sayso.model import Account, Incident, SourceRecord
from sayso.reconcile.incident.records import fold_name, key_of

_LATEST, _DISPUTES = 12, 20
_Key = tuple[str, str]


class Dossier:
    """Keeps the latest claims and the first disputes of every source of a name; of none without a name."""

    def __init__(self, name: str | None) -> None:
        self._asked, self._folded = name, fold_name(name) if name else ""
        self._latest: dict[_Key, list[tuple[date, str, str, Account]]] = defaultdict(list)
        self._disputes: dict[_Key, list[Disputed]] = defaultdict(list)

    def is_about(self, record: SourceRecord) -> bool:
        """Whether a source has the name, a part of it, or is the known actor of that id; all are without a name."""
        return not self._asked or record.actor == self._asked or self._folded in fold_name(record.name)

    def add(self, incident: Incident) -> None:
        """Take note of what an incident has of them."""
        if not self._asked:
            return
        keys: dict[str, _Key] = {}
        for account in incident.accounts:
            key = key_of(account)
            if key and self._is_wanted(account, key):
                keys[account.claim] = key
                self._keep(key, incident.id, account)
        for dispute in incident.disputes:
            standing = {keys[claim] for claims in dispute.accounts for claim in claims if claim in keys}
            for stands in standing:
                if len(self._disputes[stands]) < _DISPUTES:
                    self._disputes[stands].append((incident, dispute))

    def make_sheet(self, record: SourceRecord) -> SourceSheet:
        """What there is of one source."""
        is_actor = record.voice == "source" and record.actor
        key = (record.voice, f"actor:{record.actor}" if is_actor else fold_name(record.name))
        latest = [(incident, account) for _, _, incident, account in sorted(self._latest[key], reverse=True)]
        return SourceSheet(record, latest, self._disputes[key])

    def _is_wanted(self, account: Account, key: _Key) -> bool:
        name = account.source or account.publisher or ""
        return key[1] == f"actor:{self._asked}" or self._folded in fold_name(name) or bool(account.actor)

    def _keep(self, key: _Key, incident: str, account: Account) -> None:
        entry = (account.published or date.min, account.claim, incident, account)
        latest = self._latest[key]
        if len(latest) < _LATEST:
            heappush(latest, entry)
        else:
            heappushpop(latest, entry)
