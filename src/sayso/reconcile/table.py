"""Packed items as arrays, so that millions of pairs are compared at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sayso.reconcile.families import load_families
from sayso.reconcile.items import Item
from sayso.reconcile.packing import (
    IS_ANOTHER,
    IS_BARE,
    IS_GENERAL,
    ITEM,
    SPOT_CARRIED,
    TIME_CARRIED,
    WORDS,
    pack_item,
    pack_words,
)
from sayso.reconcile.roles import list_consequences
from sayso.reconcile.wording import number_of

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
MOST_FAMILIES = 2
NO_DEED = -1


@dataclass(frozen=True, slots=True)
class Bag:
    """Words with weights, a row an item, the rest of each row zeros."""

    words: Ints
    weights: Floats


@dataclass(frozen=True, slots=True)
class Names:
    """Who did it, or to whom it was done: the words of the names, what they end in, their numbers and countries."""

    bag: Bag
    heads: Ints
    serial: Ints
    countries: Ints


@dataclass(frozen=True, slots=True)
class Table:
    """Claims in the order of their buckets, days of publication and ids: a row or an entry for each (`ITEM`).

    `report` is the row of a claim's report in `report_words`, which all slices of a table share; `report_codes` are
    these words numbered from 1 within the table. `deed` is the event of
    the deed that a claim tells of or came of, filled while claims are linked, `NO_DEED` where not known.
    """

    ids: tuple[str, ...]
    report_words: Bag
    report_codes: Ints
    report: Ints
    bucket: Ints
    published: Ints
    start: Ints
    type: Ints
    families: Ints
    mode: Ints
    is_another: Mask
    is_general: Mask
    is_bare: Mask
    trigger: Ints
    senses: Ints
    rule: Ints
    first: Ints
    last: Ints
    time_carried: Mask
    place: Ints
    latitude: Floats
    longitude: Floats
    radius_km: Floats
    country: Ints
    spot_carried: Mask
    agents: Names
    recipients: Names
    number_keys: Ints
    number_lows: Floats
    number_highs: Floats
    instruments: Ints
    anchor: Ints
    is_consequence: Mask
    deed: Ints
    words: Bag
    source: Ints

    def __len__(self) -> int:
        return len(self.bucket)

    def slice(self, start: int, end: int) -> Table:
        """The rows from `start` to before `end`, without copying."""
        return replace(
            self,
            **{
                field.name: _slice(getattr(self, field.name), start, end)
                for field in fields(self)
                if not field.name.startswith("report_")
            },
        )


def make_table(items: Iterable[Item]) -> Table:
    """The table of these items, in whatever order they come."""
    all_items = list(items)
    words = {item.report: item.report_words for item in all_items}
    return make_table_of(
        [item.id for item in all_items],
        [item.report for item in all_items],
        [pack_item(item) for item in all_items],
        {report: pack_words(weighed) for report, weighed in words.items()},
    )


def make_table_of(
    ids: Sequence[str], reports: Sequence[str], records: Sequence[bytes], words: Mapping[str, bytes]
) -> Table:
    """The table of packed claims: for each its id, its report and its record; and the packed words of each report."""
    names = list(dict.fromkeys(reports))
    numbers = {name: at for at, name in enumerate(names)}
    packed = np.frombuffer(b"".join(records), ITEM)
    found = np.frombuffer(b"".join(words[name] for name in names), WORDS)
    order = np.lexsort((_ranks(ids), packed["published"], packed["bucket"]))
    report = np.fromiter((numbers[name] for name in reports), np.int32, len(reports))[order]
    return replace(make_ordered_table(packed[order], report, found), ids=tuple(ids[at] for at in order.tolist()))


def make_ordered_table(packed: npt.NDArray[Any], report: Ints, words: npt.NDArray[Any]) -> Table:
    """The table of claims (`ITEM`) that are in its order already, without their ids.

    `report` tells for each claim which of the `words` (`WORDS`) are those of its report.
    """
    return Table(
        ids=(),
        report_words=Bag(words["words"].astype(np.int32), words["weights"].astype(np.float32)),
        report_codes=_codes(words["words"]),
        report=report,
        families=_families(packed["type"]),
        is_another=(packed["flags"] & IS_ANOTHER) > 0,
        is_general=(packed["flags"] & IS_GENERAL) > 0,
        is_bare=(packed["flags"] & IS_BARE) > 0,
        time_carried=(packed["flags"] & TIME_CARRIED) > 0,
        spot_carried=(packed["flags"] & SPOT_CARRIED) > 0,
        agents=_names(packed, "agent"),
        recipients=_names(packed, "recipient"),
        is_consequence=np.isin(packed["type"], [number_of(f"type:{type}") for type in list_consequences()]),
        deed=np.full(len(packed), NO_DEED, np.int32),
        words=Bag(packed["words"].astype(np.int32), packed["weights"].astype(np.float32)),
        **_columns(packed, _WHOLE, np.int32),
        **_columns(packed, _BROKEN, np.float32),
    )


_WHOLE = (
    "bucket", "published", "start", "anchor", "type", "mode", "trigger", "senses", "rule", "first", "last", "place",
    "country", "number_keys", "instruments", "source",
)  # fmt: skip
_BROKEN = ("latitude", "longitude", "radius_km", "number_lows", "number_highs")


def _codes(words: npt.NDArray[Any]) -> Ints:
    """The same words numbered from 1 up, 0 for none."""
    codes = np.unique(np.append(words.reshape(-1), 0), return_inverse=True)[1]
    return codes.reshape(-1)[:-1].reshape(words.shape).astype(np.int32)


def _columns(packed: npt.NDArray[Any], names: Iterable[str], type: Any) -> dict[str, Any]:
    return {name: packed[name].astype(type) for name in names}


def _ranks(ids: Sequence[str]) -> npt.NDArray[np.int64]:
    """The place of each id among all of them in order."""
    ranks = np.empty(len(ids), np.int64)
    ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return ranks


def _families(types: npt.NDArray[Any]) -> Ints:
    """The families of each type; one that a user's codebook adds is a family of its own."""
    known = {number_of(f"type:{type}"): sorted(families) for type, families in load_families().items()}
    distinct, rows = np.unique(types, return_inverse=True)
    found = np.zeros((len(distinct), MOST_FAMILIES), np.int32)
    for at, type in enumerate(distinct.tolist()):
        numbers = [number_of(f"family:{name}") for name in known.get(type, ())] or [type]
        found[at, : len(numbers)] = numbers
    return found[rows.reshape(-1)]


def _names(packed: npt.NDArray[Any], who: str) -> Names:
    bag = Bag(packed[f"{who}_words"].astype(np.int32), packed[f"{who}_weights"].astype(np.float32))
    heads, serial, countries = (packed[f"{who}_{name}"].astype(np.int32) for name in ("heads", "serial", "countries"))
    return Names(bag, heads, serial, countries)


def _slice(value: Any, start: int, end: int) -> Any:
    if isinstance(value, Bag):
        return Bag(value.words[start:end], value.weights[start:end])
    if isinstance(value, Names):
        bag = _slice(value.bag, start, end)
        return Names(bag, value.heads[start:end], value.serial[start:end], value.countries[start:end])
    return value[start:end]
