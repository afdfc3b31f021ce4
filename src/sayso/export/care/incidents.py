"""What an export of incidents keeps back: the same as one of claims, judged for an incident as a whole."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sayso.export.care.caring import Care, Kept
from sayso.export.care.covering import MARK, Cover, make_cover
from sayso.export.care.holding import is_about
from sayso.export.care.persons import Names, find_names
from sayso.export.care.rounding import round_place
from sayso.export.care.withholding import Dossier, LookUp, cover_claim
from sayso.export.incident_sheets import IncidentSheet
from sayso.model import StoredClaim

_REMEMBERED = 256
"""Reports whose names are kept."""
_OURS = frozenset(("chosen", "reason", "reasons"))
_LABELS = frozenset(("report", "reports", "origin"))
_KEPT = frozenset(  # what the program put there, and no words of a report
    "id type kind side sides role unit policy rule factuality precision country admin1 gazetteer from to published "
    "slot letter airwars admiralty status claim claims ledger_report carried_by conceded replaced_by earlier later "
    "actor share_of".split()
)


def take_care_of_incidents(sheets: Iterable[IncidentSheet], care: Care, kept: Kept) -> Iterator[IncidentSheet]:
    """The incidents that may go out, in the form in which they may; those that may not are counted in `kept`.

    An incident is too young by the day on which it happened and by its first publication: that somebody recalls it
    today does not make it young again. It is about a site when one of its claims is.
    """
    withholder = IncidentWithholder(care.look_up)
    for sheet in sheets:
        if care.delay_days and is_young_incident(sheet.record, today=care.today, days=care.delay_days):
            kept.young += 1
            continue
        if care.sites and any(is_about(claim, care.sites) for claim in sheet.claims):
            kept.sites += 1
            continue
        shown = sheet if care.with_names else withholder.withhold(sheet)
        yield shown if care.round_km is None else round_sheet(shown, care.round_km)


def is_young_incident(record: Mapping[str, Any], *, today: date, days: int) -> bool:
    """Whether less than so many days have passed since it happened or was first told; also where neither is known."""
    published = [account["published"] for account in record["accounts"] if account["published"]]
    told = [date.fromisoformat(day) for day in (record["from"], record["to"], min(published, default=None)) if day]
    return not told or max(told) > today - timedelta(days=days)


def round_sheet(sheet: IncidentSheet, km: float) -> IncidentSheet:
    """The incident with its places on a grid of about `km` kilometres, their precision no finer than that."""
    record = sheet.record
    accounts = [{**account, "place": _round(account["place"], km)} for account in record["accounts"]]
    return IncidentSheet({**record, "place": _round(record["place"], km), "accounts": accounts}, sheet.claims)


def _round(place: Mapping[str, Any] | None, km: float) -> dict[str, Any] | None:
    if place is None:
        return None
    rounded = round_place({**place, "where_prec": None, "geo_precision": None}, km)
    return {key: rounded[key] for key in place}


@dataclass(slots=True)
class IncidentWithholder:
    """Gives incidents without the names of private persons.

    Who is private is judged report by report, as for claims. Whoever is private in one report of the incident is named
    nowhere in it: what others say of him would give him away.
    """

    look_up: LookUp | None = None
    _names: OrderedDict[str, Names] = field(default_factory=OrderedDict)

    def withhold(self, sheet: IncidentSheet) -> IncidentSheet:
        """The incident with a mark for each private name."""
        cover = self._make_cover(sheet.claims)
        record = {key: _cover(value, key, cover) for key, value in sheet.record.items()}
        return IncidentSheet(record, tuple(cover_claim(claim, cover) for claim in sheet.claims))

    def _make_cover(self, claims: Iterable[StoredClaim]) -> Cover:
        of_report: dict[str, list[StoredClaim]] = {}
        for claim in claims:
            of_report.setdefault(claim.report.id, []).append(claim)
        found = [self._find(own) for own in of_report.values()]
        private = frozenset().union(*(names.private for names in found))
        return make_cover(Names(private, frozenset().union(*(names.public for names in found)) - private))

    def _find(self, claims: list[StoredClaim]) -> Names:
        """The names of one report, of which these are claims."""
        if self.look_up is None:
            return find_names(claims)
        id = claims[0].report.id
        if id not in self._names:
            dossier: Dossier = self.look_up(claims[0].report)
            self._names[id] = find_names((*dossier.claims, *claims), dossier.text)
            if len(self._names) > _REMEMBERED:
                self._names.popitem(last=False)
        return self._names[id]


def _cover(value: Any, key: str, cover: Cover) -> Any:
    if key in _OURS:
        return value
    if key == "place" and value is not None:
        return {**value, "name": cover.place(value["name"])}
    if isinstance(value, Mapping):
        covered = {name: _cover(part, name, cover) for name, part in value.items()}
        # An origin is called by whoever said it, in small letters.
        hidden = "origin" in covered and covered.get("source") != value.get("source")
        return covered | {"origin": MARK} if hidden else covered
    if isinstance(value, (list, tuple)):
        return [_cover(part, key, cover) for part in value]
    if not isinstance(value, str) or key in _KEPT:
        return value
    return _covering(key, cover)(value)


def _covering(key: str, cover: Cover) -> Callable[[str], str]:
    return cover.label if key in _LABELS else cover.text
