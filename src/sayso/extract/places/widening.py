"""Words beside a name of a place that say what it is, which part of it is meant, or how far from it."""

from __future__ import annotations

import re
from decimal import Decimal

from sayso.extract.numerals import parse_number
from sayso.extract.places.mention import Mention
from sayso.extract.places.wording import Wording, singular
from sayso.extract.tree import Tree

_JOINED = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)(km|mile)s?")
# What follows an adjective where it is a place of its own: "Lebanese airspace", "Turkish border towns".
_OF_COUNTRY = frozenset(("airspace", "territory", "soil", "waters", "mainland"))
_EDGE = frozenset(("coast", "coastline"))
_UNITS = {"km": 1.0, "kms": 1.0, "kilometre": 1.0, "kilometer": 1.0, "mile": 1.609, "metre": 0.001, "meter": 0.001}
_COMPLEX = frozenset(("complex", "compound"))


class Widener:
    """Takes the words around the mentions of one report into them."""

    def __init__(self, tree: Tree, words: Wording) -> None:
        self._tree, self._words = tree, words

    def widen(self, mention: Mention) -> None:
        """Words in small letters beside the name: "northern Syria", "Kursk region", "the town of Sudzha"."""
        if mention.use == "adjective":
            after = self._tree.lower[mention.end] if mention.end < len(self._tree.lower) else ""
            if after in _OF_COUNTRY or after in _EDGE:
                mention.use, mention.part = "place", after in _EDGE
                mention.end += 1
            return
        tree, words, start, end = self._tree, self._words, mention.start, mention.end
        before = tree.lower[start - 1] if start else ""
        mention.led = self._is_the(start) and any(entry.kind == "area" for entry in mention.candidates)
        if (direction := self._direction(start)) is not None:
            mention.bearing, mention.start = direction
            mention.part = True
        elif before in words.parts:
            mention.start, mention.part = start - 1, True
        elif before == "of" and start > 1:
            if kind := words.kinds.get(singular(tree.text[start - 2])):
                mention.hint = mention.hint or kind
            elif (direction := self._direction(start - 1)) is not None:
                mention.bearing, mention.part = direction[0], True
            elif tree.lower[start - 2] in {
                "outskirts",
                "suburbs",
                "suburb",
                "countryside",
                "edge",
                "environs",
                "vicinity",
            }:
                mention.part = True
        self._measure(mention)
        after = tree.lower[end] if end < len(tree.lower) else ""
        if end - start > 1 and not mention.candidates and singular(tree.lower[end - 1]) in words.facilities:
            mention.facility = True
            mention.end += after in _COMPLEX
        elif kind := words.kinds.get(singular(after)):
            if not (mention.candidates and mention.candidates[0].kind == "country"):
                mention.hint = mention.hint or kind
                mention.end = end + 1
        elif singular(after) in words.facilities:
            mention.facility = True
            if not mention.candidates and after == singular(after):  # "the Nordal hospital"
                mention.end += 1
        elif f"{after} {singular(tree.lower[end + 1]) if end + 1 < len(tree.lower) else ''}" in words.facilities:
            mention.facility = True
            if not mention.candidates and tree.lower[end + 1] == singular(tree.lower[end + 1]):
                mention.end += 2

    def _is_the(self, start: int) -> bool:
        """Whether "the" stands before, perhaps with adjectives between: "the tropical eastern Atlantic"."""
        at = start - 1
        while at > max(start - 4, 0) and self._tree.pos[at] == "ADJ":
            at -= 1
        return at >= 0 and self._tree.lower[at] == "the"

    def _direction(self, end: int) -> tuple[int, int] | None:
        """The degrees that the words before this token tell ("south", "-", "west"), and the first of these."""
        lower, directions = self._tree.lower, self._words.directions
        for size in (3, 1):
            if end >= size and (found := directions.get("".join(lower[end - size : end]))) is not None:
                return found, end - size
        return None

    def _measure(self, mention: Mention) -> None:
        """How far away, and where: "30 km north of Tarn", "12 miles from Tarn"."""
        tree, at = self._tree, mention.start
        if at and tree.lower[at - 1] == "the":
            at -= 1
        before = tree.lower[at - 1] if at else ""
        bearing = None
        if before == "of" and at > 3 and (direction := self._direction(at - 1)) is not None:
            bearing, last = direction[0], direction[1] - 1
        elif before in {"from", "outside"} and at > 2:
            last = at - 2
        elif before == "of" and at > 3 and tree.lower[at - 2] == "outside":
            last = at - 3
        else:
            return
        if tree.lower[last] == "the" or tree.lower[last] == "to":
            last -= 1 + (tree.lower[last] == "the" and tree.lower[last - 1] in {"to", "in"})
        if last < 1:
            return
        number, unit = last - 1, _UNITS.get(singular(tree.lower[last]))
        value = parse_number(tree.lower[number]) if unit else None
        if joined := _JOINED.fullmatch(tree.lower[last]):  # "30km"
            number, value, unit = last, Decimal(joined[1]), _UNITS[joined[2]]
        if unit and value is not None:
            mention.kilometres, mention.bearing, mention.bare = float(value) * unit, bearing, mention.start
            mention.start, mention.part = number, False
