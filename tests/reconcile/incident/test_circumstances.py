"""What of a sentence's place and time is told of the event itself."""

from __future__ import annotations

import pytest

from sayso.reconcile.incident.circumstances import read_place, read_time
from tests.reconcile.incident.invented import day, tell, with_record

SENTENCE = "Drones hit Tarn on Friday and burned two jets that had bombed Brek on Monday."


def _part(words: str) -> dict[str, object]:
    start = SENTENCE.index(words)
    return {"start": start, "end": start + len(words), "text": words}


@pytest.mark.parametrize(
    ("trigger", "place", "time", "told"),
    [
        ("hit", "Tarn", "Friday", ("Tarn", day(4))),
        ("bombed", "Tarn", "Friday", (None, None)),
        ("bombed", "Brek", "Monday", ("Brek", day(4))),
    ],
)
def test_what_stands_before_that_had_is_of_the_main_clause(
    trigger: str, place: str, time: str, told: tuple[object, object]
) -> None:
    claim = tell("air_strike", town="Tarn", when=(4, 4))
    claim = with_record(
        claim,
        SENTENCE,
        sentence={"start": 0, "end": len(SENTENCE)},
        trigger=_part(trigger),
        places=[{**claim.record["places"][0], **_part(place), "name": place}],
        time={**claim.record["time"], "span": _part(time)},
    )
    found, days = read_place(claim)[0], read_time(claim)
    assert (found and found.name, days and days.first) == told


@pytest.mark.parametrize(("confidence", "sure"), [(None, True), (0.9, True), (0.5, False)])
def test_place_is_sure(confidence: float | None, sure: bool) -> None:
    claim = tell(town="Tarn")
    claim = with_record(claim, places=[{**claim.record["places"][0], "confidence": confidence}])
    assert read_place(claim)[1] is sure


def test_days_the_wrong_way_round_are_turned() -> None:
    claim = tell(when=(5, 3))
    time = read_time(claim)
    assert time
    assert (time.first, time.last) == (day(3), day(5))


def test_nothing_told() -> None:
    assert read_place(tell()) == (None, False)
    assert read_time(tell()) is None
