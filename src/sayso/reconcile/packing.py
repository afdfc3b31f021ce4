"""Items as records of a fixed size, as a ledger keeps them: a million take some 250 MB."""

from __future__ import annotations

import struct
from collections.abc import Iterable

import numpy as np

from sayso.reconcile.buckets import bucket_of
from sayso.reconcile.items import MOST_INSTRUMENTS, MOST_NUMBERS, Item
from sayso.reconcile.senses import MOST_SENSES
from sayso.reconcile.wording import (
    MOST_COUNTRIES,
    MOST_HEADS,
    MOST_NAME_WORDS,
    MOST_REPORT_WORDS,
    MOST_WORDS,
    Weighted,
    number_of,
)

PACKING_VERSION = 7
"""Changes whenever a claim's record would come out different: with what is read of a claim, and with the stems."""
UNKNOWN_DAY = NO_ANCHOR = -1
IS_ANOTHER, TIME_CARRIED, SPOT_CARRIED, IS_GENERAL, IS_BARE = 1, 2, 4, 8, 16
_FURTHEST = 3.0e38


def _names(who: str) -> list[tuple[str, str, tuple[int, ...]]]:
    return [
        (f"{who}_words", "<i4", (MOST_NAME_WORDS,)),
        (f"{who}_weights", "<f2", (MOST_NAME_WORDS,)),
        (f"{who}_heads", "<i4", (MOST_HEADS,)),
        (f"{who}_serial", "<i4", ()),
        (f"{who}_countries", "<u2", (MOST_COUNTRIES,)),
    ]


ITEM = np.dtype(
    [
        *(
            (name, "<i4")
            for name in ("bucket", "published", "first", "last", "start", "anchor", "type", "trigger", "rule", "source")
        ),
        ("senses", "<u2", (MOST_SENSES,)),
        ("mode", "u1"),
        ("flags", "u1"),
        ("place", "<i4"),
        ("latitude", "<f4"),
        ("longitude", "<f4"),
        ("radius_km", "<f2"),
        ("country", "<u2"),
        *_names("agent"),
        *_names("recipient"),
        ("number_keys", "<i4", (MOST_NUMBERS,)),
        ("number_lows", "<f4", (MOST_NUMBERS,)),
        ("number_highs", "<f4", (MOST_NUMBERS,)),
        ("instruments", "<i4", (MOST_INSTRUMENTS,)),
        ("words", "<i4", (MOST_WORDS,)),
        ("weights", "<f2", (MOST_WORDS,)),
    ]
)
"""One claim. Days are `UNKNOWN_DAY` where not known, `first` and `last` both or neither; no place has radius -1."""
WORDS = np.dtype([("words", "<i4", (MOST_REPORT_WORDS,)), ("weights", "<f2", (MOST_REPORT_WORDS,))])
"""The telling words of one report."""

_NAMES = f"{MOST_NAME_WORDS}i{MOST_NAME_WORDS}e{MOST_HEADS}ii{MOST_COUNTRIES}H"
_PACK_ITEM = struct.Struct(
    f"<10i{MOST_SENSES}HBBiffeH{_NAMES}{_NAMES}{MOST_NUMBERS}i{MOST_NUMBERS}f{MOST_NUMBERS}f{MOST_INSTRUMENTS}i{MOST_WORDS}i{MOST_WORDS}e"
).pack
_PACK_WORDS = struct.Struct(f"<{MOST_REPORT_WORDS}i{MOST_REPORT_WORDS}e").pack


def pack_item(item: Item) -> bytes:
    """The record (`ITEM`) of a claim."""
    first, last = _days(item)
    spot = item.spot
    numbers = item.numbers[:MOST_NUMBERS]
    return _PACK_ITEM(
        bucket_of(item),
        UNKNOWN_DAY if item.published is None else item.published,
        first,
        last,
        item.start,
        NO_ANCHOR if item.anchor is None else item.anchor,
        number_of(f"type:{item.type}"),
        item.trigger,
        item.rule,
        item.source,
        *_filled(item.senses, MOST_SENSES),
        item.mode,
        IS_ANOTHER * item.is_another
        + TIME_CARRIED * item.time_carried
        + SPOT_CARRIED * item.spot_carried
        + IS_GENERAL * item.is_general
        + IS_BARE * item.is_bare,
        *((spot.key, spot.latitude, spot.longitude, spot.radius_km, spot.country) if spot else (0, 0.0, 0.0, -1.0, 0)),
        *_bag(item.agents, MOST_NAME_WORDS),
        *_filled(item.agent_heads, MOST_HEADS),
        item.agent_serial,
        *_filled(item.agent_countries, MOST_COUNTRIES),
        *_bag(item.recipients, MOST_NAME_WORDS),
        *_filled(item.recipient_heads, MOST_HEADS),
        item.recipient_serial,
        *_filled(item.recipient_countries, MOST_COUNTRIES),
        *_filled([key for key, _, _ in numbers], MOST_NUMBERS),
        *_filled([_bounded(low) for _, low, _ in numbers], MOST_NUMBERS),
        *_filled([_bounded(high) for _, _, high in numbers], MOST_NUMBERS),
        *_filled(item.instruments, MOST_INSTRUMENTS),
        *_bag(item.words, MOST_WORDS),
    )


def pack_words(words: Weighted) -> bytes:
    """The record (`WORDS`) of a report's words (`weigh_report`)."""
    return _PACK_WORDS(*_bag(words, MOST_REPORT_WORDS))


def _days(item: Item) -> tuple[int, int]:
    """First and last day; an open end is taken for the day of publication, or for the other end."""
    first, last = item.first, item.last
    if first is None and last is None:
        return UNKNOWN_DAY, UNKNOWN_DAY
    if first is None:
        return last or 0, last or 0
    if last is None:
        last = item.published if item.published is not None else first
    return first, max(first, last)


def _bag(words: Weighted, most: int) -> list[float]:
    return [*_filled([word for word, _ in words], most), *_filled([weight for _, weight in words], most)]


def _filled(values: Iterable[float], most: int) -> list[float]:
    """Just so many values, with noughts for those that are missing."""
    found = list(values)[:most]
    return found + [0] * (most - len(found))


def _bounded(value: float) -> float:
    """Within what four bytes hold: whoever writes of 10^99 people means very many."""
    return min(max(value, -_FURTHEST), _FURTHEST)
