"""How many: numbers of one thing that do not meet, once running tolls are resolved."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from sayso.codebook.incidents import load_incident_rules
from sayso.model import Dispute, QuantityRole, Side
from sayso.reconcile.incident.counting import PERSON, Count, Range
from sayso.reconcile.incident.disputes.barrages import find_barrages
from sayso.reconcile.incident.disputes.groups import make_number_dispute
from sayso.reconcile.incident.disputes.ranges import group_ranges
from sayso.reconcile.incident.figures import Tally
from sayso.reconcile.incident.particular import is_short
from sayso.reconcile.incident.sides import MOST_IDENTITIES, Sides
from sayso.reconcile.incident.testimony import Testimony

_MEASURES = frozenset(("distance", "area", "duration"))
"""Of one event several may hold at once: 3 km from the town, 20 km from the border."""
_SIDES: frozenset[Side] = frozenset(("party", "opponent"))
_GROWING = frozenset(("killed", "wounded", "displaced", "detained", "missing", "destroyed"))


def find_how_many(tallies: Iterable[Tally], testimonies: Sequence[Testimony], sides: Sides) -> list[Dispute]:
    """A dispute for each figure whose numbers do not meet. Shares and wholes are each compared with their like."""
    tallies = [tally for tally in tallies if tally.key[3] is None and tally.key[0] not in _MEASURES]
    found = [_find_in(_list_counts(tally, testimonies, sides), sides) for tally in tallies]
    disputed = {tally.key[0] for tally, dispute in zip(tallies, found, strict=True) if dispute}
    apart = [*_find_larger_parts(tallies, disputed, sides), *find_barrages(tallies, sides)]
    return [dispute for dispute in found if dispute] + apart


def _list_counts(tally: Tally, testimonies: Iterable[Testimony], sides: Sides) -> list[Count]:
    counts = list(tally.standing)
    if not tally.key[1] or tally.key[1] in load_incident_rules().share_units:
        return []
    if tally.key[0] == "other":
        return [count for count in counts if count.by.type in load_incident_rules().sized]
    if any(is_short(count.by.time) for count in counts):
        # Those who fled within months are others than those who fled on Tuesday.
        counts = [count for count in counts if count.by.time is None or is_short(count.by.time)]
    noughts = [count for count in counts if count.range == Range(0, 0)]
    return counts + (list(_list_somebody(noughts[0], testimonies, sides)) if noughts else [])


def _list_somebody(nought: Count, testimonies: Iterable[Testimony], sides: Sides) -> Iterable[Count]:
    """Claims of the same loss without a number, which are at least one: "a nurse and her son were hurt"."""
    for one in testimonies:
        people = [who for who in one.recipients if who.kind != "object"]
        if nought.whose and any(sides.side_of(who) in _SIDES - {nought.whose} for who in people):
            continue
        if one.type == nought.by.type and one.stance == "says" and people and not one.claim.record.get("quantities"):
            yield Count(one, nought.role, nought.unit, Range(1, None), cumulative=False, counted=nought.unit,
                        words=people[0].name, start=0)  # fmt: skip


def _find_in(counts: Sequence[Count], sides: Sides) -> Dispute | None:
    latest = max((count.by.order[0] for count in counts), default=None)
    outside = sorted((one for one in counts if not _is_of_a_party(one, sides)), key=_day_of)
    ranges = [_ends(count, is_old=count.by.order[0] != latest, outside=outside, sides=sides) for count in counts]
    groups = [group for group in group_ranges(ranges) if group]
    if _are_of_other_countries([[counts[at] for at in group] for group in groups]):
        return None
    return make_number_dispute([[counts[at] for at in group] for group in groups], sides)


def _are_of_other_countries(groups: Sequence[Sequence[Count]]) -> bool:
    """Whether each number is of people of another country: 11 of ours and four of theirs are held."""
    told = [{who.country for count in group for who in count.by.recipients if who.country} for group in groups]
    return all(told) and all(not (one & other) for at, one in enumerate(told) for other in told[at + 1 :])


def _ends(count: Count, *, is_old: bool, outside: Sequence[Count], sides: Sides) -> tuple[float, float]:
    """The range. A running toll that others are later than says only that there were so many by then; so does an old
    count of losses, since they become known over time. A party's does only where others said the same by then: who
    knows better may have made it small.
    """
    high = count.range.high
    if is_old and count.range != Range(0, 0) and high is not None:
        grows = count.role in _GROWING and (not _is_of_a_party(count, sides) or _is_in_line(count, outside))
        high = None if count.cumulative or grows else high
    return -math.inf if count.range.low is None else count.range.low, math.inf if high is None else high


def _is_of_a_party(count: Count, sides: Sides) -> bool:
    return sides.side_of(count.by.voice) in _SIDES


def _is_in_line(count: Count, outside: Sequence[Count]) -> bool:
    """Whether others, who are no party, had given numbers when it was published, and all of them agree with it."""
    before = outside[: bisect_right(outside, _day_of(count), key=_day_of)][-MOST_IDENTITIES:]
    return bool(before) and all(other.range.meets(count.range) for other in before)


def _day_of(count: Count) -> date:
    return count.by.order[0]


def _find_larger_parts(tallies: Sequence[Tally], disputed: set[QuantityRole], sides: Sides) -> Iterable[Dispute]:
    """More soldiers than people: a part that is larger than every whole that others give."""
    people = load_incident_rules().people
    for whole in tallies:
        role, unit, whose, _ = whole.key
        highs = [count.range.high for count in whole.standing]
        if unit != PERSON or role not in _GROWING or role in disputed or not highs or None in highs:
            continue
        most = max(high for high in highs if high is not None)
        parts = [
            count
            for tally in tallies
            if tally.key[0] == role and tally.key[1] in people - {PERSON} and tally.key[2] == whose
            for count in tally.standing
            if count.range.low is not None and count.range.low > most
        ]
        dispute = make_number_dispute([whole.standing, parts], sides) if parts else None
        if dispute:
            yield dispute
