"""Claims of one event are found together, those of different events are not, and the order of arrival is no matter."""

from __future__ import annotations

import time
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.codebook.events import load_codebook
from sayso.model import RuleError
from sayso.reconcile.candidates import find_candidates
from sayso.reconcile.comparing import COMPARISONS, compare
from sayso.reconcile.families import load_families
from sayso.reconcile.items import Item
from sayso.reconcile.linking import link_items, link_table, list_windows
from sayso.reconcile.packing import pack_item, pack_words
from sayso.reconcile.table import make_table, make_table_of
from sayso.reconcile.weights import load_weights, read_weights
from tests.reconcile.items import make_linked

MILL = make_linked(
    "mill-1", "Rebels shelled the old mill at Orlivka on Monday, killing 4.", agents=["Rebels"], killed=4
)
MILL_AGAIN = make_linked("mill-2", "The mill at Orlivka was shelled by rebels, the governor said.", agents=["rebels"])
NEXT_WEEK = make_linked("mill-3", "Rebels shelled the mill at Orlivka again.", agents=["Rebels"], day=14, out=15)
ELSEWHERE = make_linked("dam", "Rebels shelled the dam at Tarnow.", agents=["Rebels"], place="Tarnow")
TALKS = make_linked("talks", "Envoys met at Orlivka.", trigger="met", type="talks")


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        pytest.param(MILL, MILL_AGAIN, True, id="told-twice"),
        pytest.param(MILL, NEXT_WEEK, False, id="another-day"),
        pytest.param(MILL, ELSEWHERE, False, id="another-town"),
        pytest.param(MILL, TALKS, False, id="another-kind"),
    ],
)
def test_two_claims(one: Item, other: Item, *, together: bool) -> None:
    assert sorted(link_items([one, other])) == ([(one.id, other.id)] if together else sorted([(one.id,), (other.id,)]))


def test_nothing_and_one() -> None:
    assert link_items([]) == []
    assert link_items([MILL]) == [("mill-1",)]


DENIED = make_linked(
    "mill-4", "The army never shelled the mill at Orlivka.", agents=["army"], factuality="CT-", day=None
)
LATER = make_linked("mill-5", "The mill at Orlivka, shelled last week, is closed.", day=3, out=11)
UNDATED = make_linked("mill-6", "The mill at Orlivka was shelled by rebels.", agents=["rebels"], day=None, out=6)
BARE = make_linked("bare", "Rebels shelled the mill at Orlivka.", agents=["rebels"], day=None, out=None)
MANY = [MILL, MILL_AGAIN, NEXT_WEEK, ELSEWHERE, TALKS, DENIED, LATER, UNDATED, BARE]


@given(st.permutations(MANY))
def test_order_of_arrival_does_not_matter(items: list[Item]) -> None:
    assert link_items(items) == link_items(MANY)


_SENTENCES = st.sampled_from([
    "Rebels shelled the old mill at Orlivka.", "The mill was shelled by rebels.", "Gunners shelled the dam of Tarnow.",
    "They shelled it.", "Rebels shelled house 7.", "Rebels shelled house 9.",
])  # fmt: skip


@st.composite
def _many(draw: st.DrawFn) -> list[Item]:
    return [
        make_linked(
            f"c{number:02}",
            draw(_SENTENCES),
            day=draw(st.none() | st.integers(1, 15)),
            out=draw(st.none() | st.integers(1, 20)),
            place=draw(st.sampled_from([None, "Orlivka", "Tarnow"])),
            recipients=draw(st.sampled_from([[], ["mill"], ["house 7"]])),
            killed=draw(st.none() | st.integers(1, 3)),
            report=f"report-{draw(st.integers(1, 8))}",
            source=draw(st.sampled_from([None, "the mayor"])),
            factuality=draw(st.sampled_from(["CT+", "CT-", "Uu"])),
        )
        for number in range(draw(st.integers(0, 14)))
    ]


@given(_many(), st.randoms(use_true_random=False))
def test_a_bucket_at_a_time_from_packed_records_is_all_at_once(items: list[Item], random: Random) -> None:
    random.shuffle(items)
    words = {item.report: pack_words(item.report_words) for item in items}
    events: dict[str, str] = {}
    for bucket, start, end in list_windows(make_table(items).bucket):
        window = list(make_table(items).ids[start:end])
        random.shuffle(window)
        known = {item.id: item for item in items}
        table = make_table_of(
            window, [known[id].report for id in window], [pack_item(known[id]) for id in window], words
        )
        firsts: dict[str, int] = {}
        for row, id in enumerate(table.ids):
            if table.bucket[row] != bucket:
                firsts.setdefault(events[id], row)
        before = [firsts[events[id]] if id in events else -1 for id in table.ids]
        found = link_table(table, bucket, np.array(before, np.int32))
        for row, id in enumerate(table.ids):
            if table.bucket[row] == bucket:
                first = table.ids[found[row]]
                events[id] = events.get(first, first)
    assert [
        tuple(id for id in make_table(items).ids if events[id] == event)
        for event in dict.fromkeys(events[id] for id in make_table(items).ids)
    ] == link_items(items)


@pytest.mark.parametrize(
    ("items", "decided", "expected"),
    [
        pytest.param([MILL, ELSEWHERE], {"together": [("dam", "mill-1")]}, [{"mill-1", "dam"}], id="together"),
        pytest.param([MILL, MILL_AGAIN], {"apart": [("mill-2", "mill-1")]}, [{"mill-1"}, {"mill-2"}], id="apart"),
        pytest.param(
            [MILL, MILL_AGAIN, UNDATED], {"apart": [("mill-6", "mill-1")]}, [{"mill-1", "mill-2"}, {"mill-6"}],
            id="apart-from-an-earlier-event",
        ),
        pytest.param(
            [MILL, MILL_AGAIN, TALKS],
            {"together": [("talks", "mill-1"), ("talks", "mill-2")], "apart": [("mill-1", "mill-2")]},
            [{"mill-1", "talks"}, {"mill-2"}],
            id="different-wins-over-a-chain-of-same",
        ),
        pytest.param([MILL], {"together": [("mill-1", "gone")]}, [{"mill-1"}], id="claim-that-is-gone"),
    ],
)  # fmt: skip
def test_what_a_person_decided_wins(
    items: list[Item], decided: dict[str, list[tuple[str, str]]], expected: list[set[str]]
) -> None:
    assert sorted(map(sorted, link_items(items, **decided))) == sorted(map(sorted, expected))  # type: ignore[arg-type]


def test_claims_that_tell_nothing_stand_alone() -> None:
    bare = [make_linked(str(n), "They shelled it.", day=None, out=None, place=None) for n in range(30)]
    assert len(link_items(bare)) == 30


def _houses(count: int) -> list[Item]:
    """Claims of one town and day that differ in a number only."""
    return [
        make_linked(
            f"{n:05}",
            f"Soldiers of unit {n % 50} shelled house {n} in Sartana.",
            place="Sartana",
            recipients=[f"house {n}"],
        )
        for n in range(count)
    ]


def test_thousands_of_claims_at_one_place_and_day_take_no_square() -> None:
    items = _houses(3000)
    begun = time.process_time()
    link_items(items)
    assert time.process_time() - begun < 30


def test_thousands_of_claims_at_one_place_and_day_are_no_giant_event() -> None:
    assert len(link_items(_houses(300))) > 100


def _crowd(count: int, **told: Any) -> list[Item]:
    """Claims of one day that say the like of ever other things."""
    return [
        make_linked(
            f"{n:05}",
            f"Gunners shelled the {_WORDS[n % 90]} of {_WORDS[n // 90 % 90]}er near the {_WORDS[n // 7 % 90]}.",
            recipients=[f"the {_WORDS[n % 90]} of {_WORDS[n // 90 % 90]}er"],
            **told,
        )
        for n in range(count)
    ]


_WORDS = [
    f"{a}{b}{c}"
    for a in ("bar", "kol", "tev", "mun", "zil", "fra")
    for b in "aeo"
    for c in ("rd", "nk", "lm", "sp", "tch")
]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({}, id="one-place-and-day"),
        pytest.param({"source": "the army"}, id="one-source"),
        pytest.param({"day": None, "out": None, "place": None}, id="no-time-and-no-place"),
        pytest.param({"day": None, "out": -22000}, id="a-report-of-1970"),
    ],
)
def test_bad_data_makes_no_giant_event_and_takes_no_square(told: dict[str, Any]) -> None:
    items = _crowd(1200, **told)
    table = make_table(items)
    pairs, _ = find_candidates(table)
    assert len(pairs) <= 240 * len(items)
    assert max(len(ids) for ids in link_items(items)) <= 240


def test_an_old_date_misread_touches_no_other_claim() -> None:
    old = make_linked("old", "Rebels shelled the old mill at Orlivka on Monday, killing 4.", day=-22000, out=-22000)
    assert sorted(link_items([*MANY, old])) == sorted([*link_items(MANY), ("old",)])


def test_every_level_is_reached_within_its_range() -> None:
    table = make_table([MILL, MILL_AGAIN, NEXT_WEEK, ELSEWHERE, TALKS])
    rows = [(a, b) for a in range(5) for b in range(a + 1, 5)]
    levels = compare(table, *(np.array(side, dtype=np.int32) for side in zip(*rows, strict=True)))
    assert levels.shape == (10, len(COMPARISONS))
    for column, comparison in enumerate(COMPARISONS):
        assert len(comparison.levels) == len(comparison.says)
        assert 0 <= levels[:, column].min() <= levels[:, column].max() < len(comparison.levels)
        assert comparison.compare.__doc__


def test_every_type_has_a_family() -> None:
    assert set(load_codebook().types) == set(load_families())


def test_weights_that_do_not_fit_are_told_together() -> None:
    assert len(load_weights().levels) == len(COMPARISONS)
    with pytest.raises(RuleError, match=r"\[event\] must have .*\[time\] must have"):
        read_weights('version = "1"\nstart = 0.0\n[event]\nsame_word = 1.0\n')
