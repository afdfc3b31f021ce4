"""Takes the names of private persons out of claims, out of every text that an export has of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sayso.export.care.covering import Cover, make_cover
from sayso.export.care.persons import find_names
from sayso.model import StoredClaim, StoredReport

_REMEMBERED = 64
"""Reports whose names are kept: claims of one report mostly come together."""
_KEPT = frozenset(  # what the program put there, and no words of a report
    "id type kind factuality quotation attribution start end country precision gazetteer rule role cameo event mode "
    "event_type sub_event_type currency actor value from to latitude longitude rules admin1 alternatives".split()
)


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that there is of one report: its claims, exported or not, and its text."""

    claims: tuple[StoredClaim, ...]
    text: str | None = None


LookUp = Callable[[StoredReport], Dossier]


@dataclass(slots=True)
class Withholder:
    """Gives claims without the names of private persons.

    Who is private is judged by the whole report, which `look_up` gives: a victim whom one claim names is not named by
    another, and an office told once counts throughout. Without it, each claim is judged by itself.
    """

    look_up: LookUp | None = None
    _covers: OrderedDict[str, Cover] = field(default_factory=OrderedDict)

    def withhold(self, claim: StoredClaim) -> StoredClaim:
        """The claim with a mark for each private name. Offsets still refer to the report's text."""
        return cover_claim(claim, self._cover_of(claim))

    def _cover_of(self, claim: StoredClaim) -> Cover:
        if self.look_up is None:
            return make_cover(find_names([claim]))
        id = claim.report.id
        if id not in self._covers:
            dossier = self.look_up(claim.report)
            self._covers[id] = make_cover(find_names((*dossier.claims, claim), dossier.text))
            if len(self._covers) > _REMEMBERED:
                self._covers.popitem(last=False)
        return self._covers[id]


def cover_claim(claim: StoredClaim, cover: Cover) -> StoredClaim:
    """The claim with a mark for each name that is covered."""
    record = {key: _cover(value, key, cover.text) for key, value in claim.record.items() if key != "places"}
    record["places"] = [_cover(place, "places", cover.place) for place in claim.record["places"]]
    report = claim.report
    covered = replace(
        report,
        name=cover.label(report.name),
        title=cover.text(report.title) if report.title else report.title,
        url=cover.url(report.url) if report.url else report.url,
    )
    ordered = {key: record[key] for key in claim.record}
    return replace(claim, report=covered, record=ordered, sentence=cover.text(claim.sentence))


def _cover(value: Any, key: str, cover: Callable[[str], str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _cover(part, name, cover) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cover(part, key, cover) for part in value]
    return cover(value) if isinstance(value, str) and key not in _KEPT else value
