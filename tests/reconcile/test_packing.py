"""Claims as records of a fixed size."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from sayso.reconcile.packing import ITEM, PACKING_VERSION, UNKNOWN_DAY, WORDS, pack_item, pack_words
from sayso.reconcile.table import make_table, make_table_of
from tests.reconcile.items import make_linked

MILL = make_linked(
    "mill",
    "On Monday another 4 were shelled by the Orlivka Guard.",
    agents=["the Orlivka Guard"],
    killed=4,
    source="mayor",
)


def test_a_record_has_a_fixed_size() -> None:
    bare = make_linked("bare", "They shelled it.", day=None, out=None, place=None)
    assert len(pack_item(MILL)) == len(pack_item(bare)) == ITEM.itemsize <= 280
    assert len(pack_words(MILL.report_words)) == len(pack_words(())) == WORDS.itemsize


def test_what_was_packed_stands_in_the_table() -> None:
    table = make_table([MILL])
    assert table.ids == ("mill",)
    assert (table.first[0], table.published[0], table.place[0]) == (
        MILL.first,
        MILL.published,
        MILL.spot and MILL.spot.key,
    )
    assert [word for word in table.words.words[0].tolist() if word] == [word for word, _ in MILL.words]
    assert table.words.weights[0, 0] == pytest.approx(MILL.words[0][1], abs=1e-3)
    assert (table.number_keys[0, 0], table.number_lows[0, 0]) == (MILL.numbers[0][0], 4)
    assert bool(table.is_another[0]) is MILL.is_another is False
    assert table.report_words.words[table.report[0]].tolist()[0] == MILL.report_words[0][0]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param(None, None, (UNKNOWN_DAY, UNKNOWN_DAY), id="no-time"),
        pytest.param(None, 700_000, (700_000, 700_000), id="until"),
        pytest.param(700_000, None, (700_000, MILL.published), id="since"),
        pytest.param(800_000, None, (800_000, 800_000), id="since-a-day-after-publication"),
    ],
)
def test_open_ends(first: int | None, last: int | None, expected: tuple[int, int]) -> None:
    table = make_table([replace(MILL, first=first, last=last)])
    assert (table.first[0], table.last[0]) == expected


def test_numbers_beyond_four_bytes_are_very_large() -> None:
    table = make_table([replace(MILL, numbers=((1, 1e99, float("inf")), (2, 0.0, 3.0), (3, 1.0, 1.0)))])
    assert np.isfinite(table.number_lows).all()
    assert table.number_lows[0, 0] > 1e38
    assert table.number_keys[0].tolist() == [1, 2]


def test_rows_are_in_the_order_of_buckets_then_publication_then_ids() -> None:
    items = [
        make_linked("c", "Rebels shelled it.", day=None, out=None),
        make_linked("b", "Rebels shelled it.", day=3, out=4),
        make_linked("a", "Rebels shelled it.", day=3, out=9),
        make_linked("d", "Rebels shelled it.", day=None, out=2),
        make_linked("e", "Rebels shelled it.", day=3, out=4),
    ]
    assert make_table(items).ids == make_table(items[::-1]).ids == ("c", "d", "b", "e", "a")


def test_nothing_is_a_table_too() -> None:
    assert len(make_table_of([], [], [], {})) == 0


def test_the_version_changes_with_the_records() -> None:
    found = hashlib.sha256(pack_item(MILL) + pack_words(MILL.report_words)).hexdigest()[:16]
    assert (PACKING_VERSION, found) == (7, "5d16aff1a52e12f5"), "other bytes need another PACKING_VERSION"
