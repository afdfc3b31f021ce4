"""When: expressions of time and the days that they stand for."""

from sayso.extract.times.finding import find_times

__all__ = ["find_times"]
