"""How many of the weapons launched were shot down and how many hit: both together cannot be more than were launched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sayso.model import Dispute, QuantityRole
from sayso.reconcile.incident.counting import Count
from sayso.reconcile.incident.disputes.groups import make_number_dispute
from sayso.reconcile.incident.figures import Tally
from sayso.reconcile.incident.sides import Sides


def find_barrages(tallies: Sequence[Tally], sides: Sides) -> Iterator[Dispute]:
    """A dispute for each weapon of which some say that so many were shot down that what others say cannot have hit."""
    for launched in tallies:
        role, unit, _, _ = launched.key
        highs = [count.range.high for count in launched.standing]
        if role != "used" or not highs or None in highs:
            continue
        most = max(high for high in highs if high is not None)
        downed, hits = (_list_standing(tallies, wanted, unit) for wanted in ("intercepted", "hit"))
        against = [one for one in downed if any(_is_too_many(one, other, most) for other in hits)]
        for_hits = [other for other in hits if any(_is_too_many(one, other, most) for one in downed)]
        if against:
            dispute = make_number_dispute([against, for_hits], sides)
            if dispute:
                yield dispute


def _list_standing(tallies: Iterable[Tally], role: QuantityRole, unit: str) -> list[Count]:
    return [count for tally in tallies if tally.key[:2] == (role, unit) for count in tally.standing]


def _is_too_many(downed: Count, hit: Count, most: float) -> bool:
    return downed.by.say_so != hit.by.say_so and (downed.range.low or 0) + (hit.range.low or 0) > most
