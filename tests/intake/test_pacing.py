"""Deadlines end what takes too long; hosts are asked no faster than is polite."""

from __future__ import annotations

import pytest

from sayso.intake.pacing import Deadline, Pace


class Time:
    """A clock that moves when it is told to, or slept by."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


def test_a_deadline_gives_less_and_less_and_then_nothing(time: Time) -> None:
    deadline = Deadline(10, clock=time.clock)
    assert deadline.limit(4) == 4
    time.now += 7
    assert deadline.limit(4) == 3
    time.now += 3
    with pytest.raises(TimeoutError):
        deadline.limit(4)


def test_what_happens_in_a_pause_does_not_count(time: Time) -> None:
    deadline = Deadline(10, clock=time.clock)
    with deadline.paused():
        time.now += 60
    assert deadline.limit(99) == 10


def test_each_host_is_asked_after_its_own_pause(time: Time) -> None:
    pace = Pace(clock=time.clock, sleep=time.sleep)
    pace.wait("news.example", 5)
    assert time.slept == []
    pace.note("news.example")
    time.now += 2
    pace.wait("other.example", 5)
    assert time.slept == []
    pace.wait("news.example", 5)
    assert time.slept == [3]
    time.now += 9
    pace.wait("news.example", 5)
    assert time.slept == [3]


def test_a_host_is_left_alone_as_long_as_it_asked(time: Time) -> None:
    pace = Pace(clock=time.clock, sleep=time.sleep)
    assert pace.held("news.example") == 0
    pace.hold("news.example", 30)
    time.now += 10
    assert pace.held("news.example") == 20
    time.now += 30
    assert pace.held("news.example") == 0
