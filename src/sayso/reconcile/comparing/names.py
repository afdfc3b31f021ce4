"""Who did it, to whom it was done, and by what means."""

from __future__ import annotations

import numpy as np

from sayso.reconcile.comparing.comparison import Comparison, Levels, first_of
from sayso.reconcile.comparing.pairs import Pairs
from sayso.reconcile.comparing.sharing import share_any, share_weight
from sayso.reconcile.table import Mask, Names

SAME_ONES = (0, 2, 3)
"""Levels of `agents` and `recipients` at which those named may be the same."""
_ALIKE, _PARTLY = 0.6, 0.25
"""Of the weight of the names' words so much is shared by names of one, and by names that are alike in part."""


def compare_agents(pairs: Pairs) -> Levels:
    """Whether both say that the same did it."""
    return _compare_names(pairs, pairs.table.agents)


def compare_recipients(pairs: Pairs) -> Levels:
    """Whether both say that it was done to the same."""
    return _compare_names(pairs, pairs.table.recipients)


def _compare_names(pairs: Pairs, names: Names) -> Levels:
    known = np.logical_and(*pairs.both(names.bag.words[:, 0] != 0))
    named = np.logical_and(*pairs.both(names.heads[:, 0] != 0))
    alike = share_weight(pairs, names.bag)
    return first_of(
        known & share_any(pairs, names.heads),
        known & named,
        known & (alike >= _ALIKE),
        known & (alike >= _PARTLY),
        known & share_any(pairs, names.countries),
        known,
    )


def are_alike(pairs: Pairs, names: Names) -> Mask:
    """Whether the names end in the same, or share most of their words."""
    return share_any(pairs, names.heads) | (share_weight(pairs, names.bag) >= _ALIKE)


def _tell_names(those: str) -> tuple[tuple[str, str], ...]:
    return (
        ("same_name", f"{those} go by one name"),
        ("other_name", f"{those} go by different names"),
        ("same", f"{those} are called the same"),
        ("partly", f"{those} are called alike in part"),
        ("same_country", f"{those} are of one country"),
        ("different", f"{those} are called otherwise"),
        ("unknown", f"{those} are not told by one"),
    )


AGENTS = Comparison("agents", _tell_names("those said to have done it"), compare_agents)
RECIPIENTS = Comparison("recipients", _tell_names("those to whom it was done"), compare_recipients)


def compare_serials(pairs: Pairs) -> Levels:
    """Whether those named by a number ("house 17") go by the same one: likes that differ in it are others."""
    serials = [pairs.both(names.serial) for names in (pairs.table.agents, pairs.table.recipients)]
    known = [(ours != 0) & (theirs != 0) for ours, theirs in serials]
    differ = [both & (ours != theirs) for both, (ours, theirs) in zip(known, serials, strict=True)]
    return np.select([differ[0] | differ[1], known[0] | known[1]], [1, 0], 2).astype(np.int8)


SERIALS = Comparison(
    "serials",
    (
        ("same", "those named by a number go by the same one"),
        ("different", "those named by a number go by different ones"),
        ("unknown", "nobody and nothing in both is named by a number"),
    ),
    compare_serials,
)


def compare_instruments(pairs: Pairs) -> Levels:
    """Whether the same weapons or means are named."""
    instruments = pairs.table.instruments
    known = np.logical_and(*pairs.both(instruments[:, 0] != 0))
    return first_of(known & share_any(pairs, instruments), known)


INSTRUMENTS = Comparison(
    "instruments",
    (
        ("same", "the same means are named"),
        ("different", "different means are named"),
        ("unknown", "the means are not told by one"),
    ),
    compare_instruments,
)
