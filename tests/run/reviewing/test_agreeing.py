"""How far coders agree with each other, and sayso with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from sayso.run.reviewing import agreement, review
from sayso.run.reviewing.agreeing import LEAST_UNITS, SAYSO, find_alpha
from tests.ledger.reports import make_shelling, make_truce, ready

IDA, ROLF = "Ida Voss", "Rolf Holm"


def _pairs(*counts: tuple[str, str, int]) -> list[tuple[str, str]]:
    return [(one, other) for one, other, count in counts for _ in range(count)]


@pytest.mark.parametrize(
    ("pairs", "alpha"),
    [
        (_pairs(("a", "a", 10), ("b", "b", 10)), 1.0),
        # Krippendorff (2011), computed by hand: o = 4/40 differ, e = 2·20·20/(40·39) by chance.
        (_pairs(("a", "a", 9), ("b", "b", 9), ("a", "b", 1), ("b", "a", 1)), 1 - (4 / 40) / (2 * 20 * 20 / (40 * 39))),
        (_pairs(("a", "b", 10), ("b", "a", 10)), 1 - 1 / (2 * 20 * 20 / (40 * 39))),
    ],
    ids=["always", "mostly", "never"],
)
def test_alpha(pairs: Sequence[tuple[str, str]], alpha: float) -> None:
    assert find_alpha(pairs) == (pytest.approx(alpha), "")


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        ([], "fewer than"),
        (_pairs(("a", "a", LEAST_UNITS - 2), ("a", "b", 1)), "fewer than"),
        (_pairs(("a", "a", LEAST_UNITS)), "all say the same"),
    ],
    ids=["none", "few", "constant"],
)
def test_no_figure_where_it_would_tell_nothing(pairs: Sequence[tuple[str, str]], why: str) -> None:
    alpha, told = find_alpha(pairs)
    assert alpha is None
    assert why in told


def test_coders_and_sayso_are_compared_field_by_field(tmp_path: Path) -> None:
    with Ledger(str(tmp_path / "ledger.db"), create=True) as ledger:
        shellings = [make_shelling(id=f"s{number}", url=f"https://tarn.example/{number}") for number in range(12)]
        ledger.add(ready(*shellings, make_truce()))
        ids = [claim.id for claim in ledger.claims()]
        for number, id in enumerate(ids[:22]):
            wrong = number % 4 == 0
            review(ledger, id, "correct" if wrong else "accept", who=IDA, values={"factuality": "PS+"} if wrong else {})
            review(ledger, id, "reject" if number == 1 else "accept", who=ROLF)
        found = agreement(ledger)
    assert [(one.who, one.accepted, one.rejected, one.corrected) for one in found.coders] == [
        (IDA, 16, 0, 6),
        (ROLF, 21, 1, 0),
    ]
    told = {(one.one, one.other, one.field): one for one in found.figures}
    assert {(one, other) for one, other, _ in told} == {(IDA, ROLF), (SAYSO, IDA), (SAYSO, ROLF)}
    verdicts = told[IDA, ROLF, "verdict"]
    assert (verdicts.units, verdicts.alike) == (22, 15)
    assert verdicts.alpha is not None
    assert verdicts.alpha < 0.1
    types = told[SAYSO, IDA, "type"]
    assert (types.units, types.alike, types.alpha) == (22, 22, pytest.approx(1.0))
    factuality = told[SAYSO, IDA, "factuality"]
    assert (factuality.units, factuality.alike) == (22, 16)
    assert (SAYSO, IDA, "verdict") not in told
    assert told[SAYSO, ROLF, "type"].units == 21, "what is none has no type"


def test_nobody_has_reviewed_anything(tmp_path: Path) -> None:
    with Ledger(str(tmp_path / "ledger.db"), create=True) as ledger:
        ledger.add(ready(make_truce()))
        assert agreement(ledger).figures == agreement(ledger).coders == ()
