"""Places that are told by other places: "Syria's border with Turkey", "between Raqqa and Aleppo".

They lie where the places they are told by lie, so they are worked out once those are known. Each is vague: no report
that says "on the border" gives a point.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.extract.drafts import Piece, span_of
from sayso.extract.places.mention import Mention
from sayso.extract.places.wording import load_wording, singular
from sayso.extract.tree import Tree
from sayso.gazetteer import Entry, Gazetteer
from sayso.model import Candidate, Place, PlacePrecision

_BORDERS = frozenset(("border", "borders", "frontier", "frontiers"))
_DASHES = frozenset(("-", "–", "—", "and"))
_NEAR_KM = 30.0
_GUESSED = 0.5  # how often the two countries most spoken of are those of "the border"
_MOST_COUNTRIES = 4


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `start` to `end` (exclusive) with the numbers of the mentions that tell where it is."""

    kind: str
    start: int
    end: int
    of: tuple[int, ...]


def find_phrases(tree: Tree, mentions: Sequence[Mention]) -> list[Phrase]:
    """All of a report, in text order."""
    return sorted((*_borders(tree, mentions), *_betweens(tree, mentions)), key=lambda found: found.start)


def _borders(tree: Tree, mentions: Sequence[Mention]) -> Iterator[Phrase]:
    starts = {mention.start: k for k, mention in enumerate(mentions)}
    ends = {mention.end: k for k, mention in enumerate(mentions)}
    kinds = load_wording().kinds
    for i, word in enumerate(tree.lower):
        if word not in _BORDERS or tree.sentence[i] < 0 or tree.pos[i] != "NOUN" or tree.label[i]:
            continue
        start, end, of = i, i + 1, []
        following = tree.lower[end] if end < len(tree.lower) else ""
        plural = following.endswith("s") and (singular(following) in kinds or following in {"areas", "communities"})
        if tree.dep[i] == "compound" and tree.head[i] > i and not plural:
            continue  # "border guards", "a border town"
        if plural:  # "border towns"
            end += 1
        before = ends.get(i, ends.get(i - 1) if tree.lower[i - 1 : i] in (["'s"], ["’s"], ["’"], ["'"]) else None)
        if before is not None:
            of, start = [before], mentions[before].start
            if start >= 2 and tree.lower[start - 1] in _DASHES and (other := ends.get(start - 1)) is not None:
                of, start = [other, before], mentions[other].start
        if following == "with" and before is not None:
            other = starts.get(end + 1, starts.get(end + 2))
            if other is not None:
                of, end = [before, other], mentions[other].end
        elif following in {"between", "of"} and before is None:
            one = starts.get(end + 1, starts.get(end + 2))
            if one is not None:
                two = (
                    starts.get(mentions[one].end + 1) if tree.lower[mentions[one].end : mentions[one].end + 1] else None
                )
                of, end = [one], mentions[one].end
                if two is not None and tree.lower[mentions[one].end] == "and":
                    of, end = [one, two], mentions[two].end
        elif before is None:
            the = i and tree.lower[i - 1] == "the"
            if not the and not plural:
                continue  # "a border"
            start = i - 1 if the else i
            if any(mention.start - end in {1, 2} and tree.lower[end] == "in" for mention in mentions):
                continue  # "border towns in Tarn"
        yield Phrase("border", start, end, tuple(of))


def _betweens(tree: Tree, mentions: Sequence[Mention]) -> Iterator[Phrase]:
    starts = {mention.start: k for k, mention in enumerate(mentions)}
    for k, one in enumerate(mentions):
        first = one.start - 1
        if first < 0 or tree.lower[first] != "between" or one.use != "place":
            continue
        two = starts.get(one.end + 1, starts.get(one.end + 2))
        joined = two is not None and tree.lower[one.end : mentions[two].start] in (["and"], ["and", "the"])
        if two is not None and joined and mentions[two].use == "place":
            yield Phrase("between", first, mentions[two].end, (k, two))


def locate_phrases(
    tree: Tree, text: str, phrases: Sequence[Phrase], entries: Sequence[Entry | None], gazetteer: Gazetteer
) -> list[Place]:
    """The places of those phrases that can be located; `entries` are those of the report's mentions."""
    spoken_of = Counter(entry.country for entry in entries if entry is not None and entry.country)
    found = []
    for phrase in phrases:
        known = [entries[k] for k in phrase.of]
        if any(entry is None for entry in known):
            continue
        told = [entry for entry in known if entry is not None]
        located = _border(told, spoken_of, gazetteer) if phrase.kind == "border" else _middle(told)
        if located is not None:
            candidate, confidence = located
            span = span_of(tree.doc, text, Piece(phrase.start, phrase.end))
            precision = candidate.precision
            found.append(
                Place(span, candidate.name, "place", candidate, precision, confidence, vague=precision == "region")
            )
    return found


def _border(told: list[Entry], spoken_of: Counter[str], gazetteer: Gazetteer) -> tuple[Candidate, float] | None:
    sides = list(dict.fromkeys(entry.country for entry in told if entry.country))[:2]
    if len(sides) == 2:
        pairs, confidence = [(sides[0], sides[1])], 0.9
    else:
        others = [code for code, _ in spoken_of.most_common(_MOST_COUNTRIES) if code not in sides]
        firsts = sides or others[:1]
        pairs, confidence = [(one, two) for one in firsts for two in others if two != one], _GUESSED
    for one, two in pairs:
        if point := gazetteer.border(one, two):
            names = [entry.name for code in (one, two) for entry in gazetteer.country(code)]
            name = f"border of {' and '.join(names)}"
            return Candidate(f"border:{one}-{two}", name, *point, one, None, "region"), confidence
    return None


def _middle(told: list[Entry]) -> tuple[Candidate, float] | None:
    one, two = told
    if one.kind == "country" or two.kind == "country":
        return None  # "between Syria and Turkey" is a relation, not a place
    latitude, longitude = (one.latitude + two.latitude) / 2, (one.longitude + two.longitude) / 2
    across = math.hypot(one.latitude - two.latitude, (one.longitude - two.longitude) * math.cos(math.radians(latitude)))
    kilometres = across * 111.2
    if kilometres > 20 * _NEAR_KM or abs(one.longitude - two.longitude) > 180:
        return None
    country = one.country if one.country == two.country else ""
    admin1 = (one.region or None) if country and one.region == two.region else None
    precision: PlacePrecision = "district" if kilometres <= _NEAR_KM else "region"
    name = f"between {one.name} and {two.name}"
    where = (round(latitude, 4), round(longitude, 4))
    return Candidate(f"between:{one.id}|{two.id}", name, *where, country, admin1, precision), 0.8
