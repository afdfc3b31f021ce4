"""Which of the places of a name is meant, decided over the whole report.

A name means one place in a report, unless the text says otherwise where it stands ("Springfield, Ohio"). A candidate
gains by what the text says it lies in, by lying near the report's other places (minimal spread, Leidner 2007), by the
countries and regions that the report speaks of, and by its inhabitants.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.extract.places.mention import Mention
from sayso.gazetteer import Entry

_KIND = {"country": 6.4, "area": 4.0, "region": 0.35, "settlement": 0.0, "district": -0.2, "feature": -0.6}
_PEOPLE, _OWN, _TOLD, _COUNTRY, _REGION, _SPREAD, _HINT = 0.7, 0.9, 4.0, 2.4, 0.7, 2.5, 3.5
_MAYBE, _CAPITAL = 3.0, 1.0
_BARE, _LED = -1.5, -2.0
_NEAR_HINT = 0.5
_NAMESAKE = -0.75  # a region beside the settlement it is named after
_REACH_KM = 250.0
_CITY_SHARE = 0.5
_METROPOLIS = 700_000  # so large a city is what its bare name means, whatever region is called so too
_LOGIT = {
    "base": -1.08,
    "lead": 0.57,
    "alone": 2.44,
    "wide": 0.77,
    "region": -0.58,
    "people": 0.39,
    "own": 0.52,
    "foreign": -0.09,
    "share": 1.33,
}
_NO_SHARE = 0.3
_SAME_KM, _LONGEST_LEAD = 30.0, 6.0
_TOLD_OF, _SMALL, _SMALL_KINDS = 3.0, 100_000, frozenset(("settlement", "district", "feature"))
_ROUNDS = 3
_MOST = 40


@dataclass(frozen=True, slots=True)
class Resolved:
    """The place of a mention, how likely it is the one, and those that came after it.

    `stray` is a small place in a country of which the report speaks nowhere else, while it speaks of others: on two
    corpora of news 1 of 30 such was right (docs/accuracy.md), so it stands unresolved unless the text says more.
    """

    entry: Entry
    confidence: float
    runners_up: tuple[Entry, ...]
    stray: bool


def kilometres(one: Entry, two: Entry) -> float:
    """The distance along the great circle."""
    a, b, c, d = map(math.radians, (one.latitude, one.longitude, two.latitude, two.longitude))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def resolve(mentions: Sequence[Mention], home: str = "") -> list[Resolved | None]:
    """The place of each mention, None where it has no candidates. `home` is the publisher's country, where known."""
    return _Report(mentions, home).resolve()


@dataclass(slots=True)
class _Group:
    """All mentions of one name with one meaning."""

    candidates: list[Entry]
    base: list[float]
    weight: float
    best: int = 0


class _Report:
    def __init__(self, mentions: Sequence[Mention], home: str) -> None:
        self._mentions, self._home = mentions, home
        self._groups: dict[tuple[str, ...], _Group] = {}
        self._of: list[tuple[str, ...] | None] = []
        hinted = _hinted(mentions)
        for mention in mentions:
            if not mention.hint and mention.name.casefold() in hinted:
                mention.hint = "region"
            self._add(mention)

    def _add(self, mention: Mention) -> None:
        if not mention.candidates or _is_elsewhere(mention):
            self._of.append(None)
            return
        told = {
            (e.country, e.region if e.kind == "region" else "") for e in mention.told if e.kind in {"region", "country"}
        }
        key = (mention.name.casefold(), mention.hint, *sorted(f"{c}/{r}" for c, r in told))
        self._of.append(key)
        group = self._groups.get(key)
        if group is None:
            entries = list(mention.candidates[:_MOST])
            base = [self._base(e, entries, mention) for e in entries]
            group = self._groups[key] = _Group(entries, base, 0.0)
            group.best = max(range(len(entries)), key=lambda i: (base[i], -i))
        group.weight += 1.0

    def _base(self, entry: Entry, entries: list[Entry], mention: Mention) -> float:
        score = _KIND[entry.kind] + (_OWN if entry.own or entry.kind == "area" else 0.0)
        if entry.kind in {"settlement", "region", "district"}:
            score += _PEOPLE * math.log10(entry.population + 30)
        if entry.kind == "region" and mention.hint != "region":
            beside = any(
                e.kind == "settlement" and e.country == entry.country and e.population > 20_000 for e in entries
            )
            score += _NAMESAKE if beside else 0.0
        if entry.kind == "district" and not entry.own and not mention.hint:
            score += _BARE  # "Walker" is seldom Walker County
        if mention.led and entry.kind in _SMALL_KINDS:
            score += _LED  # "the Atlantic" is no town
        if mention.hint:
            if entry.kind == mention.hint == "region" and entry.region.endswith(" City"):
                score -= 1.0  # "Kyiv region" is the land around the city
            near = mention.hint == "region" and entry.kind == "district"
            score += _HINT if entry.kind == mention.hint else _NEAR_HINT if near else 0.0
        if mention.told and any(_contains(outer, entry) for outer in mention.told):
            # "Damascus, Washington and Moscow" is a list, though a Damascus lies in a Washington.
            score += _TOLD if mention.told[0].kind == "country" or len({e.kind for e in mention.told}) == 1 else _MAYBE
        if entry.kind == "settlement" and mention.capital and entry.country == mention.capital:
            score += (
                _CAPITAL
                if entry
                is max(entries, key=lambda e: (e.country == entry.country, e.kind == "settlement", e.population))
                else 0.0
            )
        if self._home and entry.country == self._home:
            score += 0.5
        return score

    def resolve(self) -> list[Resolved | None]:
        scores: dict[tuple[str, ...], list[float]] = {}
        for _ in range(_ROUNDS):
            countries, regions = self._votes()
            for key, group in self._groups.items():
                scores[key] = self._score(key, group, countries, regions)
            for key, group in self._groups.items():
                found = scores[key]
                group.best = max(range(len(found)), key=lambda i: (found[i], -i))
        countries, _ = self._votes()
        if self._home:
            countries[self._home].setdefault("", 1.0)
        chosen = {key: _resolved(group, scores[key], countries, key[0]) for key, group in self._groups.items()}
        return [
            None if key is None or (chosen[key].stray and not mention.told) else chosen[key]
            for key, mention in zip(self._of, self._mentions, strict=True)
        ]

    def _votes(self) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, float]]]:
        """How much each name speaks for a country, and for a region, by what it is taken for now."""
        countries: dict[str, dict[str, float]] = defaultdict(dict)
        regions: dict[str, dict[str, float]] = defaultdict(dict)
        for key, group in self._groups.items():
            entry, name = group.candidates[group.best], key[0]
            weight = 1.0 + math.log2(group.weight)
            if entry.country:
                countries[entry.country][name] = countries[entry.country].get(name, 0.0) + weight
            if entry.region:
                regions[f"{entry.country}/{entry.region}"][name] = weight
        return countries, regions

    def _score(
        self,
        key: tuple[str, ...],
        group: _Group,
        countries: dict[str, dict[str, float]],
        regions: dict[str, dict[str, float]],
    ) -> list[float]:
        if len(group.candidates) == 1:
            return list(group.base)
        name = key[0]
        total = sum(w for votes in countries.values() for n, w in votes.items() if n != name) or 1.0
        others = [
            (g.candidates[g.best], 1.0)
            for k, g in self._groups.items()
            if k[0] != name and g.candidates[g.best].kind in {"settlement", "region"}
        ]
        found = []
        for entry, base in zip(group.candidates, group.base, strict=True):
            votes = sum(w for n, w in countries.get(entry.country, {}).items() if n != name)
            near = sum(w for n, w in regions.get(f"{entry.country}/{entry.region}", {}).items() if n != name)
            score = base + _COUNTRY * votes / total + _REGION * min(near / 2, 1.0)
            if entry.kind in {"settlement", "district", "feature"} and others:
                close = sum(math.exp(-kilometres(entry, other) / _REACH_KM) for other, _ in others)
                score += _SPREAD * min(close / min(len(others), 3), 1.0)
            found.append(score)
        return found


def _hinted(mentions: Sequence[Mention]) -> frozenset[str]:
    """Names that the report uses for the region: "Idlib province" once, and "Idlib" is the province thereafter.

    Not where it speaks of the city too, nor where most of the region's people live in the city or this is a large one.
    """
    hints: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.hint:
            hints[mention.name.casefold()].add(mention.hint)
    return frozenset(
        mention.name.casefold()
        for mention in mentions
        if hints.get(mention.name.casefold()) == {"region"} and mention.hint and _is_wide(mention.candidates)
    )


def _is_wide(entries: Sequence[Entry]) -> bool:
    regions = [entry for entry in entries if entry.kind == "region"]
    return any(
        not any(
            e.kind == "settlement"
            and e.country == region.country
            and (e.population > _CITY_SHARE * region.population or e.population > _METROPOLIS)
            for e in entries
        )
        for region in regions
    )


def _is_elsewhere(mention: Mention) -> bool:
    """Whether the text says in which country it lies, and the gazetteer knows the name in other countries only."""
    told = {entry.country for entry in mention.told if entry.kind == "country"}
    if not told or any(entry.kind in {"country", "area"} for entry in mention.candidates):
        return False
    return not any(entry.country in told or not entry.country for entry in mention.candidates)


def _contains(outer: Entry, inner: Entry) -> bool:
    if outer.kind == "country":
        return outer.country == inner.country
    if outer.kind == "region":
        return (outer.country, outer.region) == (inner.country, inner.region) and inner.kind != "region"
    if outer.kind == "area" and outer.extent:
        south, west, north, east = outer.extent
        return south <= inner.latitude <= north and west <= inner.longitude <= east
    return (
        outer.kind == "settlement" and inner.kind == "settlement" and kilometres(outer, inner) < 60 and outer != inner
    )


def _resolved(group: _Group, scores: list[float], countries: dict[str, dict[str, float]], name: str) -> Resolved:
    order = sorted(range(len(scores)), key=lambda i: (-scores[i], i))
    entry = group.candidates[order[0]]
    rivals = [i for i in order[1:] if kilometres(group.candidates[i], entry) > _SAME_KM]
    lead = scores[order[0]] - scores[rivals[0]] if rivals else None
    votes = [(code, weight) for code, told in countries.items() for n, weight in told.items() if n != name]
    total = sum(weight for _, weight in votes)
    share = sum(weight for code, weight in votes if code == entry.country) / total if total else None
    stray = share == 0 and total >= _TOLD_OF and entry.kind in _SMALL_KINDS and entry.population < _SMALL
    confidence = _confidence(entry, lead, share, total)
    return Resolved(entry, confidence, tuple(group.candidates[i] for i in order[1:6]), stray)


def _confidence(entry: Entry, lead: float | None, share: float | None, total: float) -> float:
    """How often such a place is within 161 km of the right one: a logistic regression on two corpora of local and
    foreign news (docs/accuracy.md).

    `lead` is the score's distance from the best candidate elsewhere, None without one; `share` that of the report's
    other names that lie in the same country, weighted by how often they stand there (`total`), None without any.
    """
    wide, people = entry.kind in {"country", "area"}, math.log10(entry.population + 30)
    logit = _LOGIT["base"] + (_LOGIT["alone"] if lead is None else _LOGIT["lead"] * min(lead, _LONGEST_LEAD))
    logit += _LOGIT["wide"] if wide else _LOGIT["people"] * (people - 5)
    logit += _LOGIT["own"] * entry.own + _LOGIT["region"] * (entry.kind == "region")
    logit += _LOGIT["share"] * (_NO_SHARE if share is None else share)
    if share == 0 and entry.kind in _SMALL_KINDS:
        logit += _LOGIT["foreign"] * math.log2(1 + total) * min(max(5.5 - people, 0), 4)
    return 1 / (1 + math.exp(-logit))
