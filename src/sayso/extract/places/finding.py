"""All places of a report: the names, how they are used, and where they lie."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from sayso.annotate.document import Annotated
from sayso.extract.drafts import Piece, span_of
from sayso.extract.places.home import home_of
from sayso.extract.places.mention import Mention
from sayso.extract.places.phrases import find_phrases, locate_phrases
from sayso.extract.places.resolving import Resolved, resolve
from sayso.extract.places.spotting import Spotter
from sayso.extract.places.uses import use_of
from sayso.extract.tree import Tree, make_tree
from sayso.gazetteer import Entry, Gazetteer
from sayso.model import Candidate, Place, PlacePrecision, Span

_PRECISION: dict[str, PlacePrecision] = {
    "country": "country",
    "area": "region",
    "region": "region",
    "district": "district",
    "settlement": "settlement",
    "feature": "point",
}
_WATER = frozenset(("sea", "ocean", "gulf", "strait", "lake", "river", "canal"))
_MARKS = frozenset("-–/")  # the tokens of "KYIV/LVIV"
_UNLIKELY, _LENT, _BACK = 0.35, 0.6, 2
_COUNTRY_OFFSET, _MAX_OFFSET_DEGREES, _MAX_OFFSET_KM = 0.15, 6.0, 500.0


def find_places(annotated: Annotated, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Every name of a place in the running text, in text order; those that the gazetteer lacks say so."""
    tree, text = make_tree(annotated.doc), annotated.report.text
    mentions = Spotter(tree, annotated.report, gazetteer).spot()
    for mention in mentions:
        mention.use = use_of(tree, mention)
    resolved = resolve(mentions, home_of(annotated.report))
    known = [found.entry if found else None for found in resolved]
    for k, mention in enumerate(mentions):
        if resolved[k] is None and mention.within is not None:
            resolved[k] = resolved[mention.within]
        elif mention.facility and ((found := resolved[k]) is None or found.confidence < _UNLIKELY):
            if (town := _town_before(tree, mentions, resolved, k)) is not None:
                resolved[k], mention.within = town, k
    places = [_place(tree, text, m, found) for m, found in zip(mentions, resolved, strict=True)]
    # "30 km north of Tarn" is a place, and so is Tarn.
    places += [
        _place(tree, text, replace(m, start=m.bare, kilometres=None, bearing=None, part=False), found)
        for m, found in zip(mentions, resolved, strict=True)
        if m.bare is not None
    ]
    places += locate_phrases(tree, text, find_phrases(tree, mentions), known, gazetteer)
    return tuple(sorted(places, key=lambda place: (place.span.start, -place.span.end)))


def _town_before(
    tree: Tree, mentions: Sequence[Mention], resolved: Sequence[Resolved | None], k: int
) -> Resolved | None:
    """The last town told before a thing that is not known ("Mill Road"), in its sentence or the two before it."""
    for j in reversed(range(k)):
        other, found = mentions[j], resolved[j]
        if tree.sentence[mentions[k].start] - tree.sentence[other.start] > _BACK:
            return None
        if found is not None and found.entry.kind == "settlement" and other.use == "place" and not other.facility:
            return replace(found, confidence=found.confidence * _LENT, runners_up=())
    return None


def _place(tree: Tree, text: str, mention: Mention, found: Resolved | None) -> Place:
    span = span_of(tree.doc, text, Piece(mention.start, mention.end))
    span = Span.of(text, span.start, span.end - (span.text[-1:] in _MARKS))
    if found is None:
        return Place(span, mention.name, mention.use, reason=_reason(mention))
    entry = found.entry
    precision = _PRECISION[entry.kind]
    candidate = candidate_of(entry)
    if mention.kilometres is not None and precision in {"settlement", "district", "point"}:
        precision = "district"
        candidate = _moved(candidate, mention.kilometres, mention.bearing)
    elif (mention.facility and precision == "settlement") or (mention.part and precision == "settlement"):
        precision = "district"
    elif mention.part and precision in {"country", "region"}:
        precision = "region"
        candidate = _shifted(candidate, entry, mention.bearing)
    return Place(
        span=span,
        name=mention.name if entry.kind == "settlement" or mention.within is not None else entry.name,
        use=mention.use,
        at=replace(candidate, precision=precision),
        precision=precision,
        confidence=found.confidence,
        runners_up=tuple(candidate_of(e) for e in found.runners_up),
        vague=entry.kind == "area" or (mention.part and entry.kind == "country"),
        water=entry.tag in _WATER,
    )


def _reason(mention: Mention) -> str:
    if not mention.candidates:
        return "the gazetteer does not know the name"
    if not mention.told:
        return "the gazetteer knows the name only in countries that the report does not speak of"
    return f"the gazetteer does not know the name in {mention.told[0].name}"


def candidate_of(entry: Entry) -> Candidate:
    """The gazetteer's entry as a value of the record."""
    return Candidate(
        id=entry.id,
        name=entry.name,
        latitude=entry.latitude,
        longitude=entry.longitude,
        country=entry.country,
        admin1=entry.region or None,
        precision=_PRECISION[entry.kind],
        population=entry.population,
    )


def _moved(candidate: Candidate, kilometres: float, bearing: int | None) -> Candidate:
    """So far from the place, where the words name the direction; else the place itself stands."""
    if bearing is None or kilometres > _MAX_OFFSET_KM:
        return candidate
    north = kilometres / 111.2 * math.cos(math.radians(bearing))
    east = kilometres / 111.2 * math.sin(math.radians(bearing)) / max(math.cos(math.radians(candidate.latitude)), 0.05)
    latitude = min(max(candidate.latitude + north, -90.0), 90.0)
    longitude = (candidate.longitude + east + 180.0) % 360.0 - 180.0
    return replace(candidate, latitude=round(latitude, 4), longitude=round(longitude, 4))


def _shifted(candidate: Candidate, entry: Entry, bearing: int | None) -> Candidate:
    """The middle of the part: a quarter of the way across, towards the side that the words name."""
    if bearing is None or entry.extent is None:
        return candidate
    south, west, north, east = entry.extent
    up = min((north - south) * _COUNTRY_OFFSET, _MAX_OFFSET_DEGREES) * math.cos(math.radians(bearing))
    right = min((east - west) * _COUNTRY_OFFSET, _MAX_OFFSET_DEGREES) * math.sin(math.radians(bearing))
    return replace(
        candidate,
        latitude=round(min(max(candidate.latitude + up, south), north), 4),
        longitude=round(min(max(candidate.longitude + right, west), east), 4),
    )
