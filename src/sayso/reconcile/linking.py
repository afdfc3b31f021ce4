"""Claims of one event found together: compared where they share something rare, and grouped where groups agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.reconcile.candidates import find_candidates
from sayso.reconcile.comparing import compare
from sayso.reconcile.grouping import group
from sayso.reconcile.items import Item
from sayso.reconcile.table import make_table
from sayso.reconcile.weights import Weights, load_weights


def link_items(items: Iterable[Item], *, weights: Weights | None = None) -> list[tuple[str, ...]]:
    """The ids of the claims of each event, those that stand alone too.

    The claims of an event are in the order of their publication (then of their ids), and so are the events by their
    first claims. The order in which `items` come does not matter.
    """
    table = make_table(list(items))
    a, b = find_candidates(table)
    odds = (weights or load_weights()).score(compare(table, a, b))
    return _gather(table.items, group(len(table), a, b, odds).tolist())


def _gather(items: Sequence[Item], groups: Sequence[int]) -> list[tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for item, number in zip(items, groups, strict=True):
        found.setdefault(number, []).append(item.id)
    return [tuple(found[number]) for number in sorted(found)]
