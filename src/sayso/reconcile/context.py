"""What a claim does not tell itself but its report tells around it: when and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sayso.model import StoredClaim
from sayso.reconcile.anchoring import find_anchors
from sayso.reconcile.buckets import is_day_known
from sayso.reconcile.items import FINE_KM, OPEN, Item, make_item
from sayso.reconcile.wording import Weighted


def make_items(claims: Iterable[StoredClaim], report_words: Weighted) -> list[Item]:
    """The features of all claims of one report, from their records and the words of the report (`weigh_report`).

    The claims of a report are read together, since what one does not tell may stand beside another.
    """
    return carry_context([make_item(claim, report_words) for claim in claims])


def carry_context(items: Sequence[Item]) -> list[Item]:
    """The claims of one report, each with a day and a town: where it tells none, those told nearest to it.

    Those of the deed that it came of or is a part of come first, then those of its own sentence, then those told before
    it. What is carried is marked so and counts less. Nothing is carried to what is only planned or asked for, nor to
    what is told in general.
    """
    known = {item.id: item for item in items}
    deeds = {id: known[deed] for id, deed in find_anchors(items).items() if _tells_before(known[deed], known[id])}
    days = [item for item in items if _tells_day(item)]
    periods = {item.sentence: item for item in items if item.first is not None and not _tells_day(item)}
    towns = [item for item in items if _tells_town(item)]
    return [_carry(item, deeds.get(item.id), days, towns, periods) for item in items]


def _tells_before(deed: Item, item: Item) -> bool:
    return deed is not item and (deed.start < item.start or deed.sentence == item.sentence)


def _carry(
    item: Item, deed: Item | None, days: Sequence[Item], towns: Sequence[Item], periods: Mapping[int, Item]
) -> Item:
    if deed is not None:
        item = replace(item, anchor=deed.start)
    if item.mode == OPEN or (item.is_general and item.anchor is None):
        return item
    # "In 2030 they held out for months before they gave up": not on the day that is told before.
    told = [*days, periods[item.sentence]] if item.sentence in periods else days
    if item.first is None and item.last is None and (found := _nearest(item, deed, told)):
        item = replace(item, first=found.first, last=found.last, time_carried=True)
    if item.spot is None and (found := _nearest(item, deed, towns)):
        item = replace(item, spot=found.spot, spot_carried=True)
    return item


def _nearest(item: Item, deed: Item | None, told: Sequence[Item]) -> Item | None:
    """Its deed; else in its own sentence, else before it: the nearest."""
    if deed in told:
        return deed
    own = [one for one in told if one.sentence == item.sentence]
    before = [one for one in told if one.start < item.start]
    return min(own or before, key=lambda one: (abs(one.start - item.start), one.start, one.id), default=None)


def _tells_day(item: Item) -> bool:
    return is_day_known(item) and item.mode != OPEN


def _tells_town(item: Item) -> bool:
    return item.spot is not None and item.spot.radius_km <= FINE_KM and item.mode != OPEN
