"""What names of places say of each other: one lies in the other, or they are told in one list."""

from __future__ import annotations

from itertools import pairwise

from sayso.extract.places.mention import Mention
from sayso.extract.places.wording import Wording, singular
from sayso.extract.tree import Tree

_CLOSE = 10
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))


def share_kinds(tree: Tree, words: Wording, found: list[Mention]) -> None:
    """ "Tarn and Vell air bases": what the plural after the last says holds for those before it."""
    for one, two in reversed(list(pairwise(found))):
        last = two.end - 1 if two.hint else min(two.end, len(tree.lower) - 1)
        plural = tree.lower[last].endswith("s") or tree.lower[min(last + 1, len(tree.lower) - 1)].endswith("s")
        if tree.lower[one.end : two.start] not in (["and"], [","], [",", "and"]) or not plural:
            continue
        if two.facility and not one.facility and one.use != "adjective":
            one.facility = True
        if two.hint and not one.hint and singular(tree.lower[last]) in words.kinds and one.use != "adjective":
            one.hint = two.hint if tree.lower[last].endswith("s") else one.hint


def tell_where(tree: Tree, words: Wording, found: list[Mention]) -> None:
    """What each is said to lie in: "Tall Afar, Iraq", "Idlib in Syria", "Syria's Idlib", "Syrian town of Azaz"."""
    for k, (one, two) in enumerate(pairwise(found)):
        if tree.sentence[one.start] != tree.sentence[two.start]:
            continue
        between = tree.lower[one.end : two.start]
        if one.facility and not one.candidates and two.use == "place" and len(between) <= _CLOSE:
            one.within = k + 1 if between[:1] == ["in"] or between == [","] else None
        if between in ([","], ["in"], [",", "in"], ["in", "the"], ["in", "northern"]) and one.use != "adjective":
            if any(e.kind in {"region", "country", "area"} for e in two.candidates) or between != [","]:
                one.told = two.candidates
        elif between and between[0] in _POSSESSIVE and len(between) <= 3 and two.use != "adjective":
            two.told = one.candidates
        elif one.use == "adjective" and two.use != "adjective" and len(between) <= 4:
            two.told = one.candidates if _is_kind_phrase(words, between) else two.told


def _is_kind_phrase(words: Wording, between: list[str]) -> bool:
    """ "Turkish [border town of] Suruc", "Syrian [city] Homs"."""
    return not between or any(singular(word) in words.kinds for word in between)
